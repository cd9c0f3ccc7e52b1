import type { PostChallengeAction } from '@post-challenge/spec';

export const onExecutePostChallenge: PostChallengeAction = async (event, api) => {
  if (event.user.email_verified) api.authentication.challengeWith({ type: 'email' });
  else api.access.deny('Verify your email address first.');
};
