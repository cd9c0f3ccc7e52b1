import fc from 'fast-check';
import { cacheKey, cacheValue } from '../../draw/text.ts';
import { SHORTEST_LIFETIME, START, lifetime, now } from '../../draw/times.ts';
import {
  ACCEPTED_VALUE_SIZE,
  expectAbsent,
  fillEvenly,
  getErrorCode,
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
import { type JsonObject, isSameJson } from '../../language/json.ts';
import { violation } from '../expectations.ts';
import { judgeSteps, onCall, onCalls, onEachCall } from '../judges.ts';
import { type Property, property } from '../property.ts';
import { oneExecution } from '../scenarios.ts';
import { withNeighbours } from '../shared/neighbours.ts';
import { filterCalls } from '../step-results.ts';
import { formatValue } from '../../language/format-value.ts';

/** How long ago an expiry has passed, in milliseconds. */
const timeSinceExpiry = fc.oneof(fc.constantFrom(1, SHORTEST_LIFETIME), lifetime);

/** The properties of `api.cache.set`, except those about sizes and lifetimes. */
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
  'cache.set/past-expiry-is-absent': property({
    given: { ...ordinaryWrite, now, ago: timeSinceExpiry },
    // An implementation may take a small number for seconds: that time is in 1970.
    examples: [60, 3600].map((seconds) => ({
      key: 'key',
      value: 'value',
      now: START,
      ago: START - (START / 1000 + seconds),
    })),
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
