/**
 * After the reset, sends the user back to the application for which the password was reset, if the list knows it.
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/result-url.cjs --event '{ "client": { "client_id": "shop" } }'
 *     → completed, result URL https://shop.example.com/welcome-back?locale=en
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/result-url.cjs --event '{ "client": { "client_id": "unknown" } }'
 *     → completed
 */

// The addresses are in the code, not taken from the request, so that the user is only sent to a safe site.
const pages = new Map([
  ['shop', 'https://shop.example.com/welcome-back'],
  ['forum', 'https://forum.example.com/'],
]);

/** @type {import('@post-challenge/spec').PostChallengeAction} */
exports.onExecutePostChallenge = async (event, api) => {
  const page = pages.get(event.client.client_id);

  if (page !== undefined) {
    api.transaction.setResultUrl(page, { query: { locale: event.transaction.locale } });
  }
};
