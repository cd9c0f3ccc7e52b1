import type { Report, Verdict } from '@post-challenge/conformance';
import { type RuleId, rules, listRuleIds } from '@post-challenge/spec';
import { createReport } from '../../src/report/report.ts';
import { getHelpLink } from '../../src/report/rule-book.ts';
import { reference } from '../implementations.ts';

/** Creates a report with the given verdict on each rule. By default, a rule passed. */
export function createTestReport(getVerdict: (id: RuleId) => Partial<Verdict>): Report {
  const verdicts = listRuleIds('2025').map((id) => {
    const { level, text } = rules[id];
    const help = getHelpLink(id);
    return { id, level, text, help, verdict: 'passed' as const, runs: 1, ...getVerdict(id) };
  });
  return createReport(reference, verdicts, {
    edition: '2025',
    complete: true,
    timing: { total: 0, rules: {} },
  });
}
