import { type Implementation, checkConformance } from '@post-challenge/conformance';
import { createCache, createPostChallenge } from '@post-challenge/reference';
import { describe, expect, test } from 'vitest';
import { watched } from '../bench/live-memory.js';
import { type Contender, type Measuring, timesOf } from '../bench/measure.js';
import { someRules } from '../bench/some-rules.js';
import { sampleEvent } from '../src/event.ts';
import { reference } from './implementations.ts';

/** How many times as long the last contender takes as the first, each at its best: nothing makes code faster than it is. */
async function growthOf(contenders: readonly Contender[], measuring: Measuring): Promise<number> {
  const best = [...(await timesOf(contenders, measuring)).values()].map((times) =>
    Math.min(...times),
  );
  return Number(best.at(-1)) / Number(best[0]);
}

/** An `api.cache` that holds so many records, and a function that gives one of their keys after another. */
function filledCache(records: number) {
  let now = 0;
  const { cache } = createPostChallenge({
    event: structuredClone(sampleEvent),
    clock: { now: () => (now += 0.01) },
    cache: createCache({ records: Infinity, size: Infinity }),
  }).api;
  const keys = Array.from({ length: records }, (_, number) => `key ${number}`);
  for (const key of keys) cache.set(key, 'value');
  let at = 0;
  const next = () => keys[(at += 7) % records] ?? '';
  return { cache, next };
}

type Filled = ReturnType<typeof filledCache>;

describe('with a thousand times as many records', () => {
  test.each<[string, (filled: Filled) => unknown]>([
    ['get', ({ cache, next }) => cache.get(next())],
    ['set', ({ cache, next }) => cache.set(next(), 'another')],
    ['delete', ({ cache, next }) => [cache.delete(next()), cache.set(next(), 'another')]],
  ])('%s takes not much longer', async (_, operate) => {
    const contenders = [20, 20_000].map((records) => {
      const filled = filledCache(records);
      return { name: `${records}`, operation: () => operate(filled) };
    });

    const growth = await growthOf(contenders, { rounds: 8, warmup: 2, time: 2 });
    expect(growth).toBeLessThan(15);
  });
});

/** Few runs of a rule, and thirty-two times as many. */
const RUNS = [50, 1600];

describe('with thirty-two times as many runs', () => {
  const checked = (runs: number, implementation: Implementation = reference) =>
    checkConformance(implementation, { rules: someRules, runs });

  test('the suite takes about as many times as long', async () => {
    const contenders = RUNS.map((runs) => {
      return { name: `${runs}`, operation: () => checked(runs), isAsync: true };
    });

    expect(await growthOf(contenders, { rounds: 4, warmup: 1, isSlow: true })).toBeLessThan(64);
  });

  test('the suite holds no more memory', async () => {
    const liveAt = async (runs: number) => {
      const { implementation, peak } = watched(reference, runs);
      await checked(runs, implementation);
      return peak();
    };
    const few = await liveAt(200);
    const many = await liveAt(6400);

    expect(many - few).toBeLessThan(2_000_000);
  });
});
