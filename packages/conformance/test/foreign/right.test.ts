import { checkConformance } from '@post-challenge/conformance';
import { type RuleId, rules } from '@post-challenge/spec';
import { expect, test } from 'vitest';
import { rightEntries } from './right/right.ts';

const ids = Object.keys(rules) as RuleId[];

test.for(rightEntries)('$name', async ({ touches, implementation }) => {
  const touched = ids.filter((id) => touches.test(id) && rules[id].level === 'MUST');
  const report = await checkConformance(implementation, { rules: touched, runs: 5 });
  const accusations = report.rules.filter(
    ({ verdict }) => verdict === 'failed' || verdict === 'errored',
  );
  expect(accusations.map(({ id, verdict, message }) => [id, verdict, message])).toEqual([]);
});
