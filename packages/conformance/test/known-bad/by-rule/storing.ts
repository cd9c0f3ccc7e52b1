import type { Implementation } from '@post-challenge/conformance';
import { type Cache, createCache } from '@post-challenge/reference';
import { changeReference } from '../../implementations.ts';

/** Changes some methods of the store of the reference. */
export function changeStore(change: (cache: Cache) => Partial<Cache>): Implementation {
  return changeReference(
    () => ({}),
    (input) => {
      const cache = createCache();
      const whole: Cache = {
        get: (key, now) => cache.get(key, now),
        set: (key, record, now) => cache.set(key, record, now),
        delete: (key, now) => cache.delete(key, now),
      };
      return { ...input, cache: { ...whole, ...change(cache) } };
    },
  );
}
