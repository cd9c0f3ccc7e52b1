import { type RuleId, rules } from '@post-challenge/spec';
import { expect, test } from 'vitest';
import { formatLines } from '../verdicts.ts';
import { judgeGarbage } from '../known-bad/judge-garbage.ts';

const differences = new Map<RuleId, readonly string[]>();

test.for(Object.keys(rules) as RuleId[])('%s judges the garbage implementations', async (id) => {
  const lines = await judgeGarbage(id);
  differences.set(id, lines);

  expect(lines).not.toEqual([]);
});

test('the judgements are those in garbage.txt; vitest -u writes it', async () => {
  await expect(formatLines([...differences.values()].flat())).toMatchFileSnapshot(
    '../known-bad/garbage.txt',
  );
});
