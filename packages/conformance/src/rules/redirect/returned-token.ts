import fc from 'fast-check';
import { now } from '../../draw/times.ts';
import { preferOrdinary } from '../../draw/ordinary.ts';
import { ORDINARY_SECRET, secret } from '../../draw/secrets.ts';
import { text, word } from '../../draw/text.ts';
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
  stayAway,
  transaction,
} from '../scenarios.ts';
import { type StepResult, getReturned } from '../step-results.ts';
import { START } from '../../draw/times.ts';
import type { Scenario, Step, TokenRecipe } from '../../language/scenario.ts';
import type { Trace } from '../../language/trace.ts';
import { formatValue } from '../../language/format-value.ts';
import { mintToken } from '../../language/mint-token.ts';

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
  /** How the user returns: by GET, the body is empty. */
  readonly method: 'GET' | 'POST';
  /** The parameters of the return besides the state and the token. */
  readonly beside: JsonObject;
}

export const MINUTE = 60;

export const token = {
  now,
  secret,
  payload: fc.constantFrom<JsonObject>({}, { verified: true }),
  age: preferOrdinary(
    [0, 1, MINUTE, 10 * MINUTE],
    fc.oneof(fc.constantFrom(HOUR, 12 * HOUR), fc.integer({ min: 0, max: 12 * HOUR })),
    1,
  ),
  left: preferOrdinary(
    [HOUR, MINUTE, 15 * MINUTE],
    fc.oneof(fc.constantFrom(12 * HOUR), fc.integer({ min: MINUTE, max: 12 * HOUR })),
    1,
  ),
  method: fc.constantFrom<'GET' | 'POST'>('POST', 'GET'),
  beside: preferOrdinary<JsonObject>(
    [{}, { lang: 'en', page: '2' }],
    text(64).map((comment) => ({ comment, verified: 'true' })),
    1,
  ),
};

/** Returns by POST only: an implementation that does not read the query still finds the token. */
export const byPost = { method: fc.constant<'POST'>('POST') };

/** An ordinary token for examples. */
export const ordinaryToken: DrawnToken = {
  now: START,
  secret: ORDINARY_SECRET,
  payload: {},
  age: 0,
  left: HOUR,
  method: 'POST',
  beside: {},
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
      aud: `https://${sampleEvent.request.hostname}/continue`,
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

/** What a scenario needs to know of a drawn token. */
export type DrawnReturn = Pick<DrawnToken, 'secret'> & Partial<DrawnToken>;

/** The return of the user: the members of the query and the body, without the state. */
export interface ReturnParts extends ReturnedData {
  /** The parameter that the action names; `null` if it names none. */
  readonly parameter?: string | null;
  /** The steps before the token is validated. */
  readonly before?: readonly Step[];
  /** Whether another transaction waits for a return at the same time. */
  readonly besideAnother?: boolean;
  /** How long the user is away on a host, in milliseconds. */
  readonly away?: number;
  /** The state of the return if there is no host. */
  readonly state?: string;
}

/** A scenario that validates a token after a return: on a host in a continue handler, else with the event of a return. */
export function createReturnScenario(
  { now = START, secret, method = 'POST', beside = {} }: DrawnReturn,
  onHost: boolean,
  parts: ReturnParts,
): Scenario {
  const { query = {}, body = {}, parameter = PARAMETER, before = [], besideAnother } = parts;
  const steps = [...before, validate(secret, parameter)];
  const state = onHost ? { $state: 0 } : (parts.state ?? STATE);
  const request = {
    method,
    query: { state, ...beside, ...query },
    body: method === 'GET' ? {} : { state, ...beside, ...body },
  };
  if (!onHost) return oneExecution(steps, { now, event: eventWith({ request }) });
  const user = [...stayAway(parts.away ?? 0), { returns: request }];
  const returning = transaction([redirectAndContinue(steps)], user);
  const others = besideAnother ? [transaction([redirectAndContinue()])] : [];
  return createScenario([...others, returning], now);
}

/** A call that validates a token. */
export function validate(secret: string, parameter: string | null = PARAMETER): Step {
  return call(METHOD, { secret, ...(parameter !== null && { tokenParameterName: parameter }) });
}

/** A scenario of a return with the same parameters in the query and, by POST, in the body. */
export function sendInBoth(
  drawn: DrawnReturn,
  onHost: boolean,
  parameters: JsonObject,
  parts: Omit<ReturnParts, 'query' | 'body'> = {},
): Scenario {
  return createReturnScenario(drawn, onHost, { query: parameters, body: parameters, ...parts });
}

/** Creates a parameter that holds a token. */
export function createTokenParameter(recipe: TokenRecipe, name = PARAMETER): JsonObject {
  return { [name]: { $token: recipe as unknown as JsonObject } };
}

/** Finds the query and the body of the return. */
export function findReturn({ transactions }: Scenario): Required<ReturnedData> {
  const script = transactions.at(-1);
  const returned = script?.user.find((step) => 'returns' in step)?.returns;
  const request = isObject(script?.event) ? script.event['request'] : undefined;
  return (returned ?? request) as unknown as Required<ReturnedData>;
}

/** Checks whether `validateToken` hands out claims of the token, in any form, or, if there is no token, claims that only a token has. */
export function isAccepted(called: StepResult, scenario: Scenario): boolean {
  const returned = getReturned(called);
  const recipe = findRecipe(scenario, getParameter(called));
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
    : violation(called, `the claims of the token, among them ${formatValue(VERIFICATION)}`);
});

