import { factorTypes, validate } from '@post-challenge/spec';
import type { Json, JsonObject } from '../language/json.ts';
import { sampleEvent } from '../language/sample-event.ts';
import { listAttackDocuments, listAttackUrls } from './markers.ts';
import { type EventChange, START, createVisitEvent } from './visit.ts';
import { type Vocabulary, listContractMembers } from './vocabulary.ts';

const HOUR = 3_600_000;

/** A long address: each part is within the limits of RFC 5321. */
const LONG_EMAIL = `${'maria.magdalena.'.repeat(3)}schmidt@mail.international.example.com`;

const USER_AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';

/** An ordinary value of each member that the sample event does not have, or of another kind than there. */
const ordinaryValues: Readonly<Record<string, readonly Json[]>> = {
  'authentication.methods': [
    [{ name: 'pwd', timestamp: '2026-01-15T11:59:00.000Z' }],
    [{ name: 'email', timestamp: '2026-01-15T11:59:00.000Z' }],
    ...factorTypes
      .filter((type) => type !== 'push')
      .map((type) => [{ name: 'mfa', timestamp: '2026-01-15T11:59:00.000Z', type }]),
  ],
  'authentication.riskAssessment': [
    {},
    { supplemental: {} },
    { supplemental: { akamai: {} } },
    { supplemental: { akamai: { akamaiUserRisk: {}, akamaiBot: {} } } },
    { supplemental: { akamai: { akamaiUserRisk: { score: 99 }, akamaiBot: { botScore: 99 } } } },
  ],
  'authorization.roles': [['admin'], ['admin', 'employee']],
  'connection.metadata': [{}],
  custom_domain: [{ domain: 'login.example.com', domain_metadata: {} }],
  organization: [{ id: 'org_1', name: 'acme', display_name: 'Acme', metadata: {} }],
  'request.geoip': [
    {
      cityName: 'Zurich',
      continentCode: 'EU',
      countryCode: 'CH',
      countryCode3: 'CHE',
      countryName: 'Switzerland',
      latitude: 47.37,
      longitude: 8.55,
      subdivisionCode: 'ZH',
      subdivisionName: 'Zurich',
      timeZone: 'Europe/Zurich',
    },
  ],
  'request.geoip.countryCode': ['CH', 'US'],
  'request.geoip.countryCode3': ['CHE', 'USA'],
  'request.geoip.continentCode': ['EU', 'NA'],
  'request.geoip.subdivisionCode': ['ZH', 'CA'],
  'request.geoip.timeZone': ['Europe/Zurich', 'America/Los_Angeles'],
  'request.geoip.latitude': [47.37, -33.87],
  'request.geoip.longitude': [8.55, 151.21],
  'request.ip': ['198.51.100.254', '2001:db8:85a3:1234:5678:8a2e:370:7334'],
  'request.hostname': ['login.example.org'],
  'request.language': ['de-CH,de;q=0.9,en;q=0.8'],
  'request.method': ['POST'],
  'request.user_agent': [USER_AGENT, 'curl/8.7.1'],
  'stats.logins_count': [0, 2, 1000],
  'transaction.ui_locales': [[], ['de-CH', 'de']],
  'transaction.locale': ['de', 'zh-Hant-TW'],
  'user.email': [LONG_EMAIL, 'Anna.Schmidt@Example.com'],
  'user.enrolledFactors': [
    [],
    ...factorTypes.map((type) => [{ type }]),
    [{ type: 'phone', options: { preferredMethod: 'voice' } }, { type: 'email' }],
  ],
  'user.identities': [
    [{ connection: 'Users', provider: 'auth0', user_id: '1', isSocial: false }],
    [{ connection: 'google-oauth2', provider: 'google-oauth2', user_id: '10', isSocial: true }],
    [{}],
  ],
  'user.name': ['Anna Schmidt', 'Seán O’Neill'],
  'user.phone_number': ['+41791234567'],
  'user.picture': ['https://example.com/a%20b.png?s=480'],
  'user.user_id': ['auth0|507f1f77bcf86cd799439011', 'samlp|acme|anna@example.com'],
  // A large object that a user or an application may well store.
  'user.user_metadata': [{ note: 'A long note. '.repeat(400) }],
  'user.app_metadata': [{ note: 'A long note. '.repeat(400) }],
};

