import { type RuleId, rules } from '@post-challenge/spec';
import { expect, test } from 'vitest';
import { findBrokenRule } from './find-violation.ts';
import { rightEntries } from './right/right.ts';

const ids = Object.keys(rules) as RuleId[];

test.for(rightEntries)('$name', async ({ touches, implementation }) => {
  const touched = ids.filter((id) => touches.test(id) && rules[id].level === 'MUST');
  expect(await findBrokenRule(implementation, touched, { runs: 5 })).toBeUndefined();
});
