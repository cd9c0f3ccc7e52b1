import {
  type CacheRecord,
  DEFAULT_CACHE_LIFETIME,
  MAXIMUM_CACHE_KEY_SIZE,
  MAXIMUM_CACHE_LIFETIME,
  cacheErrorCodes,
} from '@post-challenge/spec';
import fc from 'fast-check';
import { cacheKey, cacheValue, memberName, now, pause, unicode, word } from './arbitraries.ts';
import { type Json, type JsonObject, isObject, sameJson } from './json.ts';
import { findsWhatWasSet, idle, placement } from './host.ts';
import { drawnCommands, judgedByModel, performedBy } from './cache-model.ts';
import {
  type Judgement,
  type Property,
  type Seen,
  all,
  attempt,
  call,
  callsOf,
  execution,
  fault,
  property,
  returnedBy,
  steps,
  threw,
  transactions,
  wait,
} from './property.ts';
import type { Step } from './scenario.ts';
import { show } from './show.ts';

/** The size up to which every implementation accepts a value, in bytes. */
const ACCEPTED_VALUE_SIZE = 4000;
/** The size up to which every implementation accepts keys and values together, in bytes. */
const ACCEPTED_SIZE = 8000;
/** The size that keys and values found at one time never exceed, in bytes. */
const BOUND_OF_SIZE = 16_640;
/** Refusals that are allowed at any time. */
const ALWAYS_ALLOWED = ['MaxSideEffectsExceeded', 'FailedToSetCacheRecord'];

const RECORD = '{ value: string, expires_at: number }';
const ABSENT = 'undefined';
const SUCCESS = '{ type: "success", … }';
const ERROR = '{ type: "error", code: … }';

const set = (key: string, value: string, options?: JsonObject): Step =>
  call('cache.set', key, value, options);
const get = (key: string): Step => call('cache.get', key);
const remove = (key: string): Step => call('cache.delete', key);

function absent(seen: Seen | undefined): boolean {
  const returned = returnedBy(seen);
  return isObject(returned) && '$undefined' in returned;
}

function recordBy(seen: Seen | undefined): CacheRecord | undefined {
  return asRecord(returnedBy(seen));
}

function asRecord(value: Json | undefined): CacheRecord | undefined {
  if (!isObject(value)) return undefined;
  const { value: text, expires_at } = value;
  const isRecord = typeof text === 'string' && typeof expires_at === 'number';
  return isRecord ? { value: text, expires_at } : undefined;
}

function typeOf(seen: Seen | undefined): Json | undefined {
  const returned = returnedBy(seen);
  return isObject(returned) ? returned['type'] : undefined;
}

function codeOf(seen: Seen | undefined): Json | undefined {
  const returned = returnedBy(seen);
  return isObject(returned) && returned['type'] === 'error' ? returned['code'] : undefined;
}

function tolerated(seen: Seen): boolean {
  return ALWAYS_ALLOWED.includes(String(codeOf(seen)));
}

function absence(seen: Seen | undefined): Judgement {
  if (!seen) return 'vacuous';
  return absent(seen) ? 'held' : fault(seen, ABSENT);
}

function acceptance(written: readonly Seen[]): Judgement {
  return all(
    written.map((write) => {
      if (tolerated(write)) return 'vacuous';
      return typeOf(write) === 'success' ? 'held' : fault(write, SUCCESS);
    }),
  );
}

function refusal(write: Seen | undefined): Judgement {
  if (!write) return 'vacuous';
  return typeOf(write) === 'error' ? 'held' : fault(write, ERROR);
}

function refusalWith(write: Seen | undefined, code: string): Judgement {
  if (!write || typeOf(write) !== 'error' || tolerated(write)) return 'vacuous';
  return codeOf(write) === code ? 'held' : fault(write, `{ type: "error", code: "${code}" }`);
}

function presence(found: Seen | undefined, value: string): Judgement {
  const record = recordBy(found);
  if (!found || !record) return 'vacuous';
  return record.value === value ? 'held' : fault(found, `${ABSENT}, or a record of ${show(value)}`);
}

/** What was found is still there, or nothing is. */
function unchanged(before: Seen | undefined, after: Seen | undefined): Judgement {
  const held = recordBy(before);
  if (!held || !after || absent(after)) return 'vacuous';
  const { value, expires_at } = recordBy(after) ?? {};
  return value === held.value && expires_at === held.expires_at
    ? 'held'
    : fault(after, `${ABSENT}, or ${show({ ...held })}`);
}

