import type { CacheAPI, CacheErrorCode, CacheRecord, CacheSetOptions } from '@post-challenge/spec';
import {
  DEFAULT_CACHE_LIFETIME,
  MAXIMUM_CACHE_KEY_SIZE,
  MAXIMUM_CACHE_LIFETIME,
  MAXIMUM_CACHE_VALUE_SIZE,
} from '@post-challenge/spec';
import { assertArguments } from './arguments.ts';
import type { Clock } from './clock.ts';
import { isLonger } from './room.ts';
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
  const latest = now + MAXIMUM_CACHE_LIFETIME;
  const unasked = expires_at === undefined ? DEFAULT_CACHE_LIFETIME : MAXIMUM_CACHE_LIFETIME;
  const byLifetime = now + (ttl ?? unasked);
  const byTime = expires_at ?? latest;
  if (!Number.isFinite(byLifetime) || !Number.isFinite(byTime)) return Number.NaN;
  return Math.floor(Math.min(byLifetime, byTime, latest));
}

function faultOf(
  key: string,
  { value, expires_at }: CacheRecord,
  now: number,
): CacheErrorCode | undefined {
  if (Number.isNaN(expires_at)) return 'InvalidExpiry';
  if (expires_at <= now) return 'ItemAlreadyExpired';
  if (isLonger(key, MAXIMUM_CACHE_KEY_SIZE)) return 'CacheKeySizeExceeded';
  if (isLonger(value, MAXIMUM_CACHE_VALUE_SIZE)) return 'CacheValueSizeExceeded';
  return undefined;
}
