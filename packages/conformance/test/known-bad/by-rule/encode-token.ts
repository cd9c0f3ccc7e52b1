import { changeReference } from '../../implementations.ts';
import type { KnownBadByRule } from './by-rule.ts';
import { addClaims, changeEncoding, signToken } from '../../token-changes.ts';

/** Known-bad implementations for the rules of `api.redirect.encodeToken`. */
export const encodeTokenKnownBad = {
  // A mock that returns any string.
  'redirect.encodeToken/returns-a-jwt': changeReference(() => ({
    redirect: { encodeToken: () => '' },
  })),
  // Signs with a key of the platform.
  'redirect.encodeToken/signs-with-the-secret': changeEncoding((claims) =>
    signToken(claims, 'the key of the platform'),
  ),
  'redirect.encodeToken/carries-the-payload': changeReference(({ redirect: { encodeToken } }) => ({
    redirect: {
      encodeToken: (options) => encodeToken({ ...options, payload: { payload: options.payload } }),
    },
  })),
  // `Object.assign` sets the prototype instead of copying the member.
  'redirect.encodeToken/member-names-are-claims': changeReference(
    ({ redirect: { encodeToken } }) => ({
      redirect: {
        encodeToken: (options) =>
          encodeToken({ ...options, payload: Object.assign({}, options.payload) }),
      },
    }),
  ),
  'redirect.encodeToken/default-lifetime': changeReference(({ redirect: { encodeToken } }) => ({
    redirect: { encodeToken: (options) => encodeToken({ expiresInSeconds: 3600, ...options }) },
  })),
  // Reads the lifetime as milliseconds, as in the cache.
  'redirect.encodeToken/lifetime': changeReference(({ redirect: { encodeToken } }) => ({
    redirect: {
      encodeToken({ expiresInSeconds, ...options }) {
        const seconds = Math.ceil((expiresInSeconds ?? 900_000) / 1000);
        return encodeToken({ ...options, expiresInSeconds: seconds });
      },
    },
  })),
  // Milliseconds, the unit of the clock.
  'redirect.encodeToken/issued-at': addClaims(({ clock }) => ({ iat: clock.now() })),
  // The issuer of an ID token.
  'redirect.encodeToken/issuer': addClaims(({ event: { request } }) => ({
    iss: `https://${request.hostname}/`,
  })),
  'redirect.encodeToken/subject': addClaims(({ event: { user } }) => ({ sub: user.email })),
  // The address of the proxy.
  'redirect.encodeToken/address': addClaims(() => ({ ip: '10.0.0.1' })),
  'redirect.encodeToken/header-type': changeEncoding((claims, secret) =>
    signToken(claims, secret, { alg: 'HS256' }),
  ),
  'redirect.encodeToken/secret-is-utf8': changeEncoding((claims, secret) =>
    signToken(claims, Buffer.from(secret, 'latin1')),
  ),
} as const satisfies KnownBadByRule;
