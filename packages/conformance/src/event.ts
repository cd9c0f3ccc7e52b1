import { factorTypes } from '@post-challenge/spec';
import { type JsonObject, isObject } from './json.ts';
import type { Template } from './scenario.ts';

const factorsToEnrol = factorTypes.filter((type) => type !== 'push');

/** What makes each member of the sample event anew. */
const members = {
  authentication: () => ({ methods: [] }),
  authorization: () => ({ roles: [] }),
  client: () => ({ client_id: 'client', name: 'Application', metadata: {} }),
  connection: () => ({ id: 'con_1', name: 'Users', strategy: 'auth0' }),
  request: () => ({
    ip: '192.0.2.1',
    method: 'GET',
    hostname: 'tenant.example.com',
    query: {},
    body: {},
    geoip: {},
  }),
  stats: () => ({ logins_count: 1 }),
  tenant: () => ({ id: 'tenant' }),
  transaction: () => ({ locale: 'en', ui_locales: ['en'] }),
  user: () => ({
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
    enrolledFactors: factorsToEnrol.map((type) => ({ type })),
  }),
  secrets: () => ({}),
};

/**
 * A plain valid event: every factor is enrolled, none was completed.
 *
 * @internal
 */
export const sampleEvent = sample();

function sample() {
  return {
    authentication: members.authentication(),
    authorization: members.authorization(),
    client: members.client(),
    connection: members.connection(),
    request: members.request(),
    stats: members.stats(),
    tenant: members.tenant(),
    transaction: members.transaction(),
    user: members.user(),
    secrets: members.secrets(),
  } satisfies JsonObject;
}

const makers = new Map<unknown, () => object>([
  [sampleEvent, sample],
  ...Object.entries(members).map(
    ([name, make]) => [(sampleEvent as JsonObject)[name], make] as const,
  ),
]);

/**
 * The sample event, or a member of it, made anew: every scenario is given an event of its own, and copying costs more.
 *
 * @internal
 */
export function anew(object: JsonObject): { with: unknown } | undefined {
  const make = makers.get(object);
  return make && { with: make() };
}

/**
 * The sample event with some members replaced, in depth.
 *
 * @internal
 */
export function eventWith(changes: JsonObject): Template {
  return merged(sampleEvent, changes);
}

function merged(base: JsonObject, changes: JsonObject): JsonObject {
  const members = Object.entries(changes).map(([name, change]) => {
    const was = base[name];
    return [name, isObject(was) && isObject(change) ? merged(was, change) : change];
  });
  return { ...base, ...Object.fromEntries(members) };
}
