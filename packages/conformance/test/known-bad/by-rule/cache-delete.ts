import type { CacheRecord } from '@post-challenge/spec';
import { changeReference } from '../../implementations.ts';
import type { KnownBadByRule } from './by-rule.ts';

/** Known-bad implementations for the rules of `api.cache.delete`. */
export const cacheDeleteKnownBad = {
  // The result of `Map.prototype.delete`.
  'cache.delete/reports-the-result': changeReference(({ cache }) => ({
    cache: { delete: (key) => cache.delete(key).type === 'success' },
  })),
  // A second cache in front of the store keeps the record.
  'cache.delete/removes': changeReference(({ cache }) => {
    const before = new Map<string, CacheRecord | undefined>();
    return {
      cache: {
        get: (key) => cache.get(key) ?? before.get(key),
        delete(key) {
          before.set(key, cache.get(key));
          return cache.delete(key);
        },
      },
    };
  }),
  // Computes the result after it has deleted the record.
  'cache.delete/reports-success': changeReference(({ cache }) => ({
    cache: {
      delete(key) {
        cache.delete(key);
        return cache.delete(key);
      },
    },
  })),
  'cache.delete/reports-a-missing-key': changeReference(({ cache }) => ({
    cache: {
      delete(key) {
        cache.delete(key);
        return { type: 'success' };
      },
    },
  })),
  'cache.delete/names-the-error': changeReference(({ cache }) => ({
    cache: { delete: (key) => ({ type: cache.delete(key).type }) },
  })),
  // One code for missing and expired records.
  'cache.delete/missing-key-code': changeReference(({ cache }) => ({
    cache: {
      delete(key) {
        const result = cache.delete(key);
        return result.type === 'error' ? { type: 'error', code: 'ItemAlreadyExpired' } : result;
      },
    },
  })),
  // Keeps keys and values in two lists and deletes from only one of them.
  'cache.delete/leaves-other-keys': changeReference(({ cache }) => {
    const keys: string[] = [];
    return {
      cache: {
        set(key, ...rest) {
          keys.push(key);
          return cache.set(key, ...rest);
        },
        delete(key) {
          const removed = cache.get(key);
          const next = keys.find((other) => other !== key && cache.get(other));
          if (removed && next !== undefined) cache.set(next, removed.value);
          return cache.delete(key);
        },
      },
    };
  }),
} as const satisfies KnownBadByRule;
