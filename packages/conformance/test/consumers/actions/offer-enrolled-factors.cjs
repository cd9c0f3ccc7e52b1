/** @type {import('@post-challenge/spec').PasswordResetPostChallengeModule} */
module.exports = {
  async onExecutePostChallenge(event, api) {
    if (event.user.enrolledFactors === undefined) return;
    api.authentication.challengeWithAny(event.user.enrolledFactors.map(({ type }) => ({ type })));
    api.authentication.challengeWith(
      { type: 'webauthn-roaming' },
      { additionalFactors: event.user.enrolledFactors.map((factor) => ({ type: factor.type })) },
    );
    for (const { type, options } of event.user.enrolledFactors) {
      api.authentication.challengeWith({ type, options: { ...options, preferredMethod: 'sms' } });
    }
  },
};
