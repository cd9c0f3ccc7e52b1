import { factorTypes } from './authentication.ts';
import type { PostChallengeEvent } from './event.ts';

/**
 * A complete, ordinary event: every factor is enrolled, and none is completed.
 *
 * @remarks
 * All importers share the object: copy it before you change it, or call {@link createEvent}.
 */
export const sampleEvent: PostChallengeEvent = {
  authentication: { methods: [] },
  authorization: { roles: [] },
  client: { client_id: 'client', name: 'Application', metadata: {} },
  connection: { id: 'con_1', name: 'Users', strategy: 'auth0' },
  request: {
    ip: '192.0.2.1',
    method: 'GET',
    hostname: 'tenant.example.com',
    query: {},
    body: {},
    geoip: {},
  },
  stats: { logins_count: 1 },
  tenant: { id: 'tenant' },
  transaction: { locale: 'en', ui_locales: ['en'] },
  user: {
    user_id: 'auth0|1',
    created_at: '2025-01-01T00:00:00.000Z',
    updated_at: '2025-01-01T00:00:00.000Z',
    email: 'user@example.com',
    email_verified: true,
    phone_number: '+15550100',
    phone_verified: true,
    app_metadata: {},
    user_metadata: {},
    identities: [],
    // `push` is another name of `push-notification`.
    enrolledFactors: factorTypes.filter((type) => type !== 'push').map((type) => ({ type })),
  },
  secrets: {},
  configuration: {},
};
