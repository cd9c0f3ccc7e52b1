import type { Implementation, Verdict } from '@post-challenge/conformance';
import { type RuleId, rules } from '@post-challenge/spec';
import {
  type RuleCheckerOptions,
  checkByDrawing,
  chooseEdition,
  createRuleChecker,
} from '../src/runner/check-rule.ts';
import { FEW } from './check-few.ts';

/**
 * Checks a rule without the rules that it requires, which take most of the time of `checkRule`. An implementation that is known to keep
 * them gets the same verdict.
 */
export async function checkAlone(
  implementation: Implementation,
  id: RuleId,
  options: RuleCheckerOptions = {},
): Promise<Verdict> {
  return checkByDrawing(id, implementation, {
    ...options,
    edition: chooseEdition(implementation, options),
    onHost: implementation.capabilities.includes('host'),
  });
}

/** Checks a rule as `checkRule` does, but tries only a few examples of the rules that it requires. */
export async function checkAfterFew(
  implementation: Implementation,
  id: RuleId,
  options: RuleCheckerOptions = {},
): Promise<Verdict> {
  const check = await createRuleChecker(implementation, { ...options, ...FEW });
  for (const required of rules[id].requires as readonly RuleId[]) {
    const { verdict } = await check(required);
    if (verdict !== 'passed') return check(id);
  }
  return checkAlone(implementation, id, options);
}
