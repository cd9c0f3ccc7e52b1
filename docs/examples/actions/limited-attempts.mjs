/**
 * Counts the attempts of a user in the cache, and denies the fourth within a quarter of an hour. The cache may forget early:
 * it slows an attacker down, and keeps no books. Each execution stands for an attempt here:
 *
 *     npx @post-challenge/reference run docs/examples/actions/limited-attempts.mjs
 *     → completed
 *
 *     npx @post-challenge/reference run docs/examples/actions/limited-attempts.mjs docs/examples/actions/limited-attempts.mjs docs/examples/actions/limited-attempts.mjs docs/examples/actions/limited-attempts.mjs
 *     → denied: Too many attempts. Please try again later.
 */

const MOST = 3;

/** @type {import('@post-challenge/spec').PostChallengeAction} */
export const onExecutePostChallenge = async (event, api) => {
  const key = `attempts:${event.user.user_id}`;
  const { value = '0', expires_at = Date.now() + 15 * 60 * 1000 } = api.cache.get(key) ?? {};
  const attempts = Number(value) + 1;

  if (attempts > MOST) api.access.deny('Too many attempts. Please try again later.');
  api.cache.set(key, String(attempts), { expires_at });
};
