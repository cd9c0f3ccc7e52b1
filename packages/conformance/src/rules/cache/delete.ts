import fc from 'fast-check';
import { differentKeys, trickyKeyLists } from '../../draw/key-pairs.ts';
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
import { combine, violation } from '../expectations.ts';
import { onCall, onCalls, onEachCall } from '../judges.ts';
import { type Property, property } from '../property.ts';
import { oneExecution, wait } from '../scenarios.ts';
import { withNeighbours } from '../shared/neighbours.ts';
import type { StepResult } from '../step-results.ts';

function isDelete({ step }: StepResult): boolean {
  return 'call' in step && step.call === 'cache.delete';
}

function isGet({ step }: StepResult): boolean {
  return 'call' in step && step.call === 'cache.get';
}

/** Creates a predicate: whether a call has the key of another call. */
function isOfSameKey({ args: [key] }: StepResult) {
  return ({ args }: StepResult): boolean => args[0] === key;
}

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
      key: cacheKey,
      value: cacheValue,
      deleted: fc.boolean(),
      // Keys that are there, one after the other, while the next one is missing.
      others: fc.oneof(fc.constant<readonly string[]>([]), differentKeys),
    },
    examples: [
      { key: 'key', value: 'value', deleted: false, others: [] },
      { key: 'key', value: 'value', deleted: true, others: [] },
      ...trickyKeyLists.map((others) => ({ key: 'key', value: 'value', deleted: false, others })),
    ],
    scenario: ({ key, value, deleted, others }) =>
      oneExecution([
        ...(deleted ? [set(key, value), remove(key)] : []),
        ...(others.includes(key) ? [] : [remove(key)]),
        ...others.flatMap((other) => [remove(other), set(other, value)]),
      ]),
    judge: onCalls(['cache.set', 'cache.delete'], (calls) =>
      combine(
        calls.map((removed, number) => {
          const last = calls.slice(0, number).findLast(isOfSameKey(removed));
          const isMissing =
            last === undefined || (isDelete(last) && getResultType(last) === 'success');
          return isDelete(removed) && isMissing ? expectRefused(removed) : 'vacuous';
        }),
      ),
    ),
    judgesAnyPart: true,
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
    examples: trickyKeyLists.map((keys) => ({ keys, value: 'value', there: true })),
    scenario: ({ keys, value, there }) =>
      oneExecution(
        keys.flatMap((key, number) => [
          ...(number > 0 && there ? [set(key, 'x')] : []),
          ...(number > 0 ? [remove(key), get(keys[number - 1] ?? '')] : []),
          ...(number < keys.length - 1 ? [set(key, `${value}${number || ''}`), get(key)] : []),
        ]),
      ),
    judge: onCalls(['cache.get', 'cache.set', 'cache.delete'], (calls) =>
      combine(
        calls.map((found, number) => {
          const earlier = calls.slice(0, number).findLast(isOfSameKey(found));
          return isGet(found) && earlier && isGet(earlier)
            ? expectUnchanged(earlier, found)
            : 'vacuous';
        }),
      ),
    ),
    judgesAnyPart: true,
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
