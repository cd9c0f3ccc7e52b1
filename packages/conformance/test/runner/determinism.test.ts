import { type RuleId, listRuleIds } from '@post-challenge/spec';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRuleChecker } from '../../src/runner/check-rule.ts';
import { loadImplementation } from '../../src/implementations/load-implementation.ts';
import { type Verdict, createReport } from '../../src/report/report.ts';
import { plain } from '@post-challenge/spec/command-line';
import { reporters } from '../../src/report/reporters/reporters.ts';
import { getExamplePath } from '../commands/terminal.ts';

const ruleIds = listRuleIds('2025');

const orders = fc.sample(fc.shuffledSubarray(ruleIds, { minLength: ruleIds.length }), {
  numRuns: 2,
  seed: 1,
});

/** Judges the rules in the given order, and renders the report with every reporter, without durations. */
async function renderReportsInOrder(order: readonly RuleId[], name: string): Promise<string> {
  const implementation = await loadImplementation(getExamplePath(name));
  const check = await createRuleChecker(implementation, { runs: 2, maxExamples: 2 });
  const verdicts = new Map<RuleId, Verdict>();
  for (const id of order) verdicts.set(id, await check(id));
  const inOrder = ruleIds.flatMap((id) => verdicts.get(id) ?? []);
  const timing = { total: 0, rules: {} };
  const report = createReport(implementation, inOrder, { edition: '2025', complete: true, timing });
  const written = Object.values(reporters).map((reporter) =>
    reporter(report, { path: name, paint: plain, full: true, width: Infinity, failOn: 'must' }),
  );
  return written.join('');
}

test.for(['reference-host', 'hand-written-mock'])(
  'two runs on %s, each with another order of the rules, give the same report in every format',
  async (name) => {
    const reports = new Set<string>();
    for (const order of orders) reports.add(await renderReportsInOrder(order, name));

    expect(new Set(orders.map(String)).size).toBe(2);
    expect(reports.size).toBe(1);
    expect([...reports][0]).toMatch(/"probed": [1-9]/);
  },
);