/** Describes whether `validateToken` hands out claims of the token. */
export function describeTreatment(called: StepResult, scenario: Scenario): 'refused' | 'accepted' {
  return isAccepted(called, scenario) ? 'accepted' : 'refused';
}

/** The property of a token that `change` makes from a valid one. */
export function createTokenProperty<T extends object>(
  given: { [K in keyof T]: fc.Arbitrary<T[K]> },
  change: (token: TokenRecipe, drawn: DrawnToken & T) => TokenRecipe,
  judge: Judge,
  examples: readonly NoInfer<T>[] = [],
): Property {
  return property<DrawnToken & T>({
    examples: examples.map((example) => ({ ...ordinaryToken, ...example })),
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

export function removeHeader(recipe: TokenRecipe, name: string): TokenRecipe {
  const header = Object.entries(recipe.header).filter(([member]) => member !== name);
  return { ...recipe, header: Object.fromEntries(header) };
}

/** Returns the parameter that a call of `validateToken` reads. */
export function getParameter({ args: [options] }: StepResult): string {
  const name = isObject(options) ? options['tokenParameterName'] : undefined;
  return typeof name === 'string' ? name : PARAMETER;
}

/** Finds the recipe of the token in a parameter of the return, or else of any token; undefined if there is none. */
export function findRecipe(scenario: Scenario, parameter = PARAMETER): TokenRecipe | undefined {
  const { query, body } = findReturn(scenario);
  const named = [query[parameter], body[parameter]];
  const holder: unknown = [...named, ...Object.values(query), ...Object.values(body)].find(
    (value) => isObject(value) && '$token' in value,
  );
  return (holder as { $token: TokenRecipe } | undefined)?.$token;
}

/** Returns the claims of the token that was sent, with the resolved state. */
export function getSentClaims(scenario: Scenario, trace: Trace): JsonObject {
  const { claims = {} } = findRecipe(scenario) ?? {};
  const input = trace.transactions.at(-1)?.phases.at(-1)?.input;
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

/** Finds the token that was sent, as text. */
export function getSentToken(scenario: Scenario, trace: Trace): string | undefined {
  const input = trace.transactions.at(-1)?.phases.at(-1)?.input;
  const { query } = input && 'returns' in input ? input.returns : findReturn(scenario);
  const value = isObject(query) ? query[PARAMETER] : undefined;
  if (typeof value === 'string') return value;
  return isObject(value) ? mintToken(value['$token'] as unknown as TokenRecipe) : undefined;
}

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
