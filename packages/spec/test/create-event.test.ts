import {
  type EventChanges,
  type PostChallengeAction,
  createEvent,
  sampleEvent,
  validate,
} from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';

describe('createEvent', () => {
  test('returns a copy of the sample event without changes', () => {
    const event = createEvent();
    event.authorization.roles.push('admin');
    event.user.email = 'other@example.com';

    expect(createEvent({})).toEqual(sampleEvent);
    expect(sampleEvent.authorization.roles).toEqual([]);
    expect(sampleEvent.user.email).toBe('user@example.com');
  });

  test('merges objects at any depth and replaces lists', () => {
    const event = createEvent({
      authorization: { roles: ['admin'] },
      request: { geoip: { countryCode: 'CH' } },
      user: { enrolledFactors: [] },
      organization: { id: 'org_1', name: 'o', display_name: 'O', metadata: {} },
    });

    expect(event).toEqual({
      ...sampleEvent,
      authorization: { roles: ['admin'] },
      request: { ...sampleEvent.request, geoip: { countryCode: 'CH' } },
      user: { ...sampleEvent.user, enrolledFactors: [] },
      organization: { id: 'org_1', name: 'o', display_name: 'O', metadata: {} },
    });
  });

  test('does not share objects with the changes', () => {
    const roles = ['admin'];
    const app_metadata = { plan: { name: 'free' }, list: [{ a: 1 }] };
    const event = createEvent({ authorization: { roles }, user: { app_metadata } });
    event.authorization.roles.push('owner');
    event.user.app_metadata['plan'].name = 'paid';
    event.user.app_metadata['list'][0].a = 2;

    expect(roles).toEqual(['admin']);
    expect(app_metadata).toEqual({ plan: { name: 'free' }, list: [{ a: 1 }] });
  });

  test('leaves out a member that is undefined', () => {
    const { user, secrets } = createEvent({
      user: { enrolledFactors: undefined, phone: undefined },
      secrets: { KEY: undefined },
      colour: undefined,
    } as EventChanges);

    expect(user).not.toHaveProperty('enrolledFactors');
    expect(user).not.toHaveProperty('phone');
    expect(Object.keys(secrets)).toEqual([]);
  });

  test('accepts further members in open objects, and any name in a dictionary', () => {
    const changes = JSON.parse(
      '{"user":{"groups":["staff"],"toString":1},"secrets":{"__proto__":"a","email":"b"},"request":{"query":{"satte":"c"}}}',
    ) as EventChanges;
    const { user, secrets, request } = createEvent(changes);

    expect(user).toMatchObject({ groups: ['staff'], toString: 1 });
    expect(Object.entries(secrets)).toEqual([
      ['__proto__', 'a'],
      ['email', 'b'],
    ]);
    expect(request.query).toEqual({ satte: 'c' });
  });

  test('accepts values of any type in the profile data of an identity and in metadata', () => {
    const profileData = { email_verified: true, age: 7 };
    const metadata: Record<string, any> = { beta: true, seats: 5, plan: null };
    const event = createEvent({
      user: { identities: [{ profileData }] },
      client: { metadata },
      connection: { metadata },
      custom_domain: { domain: 'login.example.com', domain_metadata: metadata },
      organization: { id: 'org_1', name: 'o', display_name: 'O', metadata },
    });

    expect(validate('PostChallengeEvent', event)).toEqual([]);
  });

  test('returns an event for an action that names its secrets', async () => {
    const read: string[] = [];
    const action: PostChallengeAction<'API_KEY'> = async ({ secrets }) =>
      void read.push(secrets.API_KEY);
    const event = createEvent({ secrets: { API_KEY: 'key' }, configuration: { REGION: 'eu' } });

    await action(event, {} as Parameters<typeof action>[1]);

    expect(read).toEqual(['key']);
  });
});

/** Creates an object that is nested this deeply. */
function createDeep(levels: number): object {
  let deep = {};
  for (let level = 0; level < levels; level += 1) deep = { a: deep };
  return deep;
}

