import { MAXIMUM_CACHE_LIFETIME } from '@post-challenge/spec';
import fc from 'fast-check';
import { cacheKey, cacheValue } from '../../draw/text.ts';
import { SHORTEST_LIFETIME, START, lifetime, now, pause } from '../../draw/times.ts';
import {
  ACCEPTED_VALUE_SIZE,
  expectAbsent,
  fillEvenly,
  getErrorCode,
  expectExactLifetime,
  expectLifetimeAtMost,
  get,
  largerKey,
  expectKnownCode,
  nonFinite,
  ordinaryWrite,
  expectValue,
  getRecord,
  getStoredRecord,
  getWrittenValue,
  expectRefusedWithCode,
  refusedWrite,
  refusedWrites,
  expectWriteResult,
  set,
  getResultType,
  expectNoChanges,
} from './expectations.ts';
import { createSetOptions, getRequestedExpiry, requestLifetime } from './requests.ts';
import { type JsonObject, isSameJson } from '../../language/json.ts';
import { violation } from '../expectations.ts';
import { judgeSteps, onCall, onCalls, onEachCall } from '../judges.ts';
import { type Judge, type Property, property } from '../property.ts';
import { oneExecution, wait } from '../scenarios.ts';
import { withNeighbours } from '../shared/neighbours.ts';
import { filterCalls } from '../step-results.ts';
import { formatValue } from '../../language/format-value.ts';

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

/** How long ago an expiry has passed, in milliseconds. */
const timeSinceExpiry = fc.oneof(fc.constantFrom(1, SHORTEST_LIFETIME), lifetime);

