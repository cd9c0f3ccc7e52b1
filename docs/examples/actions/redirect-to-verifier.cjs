/**
 * Redirects the user to a site that verifies their identity, and reads the answer from the token with which the user returns.
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/redirect-to-verifier.cjs --secret VERIFIER_SECRET=of-you-and-the-verifier
 *     → redirected to https://verifier.example.com/start?session_token=eyJhbG…&state=<state>
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/redirect-to-verifier.cjs --secret VERIFIER_SECRET=of-you-and-the-verifier --token '{ "verified": true }'
 *     → completed
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/redirect-to-verifier.cjs --secret VERIFIER_SECRET=of-you-and-the-verifier --token '{ "verified": false }'
 *     → denied: We could not verify your identity.
 *
 * If the user returns without a token, or with one that the verifier did not sign, the action denies the attempt:
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/redirect-to-verifier.cjs --secret VERIFIER_SECRET=of-you-and-the-verifier --returns session_token=forged
 *     → denied: We could not verify your identity.
 */

/** @type {import('@post-challenge/spec').PostChallengeAction<'VERIFIER_SECRET'>} */
exports.onExecutePostChallenge = async (event, api) => {
  const session_token = api.redirect.encodeToken({
    secret: event.secrets.VERIFIER_SECRET,
    payload: { purpose: 'password-reset', email: event.user.email },
    expiresInSeconds: 300,
  });
  api.redirect.sendUserTo('https://verifier.example.com/start', { query: { session_token } });
};

/** @type {import('@post-challenge/spec').PostChallengeAction<'VERIFIER_SECRET'>} */
exports.onContinuePostChallenge = async (event, api) => {
  if (!isVerified(event, api)) {
    api.access.deny('We could not verify your identity.');
  }
};

/**
 * @param {import('@post-challenge/spec').PostChallengeEvent<'VERIFIER_SECRET'>} event
 * @param {import('@post-challenge/spec').PostChallengeAPI} api
 */
function isVerified(event, api) {
  try {
    const answer = api.redirect.validateToken({ secret: event.secrets.VERIFIER_SECRET });
    return answer.verified === true;
  } catch {
    return false;
  }
}
