/**
 * Counts the attempts of a user in the cache, and denies the fourth attempt within 15 minutes. The cache may lose the count early, so
 * this slows an attacker down, but does not stop every attack. In these commands each execution stands for an attempt:
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/limited-attempts.mjs
 *     → completed
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/limited-attempts.mjs docs/examples/actions/limited-attempts.mjs docs/examples/actions/limited-attempts.mjs docs/examples/actions/limited-attempts.mjs
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
