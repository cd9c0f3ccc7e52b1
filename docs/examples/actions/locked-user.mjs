/**
 * Denies the attempt of a user whom support has locked, and challenges a user whom support watches. Support writes both marks into
 * `app_metadata`, because only the tenant can change that. The user can change `user_metadata`.
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/locked-user.mjs
 *     → completed
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/locked-user.mjs --event '{ "user": { "app_metadata": { "password_reset": "locked" } } }'
 *     → denied: Please call our support.
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/locked-user.mjs --event '{ "user": { "app_metadata": { "password_reset": "watched" } } }' --completes otp
 *     → completed
 */

/** @type {import('@post-challenge/spec').PostChallengeAction} */
export const onExecutePostChallenge = async (event, api) => {
  const { password_reset } = event.user.app_metadata;

  if (password_reset === 'locked') api.access.deny('Please call our support.');
  if (password_reset === 'watched') api.authentication.challengeWith({ type: 'otp' });
};
