import { factorTypes } from './authentication.ts';
import type { PostChallengeEvent } from './event.ts';
import { isObject, isPlainObject } from './validation/json.ts';

/**
 * A complete, ordinary event: every factor is enrolled, and none is completed.
 *
 * @remarks
 * All importers share the object: copy it before you change it, or call {@link mergeEvent}.
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

/**
 * The members of an event that differ from another event; every member can be left out, at any depth.
 *
 * @typeParam Part - The event, or a part of it.
 */
export type EventChanges<Part = PostChallengeEvent> = Part extends readonly unknown[]
  ? Part
  : Part extends object
    ? { readonly [Member in keyof Part]?: EventChanges<Part[Member]> }
    : Part;

/**
 * Creates an event that differs from {@link sampleEvent} in some members.
 *
 * @remarks
 * Plain objects are merged at any depth. All other values, including lists and `undefined`, replace the value of the sample event.
 *
 * @param changes - The members that differ; they are not checked.
 * @returns A new event, which you can change without changing the sample event.
 * @example
 * ```js
 * const event = mergeEvent({ user: { email_verified: false } });
 * ```
 */
export function mergeEvent(changes: EventChanges): PostChallengeEvent {
  const copy = JSON.parse(JSON.stringify(sampleEvent)) as PostChallengeEvent;
  return merge(copy, changes) as PostChallengeEvent;
}

function merge(base: unknown, change: unknown): unknown {
  if (!isObject(base) || !isObject(change) || !isPlainObject(change)) return change;
  const members = Object.entries(change).map(([name, member]) => {
    const before = Object.hasOwn(base, name) ? base[name] : undefined;
    return [name, merge(before, member)] as const;
  });
  return { ...base, ...Object.fromEntries(members) };
}
