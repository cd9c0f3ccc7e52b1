import type { PostChallengeEvent } from '@post-challenge/spec';
import type { Emulator, Replacement } from '../emulator.ts';
import { type WrongEntry, wrong } from '../entry.ts';
import {
  filterMembers,
  mapArrays,
  mapLeaves,
  mapMembers,
  mapNumbers,
  mapParts,
  mapTexts,
  renameMembers,
} from '../habits.ts';

const FIRST = ['flow/passes-the-event'] as const;
const LATER = ['flow/passes-the-event-to-every-handler'] as const;

type Event = PostChallengeEvent;
type Metadata = Record<string, unknown>;

/** Changes the event when it is received. */
function receive(change: (event: Event) => unknown): Replacement {
  return (original) => ({ receiveEvent: (event) => change(original.receiveEvent(event)) as Event });
}

/** Changes what the application stores about the user. */
function receiveMetadata(change: (metadata: Metadata) => unknown): Replacement {
  return receive((event) => {
    const { user } = event;
    user.app_metadata = change(user.app_metadata) as Metadata;
    user.user_metadata = change(user.user_metadata) as Metadata;
    return event;
  });
}

/** Changes the event of every handler but the first of a transaction. */
function pass(change: (event: Event, host: Emulator) => unknown): Replacement {
  return (original, host) => ({
    createEvent: (session, action, name) => {
      const event = original.createEvent(session, action, name);
      const isFirst = action === 0 && name === 'onExecutePostChallenge';
      return isFirst ? event : (change(event, host) as Event);
    },
  });
}

/** Changes the event of continue handlers. */
function passToContinue(change: (event: Event) => unknown): Replacement {
  return (original) => ({
    createEvent: (session, action, name) => {
      const event = original.createEvent(session, action, name);
      return name === 'onContinuePostChallenge' ? (change(event) as Event) : event;
    },
  });
}

/** Removes members of the event. */
function omit(event: Event, ...names: readonly (keyof Event)[]): Partial<Event> {
  return Object.fromEntries(
    Object.entries(event).filter(([name]) => !names.includes(name as keyof Event)),
  );
}

