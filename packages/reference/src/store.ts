import type {
  CacheErrorCode,
  CacheRecord,
  CacheWriteError,
  CacheWriteResult,
} from '@post-challenge/spec';
import { MAXIMUM_CACHE_RECORDS, MAXIMUM_CACHE_SIZE } from '@post-challenge/spec';
import { type Entry, Room, entryOf } from './room.ts';

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

/**
 * Makes an empty cache.
 *
 * @remarks
 * Neither expired nor overwritten records count towards the limits. Finding a record costs the same however many there are;
 * deleting one costs the logarithm of their number at most, and so does, taken over many calls, setting one.
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
  readonly #entries = new Map<string, Entry>();
  readonly #room: Room;

  constructor({ records = MAXIMUM_CACHE_RECORDS, size = MAXIMUM_CACHE_SIZE }: CacheLimits) {
    this.#room = new Room({ records, size });
  }

  get(key: string, now: number): CacheRecord | undefined {
    const entry = this.#entries.get(key);
    return entry === undefined || entry.expires_at < now ? undefined : recordOf(entry);
  }

  set(key: string, record: CacheRecord, now: number): CacheWriteResult {
    for (const expired of this.#room.freeExpired(now)) this.#entries.delete(expired);
    const known = this.#entries.get(key);
    const isStored =
      known === undefined ? this.#add(entryOf(key, record)) : this.#room.replace(known, record);
    return isStored ? { type: 'success', record: recordOf(record) } : refused('CacheSizeExceeded');
  }

  delete(key: string, now: number): CacheWriteResult {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.expires_at < now) return refused('CacheKeyDoesNotExist');
    this.#entries.delete(key);
    this.#room.free(entry);
    return { type: 'success' };
  }

  #add(entry: Entry): boolean {
    const isTaken = this.#room.take(entry);
    if (isTaken) this.#entries.set(entry.key, entry);
    return isTaken;
  }
}

/** The result of a write that has changed nothing. */
export function refused(code: CacheErrorCode): CacheWriteError {
  return { type: 'error', code };
}

function recordOf({ value, expires_at }: CacheRecord): CacheRecord {
  return { value, expires_at };
}
