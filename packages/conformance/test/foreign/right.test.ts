import { expect, test } from 'vitest';
import { listAccusations } from './list-accusations.ts';
import { accused } from './accused.ts';
import { rightEntries } from './right/right.ts';

test.for(rightEntries)('$name is accused of no MUST', async (entry) => {
  expect(await listAccusations(entry, { runs: 3, most: 10 })).toEqual(accused[entry.name] ?? []);
});
