import type { Implementation } from '@post-challenge/conformance';
import { type Rule, type RuleId, listRuleIds, rules } from '@post-challenge/spec';
import { properties } from '../src/rules/index.ts';

/** The rules that edition 2026 does not share with edition 2025, or judges in another way. */
const differing = listRuleIds('2026').filter((id) => {
  const { since }: Rule = rules[id];
  return since === '2026' || properties[id].editions?.['2026'] !== undefined;
});

/** Lists the rules that a test checks on an implementation: all of its edition or, for the second one, only those that differ. */
export function listTestedIds({ editions: [edition = '2025'] = [] }: Implementation): RuleId[] {
  return edition === '2025' ? listRuleIds(edition) : differing;
}
