import { expect, test } from 'vitest';
import { accused } from './accused.ts';
import { listAccusations } from './list-accusations.ts';
import { rightEntries } from './right/right.ts';

const some = rightEntries.filter((_, index) => index % 5 === 0);

// `pnpm strength` tries all of them with more draws, and sees that every accusation of the list is still made.
test.for(some)('$name is accused of no MUST', async (entry) => {
  const accusations = await listAccusations(entry, { runs: 1, most: 2 });

  expect(accusations.filter((id) => !accused[entry.name]?.includes(id))).toEqual([]);
});
