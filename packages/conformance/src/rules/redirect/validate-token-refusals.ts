import fc from 'fast-check';
import { secret } from '../../draw/secrets.ts';
import { word } from '../../draw/text.ts';
import { sampleEvent } from '../../language/sample-event.ts';
import { type Json, type JsonObject } from '../../language/json.ts';
import { violation } from '../expectations.ts';
import { onCall } from '../judges.ts';
import { type Property, property } from '../property.ts';
import { hasThrown } from '../step-results.ts';
import type { TokenRecipe } from '../../language/scenario.ts';
import { formatValue } from '../../language/format-value.ts';

import {
  type DrawnToken,
  METHOD,
  STATE,
  createControlToken,
  createTokenParameter,
  isAccepted,
  removeClaim,
  token,
  PARAMETER,
  HOUR,
  malformed,
  plainClaims,
  sendInBoth,
  createTokenProperty,
  setClaims,
  setHeader,
  createMissingClaimProperty,
  judgeRefusal,
} from './returned-token.ts';

const notANumber = fc.constantFrom<Json>('soon', '4000000000', true, null, [4_000_000_000]);

type ReplaceToken = (token: TokenRecipe, drawn: DrawnToken) => TokenRecipe | string | undefined;

/** Replacements for a valid token, one for each way to refuse a token; `undefined` leaves out the parameter. */
const refused: readonly ReplaceToken[] = [
  () => undefined,
  () => 'not-a-token-at-all',
  (recipe) => ({ ...recipe, altered: { claims: { admin: true } } }),
  (recipe) => ({ ...recipe, altered: { signatureByte: 0 } }),
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

/** The properties of `api.redirect.validateToken` about tokens that it must refuse. */
export const tokenRefusalProperties = {
  'redirect.validateToken/refuses-a-missing-token': property({
    given: { secret, named: fc.boolean() },
    scenario: ({ secret, named }, onHost) =>
      sendInBoth({ secret }, onHost, {}, named ? PARAMETER : null),
    judge: judgeRefusal(),
  }),
  'redirect.validateToken/refuses-a-malformed-token': property({
    given: { secret, malformed },
    examples: ['not-a-token-at-all', plainClaims].map((text) => ({
      secret: 'a'.repeat(32),
      malformed: text,
    })),
    scenario: ({ secret, malformed }, onHost) =>
      sendInBoth({ secret }, onHost, { [PARAMETER]: malformed }),
    judge: judgeRefusal(),
  }),
  'redirect.validateToken/refuses-another-secret': createTokenProperty(
    { other: fc.oneof(fc.constant(undefined), secret) },
    (recipe, { secret, other }) => {
      const last = secret.endsWith('x') ? 'y' : 'x';
      const another = other === undefined || other === secret ? secret.slice(0, -1) + last : other;
      return { ...recipe, secret: another };
    },
  ),
  'redirect.validateToken/refuses-altered-claims': createTokenProperty(
    {
      claims: fc.constantFrom<JsonObject>(
        { admin: true },
        { exp: 4_000_000_000 },
        { email: 'a@b.example' },
      ),
    },
    (recipe, { claims }) => ({ ...recipe, altered: { claims } }),
  ),
  'redirect.validateToken/refuses-an-altered-header': createTokenProperty(
    { header: fc.constantFrom<JsonObject>({ kid: 'key' }, { cty: 'JWT' }, { a: 1 }) },
    (recipe, { header }) => ({ ...recipe, altered: { header } }),
  ),
  'redirect.validateToken/refuses-an-altered-signature': createTokenProperty(
    {
      altered: fc.oneof(
        fc.integer({ min: 0, max: 31 }).map((signatureByte) => ({ signatureByte })),
        fc.integer({ min: 0, max: 31 }).map((signatureLength) => ({ signatureLength })),
      ),
    },
    (recipe, { altered }) => ({ ...recipe, altered }),
  ),
  'redirect.validateToken/refuses-an-unsigned-token': createTokenProperty(
    { alg: fc.constantFrom('none', 'None', 'NONE', 'nOnE') },
    (recipe, { alg }) => setHeader({ ...recipe, algorithm: 'none' }, { alg }),
  ),
  'redirect.validateToken/refuses-a-mislabelled-algorithm': createTokenProperty(
    { alg: fc.constantFrom('none', 'HS384', 'HS512') },
    (recipe, { alg }) => setHeader(recipe, { alg }),
  ),
  'redirect.validateToken/refuses-another-algorithm': createTokenProperty(
    { alg: fc.constantFrom<'HS384' | 'HS512'>('HS384', 'HS512') },
    (recipe, { alg }) => setHeader({ ...recipe, algorithm: alg }, { alg }),
  ),
  'redirect.validateToken/refuses-an-expired-token': createTokenProperty(
    { ago: fc.oneof(fc.constant(HOUR + 1), fc.integer({ min: HOUR + 1, max: 1000 * HOUR })) },
    (recipe, { now, ago, age }) => {
      const exp = Math.floor(now / 1000) - ago;
      return setClaims(recipe, { iat: exp - 1 - age, exp });
    },
  ),
  'redirect.validateToken/refuses-another-state': createTokenProperty(
    {
      state: fc.oneof(
        fc.constantFrom('', STATE.slice(0, -1), `${STATE}x`, STATE.toUpperCase()),
        word(1, 8),
      ),
    },
    (recipe, { state }) => setClaims(recipe, { state }),
  ),
  'redirect.validateToken/refuses-a-token-without-state': createMissingClaimProperty('state'),
  'redirect.validateToken/refuses-another-user': createTokenProperty(
    { sub: fc.oneof(fc.constantFrom('', 'auth0|2', 'auth0|11', 'AUTH0|1'), word(1, 8)) },
    (recipe, { sub }) => setClaims(recipe, { sub }),
    judgeRefusal(`, since the user is ${formatValue(sampleEvent.user.user_id)}`),
  ),
  'redirect.validateToken/refuses-a-token-without-exp': createMissingClaimProperty('exp'),
  'redirect.validateToken/refuses-a-token-without-iat': createMissingClaimProperty('iat'),
  'redirect.validateToken/refuses-a-token-without-sub': createMissingClaimProperty('sub'),
  'redirect.validateToken/refuses-a-token-without-iss': createMissingClaimProperty('iss'),
  'redirect.validateToken/refuses-times-that-are-no-numbers': createTokenProperty(
    { name: fc.constantFrom('exp', 'iat'), time: notANumber },
    (recipe, { name, time }) => setClaims(recipe, { [name]: time }),
  ),
  'redirect.validateToken/refuses-a-critical-extension': createTokenProperty(
    { extension: fc.constantFrom('exp', 'b64x', 'urn:example:unknown') },
    (recipe, { extension }) => setHeader(recipe, { crit: [extension], [extension]: true }),
  ),
  'redirect.validateToken/refuses-by-throwing': property({
    given: { ...token, replace: fc.constantFrom(...refused) },
    scenario: ({ replace, ...drawn }, onHost) => {
      const sent = replace(createControlToken(drawn, onHost), drawn);
      const parameters = typeof sent === 'object' ? createTokenParameter(sent) : {};
      return sendInBoth(drawn, onHost, {
        ...parameters,
        ...(typeof sent === 'string' && { [PARAMETER]: sent }),
      });
    },
    judge: onCall(METHOD, (called, scenario) => {
      if (isAccepted(called, scenario)) return 'vacuous';
      return hasThrown(called) ? 'held' : violation(called, 'an error');
    }),
  }),
} satisfies Record<string, Property>;
