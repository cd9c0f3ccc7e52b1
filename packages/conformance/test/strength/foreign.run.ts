import type { RuleId } from '@post-challenge/spec';
import { expect, test } from 'vitest';
import { accused } from '../foreign/accused.ts';
import { findBrokenRule } from '../foreign/find-violation.ts';
import { listAccusations } from '../foreign/list-accusations.ts';
import { rightEntries } from '../foreign/right/right.ts';
import { seldomCaught, uncaught } from '../foreign/uncaught.ts';
import { wrongCases } from '../foreign/wrong-cases.ts';

const seeds = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** Prints a figure. */
function print(name: string, figure: string): void {
  process.stdout.write(`${name.padEnd(64)}${figure}\n`);
}

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

test('the wrong foreign implementations that are caught', async () => {
  const never: string[] = [];
  const sometimes: string[] = [];
  for (const wrongCase of wrongCases) {
    const catches = await countCatches(wrongCase);
    if (catches === seeds.length) continue;
    (catches === 0 ? never : sometimes).push(wrongCase[0]);
    print(`  ${wrongCase[0]}`, `caught at ${catches} of ${seeds.length} seeds`);
  }
  const { length } = wrongCases;
  print(
    'foreign wrong implementations that fail a MUST at every seed',
    `${length - never.length - sometimes.length} of ${length}`,
  );

  expect(never.toSorted()).toEqual(Object.keys(uncaught).toSorted());
  expect(sometimes.filter((name) => !(name in seldomCaught))).toEqual([]);
});

test('the right foreign implementations that are accused', async () => {
  const accusations = new Map<string, RuleId[]>();
  for (const entry of rightEntries) {
    const found = new Set(await listAccusations(entry, { runs: 100, seed: seeds.length }));
    // The examples do not depend on the seed, so they are tried once.
    for (const seed of seeds)
      for (const id of await listAccusations(entry, { runs: 20, seed, most: 0 })) found.add(id);
    if (found.size > 0) accusations.set(entry.name, [...found].toSorted());
    if (found.size > 0) print(`  ${entry.name}`, [...found].join(', '));
  }
  print(
    'foreign right implementations that fail a MUST',
    `${accusations.size} of ${rightEntries.length}`,
  );

  expect(Object.fromEntries(accusations)).toEqual(accused);
});
