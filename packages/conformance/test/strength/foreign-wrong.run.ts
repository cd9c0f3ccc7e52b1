import { expect, test } from 'vitest';
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

test('the wrong foreign implementations are caught, unless they are listed', async () => {
  const never: string[] = [];
  const sometimes: string[] = [];
  for (const wrongCase of wrongCases) {
    const catches = await countCatches(wrongCase);
    if (catches === seeds.length) continue;
    (catches === 0 ? never : sometimes).push(wrongCase[0]);
    process.stdout.write(`${wrongCase[0]}: caught at ${catches} of ${seeds.length} seeds\n`);
  }
  const { length } = wrongCases;
  recordFigures('foreign wrong', [
    [
      'foreign wrong implementations that fail a MUST at every seed',
      `${length - never.length - sometimes.length} of ${length}`,
    ],
    ['foreign wrong implementations that fail a MUST at some seeds', `${sometimes.length}`],
  ]);

  expect(never.toSorted()).toEqual(Object.keys(uncaught).toSorted());
  expect(sometimes.filter((name) => !(name in seldomCaught))).toEqual([]);
});
