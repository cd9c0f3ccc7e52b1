import fc from 'fast-check';
import { cacheKey, cacheValue, now } from './arbitraries.ts';
import {
  absence,
  codeOf,
  differentKeys,
  get,
  named,
  ordinaryWrite,
  recordBy,
  refusal,
  refusalWith,
  remove,
  reported,
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
  wait,
} from './property.ts';

/** The properties of `api.cache.delete`. @internal */
export const cacheDeleteProperties = {
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
} satisfies Record<string, Property>;
