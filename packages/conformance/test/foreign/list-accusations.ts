import { checkRule } from '@post-challenge/conformance';
import { type RuleId, rules, listRuleIds } from '@post-challenge/spec';
import type { RightEntry } from './entry.ts';
import { type Draws, findViolation } from './find-violation.ts';

const musts = listRuleIds('2025').filter((id) => rules[id].level === 'MUST');

/** Lists the MUSTs that a right implementation is said to break, among those that its habit touches. */
export async function listAccusations(
  { touches, implementation }: RightEntry,
  { most, ...draws }: Draws,
): Promise<RuleId[]> {
  const accusations: RuleId[] = [];
  for (const id of musts.filter((must) => touches.test(must))) {
    // A check does not accuse if a required rule could not be judged.
    const isSuspected = await findViolation(implementation, id, {
      ...draws,
      ...(most !== undefined && { most }),
    });
    if (isSuspected && (await checkRule(implementation, id, draws)).verdict === 'failed')
      accusations.push(id);
  }
  return accusations;
}
