import type { CacheRecord } from '@post-challenge/spec';
import { changeReference } from '../../implementations.ts';
import type { KnownBadByRule } from './by-rule.ts';
import { changeKeys } from './rekeying.ts';
import { changeStore } from './storing.ts';

/** Known-bad implementations for the rules of `api.cache.get`. */
export const cacheGetKnownBad = {
  // Many stores return this for a missing key.
  'cache.get/absent-when-never-set': changeReference(({ cache: { get } }) => ({
    cache: { get: (key) => get(key) ?? null },
  })),
  // A map of keys to values, without records.
  'cache.get/returns-a-record': changeReference(({ cache: { get } }) => ({
    cache: { get: (key) => get(key)?.value },
  })),
  // Puts quotes around values but does not remove them.
  'cache.get/returns-the-value': changeReference(({ cache: { set } }) => ({
    cache: { set: (key, value, options) => set(key, `"${value}"`, options) },
  })),
  // Each reading extends the lifetime by 15 minutes.
  'cache.get/reports-one-expiry': changeReference(({ cache: { get, set } }) => ({
    cache: {
      get(key) {
        const record = get(key);
        if (record) set(key, record.value);
        return record;
      },
    },
  })),
  // Stores and returns the expiry but never checks it.
  'cache.get/never-outlives-expiry': changeStore((cache) => ({ get: (key) => cache.get(key, 0) })),
  'cache.get/keys-are-exact': changeKeys((key) => key.trim()),
  // A database that normalizes text.
  'cache.get/values-are-exact': changeReference(({ cache: { set } }) => ({
    cache: { set: (key, value, options) => set(key, value.normalize('NFC'), options) },
  })),
  // Keeps the records as members of an object, which inherits others.
  'cache.get/member-names-are-keys': changeReference(({ cache: { get } }) => ({
    cache: { get: (key) => get(key) ?? Reflect.get({}, key) },
  })),
  // The clock of the store is one second fast.
  'cache.get/keeps-until-expiry': changeStore((cache) => ({
    get: (key, now) => cache.get(key, now + 1000),
  })),
  // The published test kit returns the stored object itself.
  'cache.get/returns-a-copy': changeStore((cache) => {
    const stored = new Map<string, CacheRecord>();
    return {
      get: (key, now) => cache.get(key, now) && stored.get(key),
      set(key, record, now) {
        const result = cache.set(key, record, now);
        if (result.type === 'success') stored.set(key, record);
        return result;
      },
    };
  }),
} as const satisfies KnownBadByRule;
