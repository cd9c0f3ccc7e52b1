import fc from 'fast-check';
import { cacheKey, cacheValue, memberName, now, pause, unicode, word } from './arbitraries.ts';
import {
  ABSENT,
  ERROR,
  RECORD,
  SUCCESS,
  absence,
  absent,
  differentKeys,
  get,
  ordinaryWrite,
  presence,
  recordBy,
  refusedWrite,
  remove,
  set,
  typeOf,
  unchanged,
} from './cache-judgements.ts';
import {
  type Property,
  all,
  callsOf,
  execution,
  fault,
  property,
  steps,
  threw,
  wait,
} from './property.ts';
import { show } from './show.ts';

/** The properties of `api.cache.get`. @internal */
export const cacheGetProperties = {
  'cache.get/absent-when-never-set': property({
    given: { key: cacheKey, others: fc.array(word(1, 8), { maxLength: 3 }) },
    scenario: ({ key, others }) =>
      execution([...others.map((other) => set(`another key ${other}`, 'x')), get(key)]),
    judge: steps((seen) => absence(seen.at(-1))),
  }),
  'cache.get/returns-a-record': property({
    given: ordinaryWrite,
    scenario: ({ key, value }) => execution([set(key, value), get(key)]),
    judge: steps(([, found]) => {
      if (!found || absent(found)) return 'vacuous';
      return recordBy(found) ? 'held' : fault(found, `${ABSENT}, or ${RECORD}`);
    }),
  }),
  'cache.get/returns-the-value': property({
    given: ordinaryWrite,
    scenario: ({ key, value }) => execution([set(key, value), get(key)]),
    judge: steps(([written, found]) => presence(found, String(written?.args[1]))),
  }),
  'cache.get/reports-one-expiry': property({
    given: { ...ordinaryWrite, now, before: pause, between: pause },
    scenario: ({ key, value, now, before, between }) =>
      execution([set(key, value), wait(before), get(key), wait(between), get(key)], { now }),
    judge: steps((seen) => {
      const [first, second] = callsOf(seen, 'cache.get');
      const expires = recordBy(first)?.expires_at;
      const again = recordBy(second)?.expires_at;
      if (!second || expires === undefined || again === undefined) return 'vacuous';
      return again === expires ? 'held' : fault(second, `expires_at: ${expires}, as before`);
    }),
  }),
  'cache.get/never-outlives-expiry': property({
    given: {
      ...ordinaryWrite,
      now,
      ttl: fc.integer({ min: 1, max: 5000 }),
      over: fc.integer({ min: 1, max: 5000 }),
    },
    scenario: ({ key, value, now, ttl, over }) =>
      execution([set(key, value, { ttl }), get(key), wait(ttl + over), get(key)], { now }),
    judge: steps((seen) => {
      const [first, last] = callsOf(seen, 'cache.get');
      if (!last || !recordBy(first)) return 'vacuous';
      const late = last.time - (recordBy(last)?.expires_at ?? last.time);
      return late > 0 ? fault(last, ABSENT, `a record, ${late} ms after it expired`) : 'held';
    }),
  }),
  'cache.get/keys-are-exact': property({
    given: { keys: differentKeys, value: cacheValue },
    examples: [{ keys: ['a', 'a '], value: 'x' }],
    scenario: ({ keys: [one, another], value }) => execution([set(one, value), get(another)]),
    judge: steps(([, found]) => absence(found)),
  }),
  'cache.get/values-are-exact': property({
    given: { key: cacheKey, value: unicode(16) },
    examples: [{ key: 'a', value: 'e\u0301' }],
    scenario: ({ key, value }) => execution([set(key, value), get(key)]),
    judge: steps(([written, found]) => presence(found, String(written?.args[1]))),
  }),
  'cache.get/member-names-are-keys': property({
    given: {
      name: memberName,
      other: fc.oneof(memberName, fc.constantFrom('value', 'expires_at')),
      value: cacheValue,
    },
    scenario: ({ name, other, value }) =>
      execution([get(name), set(name, value), get(name), ...(other === name ? [] : [get(other)])]),
    judge: steps(([before, written, found, other]) =>
      all([
        absence(before),
        written && threw(written) ? fault(written, `${SUCCESS}, or ${ERROR}`) : 'held',
        found && (absent(found) || recordBy(found)) ? 'held' : absence(found),
        presence(found, String(written?.args[1])),
        absence(other),
      ]),
    ),
  }),
  'cache.get/keeps-until-expiry': property({
    given: {
      ...ordinaryWrite,
      now,
      ttl: fc.integer({ min: 2, max: 10_000 }),
      part: fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })),
      meanwhile: fc.oneof(
        fc.constant(() => []),
        refusedWrite.map((refused) => (key: string) => [refused(key)]),
        fc.constant((key: string) => [set(`${key}2`, 'x'), remove(`${key}2`)]),
      ),
    },
    scenario: ({ key, value, now, ttl, part, meanwhile }) => {
      const before = Math.floor(part * (ttl - 1));
      return execution(
        [
          set(key, value, { ttl }),
          ...meanwhile(key),
          ...(before > 0 ? [wait(before)] : []),
          get(key),
        ],
        { now },
      );
    },
    judge: steps((seen) => {
      const [written] = seen;
      const found = seen.at(-1);
      if (!written || !found || typeOf(written) !== 'success') return 'vacuous';
      return absent(found) ? fault(found, `a record of ${show(written.args[1])}`) : 'held';
    }),
  }),
  'cache.get/returns-a-copy': property({
    given: ordinaryWrite,
    scenario: ({ key, value }) =>
      execution([set(key, value), get(key), { change: 'result', of: 1 }, get(key)]),
    judge: steps((seen) => {
      const [before, after] = callsOf(seen, 'cache.get');
      return unchanged(before, after);
    }),
  }),
  'cache.get/lone-surrogates': property({
    given: { text: fc.constantFrom('\ud800', 'a\udc00', '\ud83dx') },
    scenario: ({ text }) => execution([set(text, 'x'), get(text), set('key', text), get('key')]),
    judge: steps((seen) => {
      const [byKey, byValue] = callsOf(seen, 'cache.get');
      const value = callsOf(seen, 'cache.set')[1]?.args[1];
      const key = recordBy(byKey) ? 'found' : 'not found';
      const kept = recordBy(byValue)?.value === value ? 'kept' : 'not kept';
      return { answer: `a key is ${key}, a value is ${kept}` };
    }),
  }),
} satisfies Record<string, Property>;
