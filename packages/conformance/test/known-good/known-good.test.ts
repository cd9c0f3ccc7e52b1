import { type Report, checkConformance } from '@post-challenge/conformance';
import { type RuleId, rules } from '@post-challenge/spec';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sound } from '../sound.ts';
import { parseFigures, summarizeKnownGood } from '../strength/figures.ts';
import { formatVerdicts } from '../verdicts.ts';
import { knownGood, knownGoodImplementations } from './known-good.ts';

const judged = Object.keys(rules) as RuleId[];

// Other scenarios than those of a check, of which the seed is 0.
const draws = { runs: 50, seed: 1 };
const reports = new Map<string, Report>();

test.for(Object.entries(knownGood))(
  '%s breaks no MUST, and no SHOULD but on purpose',
  async ([name, { implementation, touches, breaks = [], unjudged }]) => {
    const touched = judged.filter((id) => touches.test(id));
    const report = await checkConformance(implementation, { ...draws, rules: touched });
    reports.set(name, report);
    const having = (...names: readonly string[]) =>
      report.rules.filter(({ verdict }) => names.includes(verdict));
    const open = having('vacuous', 'blocked').filter(({ level }) => level === 'MUST');

    expect(having('failed', 'errored').map(({ id }) => id)).toEqual(breaks);
    expect(open.length > 0).toBe(unjudged ?? false);
  },
);

test('the page on the strength of the suite reports what was found here', () => {
  const page = readFileSync(new URL('../../../../docs/strength.md', import.meta.url), 'utf8');

  expect(parseFigures(page), 'pnpm strength writes the page.').toEqual(
    expect.arrayContaining([...summarizeKnownGood([...reports.values()])]),
  );
});

test('the verdicts are those in verdicts.txt; vitest -u writes it', async () => {
  for (const [name, implementation] of Object.entries(sound)) {
    // oxlint-disable-next-line no-await-in-loop -- One after another.
    reports.set(name, await checkConformance(implementation, draws));
  }

  await expect(formatVerdicts(reports, knownGoodImplementations)).toMatchFileSnapshot(
    'verdicts.txt',
  );
});