/** Servers that lose or change parts of the event. */
export const events: readonly WrongEntry[] = [
  wrong(
    'continue handlers get no user',
    LATER,
    passToContinue((event) => omit(event, 'user')),
  ),
  wrong(
    'continue handlers get no secrets',
    LATER,
    passToContinue((event) => omit(event, 'secrets')),
  ),
  wrong(
    'continue handlers get the request only',
    LATER,
    passToContinue(({ request }) => ({ request })),
  ),
  wrong(
    'later handlers get no organization',
    LATER,
    pass((event) => omit(event, 'organization')),
  ),
  wrong(
    'later handlers get no custom domain',
    LATER,
    pass((event) => omit(event, 'custom_domain')),
  ),
  wrong(
    'later handlers get no stats, authorization and connection',
    LATER,
    pass((event) => omit(event, 'stats', 'authorization', 'connection')),
  ),
  wrong(
    'later handlers get a client without metadata',
    LATER,
    pass((event) => ({
      ...event,
      client: { ...event.client, metadata: {} },
    })),
  ),
  wrong(
    'later handlers get an organization without metadata',
    LATER,
    pass((event) => ({
      ...event,
      ...(event.organization && { organization: { ...event.organization, metadata: {} } }),
    })),
  ),
  wrong(
    'the state of the application is replaced by the one of the return',
    LATER,
    passToContinue((event) => ({
      ...event,
      transaction: {
        ...event.transaction,
        state: (event.request.query as Metadata)['state'] ?? '',
      },
    })),
  ),
  wrong(
    'the locale is taken from the request of the return',
    LATER,
    passToContinue((event) => ({
      ...event,
      transaction: { ...event.transaction, locale: event.request.language ?? 'en-US' },
    })),
  ),
  wrong(
    'later handlers get only the newest method of authentication',
    LATER,
    pass((event) => ({
      ...event,
      authentication: { ...event.authentication, methods: event.authentication.methods.slice(-1) },
    })),
  ),
  wrong(
    'later handlers get the user by e-mail address',
    LATER,
    pass((event) => ({
      ...event,
      user: { ...event.user, user_id: event.user.email ?? event.user.user_id },
    })),
  ),
  wrong(
    'the session keeps only the preferred of the UI locales',
    LATER,
    pass((event) => ({
      ...event,
      transaction: { ...event.transaction, ui_locales: event.transaction.ui_locales.slice(0, 1) },
    })),
  ),
  wrong(
    'the session is kept in a cookie of 1000 bytes, and what does not fit is lost',
    LATER,
    pass((event) =>
      JSON.stringify(event).length > 1000 ? omit(event, 'authorization', 'client') : event,
    ),
  ),
  wrong(
    'login hints and correlation ids are only for the first handler',
    LATER,
    pass((event) => {
      const { login_hint: _hint, correlation_id: _id, ...transaction } = event.transaction;
      return { ...event, transaction };
    }),
  ),
  wrong(
    'false, 0, "" and empty lists are left out, as with omitempty in Go',
    FIRST,
    receive((event) =>
      filterMembers(event, (member) => Boolean(member) && JSON.stringify(member) !== '[]'),
    ),
  ),
  wrong(
    'empty objects become lists, as in PHP',
    FIRST,
    receive((event) => mapParts(event, (part) => (JSON.stringify(part) === '{}' ? [] : part))),
  ),
  wrong(
    'booleans are 0 and 1, as in MySQL',
    FIRST,
    receive((event) =>
      mapLeaves(event, (leaf) => (typeof leaf === 'boolean' ? Number(leaf) : leaf)),
    ),
  ),
  wrong(
    'null in metadata is left out',
    FIRST,
    receiveMetadata((metadata) => filterMembers(metadata, (member) => member !== null)),
  ),
  wrong(
    'numbers in metadata become text',
    FIRST,
    receiveMetadata((metadata) => mapNumbers(metadata, String)),
  ),
  wrong(
    'fractions in metadata are rounded',
    FIRST,
    receiveMetadata((metadata) => mapNumbers(metadata, Math.round)),
  ),
  wrong(
    'latitude and longitude are whole numbers',
    FIRST,
    receive((event) => ({
      ...event,
      request: { ...event.request, geoip: mapNumbers(event.request.geoip, Math.trunc) },
    })),
  ),
  wrong(
    'dots in names of metadata make nested objects',
    FIRST,
    receiveMetadata((metadata) =>
      mapMembers(metadata, (members) =>
        members.map(([name, member]) => {
          const [outer = '', ...inner] = name.split('.');
          return inner.length === 0 ? [name, member] : [outer, { [inner.join('.')]: member }];
        }),
      ),
    ),
  ),
  wrong(
    'names in metadata are converted to camel case',
    FIRST,
    receiveMetadata((metadata) =>
      renameMembers(metadata, (name) =>
        name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      ),
    ),
  ),
  wrong(
    'metadata is flat',
    FIRST,
    receiveMetadata((metadata) =>
      Object.fromEntries(
        Object.entries(metadata).map(([name, member]) => [
          name,
          typeof member === 'object' && member !== null ? JSON.stringify(member) : member,
        ]),
      ),
    ),
  ),
  wrong(
    'lists in metadata are joined with commas',
    FIRST,
    receiveMetadata((metadata) => mapArrays(metadata, (items) => items.join(','))),
  ),
  wrong(
    'text in metadata is cut after 255 characters',
    FIRST,
    receiveMetadata((metadata) => mapTexts(metadata, (text) => text.slice(0, 255))),
  ),
  wrong(
    'names of people are stored in three bytes a character',
    FIRST,
    receive((event) => mapTexts(event, (text) => text.replaceAll(/[\u{10000}-\u{10ffff}]/gu, ''))),
  ),
  wrong(
    'text is normalised to NFC',
    FIRST,
    receive((event) => mapTexts(event, (text) => text.normalize('NFC'))),
  ),
  wrong(
    'text is one byte a character',
    FIRST,
    receive((event) => mapTexts(event, (text) => Buffer.from(text, 'latin1').toString('latin1'))),
  ),
  wrong(
    'e-mail addresses are written in lower case',
    FIRST,
    receive((event) => ({
      ...event,
      user: { ...event.user, ...(event.user.email && { email: event.user.email.toLowerCase() }) },
    })),
  ),
  wrong(
    'times lose their milliseconds',
    FIRST,
    receive((event) => mapTexts(event, (text) => text.replace(/(T\d\d:\d\d:\d\d)\.\d+Z$/, '$1Z'))),
  ),
  wrong(
    'times are dates',
    FIRST,
    receive((event) =>
      mapTexts(event, (text) =>
        /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? Date.parse(text) : text,
      ),
    ),
  ),
  wrong(
    'the plus sign of a phone number becomes a space',
    FIRST,
    receive((event) => mapTexts(event, (text) => text.replace(/^\+(?=\d)/, ' '))),
  ),
  wrong(
    'only the first identity is kept',
    FIRST,
    receive((event) => ({
      ...event,
      user: { ...event.user, identities: event.user.identities.slice(0, 1) },
    })),
  ),
  wrong(
    'roles are unique without case',
    FIRST,
    receive((event) => ({
      ...event,
      authorization: {
        roles: [
          ...new Map(event.authorization.roles.map((role) => [role.toLowerCase(), role])).values(),
        ],
      },
    })),
  ),
  wrong(
    'only the first two secrets are kept',
    FIRST,
    receive((event) => ({
      ...event,
      secrets: Object.fromEntries(Object.entries(event.secrets).slice(0, 2)),
    })),
  ),
  wrong(
    'names of secrets are written in upper case, as in an environment',
    FIRST,
    receive((event) => ({
      ...event,
      secrets: renameMembers(event.secrets, (name) => name.toUpperCase()),
    })),
  ),
  wrong(
    'unknown members of enrolled factors are removed',
    FIRST,
    receive((event) => ({
      ...event,
      user: {
        ...event.user,
        ...(event.user.enrolledFactors && {
          enrolledFactors: event.user.enrolledFactors.map(({ type }) => ({ type: String(type) })),
        }),
      },
    })),
  ),
  wrong(
    'unknown members of the user are removed',
    FIRST,
    receive((event) => {
      const known =
        /^(user_id|created_at|updated_at|email|email_verified|app_metadata|user_metadata|family_name|given_name|name|nickname|phone_number|phone_verified|picture|username|last_password_reset|enrolledFactors|identities)$/;
      const members = Object.entries(event.user).filter(([name]) => known.test(name));
      return { ...event, user: Object.fromEntries(members) };
    }),
  ),
  wrong(
    'the name of the user agent is cut after 64 characters',
    FIRST,
    receive((event) => ({
      ...event,
      request: {
        ...event.request,
        ...(event.request.user_agent && { user_agent: event.request.user_agent.slice(0, 64) }),
      },
    })),
  ),
  wrong(
    'the query of the first request is decoded twice',
    FIRST,
    receive((event) => ({
      ...event,
      request: {
        ...event.request,
        query: mapTexts(event.request.query as Metadata, (text) =>
          text.replaceAll('+', ' ').replaceAll('%20', ' '),
        ),
      },
    })),
  ),
  wrong(
    'objects below the third level are removed',
    FIRST,
    receiveMetadata((metadata) => cutDepth(metadata, 2)),
  ),
];

function cutDepth(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  if (depth === 0) return {};
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, cutDepth(member, depth - 1)]),
  );
}
