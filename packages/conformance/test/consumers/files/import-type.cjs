/** @type {import('@post-challenge/spec').PasswordResetPostChallengeAction} */
exports.onExecutePostChallenge = async (event, api) => {
  api.access.deny('Not from here.');
  // @ts-expect-error Only a reason is taken.
  api.access.deny('access_denied', 'Not from here.');
};
