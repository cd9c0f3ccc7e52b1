import { type RuleId, rules } from '@post-challenge/spec';
import { expect, test } from 'vitest';
import { formatLines } from '../verdicts.ts';
import { judgeGarbage } from './judge-garbage.ts';

const differences = new Map<RuleId, readonly string[]>();

test.for(Object.keys(rules) as RuleId[])('a garbage implementation is judged by %s', async (id) => {
  const lines = await judgeGarbage(id);
  differences.set(id, lines);

  expect(lines).not.toEqual([]);
});

test('what is said of garbage implementations is stored; vitest -u writes it', async () => {
  await expect(formatLines([...differences.values()].flat())).toMatchFileSnapshot('garbage.txt');
});
