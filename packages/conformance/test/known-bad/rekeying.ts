import type { Implementation } from '@post-challenge/conformance';
import { changed } from '../implementations.ts';

/** The reference with keys of the cache that are not what the action gave. */
export function rekeyed(keyOf: (key: string) => string): Implementation {
  return changed(({ cache }) => ({
    cache: {
      get: (key) => cache.get(keyOf(key)),
      set: (key, ...rest) => cache.set(keyOf(key), ...rest),
      delete: (key) => cache.delete(keyOf(key)),
    },
  }));
}