/** The forms of texts that have one. Code may rely on the form, as it does if it passes a time zone to Intl. */
const forms: readonly (readonly [path: RegExp, form: RegExp])[] = [
  [/\.timeZone$/, /^[A-Z]\w+\/[A-Z]\w+$/],
  [/\.(?:countryCode|continentCode|subdivisionCode)$/, /^[A-Z]{2}$/],
  [/\.countryCode3$/, /^[A-Z]{3}$/],
  [/^request\.ip$/, /^(?:\d{1,3}\.){3}\d{1,3}$|^[0-9a-f]*:[0-9a-f:]+$/],
  [/^request\.method$/, /^(?:GET|POST)$/],
  [/^request\.hostname$|\.domain$/, /^(?:[\w-]+\.)+[a-z]{2,}$/],
  [/^(?:transaction\.locale|request\.language)$/, /^[a-z]{2}(?:-[A-Za-z]{2,4})*$/],
  [/^user\.email$/, /^[^@\s]+@(?:[\w-]+\.)+[a-z]{2,}$/],
  [/^user\.phone_number$/, /^\+\d{6,15}$/],
  [/^user\.picture$/, /^https:/],
];

/** The members that a stranger or the user can write. A redirect must not depend on them. */
const strangersPaths = [
  'request.query.',
  'request.body.',
  'transaction.login_hint',
  'transaction.state',
  'user.user_metadata.',
];

/** The objects whose members have no documented types. */
const openPaths =
  /^(?:user\.(?:app|user)_metadata|(?:client|connection|organization)\.metadata|custom_domain\.domain_metadata|request\.(?:query|body))\./;

/** Whether a change sets a member whose type nobody documents. Code may rely on the type that the tenant gives to it. */
export function isUndocumented({ path, value }: EventChange): boolean {
  if (value === undefined) return false;
  const name = path.join('.');
  if (/^request\.(?:query|body)\./.test(name)) return typeof value !== 'string';
  return openPaths.test(name) || !(isKnownPath(path) || isContractMember(path));
}

function isContractMember(path: readonly string[]): boolean {
  return listContractMembers(path.slice(0, -1)).includes(path.at(-1) ?? '');
}

function isKnownPath(path: readonly string[]): boolean {
  const name = path.join('.');
  if (name in ordinaryValues) return true;
  const invalid = createVisitEvent(
    { changes: [{ path, value: { $wrong: [] } }], answers: [] },
    noSettings,
  );
  return (
    validate('PostChallengeEvent', invalid).length > 0 || getMember(sampleEvent, path) !== undefined
  );
}

const noSettings = { secrets: {}, configuration: {} };

/** The most values of one member. */
const MOST_VALUES = 24;

/** Lists single changes of the members that the actions read: each is left out if it may be absent, and has each likely value. */
export function listSingleChanges(vocabulary: Vocabulary): EventChange[] {
  const paths = listEventPaths(vocabulary);
  return paths.flatMap((path) => {
    const removal = { path };
    const values = listValues(path, vocabulary).slice(0, MOST_VALUES);
    const changes = values.map((value) => wrapChange({ path, value }));
    return [...(getMember(sampleEvent, path) === undefined ? [] : [removal]), ...changes].filter(
      isValid,
    );
  });
}

/** Makes a change of a member that the sample event has no object for a change of the whole object. */
function wrapChange(change: EventChange): EventChange {
  const [first = '', ...rest] = change.path;
  const [whole] = ordinaryValues[first] ?? [];
  if (rest.length === 0 || whole === undefined) return change;
  const event = createVisitEvent(
    { changes: [{ path: [first], value: whole }, change], answers: [] },
    noSettings,
  );
  return { path: [first], value: getMember(event, [first]) ?? null };
}

