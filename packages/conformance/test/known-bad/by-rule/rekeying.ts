import type { Implementation } from '@post-challenge/conformance';
import { changeReference } from '../../implementations.ts';

/** Changes the cache keys of the reference. */
export function changeKeys(changeKey: (key: string) => string): Implementation {
  return changeReference(({ cache }) => ({
    cache: {
      get: (key) => cache.get(changeKey(key)),
      set: (key, ...rest) => cache.set(changeKey(key), ...rest),
      delete: (key) => cache.delete(changeKey(key)),
    },
  }));
}
