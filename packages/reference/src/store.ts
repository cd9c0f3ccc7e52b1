import type {
  CacheErrorCode,
  CacheRecord,
  CacheWriteError,
  CacheWriteResult,
} from '@post-challenge/spec';
import { MAXIMUM_CACHE_RECORDS, MAXIMUM_CACHE_SIZE } from '@post-challenge/spec';
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
 * Neither expired nor overwritten records count towards the limits. Finding and deleting a record cost the same however
 * many there are; setting one costs, taken over many calls, the logarithm of their number.
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
  /** Every entry of the map, and some that have left it since. */
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
    for (const entry of this.#byExpiry.takeBelow(now))
      if (this.#isHeld(entry)) this.#remove(entry.key);
  }

  #remove(key: string): void {
    this.#size -= this.#entries.get(key)?.size ?? 0;
    this.#entries.delete(key);
    this.#byExpiry.compact(this.#entries.size, (entry) => this.#isHeld(entry));
  }

  #isHeld(entry: Entry): boolean {
    return this.#entries.get(entry.key) === entry;
  }
}

/** The result of a write that has changed nothing. */
export function refused(code: CacheErrorCode): CacheWriteError {
  return { type: 'error', code };
}

function recordOf({ value, expires_at }: CacheRecord): CacheRecord {
  return { value, expires_at };
}