/** Lists the paths of the event that the actions read, those of the event itself first. */
function listEventPaths(vocabulary: Vocabulary): string[][] {
  const ignored = new Set(['secrets', 'configuration', 'claims', 'api', 'continue', 'prompt']);
  // The host reads these for a challenge.
  const byHost = vocabulary.reads('api', 'authentication')
    ? [
        ['user', 'enrolledFactors'],
        ['authentication', 'methods'],
      ]
    : [];
  const paths = [...vocabulary.listBelow(), ...byHost].map((path) => JSON.stringify(path));
  return [...new Set(paths)]
    .map((text) => JSON.parse(text) as string[])
    .filter(([first = '']) => !ignored.has(first) && isEventMember(first))
    .filter((path) => path.length > 1 || ['organization', 'custom_domain'].includes(path[0] ?? ''));
}

function isEventMember(name: string): boolean {
  return name in sampleEvent || ['organization', 'custom_domain'].includes(name);
}

function isValid(change: EventChange): boolean {
  const event = createVisitEvent({ changes: [change], answers: [] }, noSettings);
  return validate('PostChallengeEvent', event).length === 0;
}

function listValues(path: readonly string[], vocabulary: Vocabulary): Json[] {
  const name = path.join('.');
  const given = ordinaryValues[name] ?? [];
  const sample = getMember(sampleEvent, path);
  const { texts, numbers, names } = vocabulary;
  if (/(?:_at|last_password_reset)$/.test(name)) return listTimes();
  if (name === 'authorization.roles') return [...given, ...texts.map((text) => [text]), [...texts]];
  if (name === 'stats.logins_count')
    return [...given, ...numbers.flatMap((n) => [n - 1, n, n + 1])];
  if (name === 'user.user_id') return [...given];
  if (/^request\.(?:query|body)\./.test(name))
    return [
      ...listAttackUrls(texts).slice(0, 14),
      ...listAttackDocuments(names),
      'true',
      '1',
      'a',
      ...texts,
    ];
  const attacks = strangersPaths.some((start) => name.startsWith(start))
    ? [...listAttackDocuments(names), ...listAttackUrls(texts)]
    : [];
  if (openPaths.test(name) || !isKnownPath(path)) {
    const nested = vocabulary.listMemberNames(...path);
    const objects = [true, 'a', ...texts].map((value) => fillMembers(nested, value));
    return [
      ...attacks.slice(0, 8),
      ...(nested.length > 0 ? [{}, ...objects] : []),
      ...vocabulary.listValues().slice(0, 10),
      [...texts],
      {},
      [],
    ];
  }
  if (typeof sample === 'boolean' || name.endsWith('_verified')) return [true, false];
  if (given.length > 0 && typeof given[0] !== 'string') return [...given];
  const [, form] = forms.find(([pattern]) => pattern.test(name)) ?? [];
  if (!form)
    return [
      ...given,
      ...attacks.slice(0, 8),
      ...texts,
      'Anna',
      ...numbers,
      ...numbers.map((n) => n + 1),
    ];
  const addresses =
    name === 'user.email' ? texts.map((text) => `anna@${text.replace(/^@/, '')}`) : [];
  return [...given, ...[...texts, ...addresses].filter((text) => form.test(text))];
}

function fillMembers(names: readonly string[], value: Json): JsonObject {
  return Object.fromEntries(names.map((name) => [name, value]));
}

/** Lists times from a moment ago to years ago. */
function listTimes(): Json[] {
  return [60_000, HOUR, 25 * HOUR, 400 * 24 * HOUR].map((ago) =>
    new Date(START - ago).toISOString(),
  );
}

function getMember(value: unknown, path: readonly string[]): Json | undefined {
  return path.reduce<unknown>((owner, name) => (Object(owner) as JsonObject)[name], value) as
    | Json
    | undefined;
}
