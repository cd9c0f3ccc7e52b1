import { type WrongEntry, wrong } from '../entry.ts';

const TTL = ['cache.set/ttl'] as const;
const OUTLIVES = ['cache.get/never-outlives-expiry'] as const;
const REPLACES = ['cache.set/replaces-the-value', 'cache.set/replaces-the-expiry'] as const;
const MODEL = ['cache/behaves-as-its-model'] as const;
const CHANGES_NOTHING = ['cache.set/failed-write-changes-nothing', ...MODEL] as const;
const MAXIMUM = ['cache.set/maximum-lifetime'] as const;
const BYTES = ['cache.set/counts-bytes-not-characters'] as const;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Stores with another idea of time, of sizes or of a refusal. */
export const cacheTimes: readonly WrongEntry[] = [
  wrong('a lifetime is rounded up to whole seconds', TTL, (original) => ({
    resolveExpiry: (options) => Math.ceil(original.resolveExpiry(options) / 1000) * 1000,
  })),
  wrong('the ttl is read in seconds, as in Redis', TTL, (_, host) => ({
    resolveExpiry: ({ ttl = 900 }) => host.now() + Math.min(ttl * 1000, DAY),
  })),
  wrong(
    'a lifetime below five seconds becomes five seconds',
    [...TTL, ...MODEL],
    (original, host) => ({
      resolveExpiry: (options) =>
        options.ttl === 0
          ? Number.NaN
          : Math.max(original.resolveExpiry(options), host.now() + 5000),
    }),
  ),
  wrong('expires_at is shifted by the time zone', ['cache.set/expires-at'], (original) => ({
    resolveExpiry: (options) =>
      original.resolveExpiry(options) + (options.expires_at === undefined ? 0 : 60 * MINUTE),
  })),
  wrong(
    'expires_at is ignored if there is a ttl',
    ['cache.set/earlier-expiry-wins'],
    (original) => ({
      resolveExpiry: ({ ttl, expires_at }) =>
        original.resolveExpiry(ttl === undefined ? { expires_at } : { ttl }),
    }),
  ),
  wrong(
    'the ttl is ignored if there is an expires_at',
    ['cache.set/earlier-expiry-wins'],
    (original) => ({
      resolveExpiry: ({ ttl, expires_at }) =>
        original.resolveExpiry(expires_at === undefined ? { ttl } : { expires_at }),
    }),
  ),
  wrong('the ttl counts from expires_at', ['cache.set/earlier-expiry-wins'], (original) => ({
    resolveExpiry: ({ ttl, expires_at }) =>
      original.resolveExpiry(
        expires_at === undefined ? { ttl } : { expires_at: expires_at + (ttl ?? 0) },
      ),
  })),
  wrong('a lifetime is capped only if it is given as ttl', MAXIMUM, (original) => ({
    resolveExpiry: (options) => options.expires_at ?? original.resolveExpiry(options),
  })),
  wrong('a lifetime is capped at 25 hours', MAXIMUM, (_, host) => ({
    resolveExpiry: ({ ttl = 15 * MINUTE, expires_at = Number.MAX_SAFE_INTEGER }) =>
      Math.min(
        host.now() + Math.min(ttl, DAY + 60 * MINUTE),
        expires_at,
        host.now() + DAY + 60 * MINUTE,
      ),
  })),
  wrong(
    'a lifetime is capped when it is reported, not when it is checked',
    MAXIMUM,
    (original, host) => {
      const real = new Map<string, number>();
      return {
        setInCache: (key, value, options) => {
          const result = original.setInCache(key, value, options) as { type: string };
          const { ttl, expires_at } = options ?? {};
          if (result.type === 'success')
            real.set(key, Math.max(host.now() + (ttl ?? 0), expires_at ?? 0));
          return result;
        },
        getFromCache: (key) => {
          const record = host.readRecord(key);
          const isKept = host.now() < Math.max(real.get(key) ?? 0, record?.expires_at ?? 0);
          return record && isKept
            ? { ...record, expires_at: Math.max(record.expires_at, host.now() + 1) }
            : undefined;
        },
      };
    },
  ),
  wrong('every read extends the lifetime', OUTLIVES, (original, host) => ({
    getFromCache: (key) => {
      const record = original.getFromCache(key) as
        | { value: string; expires_at: number }
        | undefined;
      if (!record) return undefined;
      const extended = { ...record, expires_at: record.expires_at + MINUTE };
      host.writeRecord(key, extended);
      return extended;
    },
  })),
  wrong('expired records are swept once a minute', OUTLIVES, (original, host) => {
    let swept = host.now();
    return {
      isLive: (record) => {
        if (host.now() - swept >= MINUTE) swept = host.now();
        return swept < record.expires_at || original.isLive(record);
      },
    };
  }),
  wrong('expired records are removed by the next write only', OUTLIVES, (original, host) => ({
    isLive: () => true,
    setInCache: (key, value, options) => {
      for (const name of host.records.keys())
        if ((host.readRecord(name)?.expires_at ?? 0) <= host.now()) host.records.delete(name);
      return original.setInCache(key, value, options);
    },
  })),
  wrong(
    'all records of the trigger share the latest expiry, as members of one hash',
    OUTLIVES,
    (original, host) => ({
      writeRecord: (key, record) => {
        original.writeRecord(key, record);
        for (const name of host.records.keys()) {
          const other = original.readRecord(name);
          if (other && other.expires_at > host.now())
            original.writeRecord(name, {
              ...other,
              expires_at: Math.max(other.expires_at, record.expires_at),
            });
        }
      },
    }),
  ),
  wrong('a record keeps the expiry of its first write', REPLACES, (original, host) => ({
    writeRecord: (key, record) => {
      const before = host.readRecord(key);
      const isKept = before !== undefined && before.expires_at > host.now();
      original.writeRecord(key, isKept ? { ...record, expires_at: before.expires_at } : record);
    },
  })),
  wrong('a write of a key that exists does nothing, as SETNX', REPLACES, (original, host) => ({
    writeRecord: (key, record) => {
      if (host.getFromCache(key) === undefined) original.writeRecord(key, record);
    },
  })),
  wrong('a write appends to the value', REPLACES, (original, host) => ({
    writeRecord: (key, record) => {
      const before = host.getFromCache(key) as { value: string } | undefined;
      original.writeRecord(key, { ...record, value: (before?.value ?? '') + record.value });
    },
  })),
  wrong(
    'a write of a shorter value keeps the end of the longer one',
    REPLACES,
    (original, host) => ({
      writeRecord: (key, record) => {
        const before = host.getFromCache(key) as { value: string } | undefined;
        const tail = before?.value.slice(record.value.length) ?? '';
        original.writeRecord(key, { ...record, value: record.value + tail });
      },
    }),
  ),
  wrong(
    'an expiry in the past means forever',
    ['cache.set/past-expiry-is-absent'],
    (original, host) => ({
      resolveExpiry: (options) => {
        const expiry = original.resolveExpiry(options);
        return expiry <= host.now() ? host.now() + DAY : expiry;
      },
    }),
  ),
  wrong('a refused write still stores the value', CHANGES_NOTHING, (original, host) => ({
    setInCache: (key, value, options) => {
      const result = original.setInCache(key, value, options) as { type: string };
      if (result.type === 'error')
        host.writeRecord(key, { value, expires_at: host.now() + MINUTE });
      return result;
    },
  })),
  wrong(
    'a write that is refused for its size stores the part that fits',
    CHANGES_NOTHING,
    (original, host) => ({
      setInCache: (key, value, options) => {
        const result = original.setInCache(key, value, options) as { code?: string };
        if (result.code === 'CacheValueSizeExceeded')
          host.writeRecord(key, { value: value.slice(0, 4096), expires_at: host.now() + MINUTE });
        return result;
      },
    }),
  ),
  wrong(
    'a write that is refused for its size extends the old record',
    CHANGES_NOTHING,
    (original, host) => ({
      setInCache: (key, value, options) => {
        const result = original.setInCache(key, value, options) as { code?: string };
        const before = host.readRecord(key);
        if (result.code === 'CacheValueSizeExceeded' && before)
          host.writeRecord(key, { ...before, expires_at: host.now() + DAY });
        return result;
      },
    }),
  ),
  wrong(
    'a write that is refused for its expiry empties the old record',
    CHANGES_NOTHING,
    (original, host) => ({
      setInCache: (key, value, options) => {
        const result = original.setInCache(key, value, options) as { code?: string };
        const before = host.readRecord(key);
        if (result.code === 'ItemAlreadyExpired' && before)
          host.writeRecord(key, { ...before, value: '' });
        return result;
      },
    }),
  ),
  wrong(
    'a write that is refused for the total replaces the value',
    CHANGES_NOTHING,
    (original, host) => ({
      setInCache: (key, value, options) => {
        const result = original.setInCache(key, value, options) as { code?: string };
        const before = host.readRecord(key);
        if (result.code === 'CacheSizeExceeded' && before)
          host.writeRecord(key, { ...before, value });
        return result;
      },
    }),
  ),
  wrong('sizes of keys are counted in characters', BYTES, (original) => ({
    findRefusal: (key, value, expiry) => {
      const code = original.findRefusal(key, value, expiry);
      return code === 'CacheKeySizeExceeded' && key.length <= 64 ? undefined : code;
    },
  })),
  wrong('sizes of values are counted in code points', BYTES, (original) => ({
    findRefusal: (key, value, expiry) => {
      const code = original.findRefusal(key, value, expiry);
      return code === 'CacheValueSizeExceeded' && [...value].length <= 4096 ? undefined : code;
    },
  })),
  wrong(
    'sizes of keys are counted as CESU-8, six bytes outside the basic plane',
    ['cache.set/accepts-the-largest-key'],
    (original) => ({
      findRefusal: (key, value, expiry) => {
        const extra = 2 * (key.length - [...key].length);
        return Buffer.byteLength(key) + extra > 64
          ? 'CacheKeySizeExceeded'
          : original.findRefusal(key, value, expiry);
      },
    }),
  ),
  wrong(
    'keys of 64 bytes are too large by the byte that ends a text',
    ['cache.set/accepts-the-largest-key'],
    (original) => ({
      findRefusal: (key, value, expiry) =>
        Buffer.byteLength(key) >= 64
          ? 'CacheKeySizeExceeded'
          : original.findRefusal(key, value, expiry),
    }),
  ),
  wrong('keys over 64 bytes are cut', ['cache.set/refuses-a-larger-key'], (original) => ({
    findRefusal: (key, value, expiry) => original.findRefusal(key.slice(0, 10), value, expiry),
  })),
  wrong(
    'a value and its key may have 4096 bytes together',
    ['cache.set/accepts-a-large-value'],
    (original) => ({
      findRefusal: (key, value, expiry) =>
        Buffer.byteLength(key + value) > 4000
          ? 'CacheValueSizeExceeded'
          : original.findRefusal(key, value, expiry),
    }),
  ),
  wrong(
    'values are measured in base64',
    ['cache.set/accepts-a-large-value', 'cache.set/accepts-up-to-the-total'],
    (original) => ({
      measure: (text) =>
        text.length > 64 ? Math.ceil(original.measure(text) / 3) * 4 : original.measure(text),
    }),
  ),
  wrong('values are measured as JSON text', ['cache.set/accepts-a-large-value'], (original) => ({
    measure: (text) =>
      text.length > 64 ? original.measure(JSON.stringify(text)) - 2 : original.measure(text),
  })),
  wrong('the total is not limited', ['cache/total-is-bounded'], () => ({ measureOthers: () => 0 })),
  wrong('the total is that of the keys', ['cache/total-is-bounded'], (_, host) => ({
    measureOthers: (key) =>
      [...host.records.keys()]
        .filter((name) => name !== key)
        .reduce((sum, name) => sum + name.length, 0),
  })),
  wrong(
    'the total is counted anew in every execution',
    ['cache/total-is-bounded', ...MODEL],
    (original) => {
      let before = 0;
      return {
        createApi: (execution) => {
          before = original.measureOthers('');
          return original.createApi(execution);
        },
        measureOthers: (key) => original.measureOthers(key) - before,
      };
    },
  ),
  wrong(
    'a delete does not reach the second level of the cache',
    ['cache.delete/removes', ...MODEL],
    (original, host) => {
      const second = new Map<string, string>();
      return {
        writeRecord: (key, record) => {
          original.writeRecord(key, record);
          if (record.value.length > 3) second.set(key, host.packRecord(record));
        },
        readRecord: (key) => {
          const copy = second.get(key);
          return (
            original.readRecord(key) ?? (copy === undefined ? undefined : host.unpackRecord(copy))
          );
        },
      };
    },
  ),
  wrong(
    'a record that was deleted comes back with the next transaction',
    ['cache.delete/removes', ...MODEL],
    (original, host) => {
      const deleted = new Map<string, string>();
      return {
        removeRecord: (key) => {
          const text = host.records.get(key);
          if (text !== undefined) deleted.set(key, text);
          return original.removeRecord(key);
        },
        start: async (input) => {
          for (const [key, text] of deleted)
            if (!host.records.has(key)) host.records.set(key, text);
          return original.start(input);
        },
      };
    },
  ),
  wrong(
    'a delete removes a record only for the execution that deleted it',
    ['cache.delete/removes', ...MODEL],
    (original, host) => ({
      createApi: (execution) => {
        const api = original.createApi(execution);
        const removed = new Set<string>();
        const { set } = api.cache;
        api.cache.get = (key) => (removed.has(key) ? undefined : host.getFromCache(key)) as never;
        api.cache.set = (...args) => {
          removed.delete(args[0]);
          return set(...args);
        };
        api.cache.delete = (key) => {
          const isFound = !removed.has(key) && host.getFromCache(key) !== undefined;
          removed.add(key);
          return (
            isFound ? { type: 'success' } : { type: 'error', code: 'CacheKeyDoesNotExist' }
          ) as never;
        };
        return api;
      },
    }),
  ),
];
