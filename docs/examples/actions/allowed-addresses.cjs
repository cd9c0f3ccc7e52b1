/**
 * Allows a password reset only from known IP addresses. The list is configuration, so you can change it without changing the code.
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/allowed-addresses.cjs --event '{ "configuration": { "ALLOWED_ADDRESSES": "192.0.2.1, 192.0.2.2" } }'
 *     → completed
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/allowed-addresses.cjs --event '{ "configuration": { "ALLOWED_ADDRESSES": "198.51.100.7" } }'
 *     → denied: Passwords can only be reset from our network.
 *
 * If the list is missing, the action denies every attempt:
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/allowed-addresses.cjs
 *     → denied: Passwords can only be reset from our network.
 */

/** @type {import('@post-challenge/spec').PostChallengeAction<string, 'ALLOWED_ADDRESSES'>} */
exports.onExecutePostChallenge = async (event, api) => {
  const list = event.configuration.ALLOWED_ADDRESSES ?? '';
  const allowed = list.split(',').map((address) => address.trim());

  if (!allowed.includes(event.request.ip)) {
    api.access.deny('Passwords can only be reset from our network.');
  }
};
