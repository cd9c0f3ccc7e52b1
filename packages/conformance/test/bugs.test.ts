import {
  type CreateInput,
  type Implementation,
  checkConformance,
} from '@post-challenge/conformance';
import { createPostChallenge } from '@post-challenge/reference';
import { type RuleId, rules } from '@post-challenge/spec';
import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { prettyReport } from '../src/reporters/pretty.ts';
import { changed } from './implementations.ts';

type Key = (key: string) => string;

/** The reference with keys of the cache that are not what the action gave. */
function withKeys(keyOf: Key): Implementation {
  return changed({
    api: ({ cache }) => ({
      cache: {
        get: (key) => cache.get(keyOf(key)),
        set: (key, value, options) => cache.set(keyOf(key), value, options),
        delete: (key) => cache.delete(keyOf(key)),
      },
    }),
  });
}

/** The reference with a validateToken that sees another event, or another time. */
function validating(inputFor: (input: CreateInput, secret: string) => CreateInput): Implementation {
  return changed({
    api: (_, input) => ({
      redirect: {
        validateToken: (options) =>
          createPostChallenge(inputFor(input, options.secret)).api.redirect.validateToken(options),
      },
    }),
  });
}

/** The event with every token in the query and the body replaced. */
function withTokens(input: CreateInput, replace: (token: string) => string): CreateInput {
  const { query, body } = input.event.request;
  const replaced = (members: object) =>
    Object.fromEntries(
      Object.entries(members).map(([name, value]) => [
        name,
        String(value).split('.').length === 3 ? replace(String(value)) : (value as unknown),
      ]),
    );
  const request = { ...input.event.request, query: replaced(query), body: replaced(body) };
  return { ...input, event: { ...input.event, request } };
}

function hs256(signed: string, secret: string): string {
  return createHmac('sha256', secret).update(signed).digest('base64url');
}

/** The token under the right header, where its signature is the one that HS256 gives it. */
function relabelled(token: string, secret: string): string {
  const [header, claims, signature] = token.split('.');
  if (hs256(`${header}.${claims}`, secret) !== signature) return token;
  const right = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url');
  return `${right}.${claims}.${hs256(`${right}.${claims}`, secret)}`;
}

const FIRST_OF_KEYS = /^[^]{0,63}/;

