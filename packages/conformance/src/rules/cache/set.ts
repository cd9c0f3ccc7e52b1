import { DEFAULT_CACHE_LIFETIME, MAXIMUM_CACHE_LIFETIME } from '@post-challenge/spec';
import fc from 'fast-check';
import { cacheKey, cacheValue } from '../../draw/text.ts';
import { now, pause } from '../../draw/times.ts';
import {
  expectAbsent,
  parseRecord,
  getErrorCode,
  getExpiresAt,
  expectLifetime,
  get,
  largerKey,
  lifetime,
  expectKnownCode,
  nonFinite,
  ordinaryWrite,
  expectValue,
  getRecord,
  getWrittenValue,
  expectRefusedWithCode,
  refusedWrite,
  expectWriteResult,
  set,
  getTtl,
  getResultType,
  expectUnchanged,
} from './expectations.ts';
import { type JsonObject, isSameJson } from '../../language/json.ts';
import { violation } from '../expectations.ts';
import { onCall, onCalls, onEachCall } from '../judges.ts';
import { type Judge, type Property, property } from '../property.ts';
import { oneExecution, wait } from '../scenarios.ts';
import { type StepResult, getReturned } from '../step-results.ts';
import { START } from '../../draw/times.ts';
import { formatValue } from '../../language/format-value.ts';

/** Judges the lifetime of a record that was found after a write. */
function judgeLifetime(computeLifetime: (written: StepResult) => number): Judge {
  return onCalls(['cache.set', 'cache.get'], ([written, found]) =>
    written ? expectLifetime(found, written.time, computeLifetime(written)) : 'vacuous',
  );
}

function computeLifetimeLeft(written: StepResult): number {
  return getExpiresAt(written) - written.time;
}

/** The properties of `api.cache.set`, except those about sizes. */
export const cacheSetProperties = {
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
    scenario: ({ key, refused, size }) => oneExecution([refused(key), set('x'.repeat(size), 'x')]),
    judge: onEachCall('cache.set', expectKnownCode),
  }),
  'cache.set/returns-the-record': property({
    given: ordinaryWrite,
    scenario: ({ key, value }) => oneExecution([set(key, value), get(key)]),
    judge: onCalls(['cache.set', 'cache.get'], ([written, found]) => {
      if (!written || getResultType(written) !== 'success') return 'vacuous';
      const record = parseRecord((getReturned(written) as JsonObject)['record']);
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
    given: { key: cacheKey, first: cacheValue, second: cacheValue },
    scenario: ({ key, first, second }) =>
      oneExecution([set(key, first), set(key, first === second ? `${second}2` : second), get(key)]),
    judge: onCalls(['cache.set', 'cache.get'], ([, written, found]) =>
      getResultType(written) === 'success'
        ? expectValue(found, getWrittenValue(written))
        : 'vacuous',
    ),
  }),
  'cache.set/replaces-the-expiry': property({
    given: { ...ordinaryWrite, now, first: lifetime, second: lifetime, before: pause },
    examples: [{ key: '', value: '', now: START, first: 1, second: 2, before: 1 }],
    scenario: ({ key, value, now, first, second, before }) =>
      oneExecution(
        [set(key, value, { ttl: first }), wait(before), set(key, value, { ttl: second }), get(key)],
        { now },
      ),
    judge: onCalls(['cache.set', 'cache.get'], ([, written, found]) => {
      return written && getResultType(written) === 'success'
        ? expectLifetime(found, written.time, getTtl(written))
        : 'vacuous';
    }),
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
    judge: judgeLifetime(() => DEFAULT_CACHE_LIFETIME),
  }),
  'cache.set/ttl': property({
    given: { ...ordinaryWrite, now, before: pause, ttl: lifetime },
    scenario: ({ key, value, now, before, ttl }) =>
      oneExecution([wait(before), set(key, value, { ttl }), get(key)], { now }),
    judge: judgeLifetime(getTtl),
  }),
  'cache.set/expires-at': property({
    given: { ...ordinaryWrite, now, before: pause, left: lifetime },
    scenario: ({ key, value, now, before, left }) =>
      oneExecution([wait(before), set(key, value, { expires_at: now + before + left }), get(key)], {
        now,
      }),
    judge: judgeLifetime(computeLifetimeLeft),
  }),
  'cache.set/earlier-expiry-wins': property({
    given: { ...ordinaryWrite, now, ttl: lifetime, left: lifetime },
    examples: [{ key: '', value: '', now: START, ttl: 1, left: 2 }],
    scenario: ({ key, value, now, ttl, left }) =>
      oneExecution([set(key, value, { ttl, expires_at: now + left }), get(key)], { now }),
    judge: judgeLifetime((written) => Math.min(getTtl(written), computeLifetimeLeft(written))),
  }),
  'cache.set/past-expiry-is-absent': property({
    given: { ...ordinaryWrite, now, ago: lifetime },
    scenario: ({ key, value, now, ago }) =>
      oneExecution([set(key, value, { expires_at: now - ago }), get(key)], { now }),
    judge: onCall('cache.get', expectAbsent),
  }),
  'cache.set/refuses-past-expiry': property({
    given: { ...ordinaryWrite, now, ago: lifetime },
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
      ttl: fc.oneof(
        fc.constantFrom(MAXIMUM_CACHE_LIFETIME, 2 * MAXIMUM_CACHE_LIFETIME),
        fc.integer({ min: 1, max: 3 * MAXIMUM_CACHE_LIFETIME }),
      ),
      over: fc.integer({ min: 1, max: 5000 }),
    },
    examples: [{ key: '', value: '', now: START, ttl: 2 * MAXIMUM_CACHE_LIFETIME, over: 1 }],
    scenario: ({ key, value, now, ttl, over }) =>
      oneExecution(
        [set(key, value, { ttl }), get(key), wait(MAXIMUM_CACHE_LIFETIME + over), get(key)],
        { now },
      ),
    judge: onCalls(['cache.get'], ([found, late]) =>
      getRecord(found) ? expectAbsent(late) : 'vacuous',
    ),
  }),
  'cache.set/failed-write-changes-nothing': property({
    given: { ...ordinaryWrite, refused: refusedWrite },
    scenario: ({ key, value, refused }) =>
      oneExecution([set(key, value), get(key), refused(key), get(key)]),
    judge: onCalls(['cache.set', 'cache.get'], ([, before, refused, after]) =>
      getResultType(refused) === 'error' ? expectUnchanged(before, after) : 'vacuous',
    ),
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
} satisfies Record<string, Property>;
