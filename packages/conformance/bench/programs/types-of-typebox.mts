import type { PostChallengeAPI } from '@post-challenge/spec';
import type { PostChallengeEventSchema } from '@post-challenge/spec/schemas';
import type { Static } from 'typebox';

type Event = Static<typeof PostChallengeEventSchema>;

export const onExecutePostChallenge = async (event: Event, api: PostChallengeAPI) => {
  if (event.user.email_verified) api.authentication.challengeWith({ type: 'email' });
  else api.access.deny('Verify your email address first.');
};
