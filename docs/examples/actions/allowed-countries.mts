/**
 * Denies an attempt from outside a few countries, and challenges the user if the country is not known.
 *
 *     npx tsc -p docs/examples/compile.json
 *
 *     npx --no-install post-challenge-reference run docs/examples/temp/allowed-countries.mjs --event '{ "request": { "geoip": { "countryCode": "CH" } } }'
 *     → completed
 *
 *     npx --no-install post-challenge-reference run docs/examples/temp/allowed-countries.mjs --event '{ "request": { "geoip": { "countryCode": "AQ" } } }'
 *     → denied: Passwords cannot be reset from your country.
 *
 *     npx --no-install post-challenge-reference run docs/examples/temp/allowed-countries.mjs --event '{ "request": { "geoip": { "countryCode": "" } } }'
 *     → challenged: a choice of otp, email
 */
import type { PostChallengeAction } from '@post-challenge/spec';

const allowed = ['AT', 'CH', 'DE', 'LI'];

export const onExecutePostChallenge: PostChallengeAction = async (event, api) => {
  const { countryCode } = event.request.geoip;

  if (!countryCode) {
    api.authentication.challengeWithAny([{ type: 'otp' }, { type: 'email' }]);
  } else if (!allowed.includes(countryCode)) {
    api.access.deny('Passwords cannot be reset from your country.');
  }
};
