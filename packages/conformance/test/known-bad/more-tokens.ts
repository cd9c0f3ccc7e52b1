import type { Implementation } from '@post-challenge/conformance';
import { answerRefusal } from '../answer-refusal.ts';
import type { MoreKnownBad } from './more-known-bad.ts';

/** Makes `validateToken` of the reference return the claims of a token that it refuses, in some form. */
function returnUnverified(form: (claims: Record<string, unknown>) => unknown): Implementation {
  return answerRefusal((error, claims) => {
    if (!claims) throw error;
    return form(claims);
  });
}

/** Leaves out the claim of the site that verified the user. */
function removeVerification(claims: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => name !== 'verification'));
}

/** Further known-bad implementations of the rules of `api.redirect.validateToken` about refusals. */
export const moreTokenKnownBad: MoreKnownBad = [
  [
    'some claims of a token that does not verify are returned',
    'redirect.validateToken/refuses-altered-claims',
    returnUnverified(removeVerification),
  ],
  [
    'the standard claims of a token that does not verify are returned',
    'redirect.validateToken/refuses-altered-claims',
    returnUnverified(({ iss, sub, aud, iat, exp, state }) => ({ iss, sub, aud, iat, exp, state })),
  ],
  [
    'the claims of a token that does not verify are returned as a Map',
    'redirect.validateToken/refuses-altered-claims',
    returnUnverified((claims) => new Map(Object.entries(claims))),
  ],
  [
    'the claims of a token that does not verify are returned as entries',
    'redirect.validateToken/refuses-altered-claims',
    returnUnverified((claims) => Object.entries(claims)),
  ],
  [
    'the claims of a token that does not verify are returned one level down',
    'redirect.validateToken/refuses-altered-claims',
    returnUnverified((claims) => ({ payload: removeVerification(claims) })),
  ],
];
