import fc from 'fast-check';
import { memberName, now, payload, secret, unicode, word } from './arbitraries.ts';
import { eventWith, sampleEvent } from './event.ts';
import { type Json, type JsonObject, isObject, sameJson } from './json.ts';
import {
  type Judgement,
  type Property,
  START,
  type Seen,
  all,
  attempt,
  call,
  callsOf,
  execution,
  fault,
  property,
  returnedBy,
  steps,
  threw,
  transactions,
} from './property.ts';
import type { Scenario, TokenRecipe } from './scenario.ts';
import type { Trace } from './trace.ts';
import { show } from './show.ts';

const STATE = 'state-of-this-transaction';
const PARAMETER = 'session_token';
const HOUR = 3600;

interface Drawn {
  readonly now: number;
  readonly secret: string;
  readonly payload: JsonObject;
  /** The age of the token and the time it has left, in seconds. */
  readonly age: number;
  readonly left: number;
}

const token = {
  now,
  secret,
  payload: fc.constantFrom<JsonObject>({}, { verified: true }),
  age: fc.integer({ min: 0, max: 600 }),
  left: fc.integer({ min: HOUR, max: 2 * HOUR }),
};

/** The token of the control: with every claim and header that any implementation may ask for. */
function maximal({ now, secret, payload, age, left }: Drawn, onHost: boolean): TokenRecipe {
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
      ...payload,
    },
  };
}

interface Return {
  readonly now: number;
  readonly secret: string;
  /** What the query and the body hold beside the state. */
  readonly query: JsonObject;
  readonly body: JsonObject;
  /** The option of that name; left out where it is undefined. */
  readonly tokenParameterName?: string | undefined;
}

/** Where the user's return is handled: in a continue handler, or with the event of a return where there is no host. */
function returned(
  { now, secret, query, body, tokenParameterName }: Return,
  onHost: boolean,
): Scenario {
  const options = { secret, ...(tokenParameterName !== undefined && { tokenParameterName }) };
  const steps = [call('redirect.validateToken', options)];
  const state = onHost ? { $state: 0 } : STATE;
  const request = { method: 'POST', query: { state, ...query }, body: { state, ...body } } as const;
  if (!onHost) return execution(steps, { now, event: eventWith({ request }) });
  const sent = call('redirect.sendUserTo', 'https://verify.example.com/');
  return transactions(
    [attempt([{ execute: [sent], continue: steps }], [{ returns: request }])],
    now,
  );
}

function withToken(drawn: Drawn, recipe: TokenRecipe, onHost: boolean): Scenario {
  const parameter = tokenIn(PARAMETER, recipe);
  return returned(
    { ...drawn, query: parameter, body: parameter, tokenParameterName: PARAMETER },
    onHost,
  );
}

/** A return whose parameters hold nothing that can be read. */
function unreadable(secret: string, parameters: JsonObject, onHost: boolean): Scenario {
  return returned(
    { now: START, secret, query: parameters, body: parameters, tokenParameterName: PARAMETER },
    onHost,
  );
}

/** A parameter that holds a token. */
function tokenIn(name: string, recipe: TokenRecipe): JsonObject {
  return { [name]: { $token: recipe as unknown as JsonObject } };
}

/** The query of the return. */
function queryOf({ transactions: [script] }: Scenario): JsonObject {
  const queries = script?.user.flatMap((step) => ('returns' in step ? [step.returns.query] : []));
  const request = isObject(script?.event) ? script.event['request'] : undefined;
  return (queries?.[0] ?? (request as JsonObject)['query']) as JsonObject;
}

const validation = (judge: (called: Seen) => Judgement): Property['judge'] =>
  steps((seen) => {
    const called = callsOf(seen, 'redirect.validateToken').at(-1);
    return called ? judge(called) : 'vacuous';
  });

const refusedWith = (expected: string): Property['judge'] =>
  validation((called) => (threw(called) ? 'held' : fault(called, expected)));
const refused = refusedWith('an error');
const accepted = validation((called) =>
  threw(called) ? fault(called, 'the claims of the token') : 'held',
);
const treated = validation((called) => ({ answer: threw(called) ? 'refused' : 'accepted' }));

