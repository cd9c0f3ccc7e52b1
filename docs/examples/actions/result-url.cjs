/**
 * Sends the user back to the application for which the password was reset, if it is one that is known.
 *
 *     npx @post-challenge/reference run docs/examples/actions/result-url.cjs --event '{ "client": { "client_id": "shop" } }'
 *     → completed, and on to https://shop.example.com/welcome-back?locale=en
 *
 *     npx @post-challenge/reference run docs/examples/actions/result-url.cjs --event '{ "client": { "client_id": "unknown" } }'
 *     → completed
 */

// A list in the code, rather than an address from the request: the user has to be sent to a safe place.
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
