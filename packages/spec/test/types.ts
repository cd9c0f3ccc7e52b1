// No test runs this file: `tsc -b` fails if it accepts a mistake or refuses a correct use.
import type {
  Event,
  FactorSelector,
  PasswordResetPostChallengeAPI,
  PasswordResetPostChallengeAction,
  PasswordResetPostChallengeModule,
  PostChallengeAPI,
  PostChallengeAPI2025,
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
assertType<Equal<PasswordResetPostChallengeModule, PostChallengeModule>>();
assertType<Equal<Event<'KEY', 'REGION'>, PostChallengeEvent<'KEY', 'REGION'>>>();

/** Correct uses in the code of actions. */
export const uses = {
  anySecret: async ({ secrets, configuration }, api) => {
    assertType<Equal<typeof secrets, Record<string, string>>>();
    assertType<Equal<typeof configuration, Record<string, unknown>>>();
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
    assertType<Equal<typeof claims, unknown>>();
    if (!expected.verified) api.access.deny('Not verified.');
  },

  undefinedOptions: async ({ user }, api) => {
    api.authentication.challengeWith(
      { type: 'phone', options: { preferredMethod: undefined } },
      { additionalFactors: undefined },
    );
    api.authentication.challengeWithAny([
      { type: 'otp', options: undefined },
      { type: 'phone', options: undefined },
      { type: 'push', options: undefined },
      { type: 'push', options: { otpFallback: undefined } },
    ]);
    api.cache.set('key', '1', { ttl: undefined, expires_at: undefined });
    const token = { secret: '', payload: {}, expiresInSeconds: undefined };
    api.redirect.encodeToken(token);
    api.redirect.validateToken({ secret: '', tokenParameterName: undefined });
    api.redirect.sendUserTo('https://example.com/', { query: { phone: user.phone_number } });
    api.redirect.sendUserTo('https://example.com/', { query: undefined });
    api.transaction.setResultUrl('https://example.com/', { query: { phone: undefined } });
    api.transaction.setResultUrl('https://example.com/', { query: undefined });
    api.prompt.render('ap_1', { fields: undefined, vars: undefined });
    api.prompt.render('ap_1', { vars: { a: 1 } });
  },

  withoutAwait: async ({ user }, api) => {
    api.cache.set(user.user_id, '1', { ttl: 60_000 });
    const expiry = api.cache.get(user.user_id)?.expires_at;
    assertType<Equal<typeof expiry, number | undefined>>();
  },
} satisfies Record<string, PostChallengeAction>;

/** An implementation of edition 2025 needs no prompt. */
export const withoutPrompt = ({
  access,
  authentication,
  cache,
  redirect,
  transaction,
}: PostChallengeAPI2025): PostChallengeAPI2025 => ({
  access,
  authentication,
  cache,
  redirect,
  transaction,
});

/** An implementation of edition 2025 returns its own type, so that calls can be chained. */
export const chained = (api: PostChallengeAPI2025) =>
  api.access.deny('Not from here.').redirect.sendUserTo('https://example.com/').cache;

interface Answer {
  verified: boolean;
}

const named: PostChallengeAction<'KEY', 'REGION'> = async ({ secrets, configuration }, api) => {
  assertType<Equal<typeof secrets.KEY, string>>();
  assertType<Equal<typeof configuration, Record<'REGION', string>>>();
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
    // @ts-expect-error A denial may return nothing.
    api.access.deny('Not from here.').redirect,
    // @ts-expect-error A redirect may return nothing.
    api.redirect.sendUserTo('https://example.com/').access,
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
    // @ts-expect-error A deleted record is not returned.
    api.cache.delete('key').record,
    // @ts-expect-error Named members of the event are exact.
    event.request.geoip.latitude?.trim(),
    // @ts-expect-error The event has no such member.
    event.users,
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
