import type { Report } from '@post-challenge/conformance';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkFew } from '../check-few.ts';
import { listTestedIds } from '../differing-rules.ts';
import { sound } from '../sound.ts';
import { parseFigures, summarizeKnownGood } from '../strength/figures.ts';
import { formatVerdicts } from '../verdicts.ts';
import { draws, knownGood, knownGoodImplementations } from './known-good.ts';

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

test('the page about the strength of the suite reports these results', () => {
  const page = readFileSync(new URL('../../../../docs/strength.md', import.meta.url), 'utf8');

  expect(parseFigures(page), 'pnpm strength writes the page.').toEqual(
    expect.arrayContaining([...summarizeKnownGood([...reports.values()])]),
  );
});

test('the verdicts are those in verdicts.txt; vitest -u writes it', async () => {
  for (const [name, implementation] of Object.entries(sound)) {
    reports.set(name, await checkFew(implementation, draws, listTestedIds(implementation)));
  }

  await expect(formatVerdicts(reports, knownGoodImplementations)).toMatchFileSnapshot(
    'verdicts.txt',
  );
});
