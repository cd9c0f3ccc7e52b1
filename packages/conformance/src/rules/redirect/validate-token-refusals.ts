import fc from 'fast-check';
import { ORDINARY_SECRET, secret } from '../../draw/secrets.ts';
import { word } from '../../draw/text.ts';
import { formatValue } from '../../language/format-value.ts';
import type { Json } from '../../language/json.ts';
import { sampleEvent } from '../../language/sample-event.ts';
import type { TokenAlteration, TokenRecipe } from '../../language/scenario.ts';
import { property } from '../property.ts';
import { withNeighbours } from '../shared/neighbours.ts';
import { alteredTokenProperties } from './altered-tokens.ts';
import { refusesAnotherSecret } from './another-secret.ts';
import { outdatedTokenProperties } from './outdated-tokens.ts';
import { createMissingClaimProperty, createRefusalProperty } from './refused-tokens.ts';

import {
  PARAMETER,
  createControlToken,
  createTokenParameter,
  judgeRefusal,
  malformed,
  ordinaryToken,
  plainClaims,
  removeHeader,
  sendInBoth,
  setClaims,
  setHeader,
  token,
} from './returned-token.ts';

const notANumber = fc.constantFrom<Json>('soon', '4000000000', '', true, null, [4_000_000_000], {});

/** Values of `alg` in place of `HS256`; `undefined` leaves it out. */
const unknownAlgorithms: readonly (Json | undefined)[] = [
  'hs256',
  'Hs256',
  'HS-256',
  ' HS256',
  'HS1',
  'RS256',
  '',
  ['HS256'],
  null,
  undefined,
];

function setAlgorithm(recipe: TokenRecipe, alg: Json | undefined): TokenRecipe {
  return alg === undefined ? removeHeader(recipe, 'alg') : setHeader(recipe, { alg });
}

/** What can be sent in place of a token: text, or a valid token with more parts. */
type Malformed = string | TokenAlteration;

const malformedTokens: readonly Malformed[] = [
  'not-a-token-at-all',
  plainClaims,
  { suffix: '.x' },
  { suffix: '.' },
  { suffix: '.x.y' },
];

/** The properties of `api.redirect.validateToken` about tokens that it must refuse. */
export const tokenRefusalProperties = withNeighbours({
  'redirect.validateToken/refuses-a-missing-token': property({
    given: {
      secret,
      named: fc.boolean(),
      method: token.method,
      // A valid token in another parameter.
      misplaced: fc.option(fc.constantFrom('token', 'id_token', 'Authorization'), {
        nil: undefined,
      }),
    },
    scenario: ({ secret, named, method, misplaced }, onHost) => {
      const recipe = createControlToken({ ...ordinaryToken, secret }, onHost);
      const parameters = misplaced === undefined ? {} : createTokenParameter(recipe, misplaced);
      const parameter = named ? PARAMETER : null;
      return sendInBoth({ secret, method }, onHost, parameters, { parameter });
    },
    judge: judgeRefusal(),
  }),
  'redirect.validateToken/refuses-a-malformed-token': property({
    given: {
      secret,
      method: token.method,
      malformed: fc.oneof(
        { withCrossShrink: true },
        malformed,
        fc.constantFrom(...malformedTokens),
      ),
    },
    examples: malformedTokens.map((one) => ({
      secret: ORDINARY_SECRET,
      method: 'POST' as const,
      malformed: one,
    })),
    scenario: ({ secret, method, malformed }, onHost) => {
      if (typeof malformed === 'string')
        return sendInBoth({ secret, method }, onHost, { [PARAMETER]: malformed });
      const recipe = createControlToken({ ...ordinaryToken, secret }, onHost);
      const parameters = createTokenParameter({ ...recipe, altered: malformed });
      return sendInBoth({ secret, method }, onHost, parameters);
    },
    judge: judgeRefusal(),
  }),
  'redirect.validateToken/refuses-another-secret': refusesAnotherSecret,
  ...alteredTokenProperties,
  ...outdatedTokenProperties,
  'redirect.validateToken/refuses-an-unsigned-token': createRefusalProperty(
    { alg: fc.constantFrom<string>('none', 'None', 'NONE', 'nOnE') },
    (recipe, { alg }) => setHeader({ ...recipe, algorithm: 'none' }, { alg }),
    { examples: ['none', 'None', 'NONE', 'nOnE'].map((alg) => ({ alg })) },
  ),
  'redirect.validateToken/refuses-a-mislabelled-algorithm': createRefusalProperty(
    { alg: fc.constantFrom<string>('none', 'HS384', 'HS512') },
    (recipe, { alg }) => setHeader(recipe, { alg }),
    { examples: ['none', 'HS384', 'HS512'].map((alg) => ({ alg })) },
  ),
  'redirect.validateToken/refuses-an-unknown-algorithm': createRefusalProperty(
    { alg: fc.constantFrom(...unknownAlgorithms) },
    (recipe, { alg }) => setAlgorithm(recipe, alg),
    { examples: unknownAlgorithms.map((alg) => ({ alg })) },
  ),
  'redirect.validateToken/refuses-another-algorithm': createRefusalProperty(
    { alg: fc.constantFrom<'HS384' | 'HS512'>('HS384', 'HS512') },
    (recipe, { alg }) => setHeader({ ...recipe, algorithm: alg }, { alg }),
  ),
  'redirect.validateToken/refuses-a-token-without-state': createMissingClaimProperty('state'),
  'redirect.validateToken/refuses-another-user': createRefusalProperty(
    {
      sub: fc.oneof(
        fc.constantFrom<Json>('', 'auth0|2', 'auth0|11', 'AUTH0|1', '1', ['auth0|1'], null, 1),
        word(1, 8),
      ),
    },
    (recipe, { sub }) => setClaims(recipe, { sub }),
    { reason: `, since the user is ${formatValue(sampleEvent.user.user_id)}` },
  ),
  'redirect.validateToken/refuses-a-token-without-exp': createMissingClaimProperty('exp'),
  'redirect.validateToken/refuses-a-token-without-iat': createMissingClaimProperty('iat'),
  'redirect.validateToken/refuses-a-token-without-sub': createMissingClaimProperty('sub'),
  'redirect.validateToken/refuses-a-token-without-iss': createMissingClaimProperty('iss'),
  'redirect.validateToken/refuses-times-that-are-no-numbers': createRefusalProperty(
    { name: fc.constantFrom('exp', 'iat'), time: notANumber },
    (recipe, { name, time }) => setClaims(recipe, { [name]: time }),
  ),
  'redirect.validateToken/refuses-a-critical-extension': createRefusalProperty(
    { extension: fc.constantFrom('exp', 'b64x', 'urn:example:unknown') },
    (recipe, { extension }) => setHeader(recipe, { crit: [extension], [extension]: true }),
  ),
});
