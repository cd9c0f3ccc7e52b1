/**
 * Denies the attempt outside of a few countries, and challenges the user where the country is not known.
 *
 *     npx @post-challenge/reference run docs/examples/actions/allowed-countries.mjs --event '{ "request": { "geoip": { "countryCode": "CH" } } }'
 *     → completed
 *
 *     npx @post-challenge/reference run docs/examples/actions/allowed-countries.mjs --event '{ "request": { "geoip": { "countryCode": "AQ" } } }'
 *     → denied: Passwords cannot be reset from your country.
 *
 *     npx @post-challenge/reference run docs/examples/actions/allowed-countries.mjs --event '{ "request": { "geoip": { "countryCode": "" } } }'
 *     → challenged: a choice of otp, email
 */

const allowed = ['AT', 'CH', 'DE', 'LI'];

/** @type {import('@post-challenge/spec').PostChallengeAction} */
export const onExecutePostChallenge = async (event, api) => {
  const { countryCode } = event.request.geoip;

  if (!countryCode) {
    api.authentication.challengeWithAny([{ type: 'otp' }, { type: 'email' }]);
  } else if (!allowed.includes(countryCode)) {
    api.access.deny('Passwords cannot be reset from your country.');
  }
};