function expiry(found: Seen | undefined, since: number, lifetime: number): Judgement {
  const record = recordBy(found);
  if (!found || !record) return 'vacuous';
  const actual = record.expires_at - since;
  return actual === lifetime
    ? 'held'
    : fault(found, `expires_at ${lifetime} ms after the record was set`, `${actual} ms after`);
}

function reported(write: Seen | undefined): Judgement {
  if (!write) return 'vacuous';
  return ['success', 'error'].includes(String(typeOf(write)))
    ? 'held'
    : fault(write, `${SUCCESS}, or ${ERROR}`);
}

function named(write: Seen): Judgement {
  if (typeOf(write) !== 'error') return 'vacuous';
  return (cacheErrorCodes as readonly unknown[]).includes(codeOf(write))
    ? 'held'
    : fault(write, '{ type: "error", code }, with a code of the contract');
}

const ordinaryWrite = { key: cacheKey, value: cacheValue };
const lifetime = fc.oneof(
  fc.constantFrom(1, 1000, DEFAULT_CACHE_LIFETIME, MAXIMUM_CACHE_LIFETIME),
  fc.integer({ min: 1, max: MAXIMUM_CACHE_LIFETIME }),
);
const nonFinite = fc.constantFrom('NaN', 'Infinity', '-Infinity').map(($number) => ({ $number }));
const largerKey = fc.oneof(fc.constant(65), fc.integer({ min: 65, max: 1000 }));
const largerValue = fc.oneof(fc.constant(4097), fc.integer({ min: 4097, max: 10_000 }));

/** The three ways in which every implementation refuses a write. */
const refusedWrite = fc.oneof(
  largerValue.map((size) => (key: string) => set(key, 'x'.repeat(size))),
  nonFinite.map((ttl) => (key: string) => set(key, 'refused', { ttl })),
);

const differentKeys = fc
  .oneof(
    fc.tuple(cacheKey, cacheKey),
    fc.constantFrom<[string, string]>(
      ['a', 'A'],
      ['a', 'a '],
      ['a', ' a'],
      ['', ' '],
      ['\u00e9', 'e\u0301'],
      ['\u212b', '\u00c5'],
      ['ß', 'ss'],
      ['1', '01'],
      ['a', 'a\0'],
      [`${'x'.repeat(63)}a`, `${'x'.repeat(63)}b`],
    ),
    fc.tuple(unicode(8), unicode(8)),
  )
  .filter(([a, b]) => a !== b);

function evenly(count: number, total: number): Step[] {
  const keys = Array.from({ length: count }, (_, n) => `k${String(n).padStart(2, '0')}`);
  const size = Math.floor(total / count);
  return keys.map((key) => set(key, 'x'.repeat(size - key.length)));
}

