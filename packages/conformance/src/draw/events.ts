import fc from 'fast-check';
import type { JsonObject } from '../language/json.ts';
import { eventWith, sampleEvent } from '../language/sample-event.ts';
import type { Template } from '../language/scenario.ts';
import { drawDictionary, metadata, textMetadata } from './metadata.ts';
import { text, word } from './text.ts';

const plain = { noNullPrototype: true } as const;

/** The id of a user, of any kind of connection. */
export const userId: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    'auth0|1',
    'auth0|507f1f77bcf86cd799439011',
    'auth0|0012',
    'google-oauth2|10769150350006150715113082367',
    'samlp|acme|anna.o-neill@example.com',
    'oidc|acme|a1B2+c3/d4=',
  ),
  word(1, 12).map((name) => `auth0|${name}`),
);

const roles = fc.oneof(
  fc.subarray([
    'admin',
    'Admin',
    'ADMIN',
    'Editor',
    'team lead',
    'sales, emea',
    'Prüfer',
    'role:read',
    'admin2',
    '0',
    "o'neill",
  ]),
  fc.constant(Array.from({ length: 60 }, (_, n) => `role-${n}`)),
);

/** Ways in which the user has proved who it is so far. None of them completes a factor. */
const methods = fc
  .subarray<JsonObject>(
    [
      { name: 'federated', timestamp: '2025-12-31T23:59:58.123Z' },
      { name: 'pwd', timestamp: '2025-12-31T23:59:59.000Z' },
      { name: 'https://idp.example.com/x509', timestamp: '2025-12-31T23:59:59.999Z' },
    ],
    { minLength: 1 },
  )
  .map((list): JsonObject[] => list);

const personName = fc.oneof(
  fc.constantFrom('Anna', 'Zoë Müller', "Seán O'Neill", '王秀英', 'VAN DER BERG', 'null'),
  text(64),
);

const email = fc.constantFrom(
  'Anna.Schmidt@Example.com',
  'anna+reset@example.com',
  "o'neill@example.co.uk",
  '0042@example.com',
);

const userAgent = fc.constantFrom(
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
  'curl/8.7.1',
);

const geoip: fc.Arbitrary<JsonObject> = fc.constantFrom<JsonObject>(
  {},
  {
    cityName: 'Zürich',
    continentCode: 'EU',
    countryCode: 'CH',
    countryCode3: 'CHE',
    countryName: 'Switzerland',
    subdivisionCode: 'ZH',
    subdivisionName: 'Zurich',
    timeZone: 'Europe/Zurich',
    latitude: 47.366_667,
    longitude: 8.55,
  },
  { countryCode: 'NO', latitude: -33.868_8, longitude: 151.209_312_345, accuracyRadius: 0.5 },
  { latitude: 0, longitude: -0.000_1, asn: { number: 64_496, name: 'Example' }, proxies: [] },
);

/** Parameters and members of the body of a first request. */
const parameters: fc.Arbitrary<JsonObject> = drawDictionary(
  fc.oneof(
    fc.constantFrom('50%', 'a%20b', '%2B', 'a+b', 'a b', ' a ', 'a&b=c', 'Ünïcode', '0', ''),
    text(64),
  ),
);

const sampleFactors = (sampleEvent.user.enrolledFactors ?? []) as unknown as JsonObject[];

/** A factor in which the user is enrolled, with members and options of the host's own. */
const enrolledFactors = fc
  .subarray<JsonObject>([
    { type: 'phone', options: { preferredMethod: 'voice', verified: true } },
    { type: 'push-notification', options: { otpFallback: false } },
    { type: 'otp', options: {} },
    { type: 'email', name: 'Work', enrolled_at: '2025-06-01T08:00:00.500Z' },
  ])
  .map((special): JsonObject[] => [
    ...special,
    ...sampleFactors.filter(({ type }) => !special.some((other) => other['type'] === type)),
  ]);

const identities = fc.constantFrom<JsonObject[]>(
  [],
  [{ connection: 'Users', provider: 'auth0', user_id: '0012', isSocial: false }],
  [
    { connection: 'Users', provider: 'auth0', user_id: '1', isSocial: false, profileData: {} },
    {
      connection: 'google-oauth2',
      provider: 'google-oauth2',
      user_id: '10769150350006150715113082367',
      isSocial: true,
      profileData: { name: 'Zoë', email: 'Zoe@Example.com', email_verified: true, picture: '' },
      linked_at: '2025-06-01T08:00:00.500Z',
      scopes: ['openid', 'profile'],
    },
  ],
);

