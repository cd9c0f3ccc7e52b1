/**
 * Heeds what stays with the user between transactions: support locks somebody by writing into `app_metadata`, which only
 * the tenant can change, and not into `user_metadata`, which the user can.
 *
 *     npx @post-challenge/reference run docs/examples/actions/locked-user.mjs
 *     → completed
 *
 *     npx @post-challenge/reference run docs/examples/actions/locked-user.mjs --event '{ "user": { "app_metadata": { "password_reset": "locked" } } }'
 *     → denied: Please call our support.
 *
 *     npx @post-challenge/reference run docs/examples/actions/locked-user.mjs --event '{ "user": { "app_metadata": { "password_reset": "watched" } } }' --completes otp
 *     → completed
 */

/** @type {import('@post-challenge/spec').PostChallengeAction} */
export const onExecutePostChallenge = async (event, api) => {
  const { password_reset } = event.user.app_metadata;

  if (password_reset === 'locked') api.access.deny('Please call our support.');
  if (password_reset === 'watched') api.authentication.challengeWith({ type: 'otp' });
};
