/**
 * The second of two actions: challenges the user if the first action has rated the risk as high, or if the cache holds no rating.
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/sequence-1-risk.cjs docs/examples/actions/sequence-2-challenge.cjs --event '{ "stats": { "logins_count": 0 } }' --completes email
 *     → completed
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/sequence-2-challenge.cjs
 *     → challenged: email
 */

/** @type {import('@post-challenge/spec').PostChallengeAction} */
exports.onExecutePostChallenge = async (event, api) => {
  const risk = api.cache.get(`risk:${event.user.user_id}`)?.value ?? 'high';

  if (risk === 'high') api.authentication.challengeWith({ type: 'email' });
};
