/**
 * Lets passwords be reset from known addresses only. The list is configuration, so that it can change without the code.
 *
 *     npx @post-challenge/reference run docs/examples/actions/allowed-addresses.cjs --event '{ "configuration": { "ALLOWED_ADDRESSES": "192.0.2.1, 192.0.2.2" } }'
 *     → completed
 *
 *     npx @post-challenge/reference run docs/examples/actions/allowed-addresses.cjs --event '{ "configuration": { "ALLOWED_ADDRESSES": "198.51.100.7" } }'
 *     → denied: Passwords can only be reset from our network.
 *
 * A list that is missing allows nobody:
 *
 *     npx @post-challenge/reference run docs/examples/actions/allowed-addresses.cjs
 *     → denied: Passwords can only be reset from our network.
 */

/** @type {import('@post-challenge/spec').PostChallengeAction} */
exports.onExecutePostChallenge = async (event, api) => {
  const list = event.configuration?.ALLOWED_ADDRESSES ?? '';
  const allowed = list.split(',').map((address) => address.trim());

  if (!allowed.includes(event.request.ip)) {
    api.access.deny('Passwords can only be reset from our network.');
  }
};
