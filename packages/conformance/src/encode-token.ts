import { DEFAULT_TOKEN_LIFETIME } from '@post-challenge/spec';
import fc from 'fast-check';
import { type JWTPayload, compactVerify, decodeJwt, decodeProtectedHeader } from 'jose';
import { memberName, now, pause, payload, secret, unicode } from './arbitraries.ts';
import { eventWith } from './event.ts';
import { type Json, type JsonObject, isObject, sameJson } from './json.ts';
import {
  type Judgement,
  type Property,
  type Seen,
  all,
  call,
  execution,
  fault,
  property,
  returnedBy,
  steps,
  wait,
} from './property.ts';
import type { Step } from './scenario.ts';
import { show } from './show.ts';

interface Decoded {
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

function decoded(token: Json | undefined): Decoded | undefined {
  if (typeof token !== 'string' || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return undefined;
  try {
    const header = decodeProtectedHeader(token) as unknown as JsonObject;
    const claims = decodeJwt(token) as unknown as JsonObject;
    return typeof header['alg'] === 'string' ? { header, claims } : undefined;
  } catch {
    return undefined;
  }
}

function optionsOf(encoded: Seen): JsonObject {
  return isObject(encoded.args[0]) ? encoded.args[0] : {};
}

function claims(judge: (claims: JsonObject, encoded: Seen) => Judgement): Property['judge'] {
  return steps((seen) => {
    const encoded = seen.at(-1);
    const token = decoded(returnedBy(encoded));
    return encoded && token ? judge(token.claims, encoded) : 'vacuous';
  });
}

function claimIs(
  encoded: Seen,
  claims: JsonObject,
  name: string,
  value: Json | undefined,
): Judgement {
  const actual = Object.hasOwn(claims, name) ? claims[name] : undefined;
  return sameJson(actual, value)
    ? 'held'
    : fault(encoded, `the claim ${name}: ${show(value)}`, `${name}: ${show(actual)}`);
}

function timeIs(
  encoded: Seen,
  actual: Json | undefined,
  name: string,
  lifetime: number,
): Judgement {
  const after = typeof actual === 'number' ? actual - encoded.time / 1000 : Number.NaN;
  if (Math.abs(after - lifetime) < 1) return 'held';
  const seconds = Number.isNaN(after) ? show(actual) : `${after} s after`;
  return fault(encoded, `${name} ${lifetime} s after the call, less than a second off`, seconds);
}

/** Whether the token verifies as HS256 with the secret's UTF-8 bytes, in the eyes of another implementation of JWT. */
const verifies = steps(async ([encoded]) => {
  const token = returnedBy(encoded);
  if (!encoded || typeof token !== 'string') return 'vacuous';
  const { secret } = optionsOf(encoded) as { secret: string };
  try {
    await compactVerify(token, new TextEncoder().encode(secret), { algorithms: ['HS256'] });
    return 'held';
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const algorithm = show(decoded(token)?.header['alg']);
    return fault(
      encoded,
      'a token that verifies as HS256 with the secret',
      `alg ${algorithm}: ${reason}`,
    );
  }
});

const encode = (options: JsonObject): Step => call('redirect.encodeToken', options);

const identified = property({
  given: {
    secret,
    payload,
    host: unicode(6),
    user: unicode(8),
    last: fc.integer({ min: 1, max: 254 }),
  },
  scenario: ({ secret, payload, host, user, last }) =>
    execution([encode({ secret, payload })], {
      event: eventWith({
        request: { hostname: `${host}.example.com`, ip: `192.0.2.${last}` },
        user: { user_id: `auth0|${user}` },
      }),
    }),
  judge: () => 'vacuous',
});

/** A claim that says what a member of the event says. */
function fromTheEvent(name: string, [object, member]: readonly [string, string]): Property {
  return {
    ...identified,
    judge: (scenario, trace) => {
      const event = scenario.transactions[0]?.event as { [name: string]: JsonObject };
      return claims((found, encoded) => claimIs(encoded, found, name, event[object]?.[member]))(
        scenario,
        trace,
      );
    },
  };
}

/** The properties of `api.redirect.encodeToken`. @internal */
export const encodeTokenProperties = {
  'redirect.encodeToken/returns-a-jwt': property({
    given: { secret, payload },
    scenario: ({ secret, payload }) => execution([encode({ secret, payload })]),
    judge: steps(([encoded]) => {
      if (!encoded) return 'vacuous';
      return decoded(returnedBy(encoded))
        ? 'held'
        : fault(encoded, 'a compact JWT, "header.claims.signature"');
    }),
  }),
  'redirect.encodeToken/signs-with-the-secret': property({
    given: { secret, payload },
    scenario: ({ secret, payload }) => execution([encode({ secret, payload })]),
    judge: verifies,
  }),
  'redirect.encodeToken/carries-the-payload': property({
    given: { secret, payload },
    scenario: ({ secret, payload }) => execution([encode({ secret, payload })]),
    judge: claims((found, encoded) => carries(found, encoded)),
  }),
  'redirect.encodeToken/member-names-are-claims': property({
    given: { secret, name: memberName, value: unicode(4) },
    scenario: ({ secret, name, value }) =>
      execution([encode({ secret, payload: Object.fromEntries([[name, value]]) })]),
    judge: claims((found, encoded) => carries(found, encoded)),
  }),
  'redirect.encodeToken/default-lifetime': property({
    given: { secret, payload, now, before: pause },
    scenario: ({ secret, payload, now, before }) =>
      execution([wait(before), encode({ secret, payload })], { now }),
    judge: claims((found, encoded) => timeIs(encoded, found['exp'], 'exp', DEFAULT_TOKEN_LIFETIME)),
  }),
  'redirect.encodeToken/lifetime': property({
    given: {
      secret,
      payload,
      now,
      before: pause,
      lifetime: fc.oneof(fc.constantFrom(1, 60, 3600), fc.integer({ min: 1, max: 31_536_000 })),
    },
    scenario: ({ secret, payload, now, before, lifetime }) =>
      execution([wait(before), encode({ secret, payload, expiresInSeconds: lifetime })], { now }),
    judge: claims((found, encoded) =>
      timeIs(encoded, found['exp'], 'exp', Number(optionsOf(encoded)['expiresInSeconds'])),
    ),
  }),
  'redirect.encodeToken/issued-at': property({
    given: { secret, payload, now, before: pause },
    scenario: ({ secret, payload, now, before }) =>
      execution([wait(before), encode({ secret, payload })], { now }),
    judge: claims((found, encoded) => timeIs(encoded, found['iat'], 'iat', 0)),
  }),
  'redirect.encodeToken/issuer': fromTheEvent('iss', ['request', 'hostname']),
  'redirect.encodeToken/subject': fromTheEvent('sub', ['user', 'user_id']),
  'redirect.encodeToken/address': fromTheEvent('ip', ['request', 'ip']),
  'redirect.encodeToken/header-type': property({
    given: { secret, payload },
    scenario: ({ secret, payload }) => execution([encode({ secret, payload })]),
    judge: steps(([encoded]) => {
      const token = decoded(returnedBy(encoded));
      if (!encoded || !token) return 'vacuous';
      const typ = token.header['typ'];
      return typ === 'JWT'
        ? 'held'
        : fault(encoded, 'a header with typ: "JWT"', `typ: ${show(typ)}`);
    }),
  }),
  'redirect.encodeToken/secret-is-utf8': property({
    given: { secret, more: unicode(8), payload },
    scenario: ({ secret, more, payload }) =>
      execution([encode({ secret: `${secret}é${more}`, payload })]),
    judge: verifies,
  }),
  'redirect.encodeToken/payload-over-claims': property({
    given: { name: fc.constantFrom('iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'ip') },
    scenario: ({ name }) =>
      execution([
        encode({
          secret: 'a secret of the probe, long enough',
          payload: { [name]: ['exp', 'nbf', 'iat'].includes(name) ? 4_000_000_000 : 'payload' },
        }),
      ]),
    judge: claims((found, encoded) => {
      const [[name, value] = ['', null]] = Object.entries(
        optionsOf(encoded)['payload'] as JWTPayload,
      );
      const wins = sameJson(found[name], value as Json);
      return { answer: `${name}: ${wins ? 'the payload wins' : 'the claim wins'}` };
    }),
  }),
} satisfies Record<string, Property>;

function carries(found: JsonObject, encoded: Seen): Judgement {
  const members = Object.entries(optionsOf(encoded)['payload'] as JsonObject);
  return all(members.map(([name, value]) => claimIs(encoded, found, name, value)));
}
