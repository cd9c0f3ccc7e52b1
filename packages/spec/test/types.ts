// No test runs this file: `tsc -b` fails if it accepts a mistake or refuses a correct use.
import type {
  Event,
  FactorSelector,
  PasswordResetPostChallengeAPI,
  PasswordResetPostChallengeAction,
  PostChallengeAPI,
  PostChallengeAction,
  PostChallengeEvent,
  PostChallengeModule,
} from '@post-challenge/spec';
import { type Equal, assertType } from './assert-type.ts';

assertType<Equal<PasswordResetPostChallengeAPI, PostChallengeAPI, PostChallengeAPI>>();
assertType<
  Equal<
    Parameters<PasswordResetPostChallengeAction<'KEY', 'REGION'>>,
    Parameters<PostChallengeAction<'KEY', 'REGION'>>
  >
>();
assertType<Equal<Event<'KEY', 'REGION'>, PostChallengeEvent<'KEY', 'REGION'>>>();

/** Correct uses in the code of actions. */
export const uses = {
  anySecret: async ({ secrets, configuration = {} }, api) => {
    assertType<Equal<typeof secrets, Record<string, string>>>();
    assertType<Equal<typeof configuration, Record<string, string>>>();
    api.access.deny(`${secrets['KEY']} ${configuration['REGION']}`);
  },

  unknownFactors: async ({ user }, api) => {
    const factors = user.enrolledFactors?.map(({ type }) => ({ type })) ?? [];
    factors satisfies FactorSelector[];
    api.authentication.challengeWithAny(factors);
  },

  payload: async ({ secrets }, api) => {
    const secret = secrets['KEY'] ?? '';
    const named = api.redirect.validateToken<Answer>({ secret });
    const expected: Answer = api.redirect.validateToken({ secret });
    const claims = api.redirect.validateToken({ secret });
    api.redirect.encodeToken({ secret, payload: named });

    assertType<Equal<typeof named, Answer>>();
    assertType<Equal<typeof claims, Record<string, unknown>>>();
    if (!expected.verified) api.access.deny('Not verified.');
  },

  withoutAwait: async ({ user }, api) => {
    api.cache.set(user.user_id, '1', { ttl: 60_000 });
    const expiry = api.cache.get(user.user_id)?.expires_at;
    assertType<Equal<typeof expiry, number | undefined>>();
  },
} satisfies Record<string, PostChallengeAction>;

interface Answer {
  verified: boolean;
}

const named: PostChallengeAction<'KEY', 'REGION'> = async ({ secrets, configuration }, api) => {
  assertType<Equal<typeof secrets.KEY, string>>();
  assertType<Equal<typeof configuration, Record<'REGION', string> | undefined>>();
  // @ts-expect-error The action has no secret of this name.
  api.access.deny(secrets.KEYS);
};

export const modules = [
  { onExecutePostChallenge: uses.payload },
  { onExecutePostChallenge: named, onContinuePostChallenge: named },
  // @ts-expect-error A handler has the name of this trigger.
  { onExecutePostLogin: uses.payload },
] satisfies PostChallengeModule[];

/** Mistakes that the compiler refuses. */
export function refused(api: PostChallengeAPI, event: PostChallengeEvent): readonly unknown[] {
  return [
    // @ts-expect-error The only argument is a reason.
    api.access.deny('access_denied', 'Not from here.'),
    // @ts-expect-error There is no metadata to set.
    api.user.setAppMetadata('a', 1),
    // @ts-expect-error There is no ID token.
    api.idToken.setCustomClaim('a', 1),
    // @ts-expect-error There is no enrollment.
    api.authentication.enrollWith({ type: 'otp' }),

    // @ts-expect-error A text message is a phone factor's preferred method.
    api.authentication.challengeWith({ type: 'sms' }),
    // @ts-expect-error The preferred methods are sms, voice and both.
    api.authentication.challengeWith({ type: 'phone', options: { preferredMethod: 'call' } }),
    // @ts-expect-error A factor is an object.
    api.authentication.challengeWith('otp'),
    // @ts-expect-error Additional factors belong in the options.
    api.authentication.challengeWith({ type: 'otp' }, [{ type: 'email' }]),
    // @ts-expect-error The list is required.
    api.authentication.challengeWithAny(),
    // @ts-expect-error The factors belong in a list.
    api.authentication.challengeWithAny({ type: 'otp' }, { type: 'email' }),
    // @ts-expect-error The list of enrolled factors may be absent.
    event.user.enrolledFactors.map(({ type }) => ({ type })),

    // @ts-expect-error A cached value is a string.
    api.cache.set('key', { attempts: 1 }),
    // @ts-expect-error The expiry of a record is called `expires_at`.
    api.cache.set('key', '1', { expiresAt: 0 }),
    // @ts-expect-error Only an error has a code.
    api.cache.set('key', '1').code,
    // @ts-expect-error There may be no record.
    api.cache.get('key').value,
    // @ts-expect-error A record is not a string.
    api.cache.get('key')?.toUpperCase(),

    // @ts-expect-error Query parameters belong in `query`.
    api.redirect.sendUserTo('https://example.com/', { locale: 'de' }),
    // @ts-expect-error Query parameters are strings.
    api.transaction.setResultUrl('https://example.com/', { query: { page: 1 } }),
    // @ts-expect-error The lifetime of a token is called `expiresInSeconds`.
    api.redirect.encodeToken({ secret: '', payload: {}, expiresIn: 60 }),
  ];
}
