import type { CacheAPI, PostChallengeAPI2025 } from '@post-challenge/spec';
import type { Emulator, Replacement } from '../emulator.ts';
import { type WrongEntry, wrong } from '../entry.ts';
import type { Effects, Execution } from '../session.ts';

const AFTER_DENY = ['access.deny/lets-the-action-finish'] as const;
const RESULT_URL = [
  'transaction.setResultUrl/sets-the-result-url',
  'transaction.setResultUrl/outlasts-a-pause',
] as const;
const WRITES = ['cache.set/replaces-the-value', 'cache/behaves-as-its-model'] as const;
const DELETES = ['cache.delete/removes', 'cache/behaves-as-its-model'] as const;

/** Changes the cache of an action from the moment at which a condition on its effects holds. */
function cacheAfter(
  isReached: (effects: Effects) => boolean,
  change: (cache: CacheAPI) => Partial<CacheAPI>,
): Replacement {
  return withApi((api, { effects }) => {
    const before = { ...api.cache };
    const after = { ...before, ...change(before) };
    const pick = () => (isReached(effects) ? after : before);
    Object.assign(api.cache, {
      get: (key: string) => pick().get(key),
      set: (...args: Parameters<CacheAPI['set']>) => pick().set(...args),
      delete: (key: string) => pick().delete(key),
    });
  });
}

/** Changes the api object. */
function withApi(
  change: (api: PostChallengeAPI2025, execution: Execution, host: Emulator) => void,
): Replacement {
  return (original, host) => ({
    createApi: (execution) => {
      const api = original.createApi(execution);
      change(api, execution, host);
      return api;
    },
  });
}

/** Undoes the writes of an execution if a condition holds at its end, as a database transaction does. */
function rollBack(isUndone: (effects: Effects) => boolean): Replacement {
  return (original, host) => ({
    callHandler: async (handler, execution) => {
      const before = new Map(host.records);
      await original.callHandler(handler, execution);
      if (!isUndone(execution.effects)) return;
      host.records.clear();
      for (const [key, record] of before) host.records.set(key, record);
    },
  });
}

const isDenied = ({ denied }: Effects) => denied !== undefined;
const isChallenged = ({ challenge }: Effects) => challenge !== undefined;
const isRedirected = ({ redirect }: Effects) => redirect !== undefined;

const ignoresWrites = () => ({
  set: () => ({ type: 'success', record: { value: '', expires_at: 0 } }) as never,
});
const ignoresDeletes = () => ({ delete: () => ({ type: 'success' }) as never });

