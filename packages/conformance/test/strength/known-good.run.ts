import { type Report, checkConformance } from '@post-challenge/conformance';
import { afterAll, describe, expect, test } from 'vitest';
import { checkFew } from '../check-few.ts';
import { listTestedIds } from '../differing-rules.ts';
import { sound } from '../sound.ts';
import { formatVerdicts } from '../verdicts.ts';
import { summarizeKnownGood } from './figures.ts';
import { recordFigures } from './recorded-figures.ts';
import { draws, knownGood, knownGoodImplementations } from '../known-good/known-good.ts';

const reports = new Map<string, Report>();

test.for(Object.entries(knownGood))(
  '%s fails no MUST, and no SHOULD except on purpose',
  async ([name, { implementation, touches, breaks = [], unjudged }]) => {
    const touched = listTestedIds(implementation).filter((id) => touches.test(id));
    const report = await checkFew(implementation, draws, touched);
    reports.set(name, report);
    const filterByVerdict = (...names: readonly string[]) =>
      report.rules.filter(({ verdict }) => names.includes(verdict));
    const unjudgedMusts = filterByVerdict('vacuous', 'blocked').filter(
      ({ level }) => level === 'MUST',
    );

    expect(filterByVerdict('failed', 'errored').map(({ id }) => id)).toEqual(breaks);
    expect(unjudgedMusts.length > 0).toBe(unjudged ?? false);
  },
);

test('the verdicts are those in verdicts.txt; vitest -u writes it', async () => {
  for (const [name, implementation] of Object.entries(sound)) {
    reports.set(name, await checkFew(implementation, draws, listTestedIds(implementation)));
  }

  await expect(formatVerdicts(reports, knownGoodImplementations)).toMatchFileSnapshot(
    '../known-good/verdicts.txt',
  );
});

const runs = Number(process.env['RUNS_OF_KNOWN_GOOD']);
const thorough: Report[] = [];

describe(`fails no MUST in ${runs} scenarios of each rule`, () => {
  test.for(Object.entries(knownGood))('%s', async ([, { implementation, touches }]) => {
    const touched = listTestedIds(implementation).filter((id) => touches.test(id));
    const report = await checkConformance(implementation, { rules: touched, runs, seed: 1 });
    thorough.push(report);
    const accused = report.rules.filter(
      ({ level, verdict }) => level === 'MUST' && /failed|errored/.test(verdict),
    );

    expect(accused.map(({ id }) => id)).toEqual([]);
  });
});

afterAll(() => recordFigures('known-good', summarizeKnownGood(thorough)));
