import type { PostChallengeAPI2025 } from '@post-challenge/spec';
import type { Replacement } from '../emulator.ts';
import { type WrongEntry, wrong } from '../entry.ts';
import type { CacheRecord } from '../session.ts';

const RECORD = ['cache.get/returns-a-record'] as const;
const SET = ['cache.set/reports-the-result'] as const;
const DELETE = ['cache.delete/reports-the-result'] as const;
const SYNCHRONOUS = ['api/results-are-synchronous'] as const;

/** Changes the record that `cache.get` returns. */
function readRecord(change: (record: CacheRecord) => unknown): Replacement {
  return (original) => ({
    getFromCache: (key) => {
      const record = original.getFromCache(key) as CacheRecord | undefined;
      return record && change(record);
    },
  });
}

/** Changes the api object. */
function withApi(
  change: (api: Record<keyof PostChallengeAPI2025, Record<string, unknown>>) => void,
): Replacement {
  return (original) => ({
    createApi: (execution) => {
      const api = original.createApi(execution);
      change(api as never);
      return api;
    },
  });
}

/** Servers that answer in another shape. */
export const results: readonly WrongEntry[] = [
  wrong('deny returns its namespace', ['access.deny/returns-api'], (original) => ({
    deny: (reason, execution) => {
      original.deny(reason, execution);
      return execution.api.access;
    },
  })),
  wrong('deny returns a copy of the api object', ['access.deny/returns-api'], (original) => ({
    deny: (reason, execution) => {
      original.deny(reason, execution);
      return { ...execution.api };
    },
  })),
  wrong(
    'deny returns the api object only in execute handlers',
    ['access.deny/returns-api'],
    (original) => ({
      deny: (reason, execution) => {
        const api = original.deny(reason, execution);
        return execution.name === 'onExecutePostChallenge' ? api : undefined;
      },
    }),
  ),
  wrong('sendUserTo returns the URL', ['redirect.sendUserTo/returns-api'], (original) => ({
    sendUserTo: (url, query, execution) => {
      original.sendUserTo(url, query, execution);
      return execution.effects.redirect;
    },
  })),
  wrong(
    'sendUserTo with a query returns nothing',
    ['redirect.sendUserTo/returns-api'],
    (original) => ({
      sendUserTo: (url, query, execution) => {
        const api = original.sendUserTo(url, query, execution);
        return query && Object.keys(query).length > 0 ? undefined : api;
      },
    }),
  ),
  wrong(
    'the methods of the cache are asynchronous',
    SYNCHRONOUS,
    withApi(({ cache }) => {
      const { get } = cache;
      cache['get'] = async (key: string) => (get as (key: string) => unknown)(key);
    }),
  ),
  wrong(
    'challenges are asynchronous',
    SYNCHRONOUS,
    withApi(({ authentication }) => {
      const { challengeWith } = authentication;
      authentication['challengeWith'] = async (...args: unknown[]) =>
        (challengeWith as (...args: unknown[]) => unknown)(...args);
    }),
  ),
  wrong(
    'a delete that finds nothing is asynchronous',
    SYNCHRONOUS,
    withApi(({ cache }) => {
      const { delete: remove } = cache;
      cache['delete'] = (key: string) => {
        const result = (remove as (key: string) => { type: string })(key);
        return result.type === 'error' ? Promise.resolve(result) : result;
      };
    }),
  ),
  wrong('a missing record is null', ['cache.get/absent-when-never-set'], (original) => ({
    getFromCache: (key) => original.getFromCache(key) ?? null,
  })),
  wrong(
    'a missing record is a record without a value',
    ['cache.get/absent-when-never-set', ...RECORD],
    (original) => ({
      getFromCache: (key) => original.getFromCache(key) ?? { value: null, expires_at: 0 },
    }),
  ),
  wrong(
    'the expiry is a date',
    RECORD,
    readRecord(({ value, expires_at }) => ({ value, expires_at: new Date(expires_at) })),
  ),
  wrong(
    'the expiry is text',
    RECORD,
    readRecord(({ value, expires_at }) => ({ value, expires_at: String(expires_at) })),
  ),
  wrong(
    'the value is bytes',
    RECORD,
    readRecord((record) => ({ ...record, value: [...Buffer.from(record.value)] })),
  ),
  wrong(
    'the record is JSON text',
    RECORD,
    readRecord((record) => JSON.stringify(record)),
  ),
  wrong(
    'the expiry is what is left of the lifetime',
    ['cache.get/never-outlives-expiry'],
    (original, host) => ({
      getFromCache: (key) => {
        const record = original.getFromCache(key) as CacheRecord | undefined;
        return record && { ...record, expires_at: record.expires_at - host.now() };
      },
    }),
  ),
  wrong('a write answers "OK", as in Redis', SET, (original) => ({
    setInCache: (...args) =>
      (original.setInCache(...args) as { type: string }).type === 'success' ? 'OK' : null,
  })),
  wrong('a refused write answers false', SET, (original) => ({
    setInCache: (...args) => {
      const result = original.setInCache(...args) as { type: string };
      return result.type === 'success' && result;
    },
  })),
  wrong(
    'a refused write names the error in lower case',
    ['cache.set/names-the-error'],
    (original) => ({
      findRefusal: (...args) => original.findRefusal(...args)?.toLowerCase(),
    }),
  ),
  wrong('a refused write has no code', ['cache.set/names-the-error'], (original) => ({
    setInCache: (...args) => {
      const { type, ...result } = original.setInCache(...args) as { type: string; code?: string };
      return type === 'success' ? { type, ...result } : { type, error: result.code };
    },
  })),
  wrong('a delete answers how many records it removed', DELETE, (original) => ({
    deleteFromCache: (key) =>
      Number((original.deleteFromCache(key) as { type: string }).type === 'success'),
  })),
  wrong('a delete always succeeds', ['cache.delete/reports-a-missing-key'], (original) => ({
    deleteFromCache: (key) => {
      original.deleteFromCache(key);
      return { type: 'success' };
    },
  })),
  wrong(
    'a second delete succeeds, thanks to a tombstone',
    ['cache.delete/reports-a-missing-key'],
    (original) => {
      const tombstones = new Set<string>();
      return {
        deleteFromCache: (key) => {
          const result = original.deleteFromCache(key) as { type: string };
          if (result.type === 'success') tombstones.add(key);
          return tombstones.has(key) ? { type: 'success' } : result;
        },
      };
    },
  ),
];
