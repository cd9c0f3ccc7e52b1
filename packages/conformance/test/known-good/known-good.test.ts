import { type Report, checkConformance } from '@post-challenge/conformance';
import { type RuleId, rules } from '@post-challenge/spec';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { figuresOfGood, figuresOn } from '../strength/figures.ts';
import { knownGood } from './known-good.ts';

const judged = (Object.keys(rules) as RuleId[]).filter((id) =>
  ['MUST', 'SHOULD'].includes(rules[id].level),
);

// Other scenarios than those of a check, of which the seed is 0.
const draws = { runs: 50, seed: 1 };
const reports: Report[] = [];

test.for(Object.entries(knownGood))(
  'no MUST is broken, and no SHOULD but on purpose, by %s',
  async ([, { implementation, touches, breaks = [], unjudged }]) => {
    const touched = judged.filter((id) => touches.test(id));
    const report = await checkConformance(implementation, { ...draws, rules: touched });
    reports.push(report);
    const having = (...names: readonly string[]) =>
      report.rules.filter(({ verdict }) => names.includes(verdict));
    const open = having('vacuous', 'blocked').filter(({ level }) => level === 'MUST');

    expect(having('failed', 'errored').map(({ id }) => id)).toEqual(breaks);
    expect(open.length > 0).toBe(unjudged ?? false);
  },
);

test('the page on the strength of the suite tells what was found here', () => {
  const page = readFileSync(new URL('../../../../docs/strength.md', import.meta.url), 'utf8');

  expect(figuresOn(page), 'pnpm strength writes the page.').toEqual(
    expect.arrayContaining([...figuresOfGood(reports)]),
  );
});
