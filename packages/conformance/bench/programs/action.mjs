/** @type {import('@post-challenge/spec').PostChallengeAction} */
export const onExecutePostChallenge = async (event, api) => {
  if (event.user.email_verified) api.authentication.challengeWith({ type: 'email' });
  else api.access.deny('Verify your email address first.');
};