/** The property that a token is treated as `judge` says which differs from the control in one respect. */
function differing<T extends object>(
  given: { [K in keyof T]: fc.Arbitrary<T[K]> },
  differ: (token: TokenRecipe, drawn: Drawn & T) => TokenRecipe,
  judge: Property['judge'] = refused,
): Property {
  return property<Drawn & T>({
    given: { ...token, ...given } as { [K in keyof (Drawn & T)]: fc.Arbitrary<(Drawn & T)[K]> },
    scenario: (drawn, onHost) => withToken(drawn, differ(maximal(drawn, onHost), drawn), onHost),
    judge,
  });
}

function withClaims(recipe: TokenRecipe, claims: JsonObject): TokenRecipe {
  return { ...recipe, claims: { ...recipe.claims, ...claims } };
}

function withHeader(recipe: TokenRecipe, header: JsonObject): TokenRecipe {
  return { ...recipe, header: { ...recipe.header, ...header } };
}

function withoutClaim(name: string): Property {
  return differing({}, (recipe) => {
    const claims = Object.entries(recipe.claims).filter(([claim]) => claim !== name);
    return { ...recipe, claims: Object.fromEntries(claims) };
  });
}

function recipeIn(scenario: Scenario): TokenRecipe {
  const holder = Object.values(queryOf(scenario)).find(
    (value) => isObject(value) && '$token' in value,
  );
  return (holder as unknown as { $token: TokenRecipe }).$token;
}

/** The claims of the token as it was sent; the state as the suite filled it in. */
function claimsGiven(scenario: Scenario, trace: Trace): JsonObject {
  const { claims } = recipeIn(scenario);
  const input = trace.transactions[0]?.phases.at(-1)?.input;
  const sent =
    input && 'returns' in input ? (input.returns.query as JsonObject)['state'] : undefined;
  return sent === undefined ? claims : { ...claims, state: sent };
}

const returnsTheClaims: Property['judge'] = (scenario, trace) =>
  validation((called) => {
    const result = returnedBy(called);
    if (result === undefined) return 'vacuous';
    const found = isObject(result) ? result : {};
    return all(
      Object.entries(claimsGiven(scenario, trace)).map(([name, value]) => {
        const actual = Object.hasOwn(found, name) ? found[name] : undefined;
        if (sameJson(actual, value)) return 'held';
        return fault(called, `the claim ${name}: ${show(value)}`, `${name}: ${show(actual)}`);
      }),
    );
  })(scenario, trace);

const malformed = fc.oneof(
  fc.constantFrom('not-a-token-at-all', 'one.part-too-few', '..', 'a.b.c.d.e'),
  fc.tuple(word(8, 20), word(8, 20), word(8, 20)).map((parts) => parts.join('.')),
);

const notANumber = fc.constantFrom<Json>('soon', '4000000000', true, null, [4_000_000_000]);

