import { type Report, checkConformance } from '@post-challenge/conformance';
import { type RuleId, rules } from '@post-challenge/spec';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { reference } from '../implementations.ts';
import { smallHost } from '../small-host.ts';
import { type Verdicts, besidesPassed, textOf } from '../verdicts.ts';
import { figuresOfGood, figuresOn } from '../strength/figures.ts';
import { knownGood } from './known-good.ts';

const looked = Object.keys(rules) as RuleId[];

// Other scenarios than those of a check, of which the seed is 0.
const draws = { runs: 50, seed: 1 };
const reports: Report[] = [];
const verdicts = new Map<string, Verdicts>();

test.for(Object.entries(knownGood))(
  'no MUST is broken, and no SHOULD but on purpose, by %s',
  async ([name, { implementation, touches, breaks = [], unjudged }]) => {
    const touched = looked.filter((id) => touches.test(id));
    const report = await checkConformance(implementation, { ...draws, rules: touched });
    reports.push(report);
    verdicts.set(name, besidesPassed(report));
    const having = (...names: readonly string[]) =>
      report.rules.filter(({ verdict }) => names.includes(verdict));
    const open = having('vacuous', 'blocked').filter(({ level }) => level === 'MUST');

    expect(having('failed', 'errored').map(({ id }) => id)).toEqual(breaks);
    expect(open.length > 0).toBe(unjudged ?? false);
  },
);

test('the verdicts are the ones that are known; vitest -u writes them', async () => {
  for (const [name, implementation] of Object.entries({ reference, smallHost: smallHost() })) {
    // oxlint-disable-next-line no-await-in-loop -- One after another.
    verdicts.set(name, besidesPassed(await checkConformance(implementation, draws)));
  }

  await expect(textOf(verdicts)).toMatchFileSnapshot('verdicts.json');
});

test('the page on the strength of the suite tells what was found here', () => {
  const page = readFileSync(new URL('../../../../docs/strength.md', import.meta.url), 'utf8');

  expect(figuresOn(page), 'pnpm strength writes the page.').toEqual(
    expect.arrayContaining([...figuresOfGood(reports)]),
  );
});
