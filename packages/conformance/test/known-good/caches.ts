import type { Implementation } from '@post-challenge/conformance';
import type {
  CacheAPI,
  CacheDeleteResult,
  CacheRecord,
  CacheWriteResult,
} from '@post-challenge/spec';
import { changeExpiry } from '../expiries.ts';
import { type ReferenceChanges, changeReference } from '../implementations.ts';
import type { Variants } from './variant.ts';

const touches = /^cache|lets-the-action-finish$/;

/** Creates the reference with another cache. */
function changeCache(
  change: (cache: CacheAPI, now: () => number) => ReferenceChanges['cache'] & object,
): Implementation {
  return changeReference(({ cache }, { clock }) => ({ cache: change(cache, () => clock.now()) }));
}

/** A record whose members are getters of a class. */
class RecordWithGetters {
  readonly #record;
  constructor(record: CacheRecord) {
    this.#record = record;
  }
  get value(): string {
    return this.#record.value;
  }
  get expires_at(): number {
    return this.#record.expires_at;
  }
}

/** Adds a getter that throws, such as one of a closed connection. */
function addUnreadable<T extends object>(object: T): T {
  return Object.defineProperty({ ...object }, 'connection', {
    enumerable: true,
    get() {
      throw new Error('The connection is closed.');
    },
  });
}

function isNumber(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value);
}

