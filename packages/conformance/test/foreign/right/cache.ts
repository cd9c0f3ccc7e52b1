import type { CacheSetOptions } from '@post-challenge/spec';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type RightEntry, right } from '../entry.ts';
import type { CacheRecord } from '../session.ts';

const CACHE = /^cache|lets-the-action-finish/;

const refuse = (code: string) => ({ type: 'error', code });

/** A record that is an object of a class. */
class StoredRecord {
  readonly #record: CacheRecord;

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

/** Stores that do less than they might, which the contract allows. */
export const rightCaches: readonly RightEntry[] = [
  right('expiries are whole seconds, rounded down', CACHE, (original) => ({
    resolveExpiry: (options) => Math.floor(original.resolveExpiry(options) / 1000) * 1000,
  })),
  right('a lifetime below a second is invalid', CACHE, (original, host) => ({
    findRefusal: (key, value, expiry) =>
      expiry - host.now() < 1000 && expiry > host.now()
        ? 'InvalidExpiry'
        : original.findRefusal(key, value, expiry),
  })),
  right('expiries are whole minutes, rounded down', CACHE, (original) => ({
    writeRecord: (key, { value, expires_at }) =>
      original.writeRecord(key, { value, expires_at: Math.floor(expires_at / 60_000) * 60_000 }),
  })),
  right('expiries come early by a jitter of ten percent', CACHE, (original, host) => {
    let write = 0;
    return {
      resolveExpiry: (options) => {
        const lifetime = original.resolveExpiry(options) - host.now();
        return host.now() + Math.floor(lifetime * (1 - ((write += 7) % 10) / 100));
      },
    };
  }),
  right('no record lives longer than a second', CACHE, (original, host) => ({
    resolveExpiry: (options) => Math.min(original.resolveExpiry(options), host.now() + 1000),
  })),
  right('the clock ticks once in ten seconds', CACHE, (_, host) => ({
    isLive: ({ expires_at }) => Math.ceil(host.input.clock.now() / 10_000) * 10_000 < expires_at,
  })),
  right('three records fit, and the oldest is evicted', CACHE, (original, host) => ({
    writeRecord: (key, record) => {
      host.removeRecord(key);
      original.writeRecord(key, record);
      for (const oldest of [...host.records.keys()].slice(0, -3)) host.records.delete(oldest);
    },
  })),
  right('one record fits', CACHE, (original, host) => ({
    writeRecord: (key, record) => {
      host.records.clear();
      original.writeRecord(key, record);
    },
  })),
  right('nothing is ever found', CACHE, () => ({ getFromCache: () => undefined })),
  right('a record is found once', CACHE, (original, host) => ({
    getFromCache: (key) => {
      const record = original.getFromCache(key);
      host.removeRecord(key);
      return record;
    },
  })),
  right('a read misses now and then, and the record comes back', CACHE, (original) => {
    let reads = 0;
    return {
      getFromCache: (key) => {
        const record = original.getFromCache(key);
        return (reads += 1) % 3 === 0 ? undefined : record;
      },
    };
  }),
  right('an execution may write once', CACHE, (original) => ({
    createApi: (execution) => {
      const api = original.createApi(execution);
      const { set, delete: remove } = api.cache;
      let writes = 0;
      const isOver = () => (writes += 1) > 1;
      api.cache.set = (...args) =>
        isOver() ? (refuse('MaxSideEffectsExceeded') as never) : set(...args);
      api.cache.delete = (key) =>
        isOver() ? (refuse('MaxSideEffectsExceeded') as never) : remove(key);
      return api;
    },
  })),
  right('every second write fails', CACHE, (original) => {
    let writes = 0;
    return {
      setInCache: (...args) =>
        (writes += 1) % 2 === 0 ? refuse('FailedToSetCacheRecord') : original.setInCache(...args),
    };
  }),
  right('every second delete fails', CACHE, (original) => {
    let deletes = 0;
    return {
      deleteFromCache: (key) =>
        (deletes += 1) % 2 === 0
          ? refuse('FailedToDeleteCacheRecord')
          : original.deleteFromCache(key),
    };
  }),
  right('a 21st record is refused', CACHE, (original, host) => ({
    findRefusal: (key, value, expiry) =>
      original.findRefusal(key, value, expiry) ??
      (host.records.size >= 20 && !host.records.has(key) ? 'CacheSizeExceeded' : undefined),
  })),
  right('a large record evicts others instead of being refused', CACHE, (original, host) => ({
    findRefusal: (key, value, expiry) => {
      const code = original.findRefusal(key, value, expiry);
      if (code === 'CacheSizeExceeded') host.records.clear();
      return code === 'CacheSizeExceeded' ? undefined : code;
    },
  })),
  right('values have at most 4000 bytes', CACHE, (original) => ({
    findRefusal: (key, value, expiry) =>
      Buffer.byteLength(value) > 4000
        ? 'CacheValueSizeExceeded'
        : original.findRefusal(key, value, expiry),
  })),
  right('the total counts everything that was ever written', CACHE, (original) => {
    let total = 0;
    return {
      findRefusal: (key, value, expiry) => {
        const code = original.findRefusal(key, value, expiry);
        const size = Buffer.byteLength(key) + Buffer.byteLength(value);
        if (code === undefined && total + size > 8000) return 'CacheSizeExceeded';
        if (code === undefined) total += size;
        return code;
      },
    };
  }),
  right('records are frozen objects of a class', CACHE, (original) => ({
    getFromCache: (key) => {
      const record = original.getFromCache(key) as CacheRecord | undefined;
      return record && Object.freeze(new StoredRecord(record));
    },
  })),
  right('results have no prototype and more members', CACHE, (original) => ({
    setInCache: (...args) =>
      Object.assign(Object.create(null) as object, original.setInCache(...args), { tookMs: 1 }),
    deleteFromCache: (key) => ({ ...(original.deleteFromCache(key) as object), removed: [key] }),
    getFromCache: (key) => {
      const record = original.getFromCache(key) as CacheRecord | undefined;
      return record && { ...record, hits: 1, created_at: '2025-01-01T00:00:00Z' };
    },
  })),
  right('a write reports nothing but success', CACHE, (original) => ({
    setInCache: (...args) => {
      const result = original.setInCache(...args) as { type: string };
      return result.type === 'success' ? Object.freeze({ type: 'success' }) : result;
    },
  })),
  right('an expired record may be deleted', CACHE, (original, host) => ({
    deleteFromCache: (key) => {
      const isFound = host.records.has(host.getStoreKey(key));
      original.deleteFromCache(key);
      return isFound ? { type: 'success' } : refuse('CacheKeyDoesNotExist');
    },
  })),
  right('a record is found at its very expiry', CACHE, (_, host) => ({
    isLive: (record) => host.now() <= record.expires_at,
  })),
  right('a record is lost a millisecond before its expiry', CACHE, (_, host) => ({
    isLive: (record) => host.now() < record.expires_at - 1,
  })),
  right('the records of a transaction are lost with it', CACHE, (original, host) => ({
    start: async (input) => {
      host.records.clear();
      return original.start(input);
    },
  })),
  right('keys are stored backwards, and values compressed', CACHE, (original) => ({
    getStoreKey: (key) => [...key].toReversed().join(''),
    packRecord: (record) => gzipSync(original.packRecord(record)).toString('base64'),
    unpackRecord: (text) =>
      original.unpackRecord(gunzipSync(Buffer.from(text, 'base64')).toString()),
  })),
  right('keys with control characters cannot be stored', CACHE, (original) => ({
    findRefusal: (key, value, expiry) =>
      /\p{Cc}| /u.test(key) ? 'FailedToSetCacheRecord' : original.findRefusal(key, value, expiry),
  })),
  right('the empty key cannot be stored', CACHE, (original) => ({
    setInCache: (key, value, options) =>
      key === '' ? refuse('FailedToSetCacheRecord') : original.setInCache(key, value, options),
  })),
  right('the time is the one of the system', CACHE, () => ({ now: () => Date.now() }), {
    clock: 'system',
  }),
  right(
    'timers remove the records',
    CACHE,
    (original, host) => {
      const timers = new Map<string, NodeJS.Timeout>();
      return {
        now: () => Date.now(),
        writeRecord: (key, record) => {
          clearTimeout(timers.get(key));
          original.writeRecord(key, record);
          const wait = record.expires_at - Date.now();
          timers.set(
            key,
            setTimeout(() => host.removeRecord(key), wait),
          );
        },
      };
    },
    { clock: 'system' },
  ),
  right(
    'lifetimes are measured by the monotonic clock',
    CACHE,
    (original, host) => {
      const ends = new Map<string, number>();
      return {
        now: () => Date.now(),
        writeRecord: (key, record) => {
          ends.set(key, performance.now() + record.expires_at - Date.now());
          original.writeRecord(key, record);
        },
        getFromCache: (key) =>
          (ends.get(key) ?? 0) > performance.now() ? original.getFromCache(key) : undefined,
        removeRecord: (key) => {
          ends.delete(key);
          return host.records.delete(key);
        },
      };
    },
    { clock: 'system' },
  ),
  right('an unknown option of a write is refused', CACHE, (original) => ({
    setInCache: (key, value, options) => {
      const { ttl, expires_at, ...others }: CacheSetOptions = options ?? {};
      if (Object.keys(others).length > 0) return refuse('FailedToSetCacheRecord');
      return original.setInCache(key, value, {
        ...(ttl !== undefined && { ttl }),
        ...(expires_at !== undefined && { expires_at }),
      });
    },
  })),
];