/** The properties of `api.redirect.validateToken`. @internal */
export const validateTokenProperties = {
  'redirect.validateToken/refuses-a-missing-token': property({
    given: { secret, named: fc.boolean() },
    scenario: ({ secret, named }, onHost) =>
      returned(
        {
          now: START,
          secret,
          query: {},
          body: {},
          tokenParameterName: named ? PARAMETER : undefined,
        },
        onHost,
      ),
    judge: refused,
  }),
  'redirect.validateToken/refuses-a-malformed-token': property({
    given: { secret, malformed },
    scenario: ({ secret, malformed }, onHost) => {
      return unreadable(secret, { [PARAMETER]: malformed }, onHost);
    },
    judge: refused,
  }),
  'redirect.validateToken/accepts-a-valid-token': differing(
    { payload },
    (recipe) => recipe,
    accepted,
  ),
  'redirect.validateToken/returns-the-payload': differing(
    { payload },
    (recipe) => recipe,
    returnsTheClaims,
  ),
  'redirect.validateToken/reads-the-query': property({
    given: token,
    scenario: (drawn, onHost) =>
      returned(
        {
          ...drawn,
          query: tokenIn(PARAMETER, maximal(drawn, onHost)),
          body: {},
          tokenParameterName: PARAMETER,
        },
        onHost,
      ),
    judge: accepted,
  }),
  'redirect.validateToken/reads-the-body': property({
    given: token,
    scenario: (drawn, onHost) =>
      returned(
        {
          ...drawn,
          query: {},
          body: tokenIn(PARAMETER, maximal(drawn, onHost)),
          tokenParameterName: PARAMETER,
        },
        onHost,
      ),
    judge: accepted,
  }),
  'redirect.validateToken/default-parameter': property({
    given: token,
    scenario: (drawn, onHost) => {
      const parameter = tokenIn(PARAMETER, maximal(drawn, onHost));
      return returned({ ...drawn, query: parameter, body: parameter }, onHost);
    },
    judge: accepted,
  }),
  'redirect.validateToken/named-parameter': property({
    given: {
      ...token,
      name: fc.oneof(fc.constant('token'), word(1, 8)).filter((name) => name !== 'state'),
    },
    scenario: ({ name, ...drawn }, onHost) => {
      const parameters = {
        [PARAMETER]: 'not-a-token-at-all',
        ...tokenIn(name, maximal(drawn, onHost)),
      };
      return returned(
        { ...drawn, query: parameters, body: parameters, tokenParameterName: name },
        onHost,
      );
    },
    judge: accepted,
  }),
  'redirect.validateToken/refuses-another-secret': differing(
    { other: fc.oneof(fc.constant(undefined), secret) },
    (recipe, { secret, other }) => {
      const last = secret.endsWith('x') ? 'y' : 'x';
      const another = other === undefined || other === secret ? secret.slice(0, -1) + last : other;
      return { ...recipe, secret: another };
    },
  ),
  'redirect.validateToken/refuses-altered-claims': differing(
    {
      claims: fc.constantFrom<JsonObject>(
        { admin: true },
        { exp: 4_000_000_000 },
        { email: 'a@b.example' },
      ),
    },
    (recipe, { claims }) => ({ ...recipe, altered: { claims } }),
  ),
  'redirect.validateToken/refuses-an-altered-header': differing(
    { header: fc.constantFrom<JsonObject>({ kid: 'key' }, { cty: 'JWT' }, { a: 1 }) },
    (recipe, { header }) => ({ ...recipe, altered: { header } }),
  ),
  'redirect.validateToken/refuses-an-altered-signature': differing(
    {
      altered: fc.oneof(
        fc.integer({ min: 0, max: 31 }).map((signatureByte) => ({ signatureByte })),
        fc.integer({ min: 0, max: 31 }).map((signatureLength) => ({ signatureLength })),
      ),
    },
    (recipe, { altered }) => ({ ...recipe, altered }),
  ),
  'redirect.validateToken/refuses-an-unsigned-token': differing(
    { alg: fc.constantFrom('none', 'None', 'NONE', 'nOnE') },
    (recipe, { alg }) => withHeader({ ...recipe, algorithm: 'none' }, { alg }),
  ),
  'redirect.validateToken/refuses-a-mislabelled-algorithm': differing(
    { alg: fc.constantFrom('none', 'HS384', 'HS512') },
    (recipe, { alg }) => withHeader(recipe, { alg }),
  ),
  'redirect.validateToken/refuses-another-algorithm': differing(
    { alg: fc.constantFrom<'HS384' | 'HS512'>('HS384', 'HS512') },
    (recipe, { alg }) => withHeader({ ...recipe, algorithm: alg }, { alg }),
  ),
  'redirect.validateToken/refuses-an-expired-token': differing(
    { ago: fc.oneof(fc.constant(HOUR + 1), fc.integer({ min: HOUR + 1, max: 1000 * HOUR })) },
    (recipe, { now, ago, age }) => {
      const exp = Math.floor(now / 1000) - ago;
      return withClaims(recipe, { iat: exp - 1 - age, exp });
    },
  ),
  'redirect.validateToken/refuses-another-state': differing(
    {
      state: fc.oneof(
        fc.constantFrom('', STATE.slice(0, -1), `${STATE}x`, STATE.toUpperCase()),
        word(1, 8),
      ),
    },
    (recipe, { state }) => withClaims(recipe, { state }),
  ),
  'redirect.validateToken/refuses-a-token-without-state': withoutClaim('state'),
  'redirect.validateToken/refuses-another-user': differing(
    { sub: fc.oneof(fc.constantFrom('', 'auth0|2', 'auth0|11', 'AUTH0|1'), word(1, 8)) },
    (recipe, { sub }) => withClaims(recipe, { sub }),
    refusedWith(`an error, since the user is ${show(sampleEvent.user.user_id)}`),
  ),
  'redirect.validateToken/refuses-a-token-without-exp': withoutClaim('exp'),
  'redirect.validateToken/refuses-a-token-without-iat': withoutClaim('iat'),
  'redirect.validateToken/refuses-a-token-without-sub': withoutClaim('sub'),
  'redirect.validateToken/refuses-a-token-without-iss': withoutClaim('iss'),
  'redirect.validateToken/accepts-another-issuer': differing(
    { iss: fc.constantFrom('verify.example.com', 'https://verify.example.com/', 'verifier') },
    (recipe, { iss }) => withClaims(recipe, { iss }),
    accepted,
  ),
  'redirect.validateToken/member-names-are-claims': differing(
    { name: memberName, value: unicode(4) },
    (recipe, { name, value }) => withClaims(recipe, Object.fromEntries([[name, value]])),
    returnsTheClaims,
  ),
  'redirect.validateToken/refuses-times-that-are-no-numbers': differing(
    { name: fc.constantFrom('exp', 'iat'), time: notANumber },
    (recipe, { name, time }) => withClaims(recipe, { [name]: time }),
  ),
  'redirect.validateToken/refuses-a-critical-extension': differing(
    { extension: fc.constantFrom('exp', 'b64x', 'urn:example:unknown') },
    (recipe, { extension }) => withHeader(recipe, { crit: [extension], [extension]: true }),
  ),
  'redirect.validateToken/throws-errors': property({
    given: { secret, malformed: fc.option(malformed, { nil: undefined }) },
    scenario: ({ secret, malformed }, onHost) => {
      return unreadable(secret, malformed === undefined ? {} : { [PARAMETER]: malformed }, onHost);
    },
    judge: validation((called) => {
      if (!('threw' in called.observation)) return 'vacuous';
      return called.observation.threw.isError
        ? 'held'
        : fault(called, 'an Error', `a ${called.observation.threw.name}`);
    }),
  }),
  'redirect.validateToken/keeps-the-secret': property({
    given: { secret, signed: word(20, 40), first: word(8, 20) },
    scenario: ({ secret, signed, first }, onHost) => {
      return unreadable(secret, { [PARAMETER]: `${first}.${signed}.${signed}` }, onHost);
    },
    judge: (scenario, trace) =>
      validation((called) => {
        if (!('threw' in called.observation)) return 'vacuous';
        const { message } = called.observation.threw;
        const { secret } = called.args[0] as { secret: string };
        const token = String(queryOf(scenario)[PARAMETER]);
        if (message.includes(secret)) return fault(called, 'a message without the secret');
        return message.includes(token) ? fault(called, 'a message without the token') : 'held';
      })(scenario, trace),
  }),
  'redirect.validateToken/exp-boundary': differing(
    { ago: fc.oneof(fc.constant(0), fc.constantFrom(1, 60, 300)) },
    (recipe, { now, ago, age }) => {
      const exp = Math.floor(now / 1000) - ago;
      return withClaims(recipe, { iat: exp - 1 - age, exp });
    },
    (scenario, trace) =>
      validation((called) => {
        const ago = Math.floor(scenario.now / 1000) - Number(claimsGiven(scenario, trace)['exp']);
        return { answer: `exp ${ago} s ago: ${threw(called) ? 'refused' : 'accepted'}` };
      })(scenario, trace),
  ),
  'redirect.validateToken/not-before': differing(
    { ahead: fc.constant(HOUR / 2) },
    (recipe, { now, ahead }) => withClaims(recipe, { nbf: Math.floor(now / 1000) + ahead }),
    treated,
  ),
  'redirect.validateToken/header-type': differing(
    { typ: fc.constantFrom('jwt', 'JOSE', 'at+jwt') },
    (recipe, { typ }) => withHeader(recipe, { typ }),
    (scenario, trace) =>
      validation((called) => {
        const { header } = recipeIn(scenario);
        return { answer: `typ ${show(header['typ'])}: ${threw(called) ? 'refused' : 'accepted'}` };
      })(scenario, trace),
  ),
  'redirect.validateToken/without-audience': differing({}, (recipe) => recipe, treated),
  'redirect.validateToken/query-and-body': property({
    given: token,
    scenario: (drawn, onHost) => {
      const from = (place: string) =>
        tokenIn(PARAMETER, withClaims(maximal(drawn, onHost), { from: place }));
      return returned(
        {
          ...drawn,
          query: from('query'),
          body: from('body'),
          tokenParameterName: PARAMETER,
        },
        onHost,
      );
    },
    judge: validation((called) => {
      const result = returnedBy(called);
      return { answer: isObject(result) ? `the one in the ${show(result['from'])}` : 'neither' };
    }),
  }),
} satisfies Record<string, Property>;