/** Members that only some hosts add to an open object. */
const moreMembers: fc.Arbitrary<JsonObject> = fc.constantFrom<JsonObject>(
  {},
  { groups: ['staff', 'Staff'], score: 0.25, manager: null, flags: {}, blocked: false, tags: [] },
  { 'https://example.com/plan': 'gold', nested: { list: [{ at: 1.5 }, {}] }, note: '100% sure' },
);

/** Adds members of a host's own to the objects that an arbitrary draws. */
function withMoreMembers<T extends object>(object: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.tuple(object, moreMembers).map(([drawn, more]) => ({ ...more, ...drawn }));
}

/** The optional and the open members of an event, and those that differ from one user to another. */
const changes = fc.record(
  {
    authentication: withMoreMembers(methods.map((list) => ({ methods: list }))),
    authorization: roles.map((names) => ({ roles: names })),
    client: fc.record(
      {
        client_id: word(1, 32),
        name: fc.constantFrom('Shop', 'My App (test)', 'Ärzte-Portal'),
        metadata: textMetadata,
      },
      plain,
    ),
    connection: fc.record(
      {
        id: word(1, 16).map((id) => `con_${id}`),
        name: fc.constantFrom('Users', 'Username-Password-Authentication'),
        strategy: fc.constant('auth0'),
        metadata: textMetadata,
      },
      plain,
    ),
    custom_domain: fc.record(
      {
        domain: fc.constant('login.example.com'),
        domain_metadata: textMetadata,
      },
      plain,
    ),
    organization: withMoreMembers(
      fc.record(
        {
          id: word(1, 16).map((id) => `org_${id}`),
          name: fc.constantFrom('acme', 'acme-2'),
          display_name: fc.constantFrom('Acme', 'Acme & Söhne "GmbH"'),
          metadata: textMetadata,
        },
        plain,
      ),
    ),
    prompt: fc.record(
      { id: fc.constant('prompt_1'), fields: metadata, vars: metadata },
      { requiredKeys: ['id'], ...plain },
    ),
    request: fc.record(
      {
        method: fc.constantFrom('GET', 'POST'),
        query: parameters,
        body: parameters,
        geoip,
        language: fc.constantFrom('en', 'de-CH,de;q=0.9,en;q=0.8'),
        user_agent: userAgent,
      },
      { requiredKeys: ['geoip'], ...plain },
    ),
    stats: fc.constantFrom({ logins_count: 0 }, { logins_count: 1234 }),
    tenant: fc.constantFrom({ id: 'tenant' }, { id: 'acme-prod' }),
    transaction: withMoreMembers(
      fc.record(
        {
          locale: fc.constantFrom('en', 'de', 'pt-BR', 'zh-Hant-TW'),
          ui_locales: fc.constantFrom(['en'], ['de-CH', 'de', 'en'], []),
          state: fc.oneof(word(1, 32), fc.constantFrom('a%2Bb', 'a+b/c==', '{"to":"/a?b=c"}')),
          login_hint: email,
          correlation_id: fc.constant('4bf92f35-77b3-4da6-a3ce-929d0e0e4736'),
        },
        { requiredKeys: ['locale', 'ui_locales'], ...plain },
      ),
    ),
    user: withMoreMembers(
      fc.record(
        {
          user_id: userId,
          name: personName,
          given_name: personName,
          family_name: personName,
          nickname: personName,
          email,
          username: fc.constantFrom('Anna', '0042', 'anna.schmidt'),
          picture: fc.constant('https://example.com/a%20b.png?s=480&r=pg#top'),
          email_verified: fc.boolean(),
          phone_verified: fc.boolean(),
          last_password_reset: fc.constant('2025-12-31T23:59:59.999Z'),
          app_metadata: metadata,
          user_metadata: metadata,
          enrolledFactors,
          identities,
        },
        { requiredKeys: ['user_id'], ...plain },
      ),
    ),
    secrets: textMetadata,
    configuration: textMetadata,
  },
  { requiredKeys: ['user'], ...plain },
);

/** An event of a real user: every factor is enrolled, and none is completed. */
export const event: fc.Arbitrary<Template> = changes.map((drawn) =>
  eventWith(drawn as unknown as JsonObject),
);
