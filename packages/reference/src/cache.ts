import type {
  CacheAPI,
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
import { assertArguments } from './arguments.ts';
import type { Clock } from './clock.ts';
import { Heap } from './heap.ts';

/**
 * How much a cache holds at one time.
 *
 * @public
 */
export interface CacheLimits {
  /**
   * The number of records.
   *
   * @defaultValue 20
   */
  readonly records?: number;
  /**
   * The size of all keys and values together, in UTF-8 bytes.
   *
   * @defaultValue 8192
   */
  readonly size?: number;
}

/**
 * The store that the executions of a trigger share.
 *
 * @remarks
 * It has no time of its own: every call says when it happens. What it gives out are copies.
 *
 * @public
 */
export interface Cache {
  /**
   * Finds the record at a key, up to and including its expiry.
   *
   * @param key - The key of the record.
   * @param now - The time, in milliseconds since the Unix epoch.
   * @returns The record, or `undefined` where there is none.
   */
  get(key: string, now: number): CacheRecord | undefined;
  /**
   * Stores a record in place of the one at its key, or changes nothing.
   *
   * @param key - The key of the record.
   * @param record - The value and its expiry.
   * @param now - The time, in milliseconds since the Unix epoch.
   * @returns The record as stored, or the code of the error.
   */
  set(key: string, record: CacheRecord, now: number): CacheWriteResult;
  /**
   * Removes the record at a key.
   *
   * @param key - The key of the record.
   * @param now - The time, in milliseconds since the Unix epoch.
   * @returns Success, or the error `CacheKeyDoesNotExist` where there is no record, or only an expired one.
   */
  delete(key: string, now: number): CacheWriteResult;
}

interface Entry extends CacheRecord {
  readonly key: string;
  readonly size: number;
}

/**
 * Makes an empty cache.
 *
 * @remarks
 * Neither expired nor overwritten records count towards the limits. The cost of a call does not grow with the number of
 * records, but for the logarithm that it takes to keep them in the order of their expiries.
 *
 * @param limits - How much it holds at one time.
 * @returns The cache.
 * @example
 * ```js
 * const cache = createCache();
 * const first = createPostChallenge({ event, cache });
 * const second = createPostChallenge({ event, cache });
 * ```
 *
 * @public
 */
export function createCache(limits: CacheLimits = {}): Cache {
  return new Store(limits);
}

class Store implements Cache {
  readonly #limits: Required<CacheLimits>;
  readonly #entries = new Map<string, Entry>();
  /** Every entry of the map, and such as have left it since the last tidying. */
  readonly #byExpiry = new Heap<Entry>((entry) => entry.expires_at);
  #size = 0;

  constructor({ records = MAXIMUM_CACHE_RECORDS, size = MAXIMUM_CACHE_SIZE }: CacheLimits) {
    this.#limits = { records, size };
  }

  get(key: string, now: number): CacheRecord | undefined {
    const entry = this.#entries.get(key);
    return entry === undefined || entry.expires_at < now ? undefined : recordOf(entry);
  }

  set(key: string, { value, expires_at }: CacheRecord, now: number): CacheWriteResult {
    const entry = {
      key,
      value,
      expires_at,
      size: Buffer.byteLength(key) + Buffer.byteLength(value),
    };
    this.#removeExpired(now);
    if (!this.#hasRoomFor(entry)) return refused('CacheSizeExceeded');
    this.#remove(key);
    this.#entries.set(key, entry);
    this.#byExpiry.add(entry);
    this.#size += entry.size;
    return { type: 'success', record: recordOf(entry) };
  }

  delete(key: string, now: number): CacheWriteResult {
    if (this.get(key, now) === undefined) return refused('CacheKeyDoesNotExist');
    this.#remove(key);
    return { type: 'success' };
  }

  #hasRoomFor({ key, size }: Entry): boolean {
    const replaced = this.#entries.get(key);
    const records = this.#entries.size + (replaced === undefined ? 1 : 0);
    return (
      records <= this.#limits.records &&
      this.#size - (replaced?.size ?? 0) + size <= this.#limits.size
    );
  }

  #removeExpired(now: number): void {
    for (
      let first = this.#byExpiry.first();
      first && first.expires_at < now;
      first = this.#byExpiry.first()
    ) {
      this.#byExpiry.removeFirst();
      if (this.#isHeld(first)) this.#remove(first.key);
    }
  }

  #remove(key: string): void {
    this.#size -= this.#entries.get(key)?.size ?? 0;
    this.#entries.delete(key);
    if (this.#byExpiry.size > 2 * this.#entries.size)
      this.#byExpiry.keep((entry) => this.#isHeld(entry));
  }

  #isHeld(entry: Entry): boolean {
    return this.#entries.get(entry.key) === entry;
  }
}

/** Makes `api.cache`. */
export function createCacheAPI(cache: Cache, clock: Clock): CacheAPI {
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

function refused(code: CacheErrorCode): CacheWriteError {
  return { type: 'error', code };
}

function recordOf({ value, expires_at }: CacheRecord): CacheRecord {
  return { value, expires_at };
}
