import type {
  Event,
  PasswordResetPostChallengeAPI,
} from '@auth0/actions/password-reset-post-challenge/v1';

export const onExecutePostChallenge = async (event: Event, api: PasswordResetPostChallengeAPI) => {
  if (event.user.email_verified) api.authentication.challengeWith({ type: 'email' });
  else api.access.deny('Verify your email address first.');
};
