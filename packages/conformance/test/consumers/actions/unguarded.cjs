/** @type {import('@post-challenge/spec').PasswordResetPostChallengeAction} */
exports.onExecutePostChallenge = async (event, api) => {
  const factors = event.user.enrolledFactors.map(({ type }) => ({ type }));
  api.authentication.challengeWithAny(factors);
};
