import fc from 'fast-check';
import { now } from '../../draw/times.ts';
import { secret } from '../../draw/secrets.ts';
import { word } from '../../draw/text.ts';
import { eventWith, sampleEvent } from '../../language/sample-event.ts';
import { type JsonObject, isObject, isSameJson } from '../../language/json.ts';
import { handsOutAnyClaims, handsOutClaims } from './handed-out-claims.ts';
import { combine, violation } from '../expectations.ts';
import { onCall } from '../judges.ts';
import { type Judge, type Property, property } from '../property.ts';
import {
  call,
  createScenario,
  oneExecution,
  redirectAndContinue,
  transaction,
} from '../scenarios.ts';
import { type StepResult, getReturned } from '../step-results.ts';
import { START } from '../../draw/times.ts';
import type { Scenario, TokenRecipe } from '../../language/scenario.ts';
import type { Trace } from '../../language/trace.ts';
import { formatValue } from '../../language/format-value.ts';

/** The method that these properties judge. */
export const METHOD = 'redirect.validateToken';
export const STATE = 'state-of-this-transaction';
export const PARAMETER = 'session_token';
export const HOUR = 3600;

/**
 * A claim of every token of these scenarios, such as the site adds that verified the user. A result with this claim accepts the token.
 * Standard claims do not show that: an implementation may keep them back.
 */
const VERIFICATION = { verification: 'v-1001' } as const;

export interface DrawnToken {
  readonly now: number;
  readonly secret: string;
  readonly payload: JsonObject;
  /** The age of the token and the time until it expires, in seconds. */
  readonly age: number;
  readonly left: number;
}

export const token = {
  now,
  secret,
  payload: fc.constantFrom<JsonObject>({}, { verified: true }),
  age: fc.integer({ min: 0, max: 600 }),
  left: fc.integer({ min: HOUR, max: 2 * HOUR }),
};

/** Creates a valid token, with every claim and header that an implementation may require. Other tokens differ from it in one respect. */
export function createControlToken(
  { now, secret, payload, age, left }: DrawnToken,
  onHost: boolean,
): TokenRecipe {
  const seconds = Math.floor(now / 1000);
  return {
    algorithm: 'HS256',
    secret,
    header: { alg: 'HS256', typ: 'JWT' },
    claims: {
      iss: sampleEvent.request.hostname,
      sub: sampleEvent.user.user_id,
      iat: seconds - age,
      exp: seconds + left,
      state: onHost ? { $state: 0 } : STATE,
      ...VERIFICATION,
      ...payload,
    },
  };
}

interface ReturnedData {
  readonly query?: JsonObject;
  readonly body?: JsonObject;
}

/** The return of the user: the members of the query and the body, without the state. */
interface ReturnParts extends ReturnedData {
  /** The parameter that the action names; `null` if it names none. */
  readonly parameter?: string | null;
}

/** A scenario that validates a token after a return: on a host in a continue handler, else with the event of a return. */
export function createReturnScenario(
  { now = START, secret }: { readonly now?: number; readonly secret: string },
  onHost: boolean,
  { query = {}, body = {}, parameter = PARAMETER }: ReturnParts,
): Scenario {
  const options = { secret, ...(parameter !== null && { tokenParameterName: parameter }) };
  const steps = [call('redirect.validateToken', options)];
  const state = onHost ? { $state: 0 } : STATE;
  const request = { method: 'POST', query: { state, ...query }, body: { state, ...body } } as const;
  if (!onHost) return oneExecution(steps, { now, event: eventWith({ request }) });
  return createScenario([transaction([redirectAndContinue(steps)], [{ returns: request }])], now);
}

/** A scenario of a return with the same parameters in the query and in the body. */
export function sendInBoth(
  drawn: { readonly now?: number; readonly secret: string },
  onHost: boolean,
  parameters: JsonObject,
  parameter: string | null = PARAMETER,
): Scenario {
  return createReturnScenario(drawn, onHost, { query: parameters, body: parameters, parameter });
}

/** Creates a parameter that holds a token. */
export function createTokenParameter(recipe: TokenRecipe, name = PARAMETER): JsonObject {
  return { [name]: { $token: recipe as unknown as JsonObject } };
}

/** Finds the query and the body of the return. */
export function findReturn({ transactions: [script] }: Scenario): Required<ReturnedData> {
  const returned = script?.user.find((step) => 'returns' in step)?.returns;
  const request = isObject(script?.event) ? script.event['request'] : undefined;
  return (returned ?? request) as unknown as Required<ReturnedData>;
}

