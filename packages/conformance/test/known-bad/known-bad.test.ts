import { type Implementation, checkConformance, checkRule } from '@post-challenge/conformance';
import { describe, expect, test } from 'vitest';
import { lackingIn } from './counterexample.ts';
import { alsoBroken, longToBreak } from './exceptions.ts';
import type { JudgedRuleId } from './breakers.ts';
import { knownBad } from './known-bad.ts';
import { moreBad } from './more.ts';

const cases = Object.entries(knownBad) as [JudgedRuleId, Implementation][];

describe('what is known to break', () => {
  // The first twenty scenarios of a hundred: a check draws the same ones first, however many it draws.
  test.for(cases)('%s breaks it, and is told so in full', async ([id, implementation]) => {
    const verdict = await checkRule(implementation, id, { runs: 20 });

    expect(await lackingIn(implementation, verdict, { most: longToBreak[id] })).toEqual([]);
  });

  test.for(cases)('%s breaks nothing else', async ([id, implementation]) => {
    const { rules } = await checkConformance(implementation, { runs: 5 });
    const broken = rules.filter(({ verdict }) => verdict === 'failed' || verdict === 'errored');
    const others = broken.map((rule) => rule.id).filter((other) => other !== id);

    expect(others).toEqual(alsoBroken[id] ?? []);
  });
});

describe('of the other ways to break a rule', () => {
  test.for(moreBad)('this is found: %s', async ([, id, implementation]) => {
    const verdict = await checkRule(implementation, id);

    expect(await lackingIn(implementation, verdict)).toEqual([]);
  });
});

test('what breaks another rule too is one in twenty at most', () => {
  expect(Object.keys(alsoBroken).length / cases.length).toBeLessThanOrEqual(0.05);
});
