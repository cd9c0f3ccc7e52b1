import type { CacheAPI, CacheErrorCode, CacheRecord, CacheSetOptions } from '@post-challenge/spec';
import {
  DEFAULT_CACHE_LIFETIME,
  MAXIMUM_CACHE_KEY_SIZE,
  MAXIMUM_CACHE_LIFETIME,
  MAXIMUM_CACHE_VALUE_SIZE,
} from '@post-challenge/spec';
import { assertArguments } from './arguments.ts';
import type { Clock } from './clock.ts';
import { type Cache, refused } from './store.ts';

/** Makes `api.cache`. */
export function createCacheNamespace(cache: Cache, clock: Clock): CacheAPI {
  return {
    get(key) {
      assertArguments('cache.get', [key]);
      return cache.get(key, clock.now());
    },
    set(key, value, options) {
      assertArguments('cache.set', [key, value, options]);
      const now = clock.now();
      const record = { value, expires_at: expiryOf(now, options ?? {}) };
      const code = faultOf(key, record, now);
      return code === undefined ? cache.set(key, record, now) : refused(code);
    },
    delete(key) {
      assertArguments('cache.delete', [key]);
      return cache.delete(key, clock.now());
    },
  };
}

/** The earliest expiry asked for, in whole milliseconds and within the longest lifetime; `NaN` where one is not finite. */
function expiryOf(now: number, { ttl, expires_at }: CacheSetOptions): number {
  const asked = [ttl === undefined ? undefined : now + ttl, expires_at].filter(
    (expiry) => expiry !== undefined,
  );
  if (!asked.every(Number.isFinite)) return Number.NaN;
  const earliest = asked.length === 0 ? now + DEFAULT_CACHE_LIFETIME : Math.min(...asked);
  return Math.floor(Math.min(earliest, now + MAXIMUM_CACHE_LIFETIME));
}

function faultOf(
  key: string,
  { value, expires_at }: CacheRecord,
  now: number,
): CacheErrorCode | undefined {
  if (Number.isNaN(expires_at)) return 'InvalidExpiry';
  if (expires_at <= now) return 'ItemAlreadyExpired';
  if (Buffer.byteLength(key) > MAXIMUM_CACHE_KEY_SIZE) return 'CacheKeySizeExceeded';
  if (Buffer.byteLength(value) > MAXIMUM_CACHE_VALUE_SIZE) return 'CacheValueSizeExceeded';
  return undefined;
}
