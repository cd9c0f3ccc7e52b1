import fc from 'fast-check';
import { secret } from '../../draw/secrets.ts';
import { word } from '../../draw/text.ts';
import { START } from '../../draw/times.ts';
import type { TokenRecipe } from '../../language/scenario.ts';
import { violation } from '../expectations.ts';
import { onCall } from '../judges.ts';
import { type Property, property } from '../property.ts';
import { withNeighbours } from '../shared/neighbours.ts';
import { hasThrown } from '../step-results.ts';

import {
  type DrawnToken,
  HOUR,
  METHOD,
  PARAMETER,
  createControlToken,
  createTokenParameter,
  getSentToken,
  isAccepted,
  malformed,
  ordinaryToken,
  removeClaim,
  sendInBoth,
  setClaims,
  setHeader,
  token,
} from './returned-token.ts';

type ReplaceToken = (token: TokenRecipe, drawn: DrawnToken) => TokenRecipe | string | undefined;

/** Replacements for a valid token, one for each way to refuse a token; `undefined` leaves out the parameter. */
const refusals: readonly ReplaceToken[] = [
  () => undefined,
  () => 'not-a-token-at-all',
  (recipe) => ({ ...recipe, altered: { claims: { admin: true } } }),
  (recipe) => ({ ...recipe, altered: { signatureByte: 0 } }),
  (recipe) => ({ ...recipe, altered: { suffix: '.x' } }),
  (recipe) => ({ ...recipe, secret: 'x'.repeat(32) }),
  (recipe) => setHeader({ ...recipe, algorithm: 'none' }, { alg: 'none' }),
  (recipe) => setHeader({ ...recipe, algorithm: 'HS512' }, { alg: 'HS512' }),
  (recipe, { now }) => {
    const exp = Math.floor(now / 1000) - 2 * HOUR;
    return setClaims(recipe, { iat: exp - 1, exp });
  },
  (recipe) => setClaims(recipe, { state: 'another-state' }),
  (recipe) => setClaims(recipe, { sub: 'auth0|2' }),
  ...['state', 'exp', 'iat', 'sub', 'iss'].map(
    (name): ReplaceToken =>
      (recipe) =>
        removeClaim(recipe, name),
  ),
];

const refusal = fc.oneof(
  { withCrossShrink: true },
  fc.constantFrom(...refusals),
  malformed.map(
    (text): ReplaceToken =>
      () =>
        text,
  ),
  fc.tuple(word(8, 20), word(20, 40), word(20, 40)).map(
    (parts): ReplaceToken =>
      () =>
        parts.join('.'),
  ),
);

function createRefusedScenario(
  { replace, ...drawn }: DrawnToken & { readonly replace: ReplaceToken },
  onHost: boolean,
) {
  const sent = replace(createControlToken(drawn, onHost), drawn);
  if (typeof sent === 'object') return sendInBoth(drawn, onHost, createTokenParameter(sent));
  return sendInBoth(drawn, onHost, sent === undefined ? {} : { [PARAMETER]: sent });
}

/** Draws refused tokens. An implementation with a clock of its own refuses them too. */
const refused = {
  given: { ...token, secret, now: fc.constant(START), replace: refusal },
  examples: refusals.map((replace) => ({ ...ordinaryToken, replace })),
  scenario: createRefusedScenario,
};

/** The properties of `api.redirect.validateToken` about the errors of refused tokens. */
export const tokenErrorProperties = withNeighbours({
  'redirect.validateToken/refuses-by-throwing': property({
    ...refused,
    given: { ...refused.given, now: token.now },
    judge: onCall(METHOD, (called, scenario) => {
      if (isAccepted(called, scenario)) return 'vacuous';
      return hasThrown(called) ? 'held' : violation(called, 'an error');
    }),
  }),
  'redirect.validateToken/throws-errors': property({
    ...refused,
    judge: onCall(METHOD, (called) => {
      if (!('threw' in called.observation)) return 'vacuous';
      return called.observation.threw.isError
        ? 'held'
        : violation(called, 'an Error', `a ${called.observation.threw.name}`);
    }),
  }),
  'redirect.validateToken/keeps-the-secret': property({
    ...refused,
    judge: onCall(METHOD, (called, scenario, trace) => {
      if (!('threw' in called.observation)) return 'vacuous';
      const { message } = called.observation.threw;
      const { secret } = called.args[0] as { secret: string };
      const sent = getSentToken(scenario, trace) ?? '';
      if (message.includes(secret)) return violation(called, 'a message without the secret');
      // A shorter text may be an ordinary word, or what the error of a parser quotes.
      const quotes = sent.length >= 48 && message.includes(sent);
      return quotes ? violation(called, 'a message without the token') : 'held';
    }),
  }),
} satisfies Record<string, Property>);
