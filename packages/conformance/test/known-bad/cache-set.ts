import type { CacheRecord } from '@post-challenge/spec';
import { changeReference } from '../implementations.ts';
import type { KnownBadByRule } from './by-rule.ts';

const DAY = 86_400_000;

/** What breaks the rules of `api.cache.set`, but for sizes. */
export const cacheSetKnownBad = {
  // A mock that stores, and returns nothing.
  'cache.set/reports-the-result': changeReference(({ cache: { set } }) => ({
    cache: { set: (...args) => void set(...args) },
  })),
  'cache.set/names-the-error': changeReference(({ cache: { set } }) => ({
    cache: {
      set(...args) {
        const result = set(...args);
        return result.type === 'error' ? { type: 'error', message: result.code } : result;
      },
    },
  })),
  'cache.set/returns-the-record': changeReference(({ cache: { set } }) => ({
    cache: {
      set(...args) {
        const result = set(...args);
        return result.type === 'success' ? { type: 'success' } : result;
      },
    },
  })),
  // An insert that leaves what is there.
  'cache.set/replaces-the-value': changeReference(({ cache: { get, set } }) => ({
    cache: { set: (key, value, options) => set(key, get(key)?.value ?? value, options) },
  })),
  // An update that touches the value alone.
  'cache.set/replaces-the-expiry': changeReference(({ cache: { get, set } }) => ({
    cache: {
      set(key, value, options) {
        const { expires_at } = get(key) ?? {};
        return set(key, value, expires_at === undefined ? options : { expires_at });
      },
    },
  })),
  // Five minutes, as caches elsewhere have it.
  'cache.set/default-lifetime': changeReference(({ cache: { set } }) => ({
    cache: {
      set: (key, value, options = {}) =>
        set(key, value, Object.keys(options).length > 0 ? options : { ttl: 300_000 }),
    },
  })),
  // Taken for seconds.
  'cache.set/ttl': changeReference(({ cache: { set } }) => ({
    cache: {
      set: (key, value, options) =>
        set(key, value, options?.ttl ? { ...options, ttl: options.ttl * 1000 } : options),
    },
  })),
  // Taken for seconds, as the times of a token are.
  'cache.set/expires-at': changeReference(({ cache: { set } }) => ({
    cache: {
      set: (key, value, options) =>
        set(
          key,
          value,
          options?.expires_at ? { ...options, expires_at: options.expires_at * 1000 } : options,
        ),
    },
  })),
  'cache.set/earlier-expiry-wins': changeReference(({ cache: { set } }) => ({
    cache: {
      set: (key, value, { ttl, expires_at } = {}) =>
        set(key, value, {
          ...(expires_at === undefined ? ttl !== undefined && { ttl } : { expires_at }),
        }),
    },
  })),
  // An expiry that cannot be right is left out.
  'cache.set/past-expiry-is-absent': changeReference(({ cache: { set } }, { clock }) => ({
    cache: {
      set(key, value, options) {
        const { expires_at = Infinity } = options ?? {};
        const past = Number.isFinite(expires_at) && expires_at < clock.now();
        return set(key, value, past ? {} : options);
      },
    },
  })),
  // The expiry is looked at where a record is read.
  'cache.set/refuses-past-expiry': changeReference(({ cache: { set } }) => ({
    cache: {
      set(key, value, options) {
        const result = set(key, value, options);
        const past = result.type === 'error' && result.code === 'ItemAlreadyExpired';
        const record = { value, expires_at: options?.expires_at };
        return past ? { type: 'success', record } : result;
      },
    },
  })),
  // Not a number is falsy, and so is a lifetime that was not given.
  'cache.set/refuses-invalid-expiry': changeReference(({ cache: { set } }) => ({
    cache: {
      set: (key, value, options) =>
        set(key, value, Number.isNaN(options?.ttl) ? undefined : options),
    },
  })),
  'cache.set/maximum-lifetime': changeReference(({ cache: { get, set } }, { clock }) => {
    const long = new Map<string, CacheRecord>();
    return {
      cache: {
        get(key) {
          const record = long.get(key);
          return record && clock.now() <= record.expires_at ? record : get(key);
        },
        set(key, value, options) {
          const { ttl = 0 } = options ?? {};
          const result = set(key, value, options);
          if (result.type === 'success' && ttl > DAY)
            long.set(key, { value, expires_at: clock.now() + ttl });
          return result;
        },
      },
    };
  }),
  // Cuts what is too large, stores it, and complains all the same.
  'cache.set/failed-write-changes-nothing': changeReference(({ cache: { set } }) => ({
    cache: {
      set(key, value, options) {
        const result = set(key, value, options);
        if (value.length > 4096) set(key, value.slice(0, 4096));
        return result;
      },
    },
  })),
} as const satisfies KnownBadByRule;
