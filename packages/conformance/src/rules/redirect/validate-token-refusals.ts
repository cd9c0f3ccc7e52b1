import fc from 'fast-check';
import { ORDINARY_SECRET, secret, trickySecrets } from '../../draw/secrets.ts';
import { word } from '../../draw/text.ts';
import { formatValue } from '../../language/format-value.ts';
import { type Json, isObject } from '../../language/json.ts';
import { sampleEvent } from '../../language/sample-event.ts';
import type { Scenario, TokenAlteration, TokenRecipe } from '../../language/scenario.ts';
import type { Trace } from '../../language/trace.ts';
import { combine, violation } from '../expectations.ts';
import { judgeSteps } from '../judges.ts';
import { type Judge, property } from '../property.ts';
import { withNeighbours } from '../shared/neighbours.ts';
import { filterCalls, getPhases } from '../step-results.ts';

import {
  type DrawnToken,
  HOUR,
  METHOD,
  MINUTE,
  PARAMETER,
  createControlToken,
  createMissingClaimProperty,
  createTokenParameter,
  createTokenProperty,
  findRecipe,
  getSentClaims,
  isAccepted,
  judgeRefusal,
  malformed,
  ordinaryToken,
  removeHeader,
  sendInBoth,
  setClaims,
  setHeader,
  token,
  validate,
} from './returned-token.ts';
import {
  type Forgery,
  alteredClaims,
  alteredHeaders,
  alteredSignatures,
  forgeries,
  malformedTokens,
  notANumber,
  otherStates,
  passedTimes,
  unknownAlgorithms,
} from './token-faults.ts';

function setAlgorithm(recipe: TokenRecipe, alg: Json | undefined): TokenRecipe {
  return alg === undefined ? removeHeader(recipe, 'alg') : setHeader(recipe, { alg });
}

const forgery: fc.Arbitrary<Forgery> = fc.oneof(
  { withCrossShrink: true },
  fc.constantFrom(...forgeries),
  secret.map((other) => () => ({ secret: other })),
);

/** Forges a token. If the forged key is the secret itself, it becomes another one. */
function forge(recipe: TokenRecipe, drawn: DrawnToken, forgery: Forgery): TokenRecipe {
  const { secret, header = {} } = forgery(drawn.secret);
  return setHeader({ ...recipe, secret: secret === drawn.secret ? `${secret}x` : secret }, header);
}

/** Judges that every call with another secret than that of the token is refused. */
const judgeOtherSecrets: Judge = judgeSteps((results, scenario) => {
  const secret = findRecipe(scenario)?.secret;
  const others = filterCalls(results, METHOD).filter(
    ({ args: [options] }) => isObject(options) && options['secret'] !== secret,
  );
  return combine(
    others.map((called) =>
      isAccepted(called, scenario)
        ? violation(called, 'an error, or a result without the claims of the token')
        : 'held',
    ),
  );
});