/** The properties of `api.cache`. @internal */
export const cacheProperties = {
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
    scenario: ({ keys: [one, another], value }) => execution([set(one, value), get(another)]),
    judge: steps(([, found]) => absence(found)),
  }),
  'cache.get/values-are-exact': property({
    given: { key: cacheKey, value: unicode(16) },
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
    scenario: ({ key, value, options }) => execution([set(key, value, options)]),
    judge: steps(([written]) => reported(written)),
  }),
  'cache.set/names-the-error': property({
    given: { key: cacheKey, refused: refusedWrite, size: largerKey },
    scenario: ({ key, refused, size }) => execution([refused(key), set('x'.repeat(size), 'x')]),
    judge: steps((seen) => all(seen.map(named))),
  }),
  'cache.set/returns-the-record': property({
    given: ordinaryWrite,
    scenario: ({ key, value }) => execution([set(key, value), get(key)]),
    judge: steps(([written, found]) => {
      if (!written || typeOf(written) !== 'success') return 'vacuous';
      const record = asRecord((returnedBy(written) as JsonObject)['record']);
      const stored = recordBy(found) ?? { ...record, value: written.args[1] };
      return record && sameJson({ ...record }, { ...stored } as JsonObject)
        ? 'held'
        : fault(written, `{ type: "success", record: ${show({ ...stored } as JsonObject)} }`);
    }),
  }),
  'cache.set/replaces-the-value': property({
    given: { key: cacheKey, first: cacheValue, second: cacheValue },
    scenario: ({ key, first, second }) =>
      execution([set(key, first), set(key, first === second ? `${second}2` : second), get(key)]),
    judge: steps(([, written, found]) =>
      typeOf(written) === 'success' ? presence(found, String(written?.args[1])) : 'vacuous',
    ),
  }),
  'cache.set/replaces-the-expiry': property({
    given: { ...ordinaryWrite, now, first: lifetime, second: lifetime, before: pause },
    scenario: ({ key, value, now, first, second, before }) =>
      execution(
        [set(key, value, { ttl: first }), wait(before), set(key, value, { ttl: second }), get(key)],
        { now },
      ),
    judge: steps(([, , written, found]) =>
      written && typeOf(written) === 'success'
        ? expiry(found, written.time, ttlOf(written))
        : 'vacuous',
    ),
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
      execution([wait(before), set(key, value, options), wait(after), get(key)], { now }),
    judge: steps(([, written, , found]) =>
      expiry(found, written?.time ?? 0, DEFAULT_CACHE_LIFETIME),
    ),
  }),
  'cache.set/ttl': property({
    given: { ...ordinaryWrite, now, before: pause, ttl: lifetime },
    scenario: ({ key, value, now, before, ttl }) =>
      execution([wait(before), set(key, value, { ttl }), get(key)], { now }),
    judge: steps(([, written, found]) =>
      written ? expiry(found, written.time, ttlOf(written)) : 'vacuous',
    ),
  }),
  'cache.set/expires-at': property({
    given: { ...ordinaryWrite, now, before: pause, left: lifetime },
    scenario: ({ key, value, now, before, left }) =>
      execution([wait(before), set(key, value, { expires_at: now + before + left }), get(key)], {
        now,
      }),
    judge: steps(([, written, found]) =>
      written ? expiry(found, written.time, expiresAtOf(written) - written.time) : 'vacuous',
    ),
  }),
  'cache.set/earlier-expiry-wins': property({
    given: { ...ordinaryWrite, now, ttl: lifetime, left: lifetime },
    scenario: ({ key, value, now, ttl, left }) =>
      execution([set(key, value, { ttl, expires_at: now + left }), get(key)], { now }),
    judge: steps(([written, found]) =>
      written
        ? expiry(found, written.time, Math.min(ttlOf(written), expiresAtOf(written) - written.time))
        : 'vacuous',
    ),
  }),
  'cache.set/past-expiry-is-absent': property({
    given: { ...ordinaryWrite, now, ago: lifetime },
    scenario: ({ key, value, now, ago }) =>
      execution([set(key, value, { expires_at: now - ago }), get(key)], { now }),
    judge: steps(([, found]) => absence(found)),
  }),
  'cache.set/refuses-past-expiry': property({
    given: { ...ordinaryWrite, now, ago: lifetime },
    scenario: ({ key, value, now, ago }) =>
      execution([set(key, value, { expires_at: now - ago })], { now }),
    judge: steps(([written]) =>
      all([refusal(written), refusalWith(written, 'ItemAlreadyExpired')]),
    ),
  }),
  'cache.set/refuses-invalid-expiry': property({
    given: { ...ordinaryWrite, name: fc.constantFrom('ttl', 'expires_at'), number: nonFinite },
    scenario: ({ key, value, name, number }) => execution([set(key, value, { [name]: number })]),
    judge: steps(([written]) => all([refusal(written), refusalWith(written, 'InvalidExpiry')])),
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
    scenario: ({ key, value, now, ttl, over }) =>
      execution(
        [set(key, value, { ttl }), get(key), wait(MAXIMUM_CACHE_LIFETIME + over), get(key)],
        { now },
      ),
    judge: steps(([, found, , late]) => (recordBy(found) ? absence(late) : 'vacuous')),
  }),
  'cache.set/accepts-the-largest-key': property({
    given: {
      size: fc.oneof(
        fc.constant(MAXIMUM_CACHE_KEY_SIZE),
        fc.integer({ min: 1, max: MAXIMUM_CACHE_KEY_SIZE }),
      ),
    },
    scenario: ({ size }) => execution([set('x'.repeat(size), 'x')]),
    judge: steps(acceptance),
  }),
  'cache.set/refuses-a-larger-key': property({
    given: { size: largerKey },
    scenario: ({ size }) => execution([set('x'.repeat(size), 'x')]),
    judge: steps(([written]) => refusal(written)),
  }),
  'cache.set/larger-key-code': property({
    given: { size: largerKey },
    scenario: ({ size }) => execution([set('x'.repeat(size), 'x')]),
    judge: steps(([written]) => refusalWith(written, 'CacheKeySizeExceeded')),
  }),
  'cache.set/accepts-a-large-value': property({
    given: {
      size: fc.oneof(
        fc.constant(ACCEPTED_VALUE_SIZE),
        fc.integer({ min: 0, max: ACCEPTED_VALUE_SIZE }),
      ),
    },
    scenario: ({ size }) => execution([set('key', 'x'.repeat(size))]),
    judge: steps(acceptance),
  }),
  'cache.set/refuses-a-larger-value': property({
    given: { size: largerValue },
    scenario: ({ size }) => execution([set('key', 'x'.repeat(size))]),
    judge: steps(([written]) => refusal(written)),
  }),
  'cache.set/larger-value-code': property({
    given: { size: largerValue },
    scenario: ({ size }) => execution([set('key', 'x'.repeat(size))]),
    judge: steps(([written]) => refusalWith(written, 'CacheValueSizeExceeded')),
  }),
  'cache.set/accepts-up-to-the-total': property({
    given: {
      count: fc.oneof(fc.constant(3), fc.integer({ min: 2, max: 20 })),
      total: fc.oneof(fc.constant(ACCEPTED_SIZE), fc.integer({ min: 60, max: ACCEPTED_SIZE })),
    },
    scenario: ({ count, total }) => execution(evenly(count, total)),
    judge: steps(acceptance),
  }),
  'cache.set/total-code': property({
    given: { count: fc.integer({ min: 5, max: 8 }) },
    scenario: ({ count }) => execution(evenly(count, count * ACCEPTED_VALUE_SIZE)),
    judge: steps((seen) => all(seen.map((write) => refusalWith(write, 'CacheSizeExceeded')))),
  }),
  'cache.set/counts-bytes-not-characters': property({
    given: {
      sized: fc.oneof(
        fc.tuple(fc.constant('é'), fc.integer({ min: 33, max: 64 })),
        fc.tuple(fc.constant('€'), fc.integer({ min: 22, max: 64 })),
        fc.tuple(fc.constant('😀'), fc.integer({ min: 17, max: 32 })),
      ),
    },
    scenario: ({ sized: [character, count] }) => execution([set(character.repeat(count), 'x')]),
    judge: steps(([written]) => refusal(written)),
  }),
  'cache.set/failed-write-changes-nothing': property({
    given: { ...ordinaryWrite, refused: refusedWrite },
    scenario: ({ key, value, refused }) =>
      execution([set(key, value), get(key), refused(key), get(key)]),
    judge: steps(([, before, refused, after]) =>
      typeOf(refused) === 'error' ? unchanged(before, after) : 'vacuous',
    ),
  }),
  'cache.set/many-records': property({
    given: { size: fc.integer({ min: 1, max: 8 }) },
    scenario: ({ size }) => execution(evenly(21, 21 * (3 + size))),
    judge: steps((seen) => ({ answer: String(codeOf(seen[20]) ?? typeOf(seen[20])) })),
  }),
  'cache.set/no-lifetime-left': property({
    given: {
      now,
      left: fc.constantFrom<[string, number]>(['ttl', 0], ['ttl', 0.5], ['expires_at', 0]),
    },
    scenario: ({ now, left: [name, left] }) =>
      execution([set('key', 'x', { [name]: name === 'ttl' ? left : now }), get('key')], { now }),
    judge: steps(([written, found]) => {
      const [name, given] = Object.entries(written?.args[2] as JsonObject)[0] ?? [];
      const asked = name === 'ttl' ? `a ttl of ${show(given)}` : 'an expiry of now';
      const came = codeOf(written) ?? (recordBy(found) ? 'found' : 'accepted, not found');
      return { answer: `${asked}: ${String(came)}` };
    }),
  }),
  'cache.delete/reports-the-result': property({
    given: ordinaryWrite,
    scenario: ({ key, value }) => execution([set(key, value), remove(key), remove(key)]),
    judge: steps((seen) => all(callsOf(seen, 'cache.delete').map(reported))),
  }),
  'cache.delete/removes': property({
    given: ordinaryWrite,
    scenario: ({ key, value }) => execution([set(key, value), remove(key), get(key)]),
    judge: steps(([, removed, found]) =>
      typeOf(removed) === 'success' ? absence(found) : 'vacuous',
    ),
  }),
  'cache.delete/reports-success': property({
    given: ordinaryWrite,
    scenario: ({ key, value }) => execution([set(key, value), get(key), remove(key)]),
    judge: steps(([, found, removed]) => {
      if (!removed || !recordBy(found)) return 'vacuous';
      return typeOf(removed) === 'success' ? 'held' : fault(removed, '{ type: "success" }');
    }),
  }),
  'cache.delete/reports-a-missing-key': property({
    given: { ...ordinaryWrite, deleted: fc.boolean() },
    scenario: ({ key, value, deleted }) =>
      execution([...(deleted ? [set(key, value), remove(key)] : []), remove(key)]),
    judge: steps((seen) => {
      const earlier = callsOf(seen, 'cache.delete').slice(0, -1);
      return earlier.every((removed) => typeOf(removed) === 'success')
        ? refusal(seen.at(-1))
        : 'vacuous';
    }),
  }),
  'cache.delete/names-the-error': property({
    given: { key: cacheKey },
    scenario: ({ key }) => execution([remove(key)]),
    judge: steps((seen) => all(seen.map(named))),
  }),
  'cache.delete/missing-key-code': property({
    given: { key: cacheKey },
    scenario: ({ key }) => execution([remove(key)]),
    judge: steps(([removed]) => refusalWith(removed, 'CacheKeyDoesNotExist')),
  }),
  'cache.delete/leaves-other-keys': property({
    given: { keys: differentKeys, value: cacheValue, there: fc.boolean() },
    scenario: ({ keys: [one, another], value, there }) =>
      execution([
        set(one, value),
        get(one),
        ...(there ? [set(another, 'x')] : []),
        remove(another),
        get(one),
      ]),
    judge: steps((seen) => {
      const [before, after] = callsOf(seen, 'cache.get');
      return unchanged(before, after);
    }),
  }),
  'cache.delete/expired-record': property({
    given: { now, ttl: fc.integer({ min: 1, max: 5000 }) },
    scenario: ({ now, ttl }) =>
      execution([set('key', 'x', { ttl }), wait(ttl + 1), remove('key')], { now }),
    judge: steps((seen) => ({ answer: String(codeOf(seen.at(-1)) ?? typeOf(seen.at(-1))) })),
  }),
  'cache/total-is-bounded': property({
    given: { count: fc.integer({ min: 5, max: 10 }) },
    scenario: ({ count }) => {
      const written = evenly(count, count * ACCEPTED_VALUE_SIZE);
      return execution([
        ...written,
        ...written.map((step) => get(String('args' in step && step.args[0]))),
      ]);
    },
    judge: steps((seen) => {
      const found = callsOf(seen, 'cache.get').filter((got) => recordBy(got));
      const last = found.at(-1);
      if (!last) return 'vacuous';
      const total = found.reduce((sum, got) => sum + sizeOf(got), 0);
      return total <= BOUND_OF_SIZE
        ? 'held'
        : fault(last, `at most ${BOUND_OF_SIZE} bytes found at one time`, `${total} bytes`);
    }),
  }),
  'cache/behaves-as-its-model': property({
    given: { now, commands: drawnCommands },
    scenario: ({ now, commands }) => execution(performedBy(commands, now), { now }),
    judge: steps(judgedByModel),
  }),
  'cache/shared-between-actions': property({
    given: { ...ordinaryWrite, placement },
    scenario: ({ key, value, placement: { before } }) =>
      transactions([
        attempt([
          { execute: [set(key, value)] },
          ...(before > 0 ? [idle] : []),
          { execute: [get(key)] },
        ]),
      ]),
    judge: findsWhatWasSet,
  }),
  'cache/survives-the-transaction': property({
    given: ordinaryWrite,
    scenario: ({ key, value }) =>
      transactions([attempt([{ execute: [set(key, value)] }]), attempt([{ execute: [get(key)] }])]),
    judge: findsWhatWasSet,
  }),
} as const satisfies Record<string, Property>;

function ttlOf(written: Seen): number {
  return Number((written.args[2] as JsonObject)['ttl']);
}

function expiresAtOf(written: Seen): number {
  return Number((written.args[2] as JsonObject)['expires_at']);
}

function sizeOf(got: Seen): number {
  return Buffer.byteLength(String(got.args[0])) + Buffer.byteLength(recordBy(got)?.value ?? '');
}