/** Checks whether `validateToken` hands out claims of the token, in any form, or, if there is no token, claims that only a token has. */
export function isAccepted(called: StepResult, scenario: Scenario): boolean {
  const returned = getReturned(called);
  const recipe = findRecipe(scenario);
  return recipe
    ? handsOutClaims(returned, { ...recipe.claims, ...recipe.altered?.claims })
    : handsOutClaims(returned, VERIFICATION) || handsOutAnyClaims(returned);
}

/** Judges that `validateToken` does not hand out claims. It may throw, or return anything else. */
export function judgeRefusal(reason = ''): Judge {
  return onCall(METHOD, (called, scenario) =>
    isAccepted(called, scenario)
      ? violation(called, `an error, or a result without the claims of the token${reason}`)
      : 'held',
  );
}

/** Judges that `validateToken` hands out the claims of the token. */
export const judgeAcceptance = onCall(METHOD, (called) => {
  const returned = getReturned(called);
  return isObject(returned) && returned['verification'] === VERIFICATION.verification
    ? 'held'
    : violation(called, 'the claims of the token');
});

/** Describes whether `validateToken` hands out claims of the token. */
export function describeTreatment(called: StepResult, scenario: Scenario): 'refused' | 'accepted' {
  return isAccepted(called, scenario) ? 'accepted' : 'refused';
}

/** The property of a token that `change` makes from a valid one. By default, `validateToken` must refuse it. */
export function createTokenProperty<T extends object>(
  given: { [K in keyof T]: fc.Arbitrary<T[K]> },
  change: (token: TokenRecipe, drawn: DrawnToken & T) => TokenRecipe,
  judge: Judge = judgeRefusal(),
): Property {
  return property<DrawnToken & T>({
    given: { ...token, ...given } as {
      [K in keyof (DrawnToken & T)]: fc.Arbitrary<(DrawnToken & T)[K]>;
    },
    scenario: (drawn, onHost) => {
      const recipe = change(createControlToken(drawn, onHost), drawn);
      return sendInBoth(drawn, onHost, createTokenParameter(recipe));
    },
    judge,
  });
}

export function setClaims(recipe: TokenRecipe, claims: JsonObject): TokenRecipe {
  return { ...recipe, claims: { ...recipe.claims, ...claims } };
}

export function setHeader(recipe: TokenRecipe, header: JsonObject): TokenRecipe {
  return { ...recipe, header: { ...recipe.header, ...header } };
}

export function removeClaim(recipe: TokenRecipe, name: string): TokenRecipe {
  const claims = Object.entries(recipe.claims).filter(([claim]) => claim !== name);
  return { ...recipe, claims: Object.fromEntries(claims) };
}

export function createMissingClaimProperty(name: string): Property {
  return createTokenProperty({}, (recipe) => removeClaim(recipe, name));
}

/** Finds the recipe of the token in the return; undefined if the return has none. */
export function findRecipe(scenario: Scenario): TokenRecipe | undefined {
  const { query, body } = findReturn(scenario);
  const holder: unknown = [...Object.values(query), ...Object.values(body)].find(
    (value) => isObject(value) && '$token' in value,
  );
  return (holder as { $token: TokenRecipe } | undefined)?.$token;
}

/** Returns the claims of the token that was sent, with the resolved state. */
export function getSentClaims(scenario: Scenario, trace: Trace): JsonObject {
  const { claims = {} } = findRecipe(scenario) ?? {};
  const input = trace.transactions[0]?.phases.at(-1)?.input;
  const sent =
    input && 'returns' in input ? (input.returns.query as JsonObject)['state'] : undefined;
  return sent === undefined ? claims : { ...claims, state: sent };
}

/** Judges that `validateToken` returns every claim of the token. */
export const judgeReturnedClaims = onCall(METHOD, (called, scenario, trace) => {
  const result = getReturned(called);
  if (result === undefined) return 'vacuous';
  const found = isObject(result) ? result : {};
  return combine(
    Object.entries(getSentClaims(scenario, trace)).map(([name, value]) => {
      const actual = Object.hasOwn(found, name) ? found[name] : undefined;
      if (isSameJson(actual, value)) return 'held';
      return violation(
        called,
        `the claim ${name}: ${formatValue(value)}`,
        `${name}: ${formatValue(actual)}`,
      );
    }),
  );
});

/** The claims of a token as text, not signed and not encoded as a token. */
export const plainClaims = JSON.stringify({
  sub: sampleEvent.user.user_id,
  iat: START / 1000,
  exp: 4_000_000_000,
  state: STATE,
  ...VERIFICATION,
});

export const malformed = fc.oneof(
  fc.constantFrom('not-a-token-at-all', 'one.part-too-few', '..', 'a.b.c.d.e'),
  fc.constantFrom(plainClaims, Buffer.from(plainClaims).toString('base64url')),
  fc.tuple(word(8, 20), word(8, 20), word(8, 20)).map((parts) => parts.join('.')),
);
