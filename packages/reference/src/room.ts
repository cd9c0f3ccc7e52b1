import type { CacheRecord } from '@post-challenge/spec';
import { Heap, type Item } from './heap.ts';
import type { CacheLimits } from './store.ts';

/** A record that takes room, and can be replaced in place. Its rank is when it expires, or earlier. */
export interface Entry extends Item {
  readonly key: string;
  /** The size of the key, in UTF-8 bytes. */
  readonly keySize: number;
  value: string;
  /** The size of the value, in UTF-8 bytes. */
  valueSize: number;
  expires_at: number;
}

/** Whether a text has more bytes of UTF-8; no more than three stand for a unit of its length, so that few need to be counted. */
export function isLonger(text: string, bytes: number): boolean {
  return 3 * text.length > bytes && Buffer.byteLength(text) > bytes;
}

/** The entry of a record, which takes no room yet. */
export function entryOf(key: string, { value, expires_at }: CacheRecord): Entry {
  const keySize = Buffer.byteLength(key);
  const valueSize = Buffer.byteLength(value);
  return { key, keySize, value, valueSize, expires_at, rank: expires_at, place: 0 };
}

/** What a cache has room for. */
export class Room {
  readonly #limits: Required<CacheLimits>;
  readonly #byExpiry = new Heap<Entry>();
  #size = 0;

  constructor(limits: Required<CacheLimits>) {
    this.#limits = limits;
  }

  /** Takes an entry in, unless it does not fit. */
  take(entry: Entry): boolean {
    const isEnough = this.#byExpiry.size + 1 <= this.#limits.records;
    if (!isEnough || !this.#resize(entry.keySize + entry.valueSize)) return false;
    this.#byExpiry.add(entry);
    return true;
  }

  /** Puts a record in the place of another, unless it does not fit. */
  replace(entry: Entry, { value, expires_at }: CacheRecord): boolean {
    const valueSize = Buffer.byteLength(value);
    if (!this.#resize(valueSize - entry.valueSize)) return false;
    entry.value = value;
    entry.valueSize = valueSize;
    entry.expires_at = expires_at;
    // Where a record is made to live longer, the earlier rank will do until it comes first.
    if (expires_at < entry.rank) this.#byExpiry.rank(entry, expires_at);
    return true;
  }

  free(entry: Entry): void {
    this.#byExpiry.remove(entry);
    this.#size -= entry.keySize + entry.valueSize;
  }

  /** Frees what has expired; the keys of it. */
  freeExpired(now: number): string[] {
    const keys = [];
    let { first } = this.#byExpiry;
    while (first !== undefined && first.rank < now) {
      if (first.expires_at >= now) this.#byExpiry.rank(first, first.expires_at);
      else {
        this.free(first);
        keys.push(first.key);
      }
      ({ first } = this.#byExpiry);
    }
    return keys;
  }

  /** Adds to the size of all entries, unless that exceeds the limit. */
  #resize(growth: number): boolean {
    const isEnough = this.#size + growth <= this.#limits.size;
    if (isEnough) this.#size += growth;
    return isEnough;
  }
}
