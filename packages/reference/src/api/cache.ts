import type {
  CacheAPI,
  CacheDeleteResult,
  CacheErrorCode,
  CacheRecord,
  CacheSetOptions,
  CacheWriteError,
  CacheWriteResult,
} from '@post-challenge/spec';
import {
  DEFAULT_CACHE_LIFETIME,
  MAXIMUM_CACHE_KEY_SIZE,
  MAXIMUM_CACHE_LIFETIME,
  MAXIMUM_CACHE_RECORDS,
  MAXIMUM_CACHE_SIZE,
  MAXIMUM_CACHE_VALUE_SIZE,
} from '@post-challenge/spec';
import type { Clock } from './clock.ts';
import { createMisuseError } from './misuse.ts';

/** The limits of a cache. */
export interface CacheLimits {
  /**
   * The largest number of records at one time.
   *
   * @defaultValue 20
   */
  readonly records?: number | undefined;
  /**
   * The largest size of all keys and values together, in UTF-8 bytes.
   *
   * @defaultValue 8192
   */
  readonly size?: number | undefined;
}

/**
 * The store that the executions of a trigger share.
 *
 * @remarks
 * A cache has no clock: every call takes the time. Every returned record is a copy.
 */
export interface Cache {
  /**
   * Finds the record of a key. A record is found up to and including its expiry.
   *
   * @param key - The key of the record.
   * @param now - The time, in milliseconds since the Unix epoch.
   * @returns The record, or `undefined` if there is none.
   */
  get(key: string, now: number): CacheRecord | undefined;
  /**
   * Stores a record and replaces the earlier record of the key. A refused write changes nothing.
   *
   * @param key - The key of the record.
   * @param record - The value and its expiry.
   * @param now - The time, in milliseconds since the Unix epoch.
   * @returns A success with the record as stored, or an error with its code.
   */
  set(key: string, record: CacheRecord, now: number): CacheWriteResult;
  /**
   * Deletes the record of a key.
   *
   * @param key - The key of the record.
   * @param now - The time, in milliseconds since the Unix epoch.
   * @returns A success, or the error `CacheKeyDoesNotExist` if there is no record or the record is expired.
   */
  delete(key: string, now: number): CacheDeleteResult;
}

/**
 * Creates an empty cache.
 *
 * @remarks
 * Expired and overwritten records do not count towards the limits. The time of a write grows with the number of records.
 *
 * @param limits - The limits; by default those of the platform.
 * @returns The cache.
 * @throws TypeError if the limits are not an object, or if a limit has another name or is not a number of at least 0.
 * @example
 * ```js
 * const cache = createCache();
 * const first = createPostChallenge({ event, cache });
 * const second = createPostChallenge({ event, cache });
 * ```
 */
export function createCache(limits: CacheLimits = {}): Cache {
  assertLimits(limits);
  let records = new Map<string, CacheRecord>();
  return {
    get(key, now) {
      const record = records.get(key);
      return record && isLive(record, now) ? { ...record } : undefined;
    },
    set(key, { value, expires_at }, now) {
      const live = [...records].filter(([, record]) => isLive(record, now));
      const next = new Map(live).set(key, { value, expires_at });
      if (!fitsInto(limits, next)) return refuse('CacheSizeExceeded');
      records = next;
      return { type: 'success', record: { value, expires_at } };
    },
    delete(key, now) {
      const record = records.get(key);
      records.delete(key);
      return record && isLive(record, now) ? { type: 'success' } : refuse('CacheKeyDoesNotExist');
    },
  };
}

function assertLimits(limits: unknown): void {
  const purpose = 'create a cache';
  const advice = ['Write createCache({ records: 20, size: 8192 }).'];
  if (typeof limits !== 'object' || limits === null || Array.isArray(limits))
    throw createMisuseError(
      purpose,
      { path: '/limits', expected: 'an object', received: limits },
      advice,
    );
  const allowed = ['records', 'size'];
  for (const [name, received] of Object.entries(limits)) {
    if (received === undefined) continue;
    const issue = { path: `/limits/${name}`, expected: 'a number of at least 0', received };
    if (!allowed.includes(name)) throw createMisuseError(purpose, { ...issue, allowed }, advice);
    if (!(typeof received === 'number' && received >= 0))
      throw createMisuseError(purpose, issue, advice);
  }
}

/** Creates `api.cache`. */
export function createCacheNamespace(cache: Cache, clock: Clock): CacheAPI {
  return {
    get(key) {
      return cache.get(key, clock.now());
    },
    set(key, value, options) {
      const now = clock.now();
      const record = { value, expires_at: computeExpiry(now, options ?? {}) };
      const code = findErrorCode(key, record, now);
      return code === undefined ? cache.set(key, record, now) : refuse(code);
    },
    delete(key) {
      return cache.delete(key, clock.now());
    },
  };
}

function isLive({ expires_at }: CacheRecord, now: number): boolean {
  return expires_at >= now;
}

function fitsInto(
  {
    records: mostRecords = MAXIMUM_CACHE_RECORDS,
    size: mostBytes = MAXIMUM_CACHE_SIZE,
  }: CacheLimits,
  records: ReadonlyMap<string, CacheRecord>,
): boolean {
  return records.size <= mostRecords && countBytes(records) <= mostBytes;
}

function countBytes(records: ReadonlyMap<string, CacheRecord>): number {
  let bytes = 0;
  for (const [key, { value }] of records)
    bytes += Buffer.byteLength(key) + Buffer.byteLength(value);
  return bytes;
}

/** Computes the earlier of the requested expiries, in whole milliseconds and within the longest lifetime; `NaN` if one is not finite. */
function computeExpiry(now: number, { ttl, expires_at }: CacheSetOptions): number {
  const latest = now + MAXIMUM_CACHE_LIFETIME;
  const defaultLifetime =
    expires_at === undefined ? DEFAULT_CACHE_LIFETIME : MAXIMUM_CACHE_LIFETIME;
  const byLifetime = now + (ttl ?? defaultLifetime);
  const byTime = expires_at ?? latest;
  if (!Number.isFinite(byLifetime) || !Number.isFinite(byTime)) return Number.NaN;
  return Math.floor(Math.min(byLifetime, byTime, latest));
}

function findErrorCode(
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

/** Creates the result of a refused write. */
function refuse(code: CacheErrorCode): CacheWriteError {
  return { type: 'error', code };
}
