import {
  type Implementation,
  type VerdictName,
  checkConformance,
  fromApi,
} from '@post-challenge/conformance';
import { createPostChallenge } from '@post-challenge/reference';
import type { Outcome, PostChallengeAPI, RuleId } from '@post-challenge/spec';
import { rules } from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';
import { changed } from './implementations.ts';

const catalogue = Object.keys(rules) as RuleId[];

interface Judged {
  /** The rules that are looked at. */
  readonly only?: RegExp;
  readonly runs?: number;
  /** Verdicts that accuse nobody. */
  readonly besides?: readonly VerdictName[];
}

/** The MUSTs that an implementation is not said to keep. */
async function accusedOf(
  implementation: Implementation,
  { only = /^/, runs = 30, besides = [] }: Judged = {},
): Promise<RuleId[]> {
  const harmless: readonly VerdictName[] = ['passed', 'unobservable', ...besides];
  const selected = catalogue.filter((id) => rules[id].level === 'MUST' && only.test(id));
  const { rules: verdicts } = await checkConformance(implementation, { rules: selected, runs });
  return verdicts.filter(({ verdict }) => !harmless.includes(verdict)).map(({ id }) => id);
}

const namespaces = ['access', 'authentication', 'cache', 'redirect', 'transaction'] as const;

/** The reference behind another kind of object; what `dress` gives is the api object of the action. */
function dressed(dress: (api: PostChallengeAPI) => PostChallengeAPI): Implementation {
  return fromApi({
    name: 'dressed',
    create(input) {
      const { api, outcome } = createPostChallenge(input);
      const { deny } = api.access;
      const { sendUserTo } = api.redirect;
      const outer: PostChallengeAPI = dress(
        Object.assign(api, {
          access: {
            deny: (reason: string) => {
              deny(reason);
              return outer;
            },
          },
          redirect: {
            ...api.redirect,
            sendUserTo: (...args: Parameters<typeof sendUserTo>) => {
              sendUserTo(...args);
              return outer;
            },
          },
        }),
      );
      return { api: outer, outcome };
    },
  });
}

function mapped(api: PostChallengeAPI, map: (namespace: object) => object): PostChallengeAPI {
  const members = namespaces.map((name) => [name, map(api[name])]);
  return map(Object.fromEntries(members) as object) as PostChallengeAPI;
}

