/** @type {import('@post-challenge/spec').PostChallengeAction} */
exports.onExecutePostChallenge = async (event, api) => {
  api.authentication.challengeWith({ type: 'otp' });
  // @ts-expect-error A text message is a way to reach a phone, not a factor.
  api.authentication.challengeWith({ type: 'sms' });
};
