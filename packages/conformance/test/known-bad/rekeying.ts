import type { Implementation } from '@post-challenge/conformance';
import { changeReference } from '../implementations.ts';

/** The reference with keys of the cache that are not what the action gave. */
export function changeKeys(changeKey: (key: string) => string): Implementation {
  return changeReference(({ cache }) => ({
    cache: {
      get: (key) => cache.get(changeKey(key)),
      set: (key, ...rest) => cache.set(changeKey(key), ...rest),
      delete: (key) => cache.delete(changeKey(key)),
    },
  }));
}
