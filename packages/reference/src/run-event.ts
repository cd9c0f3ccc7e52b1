import type { PostChallengeEvent } from '@post-challenge/spec';
import type { JsonObject } from './token.ts';

/** The event of a run that is given none: nothing was completed yet, and which factors are enrolled is not known. */
export const sampleEvent: PostChallengeEvent = {
  authentication: { methods: [] },
  authorization: { roles: [] },
  client: { client_id: 'client_1', name: 'Example application', metadata: {} },
  connection: { id: 'con_1', name: 'Example users', strategy: 'auth0' },
  request: {
    ip: '192.0.2.1',
    method: 'GET',
    hostname: 'login.example.com',
    language: 'en',
    query: {},
    body: {},
    geoip: { countryCode: 'CH', countryName: 'Switzerland', continentCode: 'EU' },
  },
  stats: { logins_count: 1 },
  tenant: { id: 'example' },
  transaction: { locale: 'en', ui_locales: ['en'] },
  user: {
    user_id: 'auth0|1',
    email: 'user@example.com',
    email_verified: true,
    created_at: '2026-01-01T00:00:00.000Z',
    updated_at: '2026-01-01T00:00:00.000Z',
    app_metadata: {},
    user_metadata: {},
    identities: [],
  },
  secrets: {},
};

/** An object with some members replaced, in depth; lists are replaced as a whole. */
export function merged(base: JsonObject, changes: JsonObject): JsonObject {
  const members = Object.entries(changes).map(([name, change]): [string, unknown] => {
    const was = Object.hasOwn(base, name) ? base[name] : undefined;
    return [name, isObject(was) && isObject(change) ? merged(was, change) : change];
  });
  return { ...base, ...Object.fromEntries(members) };
}

/** Tells whether a value is an object with members, no list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
