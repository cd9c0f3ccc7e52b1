import fc from 'fast-check';
import { differentKeys, trickyPairs } from '../../draw/key-pairs.ts';
import { cacheKey, cacheValue, unicodeKey } from '../../draw/text.ts';
import { now, shortLifetime } from '../../draw/times.ts';
import {
  expectAbsent,
  getErrorCode,
  get,
  expectKnownCode,
  ordinaryWrite,
  getRecord,
  expectRefused,
  expectErrorCode,
  remove,
  expectWriteResult,
  set,
  getResultType,
  isAlwaysAllowed,
  expectUnchanged,
} from './expectations.ts';
import { violation } from '../expectations.ts';
import { onCall, onCalls, onEachCall } from '../judges.ts';
import { type Property, property } from '../property.ts';
import { oneExecution, wait } from '../scenarios.ts';
import { withNeighbours } from '../shared/neighbours.ts';

/** The properties of `api.cache.delete`. */
export const cacheDeleteProperties = withNeighbours({
  'cache.delete/reports-the-result': property({
    given: ordinaryWrite,
    scenario: ({ key, value }) => oneExecution([set(key, value), remove(key), remove(key)]),
    judge: onEachCall('cache.delete', expectWriteResult),
  }),
  'cache.delete/removes': property({
    given: { ...ordinaryWrite, writes: fc.integer({ min: 1, max: 3 }) },
    scenario: ({ key, value, writes }) =>
      oneExecution([
        ...Array.from({ length: writes }, (_, n) => set(key, `${value}${n || ''}`)),
        remove(key),
        get(key),
      ]),
    judge: onCalls(['cache.delete', 'cache.get'], ([removed, found]) =>
      getResultType(removed) === 'success' ? expectAbsent(found) : 'vacuous',
    ),
  }),
  'cache.delete/reports-success': property({
    given: ordinaryWrite,
    scenario: ({ key, value }) => oneExecution([set(key, value), get(key), remove(key)]),
    judge: onCalls(['cache.get', 'cache.delete'], ([found, removed]) => {
      if (!removed || !getRecord(found) || isAlwaysAllowed(removed)) return 'vacuous';
      return getResultType(removed) === 'success'
        ? 'held'
        : violation(removed, '{ type: "success" }');
    }),
  }),
  'cache.delete/reports-a-missing-key': property({
    given: {
      ...ordinaryWrite,
      deleted: fc.boolean(),
      other: fc.option(differentKeys, { nil: undefined }),
    },
    examples: [
      { key: 'key', value: 'value', deleted: false, other: undefined },
      { key: 'key', value: 'value', deleted: true, other: undefined },
      ...trickyPairs.map((other) => ({ key: 'key', value: 'value', deleted: false, other })),
    ],
    scenario: ({ key, value, deleted, other: [stored, missing] = [undefined, key] }) =>
      oneExecution([
        ...(stored === undefined ? [] : [set(stored, value)]),
        ...(deleted ? [set(missing, value), remove(missing)] : []),
        remove(missing),
      ]),
    judge: onCalls(['cache.delete'], (removals) => {
      const earlier = removals.slice(0, -1);
      return earlier.every((removed) => getResultType(removed) === 'success')
        ? expectRefused(removals.at(-1))
        : 'vacuous';
    }),
  }),
  'cache.delete/names-the-error': property({
    given: { key: unicodeKey },
    scenario: ({ key }) => oneExecution([remove(key)]),
    judge: onEachCall('cache.delete', expectKnownCode),
  }),
  'cache.delete/missing-key-code': property({
    given: { key: cacheKey },
    scenario: ({ key }) => oneExecution([remove(key)]),
    judge: onCall('cache.delete', (removed) => expectErrorCode(removed, 'CacheKeyDoesNotExist')),
  }),
  'cache.delete/leaves-other-keys': property({
    given: { keys: differentKeys, value: cacheValue, there: fc.boolean() },
    examples: trickyPairs.map((keys) => ({ keys, value: 'value', there: true })),
    scenario: ({ keys: [one, another], value, there }) =>
      oneExecution([
        set(one, value),
        get(one),
        ...(there ? [set(another, 'x')] : []),
        remove(another),
        get(one),
      ]),
    judge: onCalls(['cache.get'], ([before, after]) => expectUnchanged(before, after)),
  }),
  'cache.delete/expired-record': property({
    given: { now, ttl: shortLifetime },
    scenario: ({ now, ttl }) =>
      oneExecution([set('key', 'x', { ttl }), wait(ttl + 1), remove('key')], { now }),
    judge: onCall('cache.delete', (removed) => ({
      answer: String(getErrorCode(removed) ?? getResultType(removed)),
    })),
  }),
} satisfies Record<string, Property>);
