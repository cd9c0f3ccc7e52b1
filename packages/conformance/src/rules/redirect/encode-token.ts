import { DEFAULT_TOKEN_LIFETIME } from '@post-challenge/spec';
import fc from 'fast-check';
import { type JWTPayload, compactVerify, decodeJwt, decodeProtectedHeader } from 'jose';
import { address, hostname, userId } from '../../draw/identities.ts';
import { payload, trickyPayloads } from '../../draw/json-values.ts';
import { ORDINARY_SECRET, listNearSecrets, secret, trickySecrets } from '../../draw/secrets.ts';
import { countBytes, memberName, text, unicode } from '../../draw/text.ts';
import { now, pause, tokenLifetime } from '../../draw/times.ts';
import { eventWith } from '../../language/sample-event.ts';
import { type Json, type JsonObject, isObject, isSameJson } from '../../language/json.ts';
import { type Judgement } from '../../language/judgement.ts';
import { combine, violation } from '../expectations.ts';
import { judgeSteps, onCall } from '../judges.ts';
import { type Judge, type Property, property } from '../property.ts';
import { call, oneExecution, wait } from '../scenarios.ts';
import { withNeighbours } from '../shared/neighbours.ts';
import { type StepResult, filterCalls, getReturned } from '../step-results.ts';
import type { Scenario, Step } from '../../language/scenario.ts';
import { formatValue } from '../../language/format-value.ts';

