import type { Implementation } from '@post-challenge/conformance';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkAlone } from '../check-alone.ts';
import { properties } from '../../src/rules/index.ts';
import type { Judgement } from '../../src/language/judgement.ts';
import type { Property } from '../../src/rules/property.ts';
import type { JudgedRuleId } from './by-rule/by-rule.ts';
import { findLacks } from './counterexample.ts';
import { knownBad } from './known-bad.ts';

const cases = Object.entries(knownBad) as [JudgedRuleId, Implementation][];
// `known-bad.test.ts` shows that the whole property of each rule detects its implementation.
const some = cases.filter((_, n) => n % 20 === 7);
const few = { runs: 20 };

/** Replaces the judge of a rule until the end of the test. */
function weaken(id: JudgedRuleId, judgement: Judgement): void {
  const table = properties as Record<JudgedRuleId, Property>;
  const whole = table[id];
  table[id] = { ...whole, judge: () => judgement };
  onTestFinished(() => void (table[id] = whole));
}

describe.for(['held', 'vacuous'] as const)('a property that always returns %s', (judgement) => {
  test.for(some)(
    'is detected by the known-bad implementation of %s',
    async ([id, implementation]) => {
      weaken(id, judgement);

      const verdict = await checkAlone(implementation, id, few);
      expect(await findLacks(implementation, verdict)).toEqual(['a failure']);
    },
  );
});

test('ten properties are tried', () => {
  expect(some).toHaveLength(10);
});
