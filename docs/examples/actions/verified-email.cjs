/**
 * Denies the attempt of a user whose e-mail address was never verified.
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/verified-email.cjs
 *     → completed
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/verified-email.cjs --event '{ "user": { "email_verified": false } }'
 *     → denied: Please verify your e-mail address first.
 */

/** @type {import('@post-challenge/spec').PostChallengeAction} */
exports.onExecutePostChallenge = async (event, api) => {
  if (!event.user.email_verified) {
    api.access.deny('Please verify your e-mail address first.');
  }
};