describe('createEvent refuses', () => {
  const refusals: readonly [changes: unknown, message: string][] = [
    [null, 'received null, expected an object.'],
    ['{}', 'received a string, expected an object.'],
    [[], 'received an array, expected an object.'],
    [{ user: { email_verified: 'no' } }, 'user.email_verified is a string, expected a boolean.'],
    [{ user: { user_id: undefined } }, 'user.user_id is required.'],
    [{ user: null }, 'user is null, expected an object.'],
    [
      { secrets: { KEY: 7 }, stats: { logins_count: '1' } },
      'stats.logins_count is a string, expected a number; secrets.KEY is a number, expected a string.',
    ],
    [{ user: { identities: ['a'] } }, 'user.identities[0] is a string, expected an object.'],
    [{ usr: {} }, 'an event has no member "usr". Did you mean user?'],
    [{ event: {} }, 'an event has no member "event". Did you mean its content?'],
    [
      { email_verified: false },
      'an event has no member "email_verified". Did you mean user.email_verified?',
    ],
    [
      { colour: 'red' },
      'an event has no member "colour". Allowed: "authentication", "authorization", "client", "connection", "request", "stats", "tenant", "transaction", "user", "secrets", "configuration", "custom_domain", "organization", "prompt".',
    ],
    [
      { user: { email_verifed: false } },
      'user has no member "email_verifed". Did you mean email_verified?',
    ],
    [{ user: { emial: 'a@b.c' } }, 'user has no member "emial". Did you mean email?'],
    [
      { user: { enrolled_factors: [] } },
      'user has no member "enrolled_factors". Did you mean enrolledFactors?',
    ],
    [
      { client: { secret: 'x' } },
      'client has no member "secret". Allowed: "client_id", "name", "metadata".',
    ],
    [
      { authentication: { methods: [{ name: 'mfa', timestamp: '', typ: 'otp' }] } },
      'authentication.methods[0] has no member "typ". Did you mean type?',
    ],
    [
      new Map(),
      'changes is an instance of Map, expected plain data. Write Object.fromEntries(changes).',
    ],
    [
      { user: new Map() },
      'user is an instance of Map, expected plain data. Write Object.fromEntries(user).',
    ],
    [
      { request: { query: new URLSearchParams() } },
      'request.query is an instance of URLSearchParams, expected plain data. Write Object.fromEntries(query).',
    ],
    [
      {
        user: new (class Member {
          email = '';
        })(),
      },
      'user is an instance of Member, expected plain data. Write { ...user }.',
    ],
    [
      { user: { app_metadata: { since: [new Date(0)] } } },
      'user.app_metadata.since[0] is an instance of Date, expected plain data. Write value.toISOString().',
    ],
    [
      { user: { name: () => '' } },
      'user.name is a function, expected plain data. Write a string, a number or a boolean.',
    ],
  ];

  test.each(refusals)('%j', (changes, message) => {
    expect(() => createEvent(changes as EventChanges)).toThrow(
      new TypeError(`Cannot create an event: ${message}`),
    );
  });

  test('changes that are too deep or too large', () => {
    const large = { authorization: { roles: new Array<string>(2 ** 32 - 1) } };

    expect(() => createEvent({ user: { app_metadata: createDeep(1001) } })).toThrow(
      'user.app_metadata.a.a.a is an object, expected at most 1000 levels, and no value that contains itself.',
    );
    expect(() => createEvent(large)).toThrow(
      'authorization.roles is an array, expected at most 100000 values in the whole.',
    );
  });

  test('many wrong members, of which it describes the first', () => {
    const roles = Array.from({ length: 20_000 }, (_, index) => index) as unknown as string[];

    expect(() => createEvent({ authorization: { roles } })).toThrow(
      /^Cannot create an event: (authorization\.roles\[\d\] is a number, expected a string; ){10}there are more issues\.$/,
    );
  });

  test('a risk assessment with a wrong score', () => {
    const assess = (akamaiUserRisk: object) =>
      createEvent({
        authentication: { riskAssessment: { supplemental: { akamai: { akamaiUserRisk } } } },
      });

    expect(() => assess({ score: 7, status: 1 })).not.toThrow();
    expect(() => assess({ score: '7' })).toThrow(/akamaiUserRisk\.score is a string, /);
  });
});
