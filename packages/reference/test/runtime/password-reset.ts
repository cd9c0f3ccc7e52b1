import type { PostChallengeEvent, PostChallengeModule } from '@post-challenge/spec';
import { eventOf } from '../event.ts';
import { secret } from '../api/signed.ts';
import { action } from './journey.ts';

/** The event of a user who resets their password. */
export const event: PostChallengeEvent = {
  ...eventOf({ user: { email: 'user@example.com' } }),
  secrets: { SITE: secret },
};

/** Asks for a second factor, unless the user completed one within the last hour. */
const secondFactor = action(({ user }, api) => {
  if (api.cache.get(user.user_id)) return;
  api.authentication.challengeWith({ type: 'otp' }, { additionalFactors: [{ type: 'phone' }] });
});

/** Sends the user to a site that verifies the identity, and trusts its signed answer. */
const identity = action(
  ({ secrets, user }, api) => {
    const payload = { email: user.email };
    const token = api.redirect.encodeToken({ secret: secrets['SITE'] ?? '', payload });
    api.redirect.sendUserTo('https://site.example/verify', { query: { session_token: token } });
  },
  ({ secrets }, api) => {
    const { verified } = api.redirect.validateToken<{ verified?: unknown }>({
      secret: secrets['SITE'] ?? '',
    });
    if (verified !== true) api.access.deny('Your identity was not verified.');
  },
);

/** Remembers the user, and adds the completed factors to the result URL. */
const remembering = action(({ authentication, user }, api) => {
  api.cache.set(user.user_id, 'seen', { ttl: 3_600_000 });
  const factors = authentication.methods.map(({ type }) => type).join();
  api.transaction.setResultUrl('https://app.example/', { query: { factors } });
});

/** The actions that the tenant binds to the trigger. */
export const actions: readonly PostChallengeModule[] = [secondFactor, identity, remembering];
