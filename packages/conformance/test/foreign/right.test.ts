import { expect, test } from 'vitest';
import { accused } from './accused.ts';
import { listAccusations } from './list-accusations.ts';
import { rightEntries } from './right/right.ts';

// `pnpm strength` draws more, and sees that every accusation of the list is still made.
test.for(rightEntries)('$name is accused of no MUST', async (entry) => {
  const accusations = await listAccusations(entry, { runs: 1, most: 2 });

  expect(accusations.filter((id) => !accused[entry.name]?.includes(id))).toEqual([]);
});