const bugs: readonly (readonly [string, RuleId, Implementation])[] = [
  [
    'get gives the bare value',
    'cache.get/returns-a-record',
    changed({ api: ({ cache }) => ({ cache: { get: (key) => cache.get(key)?.value } }) }),
  ],
  [
    'expires_at beats ttl',
    'cache.set/earlier-expiry-wins',
    changed({
      api: ({ cache }) => ({
        cache: {
          set: (key, value, { ttl, expires_at } = {}) =>
            cache.set(key, value, {
              ...(expires_at === undefined ? ttl !== undefined && { ttl } : { expires_at }),
            }),
        },
      }),
    }),
  ],
  [
    'a record lives 14 minutes',
    'cache.set/default-lifetime',
    changed({
      api: ({ cache }) => ({
        cache: {
          set: (key, value, options = {}) =>
            cache.set(key, value, Object.keys(options).length > 0 ? options : { ttl: 840_000 }),
        },
      }),
    }),
  ],
  [
    'values are composed',
    'cache.get/values-are-exact',
    changed({
      api: ({ cache }) => ({
        cache: { set: (key, value, options) => cache.set(key, value.normalize('NFC'), options) },
      }),
    }),
  ],
  [
    'the size of a value is counted in characters',
    'cache.set/counts-bytes-not-characters',
    changed({
      api: ({ cache }) => ({
        cache: {
          set: (key, value, options) =>
            value.length <= 4096 && Buffer.byteLength(value) > 4096
              ? cache.set(key, 'x'.repeat(value.length), options)
              : cache.set(key, value, options),
        },
      }),
    }),
  ],
  [
    'a refused write deletes what was there',
    'cache.get/keeps-until-expiry',
    changed({
      api: ({ cache }) => ({
        cache: {
          set(key, value, options) {
            const result = cache.set(key, value, options);
            if (result.type === 'error') cache.delete(key);
            return result;
          },
        },
      }),
    }),
  ],
  ['keys are composed', 'cache.get/keys-are-exact', withKeys((key) => key.normalize('NFC'))],
  ['keys are trimmed', 'cache.get/keys-are-exact', withKeys((key) => key.trim())],
  ['keys are lower-cased', 'cache.get/keys-are-exact', withKeys((key) => key.toLowerCase())],
  [
    'keys are cut to 63 characters',
    'cache.get/keys-are-exact',
    withKeys((key) => (key.length > 64 ? key : (FIRST_OF_KEYS.exec(key)?.[0] ?? ''))),
  ],
  [
    'sizes are counted in characters',
    'cache.set/counts-bytes-not-characters',
    withKeys((key) =>
      key.length > 64 || Buffer.byteLength(key) <= 64
        ? key
        : createHash('sha256').update(key).digest('hex'),
    ),
  ],
  [
    'a token lives 901 seconds',
    'redirect.encodeToken/default-lifetime',
    changed({
      api: ({ redirect }) => ({
        redirect: {
          encodeToken: (options) => redirect.encodeToken({ expiresInSeconds: 901, ...options }),
        },
      }),
    }),
  ],
  [
    'the alg header is not looked at',
    'redirect.validateToken/refuses-a-mislabelled-algorithm',
    validating((input, secret) => withTokens(input, (token) => relabelled(token, secret))),
  ],
  [
    'exp is not looked at',
    'redirect.validateToken/refuses-an-expired-token',
    validating((input) => ({ ...input, clock: { now: () => 0 } })),
  ],
  [
    'the body is not looked at',
    'redirect.validateToken/reads-the-body',
    changed({
      input: (input) => {
        const { request } = input.event;
        return { ...input, event: { ...input.event, request: { ...request, body: {} } } };
      },
    }),
  ],
  [
    'additional factors are dropped',
    'authentication.challengeWith/offers-additional-factors',
    changed({
      api: ({ authentication }) => ({
        authentication: { challengeWith: (factor) => authentication.challengeWith(factor) },
      }),
    }),
  ],
  [
    'the reason is trimmed',
    'access.deny/keeps-reason',
    changed({
      api: ({ access }) => ({ access: { deny: (reason) => access.deny(reason.trim()) } }),
    }),
  ],
  [
    'deny returns nothing',
    'access.deny/returns-api',
    changed({
      api: ({ access }) => ({ access: { deny: (reason) => void access.deny(reason) } }),
    }),
  ],
];

/** The rules of the cache, or of the method that a rule is about. */
function neighboursOf(id: RuleId): RuleId[] {
  const [subject = ''] = id.startsWith('cache') ? id.split('.') : id.split('/');
  return (Object.keys(rules) as RuleId[]).filter((other) => other.startsWith(subject));
}

test.for(bugs)('where %s, the first failure is of %s', async ([, id, implementation]) => {
  const report = await checkConformance(implementation, { rules: neighboursOf(id) });
  const failed = report.rules.filter(({ verdict }) => verdict === 'failed').map((rule) => rule.id);
  const paint = (_: string, text: string) => text;
  const pretty = prettyReport(report, { path: 'bug.js', paint, full: false });

  expect(failed).toContain(id);
  expect(pretty.split(' ', 2)[1]).toBe(id);
});

test('the same table without bugs has no failure', async () => {
  const without: readonly Implementation[] = [
    changed({}),
    withKeys((key) => key),
    validating((input) => withTokens(input, (token) => token)),
  ];

  for (const implementation of without) {
    // oxlint-disable-next-line no-await-in-loop -- The first that fails is told.
    const { summary } = await checkConformance(implementation, { runs: 10 });
    expect(summary.failed).toBe(0);
  }
});
