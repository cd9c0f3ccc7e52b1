import { type RuleId, rules } from '@post-challenge/spec';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeOf } from '../src/judge.ts';
import { load } from '../src/load.ts';
import { type Verdict, reportOf } from '../src/report.ts';
import { plain } from '@post-challenge/spec/command-line';
import { reporters } from '../src/reporters/reporters.ts';
import { example } from './terminal.ts';

const catalogue = Object.keys(rules) as RuleId[];

const orders = fc.sample(fc.shuffledSubarray(catalogue, { minLength: catalogue.length }), {
  numRuns: 10,
  seed: 1,
});

/** What every reporter writes, but for times, where the rules are judged in some order. */
async function reportsIn(order: readonly RuleId[], name: string): Promise<string> {
  const implementation = await load(example(name));
  const judge = await judgeOf(implementation, { runs: 2 });
  const verdicts = new Map<RuleId, Verdict>();
  // oxlint-disable-next-line no-await-in-loop -- One rule after another, in this order.
  for (const id of order) verdicts.set(id, await judge(id));
  const inOrder = catalogue.flatMap((id) => verdicts.get(id) ?? []);
  const timing = { total: 0, rules: {} };
  const report = reportOf(implementation, inOrder, { complete: true, timing });
  const written = Object.values(reporters).map((reporter) =>
    reporter(report, { path: name, paint: plain, full: true }),
  );
  return written.join('');
}

test.for(['reference-host', 'hand-written-mock'])(
  'ten runs on %s, each in another order of the rules, give one report, whoever writes it',
  async (name) => {
    const reports = new Set<string>();
    // oxlint-disable-next-line no-await-in-loop -- One run after another.
    for (const order of orders) reports.add(await reportsIn(order, name));

    expect(new Set(orders.map(String)).size).toBe(10);
    expect(reports.size).toBe(1);
    expect([...reports][0]).toContain('"probed": 1');
  },
);
