import { checkConformance } from '@post-challenge/conformance';
import { afterAll, describe, expect, test } from 'vitest';
import { emulate } from '../foreign/emulator.ts';
import { findBrokenRule } from '../foreign/find-violation.ts';
import { seldomCaught, uncaught } from '../foreign/uncaught.ts';
import { wrongCases } from '../foreign/wrong-cases.ts';
import { recordFigures } from './recorded-figures.ts';
import { seeds } from './seeds.ts';

/** Counts the seeds at which a wrong implementation breaks one of its rules. */
async function countCatches([
  ,
  { breaks, implementation },
]: (typeof wrongCases)[number]): Promise<number> {
  let catches = 0;
  for (const seed of seeds)
    if ((await findBrokenRule(implementation, breaks, { seed })) !== undefined) catches += 1;
  return catches;
}

test('the emulator itself is conformant', async () => {
  const report = await checkConformance(
    emulate(() => ({})),
    { runs: 10 },
  );
  const others = report.rules.filter(({ verdict }) => !/^(passed|probed)$/.test(verdict));

  expect(others.map(({ id, verdict, message }) => ({ id, verdict, message }))).toEqual([]);
});

const catchesByName = new Map<string, number>();

describe('a wrong implementation is caught at every seed, unless it is listed', () => {
  test.for(wrongCases)('%s', async (wrongCase) => {
    const [name] = wrongCase;
    const catches = await countCatches(wrongCase);
    catchesByName.set(name, catches);

    expect(catches === 0).toBe(name in uncaught);
    expect(catches === seeds.length || name in uncaught || name in seldomCaught).toBe(true);
  });
});

afterAll(() => {
  const counts = [...catchesByName.values()];
  const always = counts.filter((catches) => catches === seeds.length).length;
  const sometimes = counts.filter((catches) => catches > 0).length - always;
  recordFigures('foreign wrong', [
    [
      'foreign wrong implementations that fail a MUST at every seed',
      `${always} of ${counts.length}`,
    ],
    ['foreign wrong implementations that fail a MUST at some seeds', `${sometimes}`],
  ]);
});