/** Servers on which one call disturbs another. */
export const effects: readonly WrongEntry[] = [
  wrong(
    'after deny, writes report success and are ignored',
    [...AFTER_DENY, ...WRITES],
    cacheAfter(isDenied, ignoresWrites),
  ),
  wrong(
    'after deny, deletes report success and are ignored',
    [...AFTER_DENY, ...DELETES],
    cacheAfter(isDenied, ignoresDeletes),
  ),
  wrong(
    'after a challenge, writes report success and are ignored',
    ['authentication.challengeWith/lets-the-action-finish', ...WRITES],
    cacheAfter(isChallenged, ignoresWrites),
  ),
  wrong(
    'after a challenge, deletes report success and are ignored',
    ['authentication.challengeWith/lets-the-action-finish', ...DELETES],
    cacheAfter(isChallenged, ignoresDeletes),
  ),
  wrong(
    'after a redirect, writes report success and are ignored',
    ['redirect.sendUserTo/lets-the-action-finish', ...WRITES],
    cacheAfter(isRedirected, ignoresWrites),
  ),
  wrong(
    'the writes of an action that denies are rolled back',
    [...WRITES, ...DELETES],
    rollBack(isDenied),
  ),
  wrong(
    'the writes of an action that redirects are rolled back',
    [...WRITES, ...DELETES],
    rollBack(isRedirected),
  ),
  wrong(
    'after deny, tokens are signed with another key',
    [...AFTER_DENY, 'redirect.encodeToken/signs-with-the-secret'],
    (original) => ({
      encodeToken: (options, execution) =>
        original.encodeToken(
          isDenied(execution.effects) ? { ...options, secret: 'revoked' } : options,
          execution,
        ),
    }),
  ),
  wrong(
    'after deny, tokens have an empty payload',
    [...AFTER_DENY, 'redirect.encodeToken/carries-the-payload'],
    (original) => ({
      encodeToken: (options, execution) =>
        original.encodeToken(
          isDenied(execution.effects) ? { ...options, payload: {} } : options,
          execution,
        ),
    }),
  ),
  wrong(
    'after a challenge, tokens live for the default time',
    ['authentication.challengeWith/lets-the-action-finish', 'redirect.encodeToken/lifetime'],
    (original) => ({
      encodeToken: ({ expiresInSeconds, ...options }, execution) =>
        original.encodeToken(
          isChallenged(execution.effects) || expiresInSeconds === undefined
            ? options
            : { ...options, expiresInSeconds },
          execution,
        ),
    }),
  ),
  wrong('a result URL before a challenge of the same action is lost', RESULT_URL, (original) => ({
    challenge: (factors, execution) => {
      delete execution.effects.resultUrl;
      original.challenge(factors, execution);
    },
  })),
  wrong('a result URL after a challenge of the same action is lost', RESULT_URL, (original) => ({
    setResultUrl: (url, query, execution) => {
      if (!isChallenged(execution.effects)) original.setResultUrl(url, query, execution);
    },
  })),
  wrong('a result URL after a redirect of the same action is lost', RESULT_URL, (original) => ({
    setResultUrl: (url, query, execution) => {
      if (!isRedirected(execution.effects)) original.setResultUrl(url, query, execution);
    },
  })),
  wrong(
    'a result URL after a redirect replaces the redirect',
    ['redirect.sendUserTo/redirects', ...RESULT_URL],
    (original) => ({
      setResultUrl: (url, query, execution) => {
        original.setResultUrl(url, query, execution);
        if (isRedirected(execution.effects) && execution.effects.resultUrl !== undefined)
          execution.effects.redirect = execution.effects.resultUrl;
      },
    }),
  ),
  wrong(
    'a token in an action that redirects replaces the redirect',
    ['redirect.sendUserTo/redirects', 'redirect.sendUserTo/holds-later-actions'],
    (original) => ({
      encodeToken: (options, execution) => {
        const token = original.encodeToken(options, execution);
        delete execution.effects.redirect;
        return token;
      },
    }),
  ),
  wrong(
    'a read of the cache after a challenge cancels the challenge',
    [
      'authentication.challengeWith/holds-later-actions',
      'authentication.challengeWithAny/holds-later-actions',
      'authentication.challengeWith/asks-for-the-factor',
    ],
    withApi((api, { effects }) => {
      const { get } = api.cache;
      api.cache.get = (key) => {
        delete effects.challenge;
        return get(key);
      };
    }),
  ),
  wrong(
    'a call of setResultUrl cancels the challenge',
    [
      'authentication.challengeWith/holds-later-actions',
      'authentication.challengeWith/asks-for-the-factor',
    ],
    (original) => ({
      setResultUrl: (url, query, execution) => {
        original.setResultUrl(url, query, execution);
        delete execution.effects.challenge;
      },
    }),
  ),
  wrong(
    'a call of setResultUrl cancels the denial',
    ['access.deny/denies', 'access.deny/stops-later-actions'],
    (original) => ({
      setResultUrl: (url, query, execution) => {
        original.setResultUrl(url, query, execution);
        delete execution.effects.denied;
      },
    }),
  ),
  wrong(
    'a token that validates satisfies the challenges of the transaction',
    [
      'authentication.challengeWith/holds-later-actions',
      'authentication.challengeWithAny/holds-later-actions',
    ],
    (original) => {
      const proved = new Set<string>();
      return {
        validateToken: (options, execution) => {
          const claims = original.validateToken(options, execution);
          proved.add(execution.session.id);
          return claims;
        },
        isSatisfied: (challenge, session) =>
          proved.has(session.id) || original.isSatisfied(challenge, session),
      };
    },
  ),
  wrong(
    'a token that was refused locks the next one out',
    ['redirect.validateToken/accepts-a-valid-token', 'redirect.validateToken/named-parameter'],
    (original) => {
      const locked = new WeakSet<object>();
      return {
        validateToken: (options, execution) => {
          if (locked.has(execution)) throw new Error('Locked.');
          locked.add(execution);
          const claims = original.validateToken(options, execution);
          locked.delete(execution);
          return claims;
        },
      };
    },
  ),
  wrong(
    'tokens of the same second are the same token',
    ['redirect.encodeToken/carries-the-payload', 'redirect.encodeToken/signs-with-the-secret'],
    (original, host) => {
      const made = new Map<number, string>();
      return {
        encodeToken: (options, execution) => {
          const second = Math.floor(host.now() / 1000);
          const token = made.get(second) ?? original.encodeToken(options, execution);
          made.set(second, token);
          return token;
        },
      };
    },
  ),
  wrong(
    'an action sees its first read of a key until it ends',
    WRITES,
    withApi((api) => {
      const { get } = api.cache;
      const seen = new Map<string, ReturnType<typeof get>>();
      api.cache.get = (key) => {
        const record = seen.get(key) ?? get(key);
        seen.set(key, record);
        return record && { ...record };
      };
    }),
  ),
  wrong('an action sees its own deletes only after it has ended', DELETES, (original, host) => ({
    createApi: (execution) => {
      const api = original.createApi(execution);
      api.cache.delete = (key) => {
        const isFound = host.getFromCache(key) !== undefined;
        void Promise.resolve().then(() => host.removeRecord(key));
        return (
          isFound ? { type: 'success' } : { type: 'error', code: 'CacheKeyDoesNotExist' }
        ) as never;
      };
      return api;
    },
  })),
  wrong(
    'the second write of a key in one action is dropped',
    WRITES,
    withApi((api) => {
      const { set } = api.cache;
      const results = new Map<string, ReturnType<typeof set>>();
      api.cache.set = (key, value, options) => {
        const result = results.get(key) ?? set(key, value, options);
        if (result.type === 'success') results.set(key, result);
        return result;
      };
    }),
  ),
];
