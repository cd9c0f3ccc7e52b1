import fc from 'fast-check';
import type { Json, JsonObject } from '../language/json.ts';
import { eventWith } from '../language/sample-event.ts';
import type { Template } from '../language/scenario.ts';
import { claim } from './json-values.ts';
import { unicode, word } from './text.ts';

/** Values that applications store in metadata, and that databases and serializers change. */
const ordinaryValues: readonly Json[] = [
  'pro',
  '',
  '0042',
  'true',
  'null',
  '1e3',
  '2024-02-29T12:00:00.000Z',
  '2024-02-29',
  'Zoë Müller-Łukasiewicz',
  '東京都',
  '👩‍👧 family',
  'a line\nand another',
  '<b>&amp;</b>',
  '%20+',
  'x'.repeat(300),
  true,
  false,
  0,
  -1,
  0.1,
  1.5,
  2 ** 31,
  Number.MAX_SAFE_INTEGER,
  [],
  {},
  [1, 'two', [3]],
  ['b', 'a', 'b'],
  { deep: { deeper: { deepest: [{ at: 1 }] } } },
  { empty: {}, list: [], text: '' },
];

const plain = { noNullPrototype: true } as const;

const ordinaryNames = [
  'plan',
  'tenantId',
  'preferred_language',
  'last seen',
  'https://example.com/roles',
  'a.b',
  'größe',
  '1',
  'X-Api-Key',
];

/** The name of a member of metadata. */
const memberName = fc.oneof(fc.constantFrom(...ordinaryNames), word(1, 8));

function drawDictionary<T extends Json>(value: fc.Arbitrary<T>): fc.Arbitrary<JsonObject> {
  return fc
    .uniqueArray(fc.tuple(memberName, value), { maxLength: 3, selector: ([name]) => name })
    .map((members) => Object.fromEntries(members) as JsonObject);
}

const metadataText = fc.oneof(
  fc.constantFrom(...ordinaryValues.filter((value) => typeof value === 'string')),
  unicode(12),
);

/** Metadata of texts, such as the one of a client or an organization; secrets and configuration, too. */
export const textMetadata: fc.Arbitrary<JsonObject> = drawDictionary(metadataText);

/** Metadata of any JSON, such as the one of a user. */
export const metadata: fc.Arbitrary<JsonObject> = drawDictionary(
  fc.oneof(fc.constantFrom(...ordinaryValues), claim),
);

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

const roles = fc.subarray(['admin', 'Editor', 'team lead', 'Prüfer', 'role:read', 'admin2']);

/** The optional and the open members of an event, and those that differ from one user to another. */
const changes = fc.record(
  {
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
    organization: fc.record(
      {
        id: word(1, 16).map((id) => `org_${id}`),
        name: fc.constantFrom('acme', 'acme-2'),
        display_name: fc.constantFrom('Acme', 'Acme & Söhne "GmbH"'),
        metadata: textMetadata,
      },
      plain,
    ),
    stats: fc.constantFrom({ logins_count: 0 }, { logins_count: 1234 }),
    tenant: fc.constantFrom({ id: 'tenant' }, { id: 'acme-prod' }),
    transaction: fc.record(
      {
        locale: fc.constantFrom('en', 'de', 'pt-BR', 'zh-Hant-TW'),
        ui_locales: fc.constantFrom(['en'], ['de-CH', 'de', 'en'], []),
        state: word(1, 32),
        login_hint: fc.constant('anna+reset@example.com'),
        correlation_id: fc.constant('4bf92f35-77b3-4da6-a3ce-929d0e0e4736'),
      },
      plain,
    ),
    user: fc.record(
      {
        user_id: userId,
        name: fc.constantFrom('Anna', 'Zoë Müller', "Seán O'Neill", '王秀英'),
        email_verified: fc.boolean(),
        last_password_reset: fc.constant('2025-12-31T23:59:59.999Z'),
        app_metadata: metadata,
        user_metadata: metadata,
        identities: fc.constantFrom<JsonObject[]>(
          [],
          [{ connection: 'Users', provider: 'auth0', user_id: '0012', isSocial: false }],
          [
            { connection: 'Users', provider: 'auth0', user_id: '1', isSocial: false },
            {
              connection: 'google-oauth2',
              provider: 'google-oauth2',
              user_id: '10769150350006150715113082367',
              isSocial: true,
              profileData: { name: 'Zoë', email_verified: true },
            },
          ],
        ),
      },
      { requiredKeys: ['user_id'], ...plain },
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
