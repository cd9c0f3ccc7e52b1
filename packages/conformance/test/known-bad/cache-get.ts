import type { CacheRecord } from '@post-challenge/spec';
import { changeReference } from '../implementations.ts';
import type { KnownBadByRule } from './by-rule.ts';
import { changeKeys } from './rekeying.ts';
import { changeStore } from './storing.ts';

/** What breaks the rules of `api.cache.get`. */
export const cacheGetKnownBad = {
  // The answer of many a store to a key that it does not have.
  'cache.get/absent-when-never-set': changeReference(({ cache: { get } }) => ({
    cache: { get: (key) => get(key) ?? null },
  })),
  // A Map from keys to values, without records.
  'cache.get/returns-a-record': changeReference(({ cache: { get } }) => ({
    cache: { get: (key) => get(key)?.value },
  })),
  // Values are made JSON on their way in, and not read on their way out.
  'cache.get/returns-the-value': changeReference(({ cache: { set } }) => ({
    cache: { set: (key, value, options) => set(key, JSON.stringify(value), options) },
  })),
  // Each reading gives the record another quarter of an hour.
  'cache.get/reports-one-expiry': changeReference(({ cache: { get, set } }) => ({
    cache: {
      get(key) {
        const record = get(key);
        if (record) set(key, record.value);
        return record;
      },
    },
  })),
  // The expiry is stored and told, and never looked at.
  'cache.get/never-outlives-expiry': changeStore((cache) => ({ get: (key) => cache.get(key, 0) })),
  'cache.get/keys-are-exact': changeKeys((key) => key.trim()),
  // A database that composes text.
  'cache.get/values-are-exact': changeReference(({ cache: { set } }) => ({
    cache: { set: (key, value, options) => set(key, value.normalize('NFC'), options) },
  })),
  // Records are the members of an object that has inherited others.
  'cache.get/member-names-are-keys': changeReference(({ cache: { get } }) => ({
    cache: { get: (key) => get(key) ?? Reflect.get({}, key) },
  })),
  // A store whose clock is a second fast.
  'cache.get/keeps-until-expiry': changeStore((cache) => ({
    get: (key, now) => cache.get(key, now + 1000),
  })),
  // The published test kit hands out the stored object itself.
  'cache.get/returns-a-copy': changeStore((cache) => {
    const stored = new Map<string, CacheRecord>();
    return {
      get: (key, now) => cache.get(key, now) && stored.get(key),
      set(key, record, now) {
        stored.set(key, record);
        return cache.set(key, record, now);
      },
    };
  }),
} as const satisfies KnownBadByRule;