interface Decoded {
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

function decodeToken(token: Json | undefined): Decoded | undefined {
  if (typeof token !== 'string' || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return undefined;
  try {
    const header = decodeProtectedHeader(token) as unknown as JsonObject;
    const claims = decodeJwt(token) as unknown as JsonObject;
    return typeof header['alg'] === 'string' ? { header, claims } : undefined;
  } catch {
    return undefined;
  }
}

const TOKEN_PARTS = ['header', 'claims', 'signature'] as const;

/** Describes which part of a token is wrong, and which character; `undefined` if the token is no three parts. */
function describeTokenFault(token: Json | undefined): string | undefined {
  if (typeof token !== 'string') return undefined;
  const parts = token.split('.');
  if (parts.length !== TOKEN_PARTS.length)
    return `${parts.length} ${parts.length === 1 ? 'part' : 'parts'} instead of 3`;
  for (const [index, part] of parts.entries()) {
    const name = TOKEN_PARTS[index];
    if (part === '') return `the ${name} is empty`;
    const [wrong] = /[^\w-]/.exec(part) ?? [];
    if (wrong === undefined) continue;
    const place = `the ${name} has ${formatValue(wrong)} at character ${part.indexOf(wrong) + 1}`;
    return /[+/=]/.test(wrong) ? `${place}: it is base64, not base64url without padding` : place;
  }
  return 'the header or the claims are not an object in JSON, or the header has no alg';
}

function getOptions(encoded: StepResult): JsonObject {
  return isObject(encoded.args[0]) ? encoded.args[0] : {};
}

function judgeClaims(
  judge: (claims: JsonObject, scenario: Scenario, encoded: StepResult) => Judgement,
): Judge {
  return onCall('redirect.encodeToken', (encoded, scenario) => {
    const token = decodeToken(getReturned(encoded));
    return token ? judge(token.claims, scenario, encoded) : 'vacuous';
  });
}

function expectClaim(
  encoded: StepResult,
  claims: JsonObject,
  name: string,
  value: Json | undefined,
): Judgement {
  const actual = Object.hasOwn(claims, name) ? claims[name] : undefined;
  return isSameJson(actual, value)
    ? 'held'
    : violation(
        encoded,
        `the claim ${name}: ${formatValue(value)}`,
        `${name}: ${formatValue(actual)}`,
      );
}

function expectTime(
  encoded: StepResult,
  actual: Json | undefined,
  name: string,
  lifetime: number,
): Judgement {
  const after = typeof actual === 'number' ? actual - encoded.time / 1000 : Number.NaN;
  if (Math.abs(after - lifetime) < 1) return 'held';
  const seconds = Number.isNaN(after) ? formatValue(actual) : `${after} s after`;
  return violation(
    encoded,
    `${name} ${lifetime} s after the call, less than a second off`,
    seconds,
  );
}

/** Verifies the token with jose, as HS256 with the UTF-8 bytes of the secret. */
async function expectSignature(encoded: StepResult): Promise<Judgement> {
  const token = getReturned(encoded);
  if (typeof token !== 'string') return 'vacuous';
  const { secret } = getOptions(encoded) as { secret: string };
  try {
    await compactVerify(token, new TextEncoder().encode(secret), { algorithms: ['HS256'] });
    return 'held';
  } catch (error) {
    const algorithm = formatValue(decodeToken(token)?.header['alg']);
    const reason = error instanceof Error ? error.message : String(error);
    const expected = 'a token that verifies as HS256 with the secret';
    return violation(encoded, expected, `alg ${algorithm}: ${reason}`);
  }
}

/** Verifies every token. An implementation may keep the key of an earlier call, and take a near one for it. */
const onEverySignature: Judge = judgeSteps(async (results) =>
  combine(await Promise.all(filterCalls(results, 'redirect.encodeToken').map(expectSignature))),
);

function isAscii(text: string): boolean {
  return /^[ -~\n]*$/.test(text);
}

/** Lists a secret and secrets near it that can sign: those of at least 32 bytes. */
function listSigningSecrets(secret: string, isRight: (secret: string) => boolean): string[] {
  const near = listNearSecrets(secret).filter((one) => countBytes(one) >= 32);
  return [secret, ...near].filter(isRight);
}

const encode = (options: JsonObject): Step => call('redirect.encodeToken', options);

const identified = property({
  given: {
    secret,
    payload,
    hostname,
    ip: address,
    user_id: userId,
  },
  scenario: ({ secret, payload, hostname, ip, user_id }) =>
    oneExecution([encode({ secret, payload })], {
      event: eventWith({ request: { hostname, ip }, user: { user_id } }),
    }),
  judge: () => 'vacuous',
});

/** The property that a claim has the value of a member of the event. */
function createEventClaimProperty(
  name: string,
  [object, member]: readonly [string, string],
): Property {
  return {
    ...identified,
    judge: judgeClaims((claims, scenario, encoded) => {
      const event = scenario.transactions[0]?.event as { [name: string]: JsonObject };
      return expectClaim(encoded, claims, name, event[object]?.[member]);
    }),
  };
}

function expectPayload(claims: JsonObject, _: Scenario, encoded: StepResult): Judgement {
  const members = Object.entries(getOptions(encoded)['payload'] as JsonObject);
  return combine(members.map(([name, value]) => expectClaim(encoded, claims, name, value)));
}

const examplesOfPayloads = [{ verified: true }, ...trickyPayloads].map((example) => ({
  secret: ORDINARY_SECRET,
  payload: example,
}));

/** The properties of `api.redirect.encodeToken`. */
export const encodeTokenProperties = withNeighbours({
  'redirect.encodeToken/returns-a-jwt': property({
    given: { secret, payload },
    examples: examplesOfPayloads,
    scenario: ({ secret, payload }) => oneExecution([encode({ secret, payload })]),
    judge: onCall('redirect.encodeToken', (encoded) => {
      return decodeToken(getReturned(encoded))
        ? 'held'
        : violation(
            encoded,
            'a compact JWT, "header.claims.signature"',
            describeTokenFault(getReturned(encoded)),
          );
    }),
  }),
  'redirect.encodeToken/signs-with-the-secret': property({
    given: { secrets: fc.array(secret, { minLength: 1, maxLength: 2 }), payload },
    examples: [
      ...[ORDINARY_SECRET, ...trickySecrets].map((one) => [one]),
      listSigningSecrets(ORDINARY_SECRET, isAscii),
      listSigningSecrets(trickySecrets[3], isAscii).slice(-40),
    ].map((secrets) => ({ secrets, payload: {} })),
    scenario: ({ secrets, payload }) =>
      oneExecution(secrets.map((secret) => encode({ secret, payload }))),
    judge: onEverySignature,
    judgesAnyPart: true,
  }),
  'redirect.encodeToken/carries-the-payload': property({
    given: { secret, payload, earlier: fc.option(payload, { nil: undefined }) },
    examples: examplesOfPayloads.map((example) => ({ ...example, earlier: undefined })),
    scenario: ({ secret, payload, earlier }) =>
      oneExecution([
        ...(earlier ? [encode({ secret, payload: earlier })] : []),
        encode({ secret, payload }),
      ]),
    judge: judgeClaims(expectPayload),
    judgesAnyPart: true,
  }),
  'redirect.encodeToken/member-names-are-claims': property({
    given: { secret, name: memberName, value: unicode(4) },
    scenario: ({ secret, name, value }) =>
      oneExecution([encode({ secret, payload: Object.fromEntries([[name, value]]) })]),
    judge: judgeClaims(expectPayload),
  }),
  'redirect.encodeToken/default-lifetime': property({
    given: {
      secret,
      payload,
      now,
      before: pause,
      earlier: fc.option(tokenLifetime, { nil: undefined }),
    },
    scenario: ({ secret, payload, now, before, earlier }) =>
      oneExecution(
        [
          ...(earlier === undefined
            ? []
            : [encode({ secret, payload, expiresInSeconds: earlier })]),
          wait(before),
          encode({ secret, payload }),
        ],
        { now },
      ),
    judge: judgeClaims(({ exp }, _, encoded) =>
      expectTime(encoded, exp, 'exp', DEFAULT_TOKEN_LIFETIME),
    ),
  }),
  'redirect.encodeToken/lifetime': property({
    given: {
      secret,
      payload,
      now,
      before: pause,
      lifetime: tokenLifetime,
    },
    scenario: ({ secret, payload, now, before, lifetime }) =>
      oneExecution([wait(before), encode({ secret, payload, expiresInSeconds: lifetime })], {
        now,
      }),
    judge: judgeClaims(({ exp }, _, encoded) =>
      expectTime(encoded, exp, 'exp', Number(getOptions(encoded)['expiresInSeconds'])),
    ),
  }),
  'redirect.encodeToken/issued-at': property({
    given: { secret, payload, now, before: pause },
    scenario: ({ secret, payload, now, before }) =>
      oneExecution([wait(before), encode({ secret, payload })], { now }),
    judge: judgeClaims(({ iat }, _, encoded) => expectTime(encoded, iat, 'iat', 0)),
  }),
  'redirect.encodeToken/issuer': createEventClaimProperty('iss', ['request', 'hostname']),
  'redirect.encodeToken/subject': createEventClaimProperty('sub', ['user', 'user_id']),
  'redirect.encodeToken/address': createEventClaimProperty('ip', ['request', 'ip']),
  'redirect.encodeToken/header-type': property({
    given: { secret, payload },
    scenario: ({ secret, payload }) => oneExecution([encode({ secret, payload })]),
    judge: onCall('redirect.encodeToken', (encoded) => {
      const token = decodeToken(getReturned(encoded));
      if (!token) return 'vacuous';
      const typ = token.header['typ'];
      return typ === 'JWT'
        ? 'held'
        : violation(encoded, 'a header with typ: "JWT"', `typ: ${formatValue(typ)}`);
    }),
  }),
  'redirect.encodeToken/secret-is-utf8': property({
    given: {
      secrets: fc.tuple(secret, text(64)).map(([one, more]) => [`${one}é${more}`]),
      payload,
    },
    examples: [
      ...[ORDINARY_SECRET, 'x'.repeat(64)].flatMap((one) =>
        ['é', 'é€', 'é😀', 'é日本語', 'e\u0301'].map((more) => [`${one}${more}`]),
      ),
      listSigningSecrets(ORDINARY_SECRET, (one) => !isAscii(one)),
    ].map((secrets) => ({ secrets, payload: {} })),
    scenario: ({ secrets, payload }) =>
      oneExecution(secrets.map((secret) => encode({ secret, payload }))),
    judge: onEverySignature,
    judgesAnyPart: true,
  }),
  'redirect.encodeToken/payload-over-claims': property({
    given: { name: fc.constantFrom('iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'ip') },
    scenario: ({ name }) =>
      oneExecution([
        encode({
          secret: 'a secret of the probe, long enough',
          payload: { [name]: ['exp', 'nbf', 'iat'].includes(name) ? 4_000_000_000 : 'payload' },
        }),
      ]),
    judge: judgeClaims((claims, _, encoded) => {
      const [[name, value] = ['', null]] = Object.entries(
        getOptions(encoded)['payload'] as JWTPayload,
      );
      const wins = isSameJson(claims[name], value as Json);
      return { answer: `${name}: ${wins ? 'the payload wins' : 'the claim wins'}` };
    }),
  }),
} satisfies Record<string, Property>);
