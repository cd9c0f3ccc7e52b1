import type { Edition } from './editions.ts';

/** A public source of the contract. */
export interface Source {
  /** The title of the source. */
  readonly title: string;
  /** The address of the source. */
  readonly address: string;
  /** The edition of the page; absent if the source is the same for both editions. */
  readonly edition?: Edition;
  /** The date on which the source was read, as `YYYY-MM-DD`; absent from standards, which do not change. */
  readonly read?: string;
  /** The most binding level of a rule that rests on this source alone. */
  readonly level: 'MUST' | 'SHOULD';
}

/** A place in a source. */
export interface SourceReference {
  /** The id of the source. */
  readonly source: SourceId;
  /** The section of the source, by its heading or number; absent if the whole source is meant. */
  readonly section?: string;
}

const READ = '2026-08-20';
const DOCS = 'https://auth0.com/docs';
const PATH_2025 =
  'customize/actions/explore-triggers/password-reset-triggers/post-challenge-trigger';
/** The vendor's pages as they were before 2026-02-25. The English addresses of that time lead to the new pages today. */
const DOCS_2025 = `https://github.com/auth0/docs-v2/blob/7a6ade8aedd952d503768279d2de147425593d6a/main/docs/${PATH_2025}`;
const REFERENCE = `${DOCS}/actions/reference/password-reset-post-challenge`;
const RFC = 'https://www.rfc-editor.org/rfc';

/** All public sources of the contract, by id. */
export const sources = {
  'api-object': {
    title: 'Post-challenge: API object',
    address: `${DOCS_2025}/post-challenge-api-object.mdx`,
    edition: '2025',
    read: READ,
    level: 'MUST',
  },
  'event-object': {
    title: 'Post-challenge: event object',
    address: `${DOCS_2025}/post-challenge-event-object.mdx`,
    edition: '2025',
    read: READ,
    level: 'MUST',
  },
  'api-object-ja': {
    title: 'Post-challenge: API object, in Japanese',
    address: `${DOCS}/ja-jp/${PATH_2025}/post-challenge-api-object`,
    edition: '2025',
    read: READ,
    level: 'MUST',
  },
  'api-object-fr': {
    title: 'Post-challenge: API object, in French',
    address: `${DOCS}/fr-ca/${PATH_2025}/post-challenge-api-object`,
    edition: '2025',
    read: READ,
    level: 'MUST',
  },
  'api-object-2026': {
    title: 'Password reset / post-challenge: API object',
    address: `${REFERENCE}/password-reset-post-challenge-api-object`,
    edition: '2026',
    read: READ,
    level: 'MUST',
  },
  'event-object-2026': {
    title: 'Password reset / post-challenge: event object',
    address: `${REFERENCE}/password-reset-post-challenge-event-object`,
    edition: '2026',
    read: READ,
    level: 'MUST',
  },
  'trigger-guide': {
    title: 'Password reset / post-challenge trigger',
    address: `${DOCS}/customize/actions/explore-triggers/password-reset-post-challenge`,
    read: READ,
    level: 'MUST',
  },
  limits: {
    title: 'Actions limitations',
    address: `${DOCS}/customize/actions/limitations`,
    read: READ,
    level: 'MUST',
  },
  'redirect-guide': {
    title: 'Redirect with Actions',
    address: `${DOCS}/customize/actions/redirect-with-actions`,
    read: READ,
    level: 'MUST',
  },
  forms: {
    title: 'Render forms',
    address: `${DOCS}/customize/forms/render`,
    read: READ,
    level: 'MUST',
  },
  'mfa-guide': {
    title: 'Customize MFA selection',
    address: `${DOCS}/secure/multi-factor-authentication/customize-mfa/customize-mfa-selection-universal-login`,
    read: READ,
    level: 'MUST',
  },
  'passwordless-guide': {
    title: 'Passwordless authentication for database connections',
    address: `${DOCS}/authenticate/database-connections/passwordless-authentication-for-db-connect`,
    read: READ,
    level: 'MUST',
  },
  'entity-limits': {
    title: 'Entity limit policy',
    address: `${DOCS}/troubleshoot/customer-support/operational-policies/entity-limit-policy`,
    read: READ,
    level: 'MUST',
  },
  'coding-guidelines': {
    title: 'Action coding guidelines',
    address: `${DOCS}/customize/actions/action-coding-guidelines`,
    read: READ,
    level: 'SHOULD',
  },
  'unit-tests-redirects': {
    title: 'Unit tests of Actions: mock redirects',
    address: `${DOCS}/customize/actions/unit-test/mock-redirects`,
    read: '2026-11-28',
    level: 'SHOULD',
  },
  modules: {
    title: 'Actions Modules',
    address: `${DOCS}/customize/actions/modules/actions-modules-overview`,
    read: READ,
    level: 'SHOULD',
  },
  types: {
    title: '@auth0/actions: type definitions',
    address: 'https://www.npmjs.com/package/%40auth0/actions',
    read: READ,
    level: 'MUST',
  },
  'test-kit': {
    title: '@auth0/actions: test kit',
    address: 'https://www.npmjs.com/package/%40auth0/actions',
    read: READ,
    level: 'SHOULD',
  },
  rfc2119: {
    title: 'RFC 2119: Key words for use in RFCs to Indicate Requirement Levels',
    address: `${RFC}/rfc2119`,
    level: 'SHOULD',
  },
  rfc6901: {
    title: 'RFC 6901: JSON Pointer',
    address: `${RFC}/rfc6901`,
    level: 'SHOULD',
  },
  rfc7515: {
    title: 'RFC 7515: JSON Web Signature (JWS)',
    address: `${RFC}/rfc7515`,
    level: 'SHOULD',
  },
  rfc7518: {
    title: 'RFC 7518: JSON Web Algorithms (JWA)',
    address: `${RFC}/rfc7518`,
    level: 'SHOULD',
  },
  rfc7519: {
    title: 'RFC 7519: JSON Web Token (JWT)',
    address: `${RFC}/rfc7519`,
    level: 'SHOULD',
  },
  rfc8174: {
    title: 'RFC 8174: Ambiguity of Uppercase vs Lowercase in RFC 2119 Key Words',
    address: `${RFC}/rfc8174`,
    level: 'SHOULD',
  },
  rfc8725: {
    title: 'RFC 8725: JSON Web Token Best Current Practices',
    address: `${RFC}/rfc8725`,
    level: 'SHOULD',
  },
} as const satisfies Record<string, Source>;

/** The id of a source. */
export type SourceId = keyof typeof sources;

/**
 * Cites a place in a source: its title, edition, section and the date on which it was read.
 *
 * @param reference - The place in the source.
 * @returns The citation, without the address, such as `Actions limitations, section "Cached data", read on 2026-08-20`.
 */
export function citeSource(reference: SourceReference): string {
  const { source, section } = reference;
  const { title, edition, read }: Source = sources[source];
  return [
    edition === undefined ? title : `${title} (edition ${edition})`,
    ...(section === undefined ? [] : [`section "${section}"`]),
    ...(read === undefined ? [] : [`read on ${read}`]),
  ].join(', ');
}
