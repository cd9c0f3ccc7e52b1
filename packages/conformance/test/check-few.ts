import type { Implementation, Report, Verdict } from '@post-challenge/conformance';
import { type RuleId, listRuleIds } from '@post-challenge/spec';
import { createReport } from '../src/report/report.ts';
import {
  type RuleCheckerOptions,
  chooseEdition,
  createRuleChecker,
} from '../src/runner/check-rule.ts';

/** How many draws and examples of each rule tell which rules an implementation breaks. */
export const FEW = { runs: 5, maxExamples: 4 } as const;

/** Checks an implementation as `checkConformance` does, with a few examples of each rule. */
export async function checkFew(
  implementation: Implementation,
  options: RuleCheckerOptions = {},
  ids: readonly RuleId[] = listRuleIds(chooseEdition(implementation, options)),
): Promise<Report> {
  const check = await createRuleChecker(implementation, { ...FEW, ...options });
  const verdicts: Verdict[] = [];
  for (const id of ids) verdicts.push(await check(id));
  return createReport(implementation, verdicts, {
    edition: chooseEdition(implementation, options),
    complete: true,
    timing: { total: 0, rules: {} },
  });
}
