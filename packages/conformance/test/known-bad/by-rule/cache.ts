import { createCache } from '@post-challenge/reference';
import { changeReference } from '../../implementations.ts';
import { forgetCache, createSmallHost } from '../../small-host.ts';
import { cacheDeleteKnownBad } from './cache-delete.ts';
import { cacheGetKnownBad } from './cache-get.ts';
import { cacheSetKnownBad } from './cache-set.ts';
import { cacheSizeKnownBad } from './cache-sizes.ts';
import type { KnownBadByRule } from './by-rule.ts';

/** Known-bad implementations for the rules of `api.cache`. */
export const cacheKnownBad = {
  ...cacheGetKnownBad,
  ...cacheSetKnownBad,
  ...cacheSizeKnownBad,
  ...cacheDeleteKnownBad,
  // Only marks a record as deleted; setting its key again removes the mark.
  'cache/behaves-as-its-model': changeReference(({ cache }) => {
    const deleted = new Map<string, string>();
    return {
      cache: {
        set: (key, value, options) => cache.set(key, deleted.get(key) ?? value, options),
        delete(key) {
          const { value } = cache.get(key) ?? {};
          if (value !== undefined) deleted.set(key, value);
          return cache.delete(key);
        },
      },
    };
  }),
  // Creates a cache with each `api` object.
  'cache/shared-between-actions': createSmallHost({
    actions: (actions) => [...actions.slice(0, 1), ...forgetCache(actions.slice(1))],
  }),
  'cache/survives-the-transaction': createSmallHost({ cache: () => createCache() }),
} as const satisfies KnownBadByRule;
