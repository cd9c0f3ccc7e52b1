import fc from 'fast-check';
import { chunk } from '../../draw/chunk.ts';
import {
  anyDifferentKeys,
  differentKeyList,
  everyTrickyKeyList,
  trickyPairs,
} from '../../draw/key-pairs.ts';
import {
  anyText,
  cacheKey,
  cacheValue,
  filling,
  longTexts,
  memberName,
  text,
  unicodeKey,
  word,
} from '../../draw/text.ts';
import { controlTexts, trickyTexts } from '../../draw/tricky-texts.ts';
import { SHORTEST_LIFETIME, START, lifetime, now, pause, shortLifetime } from '../../draw/times.ts';
import {
  ABSENT,
  ACCEPTED_VALUE_SIZE,
  ERROR,
  RECORD,
  SUCCESS,
  expectAbsent,
  expectNotExpired,
  isAbsent,
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
import { onCall, onCalls, onEachCall } from '../judges.ts';
import { type Property, property } from '../property.ts';
import { oneExecution, wait } from '../scenarios.ts';
import { withNeighbours } from '../shared/neighbours.ts';
import { type StepResult, filterCalls, hasThrown } from '../step-results.ts';
import type { Judgement } from '../../language/judgement.ts';
import { formatValue } from '../../language/format-value.ts';

/** Expects that a record that was found has the value that a call wrote. */
function expectWritten(written: StepResult | undefined, found: StepResult | undefined): Judgement {
  return expectValue(found, getWrittenValue(written));
}

/** Judges that each record that is found has the value that was written to exactly its key. */
function judgeExactValues(calls: readonly StepResult[]): Judgement {
  return combine(
    calls.map((found, number) => {
      if (isWrite(found)) return 'vacuous';
      const last = calls.slice(0, number).findLast(isWriteOf(found));
      const isRefused = hasThrown(last) || getResultType(last) === 'error';
      return last && !isRefused ? expectWritten(last, found) : 'vacuous';
    }),
  );
}

/** Judges as {@link judgeExactValues}, and that no record is found at a key that was never written. */
function judgeExactRecords(calls: readonly StepResult[]): Judgement {
  const missing = calls.map((found, number) =>
    isWrite(found) || calls.slice(0, number).some(isWriteOf(found))
      ? 'vacuous'
      : expectAbsent(found),
  );
  return combine([...missing, judgeExactValues(calls)]);
}

function isWrite({ step }: StepResult): boolean {
  return 'call' in step && step.call === 'cache.set';
}

/** Creates a predicate: whether a call writes the key of another call. */
function isWriteOf({ args: [key] }: StepResult) {
  return (call: StepResult): boolean => isWrite(call) && call.args[0] === key;
}

/** Values of any characters, of which some are long. */
const exactValue = fc.oneof(
  { withCrossShrink: true },
  { weight: 5, arbitrary: anyText(400) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(filling, fc.integer({ min: 65, max: ACCEPTED_VALUE_SIZE }))
      .map(([fill, size]) => fill(size)),
  },
);

/** The properties of `api.cache.get`. */
export const cacheGetProperties = withNeighbours({
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
    judge: onCalls(['cache.set', 'cache.get'], ([written, found]) => expectWritten(written, found)),
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
      return after === before
        ? 'held'
        : violation(second, 'the same expires_at as the reading before');
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
      // A reading shortly before must not extend the lifetime.
      readAfter: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: SHORTEST_LIFETIME })),
    },
    examples: [{ ttl: 1000 }, { left: 1000 }, {}, { ttl: 1000, left: 2000 }].map((requested) => ({
      key: 'key',
      value: 'value',
      now: START,
      requested,
      over: 1,
      readAfter: 0,
    })),
    scenario: ({ key, value, now, requested, over, readAfter }) => {
      const late = Math.max(1, getRequestedLifetime(requested) + over);
      const first = Math.min(readAfter, late - 1);
      return oneExecution(
        [
          set(key, value, createSetOptions(requested, now)),
          wait(first),
          get(key),
          wait(late - first),
          get(key),
        ],
        { now },
      );
    },
    judge: onEachCall('cache.get', expectNotExpired),
  }),
  'cache.get/keys-are-exact': property({
    given: {
      keys: fc.oneof(
        { withCrossShrink: true },
        { weight: 3, arbitrary: anyDifferentKeys },
        { weight: 1, arbitrary: differentKeyList },
      ),
      value: cacheValue,
    },
    examples: [['a', 'a '], ...everyTrickyKeyList].map((keys) => ({ keys, value: 'value' })),
    scenario: ({ keys, value }) =>
      oneExecution([
        ...keys.flatMap((key, number) => [
          ...(number > 0 ? [get(key)] : []),
          set(key, `${value}${number || ''}`),
        ]),
        ...keys.map(get),
      ]),
    judge: onCalls(['cache.get', 'cache.set'], judgeExactRecords),
    judgesAnyPart: true,
  }),
  'cache.get/values-are-exact': property({
    given: { key: cacheKey, values: fc.array(exactValue, { minLength: 1, maxLength: 3 }) },
    examples: chunk([...trickyTexts, ...controlTexts, ...longTexts], 12).map((values) => ({
      key: 'key',
      values,
    })),
    scenario: ({ key, values }) => {
      const keys = values.map((_, number) => (number === 0 ? key : `another key ${number}`));
      const writes = values.map((value, number) => set(keys[number] ?? key, value));
      return oneExecution([...writes, ...keys.map(get)]);
    },
    judge: onCalls(['cache.set', 'cache.get'], judgeExactValues),
    judgesAnyPart: true,
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
        expectWritten(written, found),
        expectAbsent(other),
      ]),
    ),
  }),
  'cache.get/keeps-until-expiry': property({
    given: {
      key: unicodeKey,
      value: text(400),
      now,
      ttl: fc.integer({ min: SHORTEST_LIFETIME, max: 10_000 }),
      part: fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })),
      meanwhile: fc.oneof(
        { withCrossShrink: true },
        fc.constant(() => []),
        refusedWrite.map((refused) => (key: string) => [refused(key)]),
        fc.constant(() => [set('another key', 'x'), remove('another key')]),
      ),
    },
    examples: trickyPairs.map(([key, another]) => ({
      key,
      value: 'value',
      now: START,
      ttl: 60_000,
      part: 0,
      meanwhile: () => [remove(another)],
    })),
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
    judge: onCalls(['cache.set', 'cache.get', 'cache.delete'], (calls) => {
      const [written, ...others] = calls;
      const found = filterCalls(calls, 'cache.get').at(-1);
      if (!written || !found || getResultType(written) !== 'success') return 'vacuous';
      const replaced = others.some(
        (other) => other.args[0] === written.args[0] && getResultType(other) === 'success',
      );
      const { expires_at = Infinity } = getStoredRecord(written) ?? {};
      if (replaced || found.time >= expires_at) return 'vacuous';
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
} satisfies Record<string, Property>);