function countBytes(...texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

/** Creates a cache that sums the sizes of all writes and refuses those that exceed a limit. */
function limitBytesWritten(most: number, cache: CacheAPI) {
  let written = 0;
  return {
    set(key: string, value: string, options?: object): CacheWriteResult {
      const more = countBytes(key, value);
      if (more <= 64 + 4096 && written + more > most)
        return { type: 'error', code: 'CacheSizeExceeded' };
      const result = cache.set(key, value, options);
      if (result.type === 'success') written += more;
      return result;
    },
  };
}

/** Creates a source of numbers from 0 to 1, which are the same in each run of the tests. */
function createRandom(): () => number {
  let last = 1;
  return () => (last = (last * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Creates a cache whose records do not all expire at once, as those of large stores. */
function shortenLifetimesAtRandom(): Implementation {
  const random = createRandom();
  return changeExpiry((expiry, now) => now + Math.ceil((expiry - now) * (1 - 0.05 * random())));
}

/** Creates a cache of whole minutes. It accepts a write of a shorter lifetime, but does not keep the record. */
function roundToMinutes(): Implementation {
  return changeCache((cache, now) => ({
    set(key, value, options) {
      const result = cache.set(key, value, options);
      if (result.type === 'error') return result;
      const expires_at = Math.floor(result.record.expires_at / 60_000) * 60_000;
      if (expires_at > now()) return cache.set(key, value, { expires_at });
      cache.delete(key);
      return { type: 'success', record: { value, expires_at } };
    },
  }));
}

/** Creates a cache that may lose all records at any write. */
function loseRecordsAtRandom(): Implementation {
  const random = createRandom();
  return changeCache((cache) => {
    const keys: string[] = [];
    return {
      set(...args) {
        const result = cache.set(...args);
        if (result.type === 'success') keys.push(args[0]);
        if (random() < 0.3) keys.splice(0).forEach((key) => cache.delete(key));
        return result;
      },
    };
  });
}

/** Variants of the cache. */
export const cacheVariants: Variants = {
  'expiries are rounded down to whole seconds, and shorter lifetimes refused': {
    implementation: changeExpiry((expiry, now) =>
      expiry - now < 1000 ? undefined : Math.floor(expiry / 1000) * 1000,
    ),
    touches,
    breaks: ['cache.set/exact-expiry'],
  },
  'expiries are rounded down to whole seconds, and less than a second left is refused': {
    implementation: changeExpiry((expiry, now) => {
      const rounded = Math.floor(expiry / 1000) * 1000;
      return rounded - now < 1000 ? undefined : rounded;
    }),
    touches,
    breaks: ['cache.set/exact-expiry'],
  },
  'expiries are rounded down to whole minutes, and may be over at once': {
    implementation: roundToMinutes(),
    touches,
    breaks: ['cache.set/exact-expiry'],
  },
  'lifetimes are shortened at random by up to 5 %': {
    implementation: shortenLifetimesAtRandom(),
    touches,
    breaks: ['cache.set/exact-expiry'],
  },
  'records of a class': {
    implementation: changeCache(({ get }) => ({
      get(key) {
        const record = get(key);
        return record && new RecordWithGetters(record);
      },
    })),
    touches,
  },
  'records and results with a member that cannot be read': {
    implementation: changeCache((cache) => ({
      get(key) {
        const record = cache.get(key);
        return record && addUnreadable(record);
      },
      set: (...args) => addUnreadable(cache.set(...args)),
      delete: (...args) => addUnreadable(cache.delete(...args)),
    })),
    touches,
  },
  'an empty key is refused': {
    implementation: changeCache(({ set }) => ({
      set: (key, ...rest) =>
        key === '' ? { type: 'error', code: 'CacheKeySizeExceeded' } : set(key, ...rest),
    })),
    touches,
  },
  'a lifetime that is no number counts as none': {
    implementation: changeCache(({ set }) => ({
      set: (key, value, { ttl, expires_at } = {}) =>
        set(key, value, {
          ...(isNumber(ttl) && { ttl }),
          ...(isNumber(expires_at) && { expires_at }),
        }),
    })),
    touches,
    breaks: ['cache.set/refuses-invalid-expiry'],
  },
  'no delete after a write in an execution': {
    implementation: changeCache((cache) => {
      let written = false;
      return {
        set(...args) {
          written = true;
          return cache.set(...args);
        },
        delete: (...args) =>
          written ? { type: 'error', code: 'MaxSideEffectsExceeded' } : cache.delete(...args),
      };
    }),
    touches,
    unjudged: true,
  },
  'more members in records and results': {
    implementation: changeCache((cache) => ({
      get(key) {
        const record = cache.get(key);
        return record && { ...record, created_at: 0, tags: [], isFresh: () => true };
      },
      set: (...args) => ({ ...cache.set(...args), message: 'done', writes_left: 3 }),
      delete: (...args) => ({ ...cache.delete(...args), message: 'done' }),
    })),
    touches,
  },
  'a count of how often a record was read': {
    implementation: changeCache(({ get }) => {
      let reads = 0;
      return {
        get(key) {
          const record = get(key);
          reads += 1;
          return record && { ...record, reads };
        },
      };
    }),
    touches,
  },
  'a record ends at its expiry, not after it': {
    implementation: changeCache(({ get }, now) => ({
      get(key) {
        const record = get(key);
        return record && now() < record.expires_at ? record : undefined;
      },
    })),
    touches,
  },
  'records are evicted at random where another is set': {
    implementation: loseRecordsAtRandom(),
    touches,
    breaks: ['cache.get/keeps-until-expiry'],
  },
  'nothing is found': {
    implementation: changeCache(() => ({ get: () => undefined })),
    touches,
    unjudged: true,
  },
  'a write fails now and then': {
    implementation: changeCache((cache) => {
      let writes = 0;
      return {
        set(...args) {
          writes += 1;
          return writes % 2 === 0
            ? { type: 'error', code: 'FailedToSetCacheRecord' }
            : cache.set(...args);
        },
        delete(...args) {
          writes += 1;
          return writes % 3 === 0
            ? { type: 'error', code: 'FailedToDeleteCacheRecord' }
            : cache.delete(...args);
        },
      };
    }),
    touches,
  },
  'three writes in an execution': {
    implementation: changeCache((cache) => {
      let writes = 0;
      const spent = { type: 'error', code: 'MaxSideEffectsExceeded' };
      const within = (write: () => CacheDeleteResult) => ((writes += 1) <= 3 ? write() : spent);
      return {
        set: (...args) => within(() => cache.set(...args)),
        delete: (...args) => within(() => cache.delete(...args)),
      };
    }),
    touches,
  },
  'values of at most 4000 bytes': {
    implementation: changeCache(({ set }) => ({
      set: (key, value, options) =>
        countBytes(value) > 4000
          ? { type: 'error', code: 'CacheValueSizeExceeded' }
          : set(key, value, options),
    })),
    touches,
  },
  'at most 8000 bytes ever written': {
    implementation: changeCache((cache) => limitBytesWritten(8000, cache)),
    touches,
  },
  // The published test kit counts like this, up to this size.
  'at most 16640 bytes ever written': {
    implementation: changeCache((cache) => limitBytesWritten(16_640, cache)),
    touches,
  },
  'the oldest record is evicted rather than one refused': {
    implementation: changeCache((cache) => {
      const keys: string[] = [];
      const stored = (...args: Parameters<CacheAPI['set']>): CacheWriteResult => {
        const result = cache.set(...args);
        const full = result.type === 'error' && result.code === 'CacheSizeExceeded';
        const oldest = full ? keys.shift() : undefined;
        if (oldest === undefined) return result;
        cache.delete(oldest);
        return stored(...args);
      };
      return {
        set(...args) {
          const result = stored(...args);
          if (result.type === 'success') keys.push(args[0]);
          return result;
        },
      };
    }),
    touches,
  },
  'lifetimes of more than 24 hours are refused': {
    implementation: changeCache(({ set }, now) => ({
      set(key, value, options) {
        const { ttl = 0, expires_at = 0 } = options ?? {};
        return Math.max(ttl, expires_at - now()) > 86_400_000
          ? { type: 'error', code: 'InvalidExpiry' }
          : set(key, value, options);
      },
    })),
    touches,
  },
  'one code for all that is refused': {
    implementation: changeCache((cache) => {
      const plain = (result: CacheDeleteResult) =>
        result.type === 'error' ? { type: 'error', code: 'CacheSizeExceeded' } : result;
      return {
        set: (...args) => plain(cache.set(...args)),
        delete: (...args) => plain(cache.delete(...args)),
      };
    }),
    touches,
    breaks: [
      'cache.set/refuses-past-expiry',
      'cache.set/refuses-invalid-expiry',
      'cache.set/larger-key-code',
      'cache.set/larger-value-code',
      'cache.delete/missing-key-code',
    ],
  },
  'a refused write takes away what was there': {
    implementation: changeCache((cache) => ({
      set(...args) {
        const result = cache.set(...args);
        if (result.type === 'error') cache.delete(args[0]);
        return result;
      },
    })),
    touches,
    breaks: ['cache.get/keeps-until-expiry'],
  },
};
