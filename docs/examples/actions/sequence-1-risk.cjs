/**
 * The first of two actions: rates the risk of the attempt, and stores the rating in the cache for the second action.
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/sequence-1-risk.cjs docs/examples/actions/sequence-2-challenge.cjs
 *     → completed
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/sequence-1-risk.cjs docs/examples/actions/sequence-2-challenge.cjs --event '{ "stats": { "logins_count": 0 } }'
 *     → challenged: email
 *
 * If the first action denies, the second does not execute:
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/sequence-1-risk.cjs docs/examples/actions/sequence-2-challenge.cjs --event '{ "request": { "user_agent": "curl/8.0" } }'
 *     → denied: Please use a browser.
 */

/** @type {import('@post-challenge/spec').PostChallengeAction} */
exports.onExecutePostChallenge = async (event, api) => {
  if (event.request.user_agent?.startsWith('curl/')) {
    api.access.deny('Please use a browser.');
  }
  const risk = event.stats.logins_count === 0 ? 'high' : 'low';
  api.cache.set(`risk:${event.user.user_id}`, risk, { ttl: 60 * 1000 });
};
