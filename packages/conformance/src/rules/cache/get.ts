import fc from 'fast-check';
import { cacheKey, cacheValue, memberName, unicode, word } from '../../draw/text.ts';
import { SHORTEST_LIFETIME, lifetime, now, pause, shortLifetime } from '../../draw/times.ts';
import {
  ABSENT,
  ERROR,
  RECORD,
  SUCCESS,
  expectAbsent,
  expectNotExpired,
  isAbsent,
  differentKeys,
  get,
  ordinaryWrite,
  expectValue,
  getRecord,
  getStoredRecord,
  getWrittenValue,
  refusedWrite,
  remove,
  set,
  getResultType,
  expectUnchanged,
} from './expectations.ts';
import { createSetOptions, getRequestedLifetime, requestLifetime } from './requests.ts';
import { combine, violation } from '../expectations.ts';
import { judgeSteps, onCall, onCalls, onEachCall } from '../judges.ts';
import { type Property, property } from '../property.ts';
import { oneExecution, wait } from '../scenarios.ts';
import { hasThrown } from '../step-results.ts';
import { formatValue } from '../../language/format-value.ts';

/** The properties of `api.cache.get`. */
export const cacheGetProperties = {
  'cache.get/absent-when-never-set': property({
    given: { key: cacheKey, others: fc.array(word(1, 8), { maxLength: 3 }) },
    scenario: ({ key, others }) =>
      oneExecution([...others.map((other) => set(`another key ${other}`, 'x')), get(key)]),
    judge: onCall('cache.get', expectAbsent),
  }),
  'cache.get/returns-a-record': property({
    given: ordinaryWrite,
    scenario: ({ key, value }) => oneExecution([set(key, value), get(key)]),
    judge: onCall('cache.get', (found) => {
      if (isAbsent(found)) return 'vacuous';
      return getRecord(found) ? 'held' : violation(found, `${ABSENT}, or ${RECORD}`);
    }),
  }),
  'cache.get/returns-the-value': property({
    given: ordinaryWrite,
    scenario: ({ key, value }) => oneExecution([set(key, value), get(key)]),
    judge: onCalls(['cache.set', 'cache.get'], ([written, found]) =>
      expectValue(found, getWrittenValue(written)),
    ),
  }),
  'cache.get/reports-one-expiry': property({
    given: {
      ...ordinaryWrite,
      now,
      requested: requestLifetime(lifetime),
      before: pause,
      between: pause,
    },
    scenario: ({ key, value, now, requested, before, between }) =>
      oneExecution(
        [
          set(key, value, createSetOptions(requested, now)),
          wait(before),
          get(key),
          wait(between),
          get(key),
        ],
        { now },
      ),
    judge: onCalls(['cache.get'], ([first, second]) => {
      const before = getRecord(first)?.expires_at;
      const after = getRecord(second)?.expires_at;
      if (!second || before === undefined || after === undefined) return 'vacuous';
      return after === before ? 'held' : violation(second, `expires_at: ${before}, as before`);
    }),
  }),
  'cache.get/never-outlives-expiry': property({
    given: {
      ...ordinaryWrite,
      now,
      requested: requestLifetime(shortLifetime),
      // A record may report an earlier expiry than was asked for, and must not outlive that one either.
      over: fc.oneof(
        fc.constant(1),
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1 - SHORTEST_LIFETIME, max: 0 }),
        fc.integer({ min: -60_000, max: 0 }),
      ),
    },
    scenario: ({ key, value, now, requested, over }) =>
      oneExecution(
        [
          set(key, value, createSetOptions(requested, now)),
          get(key),
          wait(Math.max(1, getRequestedLifetime(requested) + over)),
          get(key),
        ],
        { now },
      ),
    judge: onEachCall('cache.get', expectNotExpired),
  }),
  'cache.get/keys-are-exact': property({
    given: { keys: differentKeys, value: cacheValue },
    examples: [{ keys: ['a', 'a '], value: 'x' }],
    scenario: ({ keys: [one, another], value }) => oneExecution([set(one, value), get(another)]),
    judge: onCall('cache.get', expectAbsent),
  }),
  'cache.get/values-are-exact': property({
    given: { key: cacheKey, value: unicode(16) },
    examples: [{ key: 'a', value: 'e\u0301' }],
    scenario: ({ key, value }) => oneExecution([set(key, value), get(key)]),
    judge: onCalls(['cache.set', 'cache.get'], ([written, found]) =>
      expectValue(found, getWrittenValue(written)),
    ),
  }),
  'cache.get/member-names-are-keys': property({
    given: {
      name: memberName,
      other: fc.oneof(memberName, fc.constantFrom('value', 'expires_at')),
      value: cacheValue,
    },
    scenario: ({ name, other, value }) =>
      oneExecution([
        get(name),
        set(name, value),
        get(name),
        ...(other === name ? [] : [get(other)]),
      ]),
    judge: onCalls(['cache.get', 'cache.set'], ([before, written, found, other]) =>
      combine([
        expectAbsent(before),
        written && hasThrown(written) ? violation(written, `${SUCCESS}, or ${ERROR}`) : 'held',
        found && (isAbsent(found) || getRecord(found)) ? 'held' : expectAbsent(found),
        expectValue(found, getWrittenValue(written)),
        expectAbsent(other),
      ]),
    ),
  }),
  'cache.get/keeps-until-expiry': property({
    given: {
      ...ordinaryWrite,
      now,
      ttl: fc.integer({ min: SHORTEST_LIFETIME, max: 10_000 }),
      part: fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })),
      meanwhile: fc.oneof(
        { withCrossShrink: true },
        fc.constant(() => []),
        refusedWrite.map((refused) => (key: string) => [refused(key)]),
        fc.constant((key: string) => [set(`${key}2`, 'x'), remove(`${key}2`)]),
      ),
    },
    scenario: ({ key, value, now, ttl, part, meanwhile }) => {
      const before = Math.floor(part * (ttl - 1));
      return oneExecution(
        [
          set(key, value, { ttl }),
          ...meanwhile(key),
          ...(before > 0 ? [wait(before)] : []),
          get(key),
        ],
        { now },
      );
    },
    judge: judgeSteps((results) => {
      const [written] = results;
      const found = results.at(-1);
      if (!written || !found || getResultType(written) !== 'success') return 'vacuous';
      const { expires_at = Infinity } = getStoredRecord(written) ?? {};
      if (found.time >= expires_at) return 'vacuous';
      return isAbsent(found)
        ? violation(found, `a record of ${formatValue(written.args[1])}`)
        : 'held';
    }),
  }),
  'cache.get/returns-a-copy': property({
    given: ordinaryWrite,
    scenario: ({ key, value }) =>
      oneExecution([set(key, value), get(key), { change: 'result', of: 1 }, get(key)]),
    judge: onCalls(['cache.get'], ([before, after]) => expectUnchanged(before, after)),
  }),
  'cache.get/lone-surrogates': property({
    given: { text: fc.constantFrom('\ud800', 'a\udc00', '\ud83dx') },
    scenario: ({ text }) => oneExecution([set(text, 'x'), get(text), set('key', text), get('key')]),
    judge: onCalls(['cache.set', 'cache.get'], ([, byKey, written, byValue]) => {
      const value = written?.args[1];
      const key = getRecord(byKey) ? 'found' : 'not found';
      const kept = getRecord(byValue)?.value === value ? 'kept' : 'not kept';
      return { answer: `a key is ${key}, a value is ${kept}` };
    }),
  }),
} satisfies Record<string, Property>;
