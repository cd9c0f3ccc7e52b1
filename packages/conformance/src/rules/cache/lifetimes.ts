import { MAXIMUM_CACHE_LIFETIME } from '@post-challenge/spec';
import fc from 'fast-check';
import { SHORTEST_LIFETIME, START, lifetime, now, pause } from '../../draw/times.ts';
import { onCalls, judgeSteps } from '../judges.ts';
import { type Judge, type Property, property } from '../property.ts';
import { oneExecution, wait } from '../scenarios.ts';
import { withNeighbours } from '../shared/neighbours.ts';
import { filterCalls } from '../step-results.ts';
import {
  expectAbsent,
  expectExactLifetime,
  expectLifetimeAtMost,
  get,
  getRecord,
  getResultType,
  ordinaryWrite,
  set,
} from './expectations.ts';
import { createSetOptions, getRequestedExpiry, requestLifetime } from './requests.ts';

/** Judges the lifetime of the record that was found after the last write by the one that the write asked for. */
function judgeLifetime(expectLifetime: typeof expectLifetimeAtMost): Judge {
  return judgeSteps((results) => {
    const written = filterCalls(results, 'cache.set').at(-1);
    const found = filterCalls(results, 'cache.get').at(-1);
    return written && getResultType(written) !== 'error'
      ? expectLifetime(found, written.time, getRequestedExpiry(written) - written.time)
      : 'vacuous';
  });
}

const judgeLatestExpiry = judgeLifetime(expectLifetimeAtMost);

/** Lifetimes of which a store may refuse the shortest, in milliseconds. */
const anyLifetime = fc.oneof(
  { withCrossShrink: true },
  lifetime,
  fc.integer({ min: 1, max: SHORTEST_LIFETIME }),
);

/** Lifetimes of which many exceed 24 hours, in milliseconds. */
const longLifetime = fc.oneof(
  fc.constantFrom(MAXIMUM_CACHE_LIFETIME, 2 * MAXIMUM_CACHE_LIFETIME),
  fc.integer({ min: SHORTEST_LIFETIME, max: 3 * MAXIMUM_CACHE_LIFETIME }),
);

/** The properties of `api.cache.set` about the lifetimes of records. */
export const cacheLifetimeProperties = withNeighbours({
  'cache.set/replaces-the-expiry': property({
    given: {
      ...ordinaryWrite,
      now,
      first: requestLifetime(lifetime),
      second: requestLifetime(lifetime),
      before: pause,
      read: fc.boolean(),
    },
    examples: [
      { first: { ttl: 60_000 }, second: { ttl: SHORTEST_LIFETIME } },
      { first: { ttl: MAXIMUM_CACHE_LIFETIME }, second: {} },
      { first: { left: MAXIMUM_CACHE_LIFETIME }, second: { left: SHORTEST_LIFETIME } },
      { first: {}, second: { left: 60_000 } },
      { first: { ttl: 60_000, left: 90_000 }, second: { ttl: 50_000, left: 40_000 } },
    ].map((lifetimes) => ({
      key: 'key',
      value: 'value',
      now: START,
      before: 0,
      read: false,
      ...lifetimes,
    })),
    scenario: ({ key, value, now, first, second, before, read }) =>
      oneExecution(
        [
          set(key, value, createSetOptions(first, now)),
          ...(read ? [get(key)] : []),
          wait(before),
          set(key, value, createSetOptions(second, now + before)),
          get(key),
        ],
        { now },
      ),
    judge: judgeLatestExpiry,
  }),
  'cache.set/default-lifetime': property({
    given: {
      ...ordinaryWrite,
      now,
      before: pause,
      after: pause,
      options: fc.constantFrom(undefined, {}),
    },
    scenario: ({ key, value, now, before, after, options }) =>
      oneExecution([wait(before), set(key, value, options), wait(after), get(key)], { now }),
    judge: judgeLatestExpiry,
  }),
  'cache.set/ttl': property({
    given: { ...ordinaryWrite, now, before: pause, ttl: lifetime },
    scenario: ({ key, value, now, before, ttl }) =>
      oneExecution([wait(before), set(key, value, { ttl }), get(key)], { now }),
    judge: judgeLatestExpiry,
  }),
  'cache.set/expires-at': property({
    given: { ...ordinaryWrite, now, before: pause, left: lifetime },
    scenario: ({ key, value, now, before, left }) =>
      oneExecution([wait(before), set(key, value, { expires_at: now + before + left }), get(key)], {
        now,
      }),
    judge: judgeLatestExpiry,
  }),
  'cache.set/earlier-expiry-wins': property({
    given: { ...ordinaryWrite, now, ttl: lifetime, left: lifetime },
    examples: [
      { key: 'key', value: 'value', now: START, ttl: SHORTEST_LIFETIME, left: 60_000 },
      { key: 'key', value: 'value', now: START, ttl: 60_000, left: SHORTEST_LIFETIME },
    ],
    scenario: ({ key, value, now, ttl, left }) =>
      oneExecution([set(key, value, { ttl, expires_at: now + left }), get(key)], { now }),
    judge: judgeLatestExpiry,
  }),
  'cache.set/exact-expiry': property({
    given: { ...ordinaryWrite, now, before: pause, requested: requestLifetime(anyLifetime) },
    examples: [
      { key: 'key', value: 'value', now: START, before: 0, requested: {} },
      {
        key: 'key',
        value: 'value',
        now: START,
        before: 0,
        requested: { ttl: MAXIMUM_CACHE_LIFETIME },
      },
    ],
    scenario: ({ key, value, now, before, requested }) => {
      const options = createSetOptions(requested, now + before);
      return oneExecution([wait(before), set(key, value, options), get(key)], { now });
    },
    judge: judgeLifetime(expectExactLifetime),
  }),
  'cache.set/maximum-lifetime': property({
    given: {
      ...ordinaryWrite,
      now,
      first: fc.option(requestLifetime(lifetime), { nil: undefined }),
      before: pause,
      requested: requestLifetime(longLifetime),
      readAfter: fc.integer({ min: 0, max: MAXIMUM_CACHE_LIFETIME }),
      over: fc.integer({ min: 1, max: 5000 }),
    },
    examples: [
      { ttl: 2 * MAXIMUM_CACHE_LIFETIME },
      { left: 2 * MAXIMUM_CACHE_LIFETIME },
      { ttl: 3 * MAXIMUM_CACHE_LIFETIME, left: 2 * MAXIMUM_CACHE_LIFETIME },
    ].flatMap((requested) =>
      [undefined, { ttl: 60_000 }].map((first) => ({
        key: 'key',
        value: 'value',
        now: START,
        before: 0,
        readAfter: 0,
        over: 1,
        first,
        requested,
      })),
    ),
    scenario: ({ key, value, now, first, before, requested, readAfter, over }) =>
      oneExecution(
        [
          ...(first ? [set(key, value, createSetOptions(first, now)), wait(before)] : []),
          set(key, value, createSetOptions(requested, now + (first ? before : 0))),
          wait(readAfter),
          get(key),
          wait(MAXIMUM_CACHE_LIFETIME + over - readAfter),
          get(key),
        ],
        { now },
      ),
    judge: onCalls(['cache.get'], ([found, late]) =>
      getRecord(found) ? expectAbsent(late) : 'vacuous',
    ),
  }),
} satisfies Record<string, Property>);
