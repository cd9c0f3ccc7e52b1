import fc from 'fast-check';
import { memberName, unicode, word } from '../../draw/text.ts';
import { payload } from '../../draw/json-values.ts';
import { secret } from '../../draw/secrets.ts';
import { violation } from '../expectations.ts';
import { onCall } from '../judges.ts';
import { type Property, property } from '../property.ts';

import {
  METHOD,
  PARAMETER,
  token,
  malformed,
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

/** The properties of `api.redirect.validateToken` about tokens that it must accept, and about its results and errors. */
export const validateTokenProperties = {
  'redirect.validateToken/accepts-a-valid-token': createTokenProperty(
    { payload },
    (recipe) => recipe,
    judgeAcceptance,
  ),
  'redirect.validateToken/returns-the-payload': createTokenProperty(
    { payload },
    (recipe) => recipe,
    judgeReturnedClaims,
  ),
  'redirect.validateToken/reads-the-query': property({
    given: token,
    scenario: (drawn, onHost) =>
      createReturnScenario(drawn, onHost, {
        query: createTokenParameter(createControlToken(drawn, onHost)),
      }),
    judge: judgeAcceptance,
  }),
  'redirect.validateToken/reads-the-body': property({
    given: token,
    scenario: (drawn, onHost) =>
      createReturnScenario(drawn, onHost, {
        body: createTokenParameter(createControlToken(drawn, onHost)),
      }),
    judge: judgeAcceptance,
  }),
  'redirect.validateToken/default-parameter': property({
    given: token,
    scenario: (drawn, onHost) =>
      sendInBoth(drawn, onHost, createTokenParameter(createControlToken(drawn, onHost)), null),
    judge: judgeAcceptance,
  }),
  'redirect.validateToken/named-parameter': property({
    given: {
      ...token,
      name: fc.oneof(fc.constant('token'), word(1, 8)).filter((name) => name !== 'state'),
    },
    scenario: ({ name, ...drawn }, onHost) => {
      const right = createTokenParameter(createControlToken(drawn, onHost), name);
      return sendInBoth(drawn, onHost, { [PARAMETER]: 'not-a-token-at-all', ...right }, name);
    },
    judge: judgeAcceptance,
  }),
  'redirect.validateToken/accepts-another-issuer': createTokenProperty(
    { iss: fc.constantFrom('verify.example.com', 'https://verify.example.com/', 'verifier') },
    (recipe, { iss }) => setClaims(recipe, { iss }),
    judgeAcceptance,
  ),
  'redirect.validateToken/member-names-are-claims': createTokenProperty(
    { name: memberName, value: unicode(4) },
    (recipe, { name, value }) => setClaims(recipe, Object.fromEntries([[name, value]])),
    judgeReturnedClaims,
  ),
  'redirect.validateToken/throws-errors': property({
    given: { secret, malformed: fc.option(malformed, { nil: undefined }) },
    scenario: ({ secret, malformed }, onHost) =>
      sendInBoth({ secret }, onHost, malformed === undefined ? {} : { [PARAMETER]: malformed }),
    judge: onCall(METHOD, (called) => {
      if (!('threw' in called.observation)) return 'vacuous';
      return called.observation.threw.isError
        ? 'held'
        : violation(called, 'an Error', `a ${called.observation.threw.name}`);
    }),
  }),
  'redirect.validateToken/keeps-the-secret': property({
    given: { secret, signed: word(20, 40), first: word(8, 20) },
    scenario: ({ secret, signed, first }, onHost) =>
      sendInBoth({ secret }, onHost, { [PARAMETER]: `${first}.${signed}.${signed}` }),
    judge: onCall(METHOD, (called, scenario) => {
      if (!('threw' in called.observation)) return 'vacuous';
      const { message } = called.observation.threw;
      const { secret } = called.args[0] as { secret: string };
      const token = String(findReturn(scenario).query[PARAMETER]);
      if (message.includes(secret)) return violation(called, 'a message without the secret');
      return message.includes(token) ? violation(called, 'a message without the token') : 'held';
    }),
  }),
} satisfies Record<string, Property>;
