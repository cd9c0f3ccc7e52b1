import { type RuleId, rules } from '@post-challenge/spec';
import { expect, test } from 'vitest';
import { type Judgements, judgementsOn } from './odd-judgements.ts';
import { textOf } from '../verdicts.ts';

const said = new Map<RuleId, Judgements>();

test.for(Object.keys(rules) as RuleId[])('nonsense does not take %s by surprise', async (id) => {
  const judgements = await judgementsOn(id);
  said.set(id, judgements);

  expect(Object.keys(judgements)).not.toEqual([]);
});

test('what is said of nonsense is what was known; vitest -u writes it', async () => {
  await expect(textOf(said)).toMatchFileSnapshot('odd.json');
});
