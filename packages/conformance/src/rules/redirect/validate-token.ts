import fc from 'fast-check';
import { payload, trickyPayloads } from '../../draw/json-values.ts';
import { preferOrdinary } from '../../draw/ordinary.ts';
import { ORDINARY_SECRET, secret, trickySecrets } from '../../draw/secrets.ts';
import { longTexts, longestText, memberName, unicode, word } from '../../draw/text.ts';
import { isObject } from '../../language/json.ts';
import { property } from '../property.ts';
import { withNeighbours } from '../shared/neighbours.ts';

import {
  PARAMETER,
  token,
  byPost,
  ordinaryToken,
  validate,
  judgeRefusal,
  createControlToken,
  createReturnScenario,
  sendInBoth,
  createTokenParameter,
  findReturn,
  createTokenProperty,
  setClaims,
  judgeAcceptance,
  judgeReturnedClaims,
} from './returned-token.ts';

const refuseMisplaced = judgeRefusal(', since it is not in the parameter that the action names');

/** The properties of `api.redirect.validateToken` about tokens that it must accept, and about its results and errors. */
export const validateTokenProperties = withNeighbours({
  'redirect.validateToken/accepts-a-valid-token': createTokenProperty(
    { ...byPost, secret, payload },
    (recipe) => recipe,
    judgeAcceptance,
    [
      ...[ORDINARY_SECRET, ...trickySecrets].map((one) => ({ secret: one, payload: {} })),
      ...[longTexts.at(-1), longestText].map((comment = '') => ({
        secret: ORDINARY_SECRET,
        payload: { comment },
      })),
    ].map((example) => ({ method: 'POST' as const, ...example })),
  ),
  'redirect.validateToken/returns-the-payload': createTokenProperty(
    { payload, method: token.method },
    (recipe) => recipe,
    judgeReturnedClaims,
    [{ verified: true }, ...trickyPayloads].map((one, number) => ({
      payload: one,
      method: number % 2 === 0 ? 'POST' : 'GET',
    })),
  ),
  'redirect.validateToken/reads-the-query': property({
    given: { ...token, method: fc.constant<'GET'>('GET') },
    scenario: (drawn, onHost) =>
      createReturnScenario(drawn, onHost, {
        query: createTokenParameter(createControlToken(drawn, onHost)),
      }),
    judge: judgeAcceptance,
  }),
  'redirect.validateToken/reads-the-body': property({
    given: { ...token, ...byPost },
    scenario: (drawn, onHost) =>
      createReturnScenario(drawn, onHost, {
        body: createTokenParameter(createControlToken(drawn, onHost)),
      }),
    judge: judgeAcceptance,
  }),
  'redirect.validateToken/default-parameter': property({
    given: token,
    scenario: (drawn, onHost) => {
      const parameters = createTokenParameter(createControlToken(drawn, onHost));
      return sendInBoth(drawn, onHost, parameters, { parameter: null });
    },
    judge: judgeAcceptance,
  }),
  'redirect.validateToken/named-parameter': property({
    given: {
      ...token,
      name: preferOrdinary(
        ['token', 'id_token', 'jwt'],
        fc.oneof(fc.constantFrom('sessionToken', 'session-token', 'access_token'), word(1, 8)),
      ).filter((name) => !['state', 'lang', 'page', 'comment', 'verified'].includes(name)),
      isNamed: fc.boolean(),
      validatedBefore: fc.boolean(),
    },
    examples: [true, false].flatMap((isNamed) =>
      [true, false].flatMap((validatedBefore) =>
        (['POST', 'GET'] as const).map((method) => ({
          ...ordinaryToken,
          method,
          name: 'token',
          isNamed,
          validatedBefore,
        })),
      ),
    ),
    scenario: ({ name, isNamed, validatedBefore, ...drawn }, onHost) => {
      const recipe = createControlToken(drawn, onHost);
      const parameters = isNamed
        ? { [PARAMETER]: 'not-a-token-at-all', ...createTokenParameter(recipe, name) }
        : createTokenParameter(recipe);
      const before = validatedBefore ? [validate(drawn.secret, null)] : [];
      return sendInBoth(drawn, onHost, parameters, { parameter: name, before });
    },
    judge: (scenario, trace) => {
      const isMisplaced = isObject(findReturn(scenario).query[PARAMETER]);
      const judge = isMisplaced ? refuseMisplaced : judgeAcceptance;
      return judge(scenario, trace);
    },
  }),
  'redirect.validateToken/accepts-another-issuer': createTokenProperty(
    { iss: fc.constantFrom('verify.example.com', 'https://verify.example.com/', 'verifier') },
    (recipe, { iss }) => setClaims(recipe, { iss }),
    judgeAcceptance,
  ),
  'redirect.validateToken/accepts-fractional-times': createTokenProperty(
    { ...byPost, fraction: fc.constantFrom(0.5, 0.25, 0.123, 0.999) },
    (recipe, { fraction }) => {
      const { iat, exp } = recipe.claims;
      return setClaims(recipe, { iat: Number(iat) - fraction, exp: Number(exp) + fraction });
    },
    judgeAcceptance,
  ),
  'redirect.validateToken/member-names-are-claims': createTokenProperty(
    { name: memberName, value: unicode(4) },
    (recipe, { name, value }) => setClaims(recipe, Object.fromEntries([[name, value]])),
    judgeReturnedClaims,
  ),
});
