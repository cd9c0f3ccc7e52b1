import fc from 'fast-check';
import { isObject } from '../../language/json.ts';
import { onCall } from '../judges.ts';
import { type Property, property } from '../property.ts';
import { getReturned } from '../step-results.ts';
import { formatValue } from '../../language/format-value.ts';

import {
  METHOD,
  HOUR,
  token,
  byPost,
  removeClaim,
  createControlToken,
  createReturnScenario,
  createTokenParameter,
  createTokenProperty,
  setClaims,
  setHeader,
  findRecipe,
  getSentClaims,
  describeTreatment,
} from './returned-token.ts';

const probeTreatment = onCall(METHOD, (called, scenario) => ({
  answer: describeTreatment(called, scenario),
}));

/** The probes of `api.redirect.validateToken`. */
export const tokenProbes = {
  'redirect.validateToken/exp-boundary': createTokenProperty(
    { ...byPost, ago: fc.oneof(fc.constant(0), fc.constantFrom(1, 60, 300)) },
    (recipe, { now, ago, age }) => {
      const exp = Math.floor(now / 1000) - ago;
      return setClaims(recipe, { iat: exp - 1 - age, exp });
    },
    onCall(METHOD, (called, scenario, trace) => {
      const ago = Math.floor(scenario.now / 1000) - Number(getSentClaims(scenario, trace)['exp']);
      return { answer: `exp ${ago} s ago: ${describeTreatment(called, scenario)}` };
    }),
  ),
  'redirect.validateToken/not-before': createTokenProperty(
    { ...byPost, ahead: fc.constant(HOUR / 2) },
    (recipe, { now, ahead }) => setClaims(recipe, { nbf: Math.floor(now / 1000) + ahead }),
    probeTreatment,
  ),
  'redirect.validateToken/header-type': createTokenProperty(
    { ...byPost, typ: fc.constantFrom('jwt', 'JOSE', 'at+jwt') },
    (recipe, { typ }) => setHeader(recipe, { typ }),
    onCall(METHOD, (called, scenario) => {
      const { header = {} } = findRecipe(scenario) ?? {};
      return {
        answer: `typ ${formatValue(header['typ'])}: ${describeTreatment(called, scenario)}`,
      };
    }),
  ),
  'redirect.validateToken/without-audience': createTokenProperty(
    byPost,
    (recipe) => removeClaim(recipe, 'aud'),
    probeTreatment,
  ),
  'redirect.validateToken/query-and-body': property({
    given: { ...token, ...byPost },
    scenario: (drawn, onHost) => {
      const sendFrom = (from: string) =>
        createTokenParameter(setClaims(createControlToken(drawn, onHost), { from }));
      return createReturnScenario(drawn, onHost, {
        query: sendFrom('query'),
        body: sendFrom('body'),
      });
    },
    judge: onCall(METHOD, (called) => {
      const result = getReturned(called);
      const from = isObject(result) ? result['from'] : undefined;
      return { answer: from === undefined ? 'neither' : `the one in the ${formatValue(from)}` };
    }),
  }),
} satisfies Record<string, Property>;
