import { changed } from '../implementations.ts';
import type { Breakers } from './breakers.ts';
import { claiming, encoding, tokenOf } from '../token-changes.ts';

/** What breaks the rules of `api.redirect.encodeToken`. */
export const encodeTokenBreakers = {
  // A mock that answers with a string, since a string is asked for.
  'redirect.encodeToken/returns-a-jwt': changed(() => ({ redirect: { encodeToken: () => '' } })),
  // A key of the platform's own, as for its sessions.
  'redirect.encodeToken/signs-with-the-secret': encoding((claims) =>
    tokenOf(claims, 'the key of the platform'),
  ),
  'redirect.encodeToken/carries-the-payload': changed(({ redirect: { encodeToken } }) => ({
    redirect: {
      encodeToken: (options) => encodeToken({ ...options, payload: { payload: options.payload } }),
    },
  })),
  // `Object.assign` sets a prototype where it should copy a member.
  'redirect.encodeToken/member-names-are-claims': changed(({ redirect: { encodeToken } }) => ({
    redirect: {
      encodeToken: (options) =>
        encodeToken({ ...options, payload: Object.assign({}, options.payload) }),
    },
  })),
  'redirect.encodeToken/default-lifetime': changed(({ redirect: { encodeToken } }) => ({
    redirect: { encodeToken: (options) => encodeToken({ expiresInSeconds: 3600, ...options }) },
  })),
  // Taken for milliseconds, as the lifetimes of the cache are.
  'redirect.encodeToken/lifetime': changed(({ redirect: { encodeToken } }) => ({
    redirect: {
      encodeToken({ expiresInSeconds, ...options }) {
        const seconds = Math.ceil((expiresInSeconds ?? 900_000) / 1000);
        return encodeToken({ ...options, expiresInSeconds: seconds });
      },
    },
  })),
  // Milliseconds, as the clock tells them.
  'redirect.encodeToken/issued-at': claiming(({ clock }) => ({ iat: clock.now() })),
  // The issuer that an ID token names.
  'redirect.encodeToken/issuer': claiming(({ event: { request } }) => ({
    iss: `https://${request.hostname}/`,
  })),
  'redirect.encodeToken/subject': claiming(({ event: { user } }) => ({ sub: user.email })),
  // The address of the proxy.
  'redirect.encodeToken/address': claiming(() => ({ ip: '10.0.0.1' })),
  'redirect.encodeToken/header-type': encoding((claims, secret) =>
    tokenOf(claims, secret, { alg: 'HS256' }),
  ),
  'redirect.encodeToken/secret-is-utf8': encoding((claims, secret) =>
    tokenOf(claims, Buffer.from(secret, 'latin1')),
  ),
} as const satisfies Breakers;
