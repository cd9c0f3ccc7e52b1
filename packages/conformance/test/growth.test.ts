import { type Implementation, checkConformance } from '@post-challenge/conformance';
import { expect, test } from 'vitest';
import { watched } from '../bench/live-memory.js';
import { someRules } from '../bench/some-rules.js';
import { reference } from './implementations.ts';

const checked = (implementation: Implementation, runs: number) =>
  checkConformance(implementation, { rules: someRules, runs });

test('the suite runs one scenario for each run of a rule, and one before them all', async () => {
  const opened = async (runs: number) => {
    let worlds = 0;
    const counted: Implementation = {
      ...reference,
      open(setting) {
        worlds += 1;
        return reference.open(setting);
      },
    };
    await checked(counted, runs);
    return worlds;
  };

  expect(await opened(10)).toBe(1 + 10 * someRules.length);
  expect(await opened(100)).toBe(1 + 100 * someRules.length);
});

test('the suite holds no more memory with thirty-two times as many runs', async () => {
  const liveAt = async (runs: number) => {
    const { implementation, peak } = watched(reference, runs);
    await checked(implementation, runs);
    return peak();
  };
  const few = await liveAt(200);
  const many = await liveAt(6400);

  expect(many - few).toBeLessThan(2_000_000);
});
