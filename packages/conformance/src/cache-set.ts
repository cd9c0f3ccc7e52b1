import { DEFAULT_CACHE_LIFETIME, MAXIMUM_CACHE_LIFETIME } from '@post-challenge/spec';
import fc from 'fast-check';
import { cacheKey, cacheValue, now, pause } from './arbitraries.ts';
import {
  absence,
  asRecord,
  codeOf,
  expiresAtOf,
  expiry,
  get,
  largerKey,
  lifetime,
  named,
  nonFinite,
  ordinaryWrite,
  presence,
  recordBy,
  refusalOf,
  refusedWrite,
  reported,
  set,
  ttlOf,
  typeOf,
  unchanged,
} from './cache-judgements.ts';
import { type JsonObject, sameJson } from './json.ts';
import {
  type Property,
  START,
  type Seen,
  all,
  callsOf,
  execution,
  fault,
  property,
  returnedBy,
  steps,
  wait,
} from './property.ts';
import { show } from './show.ts';

/** The judgement that a record that was set lives as long as its write says. */
function lives(lifetimeOf: (written: Seen) => number): Property['judge'] {
  return steps((seen) => {
    const [written, found] = callsOf(seen, 'cache.set', 'cache.get');
    return written ? expiry(found, written.time, lifetimeOf(written)) : 'vacuous';
  });
}

function lifetimeLeft(written: Seen): number {
  return expiresAtOf(written) - written.time;
}

/** The properties of `api.cache.set`, but for sizes. @internal */
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
    examples: [{ key: '', value: '', now: START, first: 1, second: 2, before: 1 }],
    scenario: ({ key, value, now, first, second, before }) =>
      execution(
        [set(key, value, { ttl: first }), wait(before), set(key, value, { ttl: second }), get(key)],
        { now },
      ),
    judge: steps((seen) => {
      const [, written, found] = callsOf(seen, 'cache.set', 'cache.get');
      return written && typeOf(written) === 'success'
        ? expiry(found, written.time, ttlOf(written))
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
      execution([wait(before), set(key, value, options), wait(after), get(key)], { now }),
    judge: lives(() => DEFAULT_CACHE_LIFETIME),
  }),
  'cache.set/ttl': property({
    given: { ...ordinaryWrite, now, before: pause, ttl: lifetime },
    scenario: ({ key, value, now, before, ttl }) =>
      execution([wait(before), set(key, value, { ttl }), get(key)], { now }),
    judge: lives(ttlOf),
  }),
  'cache.set/expires-at': property({
    given: { ...ordinaryWrite, now, before: pause, left: lifetime },
    scenario: ({ key, value, now, before, left }) =>
      execution([wait(before), set(key, value, { expires_at: now + before + left }), get(key)], {
        now,
      }),
    judge: lives(lifetimeLeft),
  }),
  'cache.set/earlier-expiry-wins': property({
    given: { ...ordinaryWrite, now, ttl: lifetime, left: lifetime },
    examples: [{ key: '', value: '', now: START, ttl: 1, left: 2 }],
    scenario: ({ key, value, now, ttl, left }) =>
      execution([set(key, value, { ttl, expires_at: now + left }), get(key)], { now }),
    judge: lives((written) => Math.min(ttlOf(written), lifetimeLeft(written))),
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
    judge: steps(([written]) => refusalOf(written, 'ItemAlreadyExpired')),
  }),
  'cache.set/refuses-invalid-expiry': property({
    given: { ...ordinaryWrite, name: fc.constantFrom('ttl', 'expires_at'), number: nonFinite },
    scenario: ({ key, value, name, number }) => execution([set(key, value, { [name]: number })]),
    judge: steps(([written]) => refusalOf(written, 'InvalidExpiry')),
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
      execution(
        [set(key, value, { ttl }), get(key), wait(MAXIMUM_CACHE_LIFETIME + over), get(key)],
        { now },
      ),
    judge: steps(([, found, , late]) => (recordBy(found) ? absence(late) : 'vacuous')),
  }),
  'cache.set/failed-write-changes-nothing': property({
    given: { ...ordinaryWrite, refused: refusedWrite },
    scenario: ({ key, value, refused }) =>
      execution([set(key, value), get(key), refused(key), get(key)]),
    judge: steps(([, before, refused, after]) =>
      typeOf(refused) === 'error' ? unchanged(before, after) : 'vacuous',
    ),
  }),
  'cache.set/no-lifetime-left': property({
    given: {
      now,
      left: fc.constantFrom<[string, number]>(['ttl', 0], ['ttl', 0.5], ['expires_at', 0]),
    },
    scenario: ({ now, left: [name, left] }) =>
      execution([set('key', 'x', { [name]: name === 'ttl' ? left : now }), get('key')], { now }),
    judge: steps(([written, found]) => {
      if (!written) return 'vacuous';
      const [name, given] = Object.entries(written.args[2] as JsonObject)[0] ?? [];
      const asked = name === 'ttl' ? `a ttl of ${show(given)}` : 'an expiry of now';
      const came = codeOf(written) ?? (recordBy(found) ? 'found' : 'accepted, not found');
      return { answer: `${asked}: ${String(came)}` };
    }),
  }),
} satisfies Record<string, Property>;
