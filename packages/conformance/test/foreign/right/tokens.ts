import type { Json } from '@post-challenge/conformance';
import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import { type RightEntry, right } from '../entry.ts';
import type { Claims } from '../session.ts';

const TOKENS = /^redirect\.(encodeToken|validateToken)|lets-the-action-finish/;
const VALIDATES = /^redirect\.validateToken/;
const ENCODES = /^redirect\.encodeToken|lets-the-action-finish/;

function check(condition: boolean, message: string): void {
  if (!condition) throw new Error(message);
}

/** An error that is not one of the usual classes. */
class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  readonly code = 'ERR_TOKEN';
}

/** An object of a class. */
class VerifiedToken {
  readonly isVerified = true;
}

function sortMembers(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => sortMembers(item));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value as Claims).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sortMembers(member)]));
}

/** Servers whose tokens are unusual, or that are strict about them. */
export const rightTokens: readonly RightEntry[] = [
  right('an audience is required', VALIDATES, (original) => ({
    checkClaims: (claims, event) => {
      check(typeof claims['aud'] === 'string' || Array.isArray(claims['aud']), 'No audience.');
      original.checkClaims(claims, event);
    },
  })),
  right('a token is good once', VALIDATES, (original) => {
    const used = new Set<string>();
    return {
      verifySignature: (token, secret) => {
        const claims = original.verifySignature(token, secret);
        check(!used.has(token), 'The token was used.');
        used.add(token);
        return claims;
      },
    };
  }),
  right('a token issued in the future is refused', VALIDATES, (original, host) => ({
    checkClaims: (claims, event) => {
      check(Number(claims['iat']) * 1000 <= host.now(), 'Issued in the future.');
      original.checkClaims(claims, event);
    },
  })),
  right('a token over twelve hours old is refused', VALIDATES, (original, host) => ({
    checkClaims: (claims, event) => {
      const age = Math.floor(host.now() / 1000) - Number(claims['iat']);
      check(age <= 12 * 3600, 'Too old.');
      original.checkClaims(claims, event);
    },
  })),
  right('a token that lives over 24 hours or below a minute is refused', VALIDATES, (original) => ({
    checkClaims: (claims, event) => {
      const lifetime = Number(claims['exp']) - Number(claims['iat']);
      check(lifetime >= 60 && lifetime <= 86_400, 'The lifetime is wrong.');
      original.checkClaims(claims, event);
    },
  })),
  right('an expired token is good for 59 more minutes', VALIDATES, (original) => ({
    checkClaims: (claims, event) =>
      original.checkClaims({ ...claims, exp: Number(claims['exp']) + 59 * 60 }, event),
  })),
  right('the type of the header and nbf are checked', VALIDATES, (original, host) => ({
    verifySignature: (token, secret) => {
      const { typ = 'JWT' } = host.parseClaims(host.decodePart(token.split('.')[0] ?? ''));
      check(typ === 'JWT', 'The type is wrong.');
      const claims = original.verifySignature(token, secret);
      check(Number(claims['nbf'] ?? 0) * 1000 <= host.now(), 'Not yet valid.');
      return claims;
    },
  })),
  right('a secret needs 32 bytes', TOKENS, (original) => ({
    sign: (text, secret) => {
      if (Buffer.byteLength(secret) < 32) throw new RangeError('The secret is too short.');
      return original.sign(text, secret);
    },
  })),
  right('a lifetime below a minute is refused', ENCODES, (original) => ({
    encodeToken: (options, execution) => {
      if ((options.expiresInSeconds ?? 900) < 60)
        throw new RangeError('The lifetime is too short.');
      return original.encodeToken(options, execution);
    },
  })),
  right('a refused token is undefined', VALIDATES, (original) => ({
    validateToken: (options, execution) => {
      try {
        return original.validateToken(options, execution);
      } catch {
        return undefined;
      }
    },
  })),
  right('a refused token is false', VALIDATES, (original) => ({
    validateToken: (options, execution) => {
      try {
        return original.validateToken(options, execution);
      } catch {
        return false;
      }
    },
  })),
  right('a refused token throws an error of another class', VALIDATES, (original) => ({
    validateToken: (options, execution) => {
      try {
        return original.validateToken(options, execution);
      } catch (cause) {
        throw new TokenRefused('The token is not valid.', { cause });
      }
    },
  })),
  right('claims are a frozen object of a class', VALIDATES, (original) => ({
    validateToken: (options, execution) =>
      Object.freeze(
        Object.defineProperties(
          new VerifiedToken(),
          Object.getOwnPropertyDescriptors(original.validateToken(options, execution) as object),
        ),
      ),
  })),
  right('claims have no prototype', VALIDATES, (original) => ({
    validateToken: (options, execution) => {
      const claims = original.validateToken(options, execution) as Claims;
      const members = Object.getOwnPropertyDescriptors(claims);
      return Object.create(null, members) as unknown;
    },
  })),
  right('claims gain members', VALIDATES, (original) => ({
    validateToken: (options, execution) => {
      const claims = original.validateToken(options, execution) as Claims;
      return Object.defineProperty(claims, 'urn:emulator:verified', {
        enumerable: true,
        value: true,
      });
    },
  })),
  right('the query is read before the body', VALIDATES, () => ({
    readToken: (name, { query, body }) => (query as Claims)[name] ?? (body as Claims)[name],
  })),
  right('signatures are compared in constant time', VALIDATES, (original, host) => ({
    verifySignature: (token, secret) => {
      const [header = '', claims = '', signature = ''] = token.split('.');
      const hash = (text: string) => createHash('sha256').update(text).digest();
      const expected = host.sign(`${header}.${claims}`, secret);
      check(timingSafeEqual(hash(expected), hash(signature)), 'The signature is wrong.');
      return original.verifySignature(token, secret);
    },
  })),
  right('tokens have a key id and an audience, an id and a start', ENCODES, (original, host) => ({
    createHeader: () => ({ typ: 'JWT', kid: 'key-1', alg: 'HS256' }),
    createClaims: (options, event) => ({
      aud: 'https://example.com/',
      jti: createHash('md5').update(String(host.now())).digest('hex'),
      nbf: Math.floor(host.now() / 1000),
      ...original.createClaims(options, event),
    }),
  })),
  right('times are rounded up', ENCODES, (_, host) => ({
    createClaims: ({ payload, expiresInSeconds = 900 }, { user, request }) => {
      const iat = Math.ceil(host.now() / 1000);
      const { hostname = 'localhost', ip } = request;
      const claims = { iat, exp: iat + expiresInSeconds, iss: hostname, sub: user.user_id, ip };
      return { ...claims, ...(payload as Claims) };
    },
  })),
  right('standard claims win over the payload', ENCODES, (original) => ({
    createClaims: (options, event) => {
      const standard = original.createClaims({ ...options, payload: {} }, event);
      return { ...original.createClaims(options, event), ...standard };
    },
  })),
  right('claims are sorted, and safe in HTML', ENCODES, (original) => ({
    stringifyClaims: (claims) =>
      original
        .stringifyClaims(sortMembers(claims) as Claims)
        .replaceAll('<', '\\u003c')
        .replaceAll('>', '\\u003e')
        .replaceAll('&', '\\u0026'),
  })),
  right('claims are indented, and ASCII only', ENCODES, () => ({
    stringifyClaims: (claims) =>
      JSON.stringify(claims, undefined, 2).replaceAll(
        /[^\0-~]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
  })),
  right('hostnames and addresses of the event are checked', TOKENS, (original) => ({
    createClaims: (options, event) => {
      const { hostname = 'localhost', ip } = event.request;
      check(/^[a-z\d]([a-z\d.-]*[a-z\d])?$/.test(hostname), 'The hostname is not valid.');
      check(isIP(ip) !== 0, 'The address is not valid.');
      return original.createClaims(options, event);
    },
  })),
];