class Kit implements PostChallengeAPI {
  readonly #api: PostChallengeAPI;
  constructor(api: PostChallengeAPI) {
    this.#api = api;
  }
  get access() {
    return this.#api.access;
  }
  get authentication() {
    return this.#api.authentication;
  }
  get cache() {
    return new CacheKit(this.#api.cache);
  }
  get redirect() {
    return this.#api.redirect;
  }
  get transaction() {
    return this.#api.transaction;
  }
}

class CacheKit {
  readonly #cache: PostChallengeAPI['cache'];
  constructor(cache: PostChallengeAPI['cache']) {
    this.#cache = cache;
  }
  get(...args: Parameters<PostChallengeAPI['cache']['get']>) {
    return this.#cache.get(...args);
  }
  set(...args: Parameters<PostChallengeAPI['cache']['set']>) {
    return this.#cache.set(...args);
  }
  delete(...args: Parameters<PostChallengeAPI['cache']['delete']>) {
    return this.#cache.delete(...args);
  }
}

describe('an api object may be made in any way', () => {
  test.for<[string, (api: PostChallengeAPI) => PostChallengeAPI]>([
    ['frozen', (api) => mapped(api, Object.freeze)],
    [
      'without prototypes',
      (api) => mapped(api, (one) => Object.assign(Object.create(null), one) as object),
    ],
    ['with its members on prototypes', (api) => mapped(api, (one) => Object.create(one) as object)],
    ['an instance of a class', (api) => new Kit(api)],
    ['behind a proxy', (api) => mapped(api, (one) => new Proxy(one, {}))],
    ['a function', (api) => Object.assign(() => {}, api)],
  ])('%s', async ([, dress]) => {
    expect(await accusedOf(dressed(dress), { runs: 10 })).toEqual([]);
  });
});

/** A record of which the members are getters of a class. */
class Entry {
  readonly #record;
  constructor(record: { value: string; expires_at: number }) {
    this.#record = record;
  }
  get value(): string {
    return this.#record.value;
  }
  get expires_at(): number {
    return this.#record.expires_at;
  }
}

let reads = 0;

const caches: readonly (readonly [string, Implementation])[] = [
  [
    'gives records of a class',
    changed({
      api: ({ cache }) => ({
        cache: {
          get(key) {
            const record = cache.get(key);
            return record && new Entry(record);
          },
        },
      }),
    }),
  ],
  [
    'adds members to its results',
    changed({
      api: ({ cache }) => ({
        cache: {
          get(key) {
            const record = cache.get(key);
            return record && { ...record, created_at: 0, tags: [], isFresh: () => true };
          },
          set: (...args) => ({ ...cache.set(...args), message: 'done', writes_left: 3 }),
          delete: (...args) => ({ ...cache.delete(...args), message: 'done' }),
        },
      }),
    }),
  ],
  [
    'counts how often a record was read',
    changed({
      api: ({ cache }) => ({
        cache: {
          get(key) {
            const record = cache.get(key);
            reads += 1;
            return record && { ...record, reads };
          },
        },
      }),
    }),
  ],
  [
    'ends a record at its expiry, not after it',
    changed({
      api: ({ cache }, { clock }) => ({
        cache: {
          get(key) {
            const record = cache.get(key);
            return record && clock.now() < record.expires_at ? record : undefined;
          },
        },
      }),
    }),
  ],
  [
    'refuses values of more than 4000 bytes',
    changed({
      api: ({ cache }) => ({
        cache: {
          set: (key, value, options) =>
            value.length > 4000
              ? { type: 'error', code: 'CacheValueSizeExceeded' }
              : cache.set(key, value, options),
        },
      }),
    }),
  ],
  [
    'refuses whatever exceeds 8000 bytes in all, overwritten records included',
    changed({
      api({ cache }) {
        let size = 0;
        return {
          cache: {
            set(key, value, options) {
              const more = Buffer.byteLength(key) + Buffer.byteLength(value);
              if (more <= 4096 && size + more > 8000)
                return { type: 'error', code: 'CacheSizeExceeded' };
              const result = cache.set(key, value, options);
              if (result.type === 'success') size += more;
              return result;
            },
          },
        };
      },
    }),
  ],
  [
    'evicts the oldest record rather than refuse one',
    changed({
      api({ cache }) {
        const keys: string[] = [];
        return {
          cache: {
            set(key, value, options) {
              for (;;) {
                const result = cache.set(key, value, options);
                const oldest = keys.shift();
                if (
                  result.type === 'error' &&
                  result.code === 'CacheSizeExceeded' &&
                  oldest !== undefined
                ) {
                  cache.delete(oldest);
                  continue;
                }
                if (oldest !== undefined) keys.unshift(oldest);
                if (result.type === 'success') keys.push(key);
                return result;
              }
            },
          },
        };
      },
    }),
  ],
  [
    'takes three writes of an execution',
    changed({
      api({ cache }) {
        let writes = 0;
        const take = () => (writes += 1) <= 3;
        const spent = { type: 'error', code: 'MaxSideEffectsExceeded' };
        return {
          cache: {
            set: (...args) => (take() ? cache.set(...args) : spent),
            delete: (...args) => (take() ? cache.delete(...args) : spent),
          },
        };
      },
    }),
  ],
  [
    'refuses lifetimes of more than 24 hours',
    changed({
      api: ({ cache }) => ({
        cache: {
          set: (key, value, options) =>
            (options?.ttl ?? 0) > 86_400_000
              ? { type: 'error', code: 'InvalidExpiry' }
              : cache.set(key, value, options),
        },
      }),
    }),
  ],
];

describe('a cache may be one that', () => {
  test.for(caches)('%s', async ([, implementation]) => {
    expect(await accusedOf(implementation, { only: /^cache|lets-the-action-finish$/ })).toEqual([]);
  });
});

const unreliable: readonly (readonly [string, Implementation])[] = [
  ['evicts everything', changed({ api: () => ({ cache: { get: () => undefined } }) })],
  [
    'fails to write now and then',
    changed({
      api({ cache }) {
        let writes = 0;
        return {
          cache: {
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
          },
        };
      },
    }),
  ],
];

describe('a cache breaks no rule, though it leaves some unjudged, that', () => {
  test.for(unreliable)('%s', async ([, implementation]) => {
    const besides = ['vacuous', 'blocked'] as const;
    expect(await accusedOf(implementation, { only: /^cache/, besides })).toEqual([]);
  });
});

/** A URL with its parameters in the opposite order, blanks as `+`, and one that nobody asked for. */
function rewritten(url: string): string {
  const result = new URL(url);
  const parameters = [...result.searchParams].toReversed();
  result.search = String(new URLSearchParams([...parameters, ['trace', '1']]));
  return result.href;
}

/** An outcome with its URLs rewritten, told with as little as the contract allows. */
function retold(reached: Outcome): Outcome {
  if (reached.status === 'denied') return { status: 'denied' };
  if (reached.status === 'redirected') return { ...reached, url: rewritten(reached.url) };
  if (reached.status !== 'completed' || reached.resultUrl === undefined) return reached;
  return { ...reached, resultUrl: rewritten(reached.resultUrl) };
}

describe('an outcome may be told', () => {
  test('without a reason, with parameters in another order and more of them', async () => {
    expect(
      await accusedOf(changed({ outcome: retold }), {
        only: /^(?!cache|.*Token)/,
        besides: ['vacuous'],
      }),
    ).toEqual([]);
  });

  test('with more than the contract names', async () => {
    const outcome = (reached: Outcome) => ({
      ...reached,
      at: 'https://tenant.example.com/',
      log: [],
    });

    expect(await accusedOf(changed({ outcome }), { only: /^(?!cache|.*Token)/ })).toEqual([]);
  });

  test('with factors under another of their names, and in another order', async () => {
    const outcome = (reached: Outcome) =>
      reached.status === 'challenged'
        ? {
            ...reached,
            factors: reached.factors
              .map((one) => (one.type === 'push' ? { ...one, type: 'push-notification' } : one))
              .toReversed(),
          }
        : reached;

    expect(await accusedOf(changed({ outcome }), { only: /^authentication/ })).toEqual([]);
  });

  test('with the factors that the platform adds', async () => {
    const outcome = (reached: Outcome) => {
      if (reached.status !== 'challenged') return reached;
      const factors = [...reached.factors, { type: 'recovery-code' as const }];
      const fallsBack = factors.some(
        (one) =>
          (one.type === 'push' || one.type === 'push-notification') &&
          (!('options' in one) || one.options?.otpFallback !== false),
      );
      return { ...reached, factors: fallsBack ? [...factors, { type: 'otp' }] : factors };
    };

    expect(await accusedOf(changed({ outcome }), { only: /^authentication/ })).toEqual([]);
  });
});

/** The reference whose validateToken sees an earlier time. */
function lenient(leeway: number): Implementation {
  return changed({
    api: (_, input) => ({
      redirect: {
        validateToken(options) {
          const clock = { now: () => input.clock.now() - leeway };
          return createPostChallenge({ ...input, clock }).api.redirect.validateToken(options);
        },
      },
    }),
  });
}

describe('a token may be validated', () => {
  test('with an hour of leeway', async () => {
    expect(await accusedOf(lenient(3_600_000), { only: /validateToken/ })).toEqual([]);
  });

  test('with claims beside those of the token in the result', async () => {
    const adding = changed({
      api: ({ redirect }) => ({
        redirect: {
          validateToken: (options) => ({ ...redirect.validateToken(options), verified: true }),
        },
      }),
    });

    expect(await accusedOf(adding, { only: /validateToken/ })).toEqual([]);
  });

  test('with an error of another kind', async () => {
    const throwing = changed({
      api: ({ redirect }) => ({
        redirect: {
          validateToken(options) {
            try {
              return redirect.validateToken(options);
            } catch {
              throw new DOMException('refused', 'DataError');
            }
          },
        },
      }),
    });

    expect(await accusedOf(throwing, { only: /validateToken/, runs: 10 })).toEqual([]);
  });
});

test('a token may be made with more claims, and with times rounded up', async () => {
  const generous = changed({
    api: ({ redirect }, { clock }) => ({
      redirect: {
        encodeToken({ payload, expiresInSeconds = 900, ...options }) {
          const exp = Math.ceil(clock.now() / 1000) + expiresInSeconds;
          return redirect.encodeToken({
            ...options,
            payload: { exp, jti: '1', aud: 'a', ...payload },
          });
        },
      },
    }),
  });

  expect(await accusedOf(generous, { only: /encodeToken/ })).toEqual([]);
});
