import type { RuleId } from '@post-challenge/spec';
import { afterAll, describe, expect, test } from 'vitest';
import { accused } from '../foreign/accused.ts';
import { listAccusations } from '../foreign/list-accusations.ts';
import { rightEntries } from '../foreign/right/right.ts';
import { recordFigures } from './recorded-figures.ts';
import { seeds } from './seeds.ts';

/** Defines the tests of one half of the right foreign implementations. Two files take a half each, so that two workers share the work. */
export function judgeRightHalf(half: 0 | 1): void {
  const entries = rightEntries.filter((_, index) => index % 2 === half);
  let accusedCount = 0;

  describe('a right foreign implementation is accused of no MUST, unless it is listed', () => {
    test.for(entries)('$name', async (entry) => {
      // The examples do not depend on the seed, so they are tried once.
      const found = new Set(await listAccusations(entry, { runs: 100, seed: seeds.length }));
      for (const seed of seeds)
        for (const id of await listAccusations(entry, { runs: 20, seed, most: 0 })) found.add(id);
      if (found.size > 0) accusedCount += 1;

      const expected: readonly RuleId[] = accused[entry.name] ?? [];
      expect([...found].toSorted()).toEqual(expected.toSorted());
    });
  });

  afterAll(() =>
    recordFigures(`foreign right ${half}`, [
      ['foreign right implementations that fail a MUST', `${accusedCount} of ${entries.length}`],
    ]),
  );
}
