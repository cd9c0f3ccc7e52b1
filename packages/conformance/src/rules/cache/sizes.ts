import { MAXIMUM_CACHE_KEY_SIZE } from '@post-challenge/spec';
import fc from 'fast-check';
import {
  ACCEPTED_SIZE,
  ACCEPTED_VALUE_SIZE,
  BOUND_OF_SIZE,
  expectAccepted,
  getErrorCode,
  fillEvenly,
  get,
  largerKey,
  largerValue,
  getRecord,
  expectRefused,
  expectErrorCode,
  set,
  measureRecord,
  getResultType,
} from './expectations.ts';
import { violation } from '../expectations.ts';
import { onCall, onCalls, onEachCall } from '../judges.ts';
import { type Property, property } from '../property.ts';
import { oneExecution } from '../scenarios.ts';

/** The properties of `api.cache` about the sizes of keys, values and the cache. */
export const cacheSizeProperties = {
  'cache.set/accepts-the-largest-key': property({
    given: { size: fc.integer({ min: 1, max: MAXIMUM_CACHE_KEY_SIZE }) },
    examples: [{ size: MAXIMUM_CACHE_KEY_SIZE }],
    scenario: ({ size }) => oneExecution([set('x'.repeat(size), 'x')]),
    judge: onEachCall('cache.set', expectAccepted),
  }),
  'cache.set/refuses-a-larger-key': property({
    given: { size: largerKey },
    scenario: ({ size }) => oneExecution([set('x'.repeat(size), 'x')]),
    judge: onCall('cache.set', expectRefused),
  }),
  'cache.set/larger-key-code': property({
    given: { size: largerKey },
    scenario: ({ size }) => oneExecution([set('x'.repeat(size), 'x')]),
    judge: onCall('cache.set', (written) => expectErrorCode(written, 'CacheKeySizeExceeded')),
  }),
  'cache.set/accepts-a-large-value': property({
    given: { size: fc.integer({ min: 0, max: ACCEPTED_VALUE_SIZE }) },
    examples: [{ size: ACCEPTED_VALUE_SIZE }],
    scenario: ({ size }) => oneExecution([set('key', 'x'.repeat(size))]),
    judge: onEachCall('cache.set', expectAccepted),
  }),
  'cache.set/refuses-a-larger-value': property({
    given: { size: largerValue },
    scenario: ({ size }) => oneExecution([set('key', 'x'.repeat(size))]),
    judge: onCall('cache.set', expectRefused),
  }),
  'cache.set/larger-value-code': property({
    given: { size: largerValue },
    scenario: ({ size }) => oneExecution([set('key', 'x'.repeat(size))]),
    judge: onCall('cache.set', (written) => expectErrorCode(written, 'CacheValueSizeExceeded')),
  }),
  'cache.set/accepts-up-to-the-total': property({
    given: {
      count: fc.oneof(fc.constant(3), fc.integer({ min: 2, max: 20 })),
      total: fc.oneof(fc.constant(ACCEPTED_SIZE), fc.integer({ min: 60, max: ACCEPTED_SIZE })),
    },
    examples: [{ count: 3, total: ACCEPTED_SIZE }],
    scenario: ({ count, total }) => oneExecution(fillEvenly(count, total)),
    judge: onEachCall('cache.set', expectAccepted),
  }),
  'cache.set/total-code': property({
    given: { count: fc.integer({ min: 5, max: 8 }) },
    scenario: ({ count }) => oneExecution(fillEvenly(count, count * ACCEPTED_VALUE_SIZE)),
    judge: onEachCall('cache.set', (written) => expectErrorCode(written, 'CacheSizeExceeded')),
  }),
  'cache.set/counts-bytes-not-characters': property({
    given: {
      sized: fc.oneof(
        fc.tuple(fc.constant('é'), fc.integer({ min: 33, max: 64 })),
        fc.tuple(fc.constant('€'), fc.integer({ min: 22, max: 64 })),
        fc.tuple(fc.constant('😀'), fc.integer({ min: 17, max: 32 })),
      ),
      inValue: fc.boolean(),
    },
    scenario: ({ sized: [character, count], inValue }) => {
      const text = character.repeat(count);
      return oneExecution([inValue ? set('key', text.repeat(64)) : set(text, 'x')]);
    },
    judge: onCall('cache.set', expectRefused),
  }),
  'cache.set/many-records': property({
    given: { size: fc.integer({ min: 1, max: 8 }) },
    scenario: ({ size }) => oneExecution(fillEvenly(21, 21 * (3 + size))),
    judge: onCall('cache.set', (last) => ({
      answer: String(getErrorCode(last) ?? getResultType(last)),
    })),
  }),
  'cache/total-is-bounded': property({
    given: { count: fc.integer({ min: 5, max: 10 }) },
    scenario: ({ count }) => {
      const written = fillEvenly(count, count * ACCEPTED_VALUE_SIZE);
      return oneExecution([
        ...written,
        ...written.map((step) => get(String('args' in step && step.args[0]))),
      ]);
    },
    judge: onCalls(['cache.get'], (calls) => {
      const found = calls.filter((got) => getRecord(got));
      const last = found.at(-1);
      if (!last) return 'vacuous';
      const total = found.reduce((sum, got) => sum + measureRecord(got), 0);
      return total <= BOUND_OF_SIZE
        ? 'held'
        : violation(last, `at most ${BOUND_OF_SIZE} bytes found at one time`, `${total} bytes`);
    }),
  }),
} satisfies Record<string, Property>;
