import { createRequire } from 'node:module';
import { mock } from '@kilterset/auth0-actions-testing';
import { fromApi } from '@post-challenge/conformance';

const require = createRequire(import.meta.url);
const { name, version } = require('@kilterset/auth0-actions-testing/package.json');

/** Derives the outcome from the state of the kit, which a test reads as `action.access`, `action.redirect` and so on. */
function readOutcome({ access, authentication, redirect }) {
  const { challenge } = authentication;
  if (access.denied) return { status: 'denied', reason: access.denied.reason };
  if (redirect) return { status: 'redirected', url: redirect.url.href };
  if (!challenge) return { status: 'completed' };
  const { allOptions: factors, default: defaultFactor } = challenge;
  return { status: 'challenged', factors, ...(defaultFactor && { defaultFactor }) };
}

export default fromApi({
  name,
  version,
  clock: 'system',
  create({ event: { user, request } }) {
    const { implementation, state } = mock.api.postChallenge({ user, request });
    return { api: implementation, outcome: () => readOutcome(state) };
  },
});
