import type { Implementation } from '@post-challenge/conformance';
import type { CacheRecord } from '@post-challenge/spec';
import { changeReference } from '../../implementations.ts';
import type { KnownBadByRule } from './by-rule.ts';

const DAY = 86_400_000;

/** Creates the reference with another lifetime of records that are set without one. */
function changeDefaultLifetime(ttl: number): Implementation {
  return changeReference(({ cache: { set } }) => ({
    cache: {
      set: (key, value, options = {}) =>
        set(key, value, Object.keys(options).length > 0 ? options : { ttl }),
    },
  }));
}

/** Known-bad implementations for the rules of `api.cache.set`, except those about sizes. */
export const cacheSetKnownBad = {
  // A mock that stores the value but returns nothing.
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
  // An insert that leaves an existing record.
  'cache.set/replaces-the-value': changeReference(({ cache: { get, set } }) => ({
    cache: { set: (key, value, options) => set(key, get(key)?.value ?? value, options) },
  })),
  // An update that changes only the value.
  'cache.set/replaces-the-expiry': changeReference(({ cache: { get, set } }) => ({
    cache: {
      set(key, value, options) {
        const { expires_at } = get(key) ?? {};
        return set(key, value, expires_at === undefined ? options : { expires_at });
      },
    },
  })),
  // An hour, a common default of caches.
  'cache.set/default-lifetime': changeDefaultLifetime(3_600_000),
  // Five minutes, another one.
  'cache.set/exact-expiry': changeDefaultLifetime(300_000),
  // Reads the lifetime as seconds.
  'cache.set/ttl': changeReference(({ cache: { set } }) => ({
    cache: {
      set: (key, value, options) =>
        set(key, value, options?.ttl ? { ...options, ttl: options.ttl * 1000 } : options),
    },
  })),
  // Reads the time as seconds, as in tokens.
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
  // Ignores an expiry in the past.
  'cache.set/past-expiry-is-absent': changeReference(({ cache: { set } }, { clock }) => ({
    cache: {
      set(key, value, options) {
        const { expires_at = Infinity } = options ?? {};
        const past = Number.isFinite(expires_at) && expires_at < clock.now();
        return set(key, value, past ? {} : options);
      },
    },
  })),
  // Checks the expiry only when a record is read.
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
  // Tests for a missing lifetime with a falsy value, and NaN is falsy.
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
  // Cuts a value that is too large, stores it and still returns an error.
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