/** The properties of `api.cache.set`, except those about sizes. */
export const cacheSetProperties = withNeighbours({
  'cache.set/reports-the-result': property({
    given: {
      ...ordinaryWrite,
      options: fc.option(
        fc.record({ ttl: fc.oneof(lifetime, nonFinite) }, { noNullPrototype: true }),
        {
          nil: undefined,
        },
      ),
    },
    scenario: ({ key, value, options }) => oneExecution([set(key, value, options)]),
    judge: onCall('cache.set', expectWriteResult),
  }),
  'cache.set/names-the-error': property({
    given: { key: cacheKey, refused: refusedWrite, size: largerKey },
    scenario: ({ key, refused, size }) =>
      oneExecution([
        refused(key),
        set('x'.repeat(size), 'x'),
        // In the past for every clock.
        set(key, 'past', { expires_at: 1 }),
      ]),
    judge: onEachCall('cache.set', expectKnownCode),
  }),
  'cache.set/returns-the-record': property({
    given: ordinaryWrite,
    scenario: ({ key, value }) => oneExecution([set(key, value), get(key)]),
    judge: onCalls(['cache.set', 'cache.get'], ([written, found]) => {
      if (!written || getResultType(written) !== 'success') return 'vacuous';
      const record = getStoredRecord(written);
      const stored = getRecord(found) ?? { ...record, value: written.args[1] };
      return record && isSameJson({ ...record }, { ...stored } as JsonObject)
        ? 'held'
        : violation(
            written,
            `{ type: "success", record: ${formatValue({ ...stored } as JsonObject)} }`,
          );
    }),
  }),
  'cache.set/replaces-the-value': property({
    given: { key: cacheKey, first: cacheValue, second: cacheValue, read: fc.boolean() },
    scenario: ({ key, first, second, read }) =>
      oneExecution([
        set(key, first),
        ...(read ? [get(key)] : []),
        set(key, first === second ? `${second}2` : second),
        get(key),
      ]),
    judge: judgeSteps((results) => {
      const written = filterCalls(results, 'cache.set').at(-1);
      const found = filterCalls(results, 'cache.get').at(-1);
      return getResultType(written) === 'success'
        ? expectValue(found, getWrittenValue(written))
        : 'vacuous';
    }),
  }),
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
  'cache.set/past-expiry-is-absent': property({
    given: { ...ordinaryWrite, now, ago: timeSinceExpiry },
    scenario: ({ key, value, now, ago }) =>
      oneExecution([set(key, value, { expires_at: now - ago }), get(key)], { now }),
    judge: onCall('cache.get', expectAbsent),
  }),
  'cache.set/refuses-past-expiry': property({
    given: { ...ordinaryWrite, now, ago: timeSinceExpiry },
    scenario: ({ key, value, now, ago }) =>
      oneExecution([set(key, value, { expires_at: now - ago })], { now }),
    judge: onCall('cache.set', (written) => expectRefusedWithCode(written, 'ItemAlreadyExpired')),
  }),
  'cache.set/refuses-invalid-expiry': property({
    given: { ...ordinaryWrite, name: fc.constantFrom('ttl', 'expires_at'), number: nonFinite },
    scenario: ({ key, value, name, number }) => oneExecution([set(key, value, { [name]: number })]),
    judge: onCall('cache.set', (written) => expectRefusedWithCode(written, 'InvalidExpiry')),
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
  'cache.set/failed-write-changes-nothing': property({
    given: {
      ...ordinaryWrite,
      ttl: fc.option(lifetime, { nil: undefined }),
      refused: refusedWrite,
      beside: fc.boolean(),
      full: fc.boolean(),
    },
    examples: [
      ...refusedWrites.map((refused) => ({ refused, full: false })),
      ...[undefined, 60_000].map((ttl) => ({
        refused: (key: string) => set(key, 'x'.repeat(ACCEPTED_VALUE_SIZE), ttl ? { ttl } : {}),
        full: true,
      })),
    ].map((example) => ({ key: 'key', value: 'value', ttl: 30_000, beside: false, ...example })),
    scenario: ({ key, value, ttl, refused, beside, full }) => {
      const other = 'another key';
      const options = ttl === undefined ? undefined : { ttl };
      const look = beside ? [get(key), get(other)] : [get(key)];
      return oneExecution([
        set(key, value, options),
        ...(beside ? [set(other, 'x', options)] : []),
        ...(full ? fillEvenly(5, 5 * ACCEPTED_VALUE_SIZE) : []),
        ...look,
        // Reading must not have changed the record.
        ...(ttl === undefined ? [] : look),
        refused(key),
        ...look,
      ]);
    },
    judge: judgeSteps((results) => {
      const calls = filterCalls(results, 'cache.set', 'cache.get');
      const refused = calls.findLastIndex(
        ({ step }) => 'call' in step && step.call === 'cache.set',
      );
      if (getResultType(calls[refused]) !== 'error') return 'vacuous';
      return expectNoChanges(
        filterCalls(calls.slice(0, refused), 'cache.get'),
        calls.slice(refused + 1),
      );
    }),
  }),
  'cache.set/empty-key': property({
    given: { value: cacheValue },
    scenario: ({ value }) => oneExecution([set('', value), get('')]),
    judge: onCalls(['cache.set', 'cache.get'], ([written, found]) => ({
      answer: String(getErrorCode(written) ?? (getRecord(found) ? 'found' : 'accepted, not found')),
    })),
  }),
  'cache.set/no-lifetime-left': property({
    given: {
      now,
      left: fc.constantFrom<[string, number]>(['ttl', 0], ['ttl', 0.5], ['expires_at', 0]),
    },
    scenario: ({ now, left: [name, left] }) =>
      oneExecution([set('key', 'x', { [name]: name === 'ttl' ? left : now }), get('key')], { now }),
    judge: onCalls(['cache.set', 'cache.get'], ([written, found]) => {
      if (!written) return 'vacuous';
      const [name, value] = Object.entries(written.args[2] as JsonObject)[0] ?? [];
      const expiry = name === 'ttl' ? `a ttl of ${formatValue(value)}` : 'an expiry of now';
      const effect = getErrorCode(written) ?? (getRecord(found) ? 'found' : 'accepted, not found');
      return { answer: `${expiry}: ${String(effect)}` };
    }),
  }),
} satisfies Record<string, Property>);
