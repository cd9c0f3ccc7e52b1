import type { CacheRecord } from '@post-challenge/spec';
import { Heap } from './heap.ts';
import type { CacheLimits } from './store.ts';

/** A record that takes room. */
export interface Entry extends CacheRecord {
  readonly key: string;
  /** The size of key and value, in UTF-8 bytes. */
  readonly size: number;
  /** Whether it takes room now. */
  isHeld: boolean;
}

/** The entry of a record, which takes no room yet. */
export function entryOf(key: string, { value, expires_at }: CacheRecord): Entry {
  const size = Buffer.byteLength(key) + Buffer.byteLength(value);
  return { key, value, expires_at, size, isHeld: false };
}

/** What a cache has room for. */
export class Room {
  readonly #limits: Required<CacheLimits>;
  /** Every entry that is held, and some that were. */
  readonly #byExpiry = new Heap<Entry>((entry) => entry.expires_at);
  #records = 0;
  #size = 0;

  constructor(limits: Required<CacheLimits>) {
    this.#limits = limits;
  }

  /** Whether an entry fits in, in place of another where there is one. */
  isEnoughFor(added: Entry, replaced: Entry | undefined): boolean {
    const records = this.#records + (replaced === undefined ? 1 : 0);
    const size = this.#size + added.size - (replaced?.size ?? 0);
    return records <= this.#limits.records && size <= this.#limits.size;
  }

  take(entry: Entry): void {
    entry.isHeld = true;
    this.#byExpiry.add(entry);
    this.#records += 1;
    this.#size += entry.size;
  }

  free(entry: Entry): void {
    entry.isHeld = false;
    this.#records -= 1;
    this.#size -= entry.size;
    this.#byExpiry.compact(this.#records, ({ isHeld }) => isHeld);
  }

  /** The entries that have expired, one at a time, so that each can be freed. */
  *expired(now: number): Generator<Entry> {
    for (const entry of this.#byExpiry.takeBelow(now)) if (entry.isHeld) yield entry;
  }
}