/** Checks whether the state of the other transaction, which the token has, is also that of the return. */
function hasStateOfReturn(scenario: Scenario, trace: Trace): boolean {
  const state = findRecipe(scenario)?.claims['state'];
  if (!isObject(state) || state['transaction'] === undefined) return false;
  const outcome = getPhases(trace).at(-1)?.outcome;
  const url = outcome?.status === 'redirected' ? outcome.url : '';
  const other = URL.canParse(url) ? new URL(url).searchParams.get('state') : undefined;
  return other === getSentClaims(scenario, trace)['state'];
}

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
  'redirect.validateToken/refuses-another-secret': property({
    given: {
      ...token,
      forgery,
      // The token may be valid, so that the action first validates it with the right secret, and then with the other one.
      validatedBefore: fc.boolean(),
    },
    examples: [
      ...[ORDINARY_SECRET, trickySecrets[3]].flatMap((secret) =>
        forgeries.map((forgery) => ({
          ...ordinaryToken,
          secret,
          forgery,
          validatedBefore: false,
        })),
      ),
      ...forgeries.slice(0, 1).map((forgery) => ({
        ...ordinaryToken,
        forgery,
        validatedBefore: true,
      })),
    ],
    scenario: ({ forgery, validatedBefore, ...drawn }, onHost) => {
      const control = createControlToken(drawn, onHost);
      const forged = forge(control, drawn, forgery);
      if (!validatedBefore) return sendInBoth(drawn, onHost, createTokenParameter(forged));
      return sendInBoth(
        { ...drawn, secret: forged.secret.padEnd(32, 'z') },
        onHost,
        createTokenParameter(control),
        { before: [validate(drawn.secret)] },
      );
    },
    judge: judgeOtherSecrets,
  }),
  'redirect.validateToken/refuses-altered-claims': createTokenProperty(
    { claims: fc.constantFrom(...alteredClaims) },
    (recipe, { claims }) => ({ ...recipe, altered: { claims } }),
    judgeRefusal(),
    alteredClaims.map((claims) => ({ claims })),
  ),
  'redirect.validateToken/refuses-an-altered-header': createTokenProperty(
    { header: fc.constantFrom(...alteredHeaders) },
    (recipe, { header }) => ({ ...recipe, altered: { header } }),
    judgeRefusal(),
    alteredHeaders.map((header) => ({ header })),
  ),
  'redirect.validateToken/refuses-an-altered-signature': createTokenProperty(
    {
      altered: fc.oneof(
        { withCrossShrink: true },
        fc.constantFrom(...alteredSignatures),
        fc
          .integer({ min: 0, max: 31 })
          .map((signatureByte): TokenAlteration => ({ signatureByte })),
        fc
          .integer({ min: 0, max: 31 })
          .map((signatureLength): TokenAlteration => ({ signatureLength })),
        word(1, 8).map((suffix): TokenAlteration => ({ suffix })),
      ),
    },
    (recipe, { altered }) => ({ ...recipe, altered }),
    judgeRefusal(),
    alteredSignatures.map((altered) => ({ altered })),
  ),
  'redirect.validateToken/refuses-a-padded-signature': createTokenProperty({}, (recipe) => ({
    ...recipe,
    altered: { suffix: '=' },
  })),
  'redirect.validateToken/refuses-an-unsigned-token': createTokenProperty(
    { alg: fc.constantFrom<string>('none', 'None', 'NONE', 'nOnE') },
    (recipe, { alg }) => setHeader({ ...recipe, algorithm: 'none' }, { alg }),
    judgeRefusal(),
    ['none', 'None', 'NONE', 'nOnE'].map((alg) => ({ alg })),
  ),
  'redirect.validateToken/refuses-a-mislabelled-algorithm': createTokenProperty(
    { alg: fc.constantFrom<string>('none', 'HS384', 'HS512') },
    (recipe, { alg }) => setHeader(recipe, { alg }),
    judgeRefusal(),
    ['none', 'HS384', 'HS512'].map((alg) => ({ alg })),
  ),
  'redirect.validateToken/refuses-an-unknown-algorithm': createTokenProperty(
    { alg: fc.constantFrom(...unknownAlgorithms) },
    (recipe, { alg }) => setAlgorithm(recipe, alg),
    judgeRefusal(),
    unknownAlgorithms.map((alg) => ({ alg })),
  ),
  'redirect.validateToken/refuses-another-algorithm': createTokenProperty(
    { alg: fc.constantFrom<'HS384' | 'HS512'>('HS384', 'HS512') },
    (recipe, { alg }) => setHeader({ ...recipe, algorithm: alg }, { alg }),
  ),
  'redirect.validateToken/refuses-an-expired-token': createTokenProperty(
    {
      passed: fc.oneof(
        { withCrossShrink: true },
        fc.constantFrom(...passedTimes),
        fc
          .integer({ min: HOUR + 1, max: 1000 * HOUR })
          .map((ago) => (seconds: number) => seconds - ago),
      ),
    },
    (recipe, { now, passed, age }) => {
      const exp = passed(Math.floor(now / 1000));
      return setClaims(recipe, { iat: exp - MINUTE - age, exp });
    },
    judgeRefusal(),
    passedTimes.map((passed) => ({ passed })),
  ),
  'redirect.validateToken/refuses-another-state': property({
    given: {
      ...token,
      change: fc.oneof(
        { withCrossShrink: true },
        fc.constantFrom(...otherStates),
        word(1, 40).map((state) => () => state),
      ),
    },
    examples: otherStates.map((change) => ({ ...ordinaryToken, change })),
    scenario: ({ change, ...drawn }, onHost) => {
      const control = createControlToken(drawn, onHost);
      const { state = '' } = control.claims;
      const parameters = createTokenParameter(setClaims(control, { state: change(state) }));
      return sendInBoth(drawn, onHost, parameters, { besideAnother: true });
    },
    judge: (scenario, trace) =>
      hasStateOfReturn(scenario, trace) ? 'vacuous' : judgeRefusal()(scenario, trace),
  }),
  'redirect.validateToken/refuses-a-token-without-state': createMissingClaimProperty('state'),
  'redirect.validateToken/refuses-another-user': createTokenProperty(
    {
      sub: fc.oneof(
        fc.constantFrom<Json>('', 'auth0|2', 'auth0|11', 'AUTH0|1', '1', ['auth0|1'], null, 1),
        word(1, 8),
      ),
    },
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
});
