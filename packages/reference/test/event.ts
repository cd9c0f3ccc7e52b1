import type { PostChallengeEvent } from '@post-challenge/spec';

/** The parts of an event that the reference reads. */
interface EventParts {
  readonly methods?: PostChallengeEvent['authentication']['methods'];
  readonly request?: Partial<PostChallengeEvent['request']>;
  readonly user?: Partial<PostChallengeEvent['user']>;
}

/** Creates a complete event. By default no factor is completed, and the enrolled factors are not known. */
export function eventOf({ methods = [], request, user }: EventParts = {}): PostChallengeEvent {
  return {
    authentication: { methods },
    authorization: { roles: [] },
    client: { client_id: 'client', name: 'Client', metadata: {} },
    connection: { id: 'con_1', name: 'Users', strategy: 'auth0' },
    request: {
      ip: '192.0.2.1',
      method: 'GET',
      query: {},
      body: {},
      geoip: {},
      hostname: 'login.example.com',
      ...request,
    },
    stats: { logins_count: 1 },
    tenant: { id: 'example' },
    transaction: { locale: 'en', ui_locales: ['en'] },
    user: {
      user_id: 'auth0|1',
      created_at: '2026-01-01T00:00:00.000Z',
      updated_at: '2026-01-01T00:00:00.000Z',
      email_verified: true,
      app_metadata: {},
      user_metadata: {},
      identities: [],
      ...user,
    },
    secrets: {},
    configuration: {},
  };
}
