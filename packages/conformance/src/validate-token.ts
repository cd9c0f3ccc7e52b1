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
  call,
  callsOf,
  execution,
  fault,
  property,
  returnedBy,
  steps,
  threw,
} from './property.ts';
import type { Scenario, TokenRecipe } from './scenario.ts';
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
  payload,
  age: fc.integer({ min: 0, max: 600 }),
  left: fc.integer({ min: HOUR, max: 2 * HOUR }),
};

/** The token of the control: with every claim and header that any implementation may ask for. */
function maximal({ now, secret, payload, age, left }: Drawn): TokenRecipe {
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
      state: STATE,
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

/** The execution in which the user's return is handled. */
function returned({ now, secret, query, body, tokenParameterName }: Return): Scenario {
  const event = eventWith({
    request: { method: 'POST', query: { state: STATE, ...query }, body: { state: STATE, ...body } },
  });
  const options = { secret, ...(tokenParameterName !== undefined && { tokenParameterName }) };
  return execution([call('redirect.validateToken', options)], { now, event });
}

function withToken(drawn: Drawn, recipe: object): Scenario {
  const parameter = { [PARAMETER]: { $token: recipe as JsonObject } };
  return returned({ ...drawn, query: parameter, body: parameter, tokenParameterName: PARAMETER });
}

const validation = (judge: (called: Seen) => Judgement): Property['judge'] =>
  steps((seen) => {
    const [called] = callsOf(seen, 'redirect.validateToken');
    return called ? judge(called) : 'vacuous';
  });

const refused = validation((called) => (threw(called) ? 'held' : fault(called, 'an error')));
const accepted = validation((called) =>
  threw(called) ? fault(called, 'the claims of the token') : 'held',
);
const treated = validation((called) => ({ answer: threw(called) ? 'refused' : 'accepted' }));

/** The property that a token is treated as `judge` says which differs from the control in one respect. */
function differing<T extends object>(
  given: { [K in keyof T]: fc.Arbitrary<T[K]> },
  differ: (token: TokenRecipe, drawn: Drawn & T) => object,
  judge: Property['judge'] = refused,
): Property {
  return property<Drawn & T>({
    given: { ...token, ...given } as { [K in keyof (Drawn & T)]: fc.Arbitrary<(Drawn & T)[K]> },
    scenario: (drawn) => withToken(drawn, differ(maximal(drawn), drawn)),
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

function claimsGiven(scenario: Scenario): JsonObject {
  const event = scenario.transactions[0]?.event as { request: { query: JsonObject } };
  const recipe = Object.values(event.request.query).find(
    (value) => isObject(value) && '$token' in value,
  );
  return (recipe as unknown as { $token: TokenRecipe }).$token.claims;
}

const returnsTheClaims: Property['judge'] = (scenario, trace) =>
  validation((called) => {
    const result = returnedBy(called);
    if (result === undefined) return 'vacuous';
    const found = isObject(result) ? result : {};
    return all(
      Object.entries(claimsGiven(scenario)).map(([name, value]) => {
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
    scenario: ({ secret, named }) =>
      returned({
        now: START,
        secret,
        query: {},
        body: {},
        tokenParameterName: named ? PARAMETER : undefined,
      }),
    judge: refused,
  }),
  'redirect.validateToken/refuses-a-malformed-token': property({
    given: { secret, malformed },
    scenario: ({ secret, malformed }) => {
      const parameter = { [PARAMETER]: malformed };
      return returned({
        now: START,
        secret,
        query: parameter,
        body: parameter,
        tokenParameterName: PARAMETER,
      });
    },
    judge: refused,
  }),
  'redirect.validateToken/accepts-a-valid-token': differing({}, (recipe) => recipe, accepted),
  'redirect.validateToken/returns-the-payload': differing({}, (recipe) => recipe, returnsTheClaims),
  'redirect.validateToken/reads-the-query': property({
    given: token,
    scenario: (drawn) =>
      returned({
        ...drawn,
        query: { [PARAMETER]: { $token: maximal(drawn) as unknown as JsonObject } },
        body: {},
        tokenParameterName: PARAMETER,
      }),
    judge: accepted,
  }),
  'redirect.validateToken/reads-the-body': property({
    given: token,
    scenario: (drawn) =>
      returned({
        ...drawn,
        query: {},
        body: { [PARAMETER]: { $token: maximal(drawn) as unknown as JsonObject } },
        tokenParameterName: PARAMETER,
      }),
    judge: accepted,
  }),
  'redirect.validateToken/default-parameter': property({
    given: token,
    scenario: (drawn) => {
      const parameter = { [PARAMETER]: { $token: maximal(drawn) as unknown as JsonObject } };
      return returned({ ...drawn, query: parameter, body: parameter });
    },
    judge: accepted,
  }),
  'redirect.validateToken/named-parameter': property({
    given: {
      ...token,
      name: fc.oneof(fc.constant('token'), word(1, 8)).filter((name) => name !== 'state'),
    },
    scenario: ({ name, ...drawn }) => {
      const parameters = {
        [PARAMETER]: 'not-a-token-at-all',
        [name]: { $token: maximal(drawn) as unknown as JsonObject },
      };
      return returned({ ...drawn, query: parameters, body: parameters, tokenParameterName: name });
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
    { ago: fc.oneof(fc.constant(HOUR), fc.integer({ min: HOUR, max: 1000 * HOUR })) },
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
    scenario: ({ secret, malformed }) => {
      const parameter = malformed === undefined ? {} : { [PARAMETER]: malformed };
      return returned({
        now: START,
        secret,
        query: parameter,
        body: parameter,
        tokenParameterName: PARAMETER,
      });
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
    scenario: ({ secret, signed, first }) => {
      const parameter = { [PARAMETER]: `${first}.${signed}.${signed}` };
      return returned({
        now: START,
        secret,
        query: parameter,
        body: parameter,
        tokenParameterName: PARAMETER,
      });
    },
    judge: (scenario, trace) =>
      validation((called) => {
        if (!('threw' in called.observation)) return 'vacuous';
        const { message } = called.observation.threw;
        const { secret } = called.args[0] as { secret: string };
        const event = scenario.transactions[0]?.event as { request: { query: JsonObject } };
        const token = String(event.request.query[PARAMETER]);
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
        const ago = Math.floor(scenario.now / 1000) - Number(claimsGiven(scenario)['exp']);
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
        const event = scenario.transactions[0]?.event as { request: { query: JsonObject } };
        const { header } = (event.request.query[PARAMETER] as unknown as { $token: TokenRecipe })
          .$token;
        return { answer: `typ ${show(header['typ'])}: ${threw(called) ? 'refused' : 'accepted'}` };
      })(scenario, trace),
  ),
  'redirect.validateToken/without-audience': differing({}, (recipe) => recipe, treated),
  'redirect.validateToken/query-and-body': property({
    given: token,
    scenario: (drawn) => {
      const from = (place: string) => ({
        [PARAMETER]: {
          $token: withClaims(maximal(drawn), { from: place }) as unknown as JsonObject,
        },
      });
      return returned({
        ...drawn,
        query: from('query'),
        body: from('body'),
        tokenParameterName: PARAMETER,
      });
    },
    judge: validation((called) => {
      const result = returnedBy(called);
      return { answer: isObject(result) ? `the one in the ${show(result['from'])}` : 'neither' };
    }),
  }),
} as const satisfies Record<string, Property>;
