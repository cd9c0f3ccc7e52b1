import type { FactorType } from './authentication.ts';

/**
 * An authentication method that the user has completed.
 *
 * @public
 */
export interface AuthenticationMethod {
  /**
   * What was used: `federated`, `pwd`, `passkey`, `sms`, `email`, `phone_number`, `mock`, `mfa`, or the URL of a custom method.
   */
  name: string;
  /** When it was completed, as an ISO 8601 date and time. */
  timestamp: string;
  /** The factor, where `name` is `mfa`. */
  type?: string;
}

/**
 * How the user has authenticated so far.
 *
 * @public
 */
export interface EventAuthentication {
  /** The methods completed, in order. */
  methods: AuthenticationMethod[];
  /** How risky the attempt looks, where the tenant assesses it. */
  riskAssessment?: Record<string, unknown>;
  /** Further members, not documented here. */
  [member: string]: unknown;
}

/**
 * What the user may do.
 *
 * @public
 */
export interface EventAuthorization {
  /** The names of the user's roles. */
  roles: string[];
}

/**
 * The application for which the password is reset.
 *
 * @public
 */
export interface EventClient {
  /** The id of the application. */
  client_id: string;
  /** The name of the application. */
  name: string;
  /** The application's metadata. */
  metadata: Record<string, string>;
  /** Further members, not documented here. */
  [member: string]: unknown;
}

/**
 * The connection that holds the user.
 *
 * @public
 */
export interface EventConnection {
  /** The id of the connection. */
  id: string;
  /** The name of the connection. */
  name: string;
  /** The kind of connection, such as `auth0` for a database. */
  strategy: string;
  /** The connection's metadata. */
  metadata?: Record<string, string>;
}

/**
 * The custom domain under which the attempt is made.
 *
 * @public
 */
export interface EventCustomDomain {
  /** The host name. */
  domain: string;
  /** The custom domain's metadata. */
  domain_metadata: Record<string, string>;
}

/**
 * The organization for which the attempt is made.
 *
 * @public
 */
export interface EventOrganization {
  /** The id of the organization. */
  id: string;
  /** The name of the organization, as used in addresses. */
  name: string;
  /** The name of the organization, as shown to people. */
  display_name: string;
  /** The organization's metadata. */
  metadata: Record<string, string>;
  /** Further members, not documented here. */
  [member: string]: unknown;
}

/**
 * The prompt that the user has filled in.
 *
 * @public
 */
export interface EventPrompt {
  /** The id of the prompt. */
  id: string;
  /** The fields of the prompt and their values. */
  fields?: Record<string, unknown>;
  /** The variables of the prompt and their values. */
  vars?: Record<string, unknown>;
}

/**
 * Where an address is thought to be.
 *
 * @public
 */
export interface EventGeoIP {
  /** The name of the city. */
  cityName?: string;
  /** The continent, as a code of two letters. */
  continentCode?: string;
  /** The country, as an ISO 3166-1 code of two letters. */
  countryCode?: string;
  /** The country, as an ISO 3166-1 code of three letters. */
  countryCode3?: string;
  /** The name of the country. */
  countryName?: string;
  /** The latitude, in degrees. */
  latitude?: number;
  /** The longitude, in degrees. */
  longitude?: number;
  /** The subdivision of the country, as a code. */
  subdivisionCode?: string;
  /** The name of the subdivision. */
  subdivisionName?: string;
  /** The time zone, as a name of the time zone database. */
  timeZone?: string;
  /** Further members, not documented here. */
  [member: string]: unknown;
}

/**
 * The request that made the handler execute; in a continue handler, the user's return.
 *
 * @public
 */
export interface EventRequest {
  /** The address from which the request came. */
  ip: string;
  /** The HTTP method. */
  method: string;
  /** The query parameters. */
  query: Record<string, unknown>;
  /** The members of the body. */
  body: Record<string, unknown>;
  /** Where the address is thought to be. */
  geoip: EventGeoIP;
  /** The host name to which the request was made. */
  hostname?: string;
  /** The language that the browser asks for. */
  language?: string;
  /** The browser's own name for itself. */
  user_agent?: string;
}

/**
 * Figures about the user.
 *
 * @public
 */
export interface EventStats {
  /** How often the user has logged in. */
  logins_count: number;
}

/**
 * The tenant.
 *
 * @public
 */
export interface EventTenant {
  /** The name of the tenant. */
  id: string;
}

/**
 * The attempt itself.
 *
 * @public
 */
export interface EventTransaction {
  /** The language of the pages, as a BCP 47 tag. */
  locale: string;
  /** The languages that the application asked for, the preferred one first. */
  ui_locales: string[];
  /** The name under which the application expects the user. */
  login_hint?: string;
  /** The application's own state; not the one with which a user returns from a redirect. */
  state?: string;
  /** The application's own mark of the attempt. */
  correlation_id?: string;
  /** Further members, not documented here. */
  [member: string]: unknown;
}

/**
 * A factor that the user has enrolled.
 *
 * @example
 * ```js
 * const factors = event.user.enrolledFactors?.map(({ type }) => ({ type })) ?? [];
 * if (factors.length > 0) api.authentication.challengeWithAny(factors);
 * ```
 *
 * @public
 */
export interface EnrolledFactor {
  /**
   * The kind of factor, as a selector names it.
   *
   * @remarks
   * No source lists the kinds that may stand here: a validator takes any string.
   */
  type: FactorType;
  /** How it was enrolled. */
  options?: Record<string, unknown>;
  /** Further members, not documented here. */
  [member: string]: unknown;
}

/**
 * An identity of the user with one provider.
 *
 * @public
 */
export interface EventIdentity {
  /** The name of the connection. */
  connection?: string;
  /** The kind of provider. */
  provider?: string;
  /** The id of the user with this provider. */
  user_id?: string;
  /** Whether the provider is a social one. */
  isSocial?: boolean;
  /** What the provider says of the user. */
  profileData?: Record<string, string>;
  /** Further members, not documented here. */
  [member: string]: unknown;
}

/**
 * The user whose password is reset.
 *
 * @public
 */
export interface EventUser {
  /** The id of the user. */
  user_id: string;
  /** When the user was created, as an ISO 8601 date and time. */
  created_at: string;
  /** When the user last changed, as an ISO 8601 date and time. */
  updated_at: string;
  /** Whether the e-mail address was verified. */
  email_verified: boolean;
  /** What the application stores about the user, and the user cannot change. */
  app_metadata: Record<string, unknown>;
  /** What the user has stored. */
  user_metadata: Record<string, unknown>;
  /** The user's identities with providers. */
  identities: EventIdentity[];
  /**
   * The factors enrolled.
   *
   * @remarks
   * Empty: none is enrolled. Absent: not known; guard for it before mapping.
   */
  enrolledFactors?: EnrolledFactor[];
  /** The e-mail address. */
  email?: string;
  /** The family name. */
  family_name?: string;
  /** The given name. */
  given_name?: string;
  /** The whole name. */
  name?: string;
  /** The nickname. */
  nickname?: string;
  /** The phone number, in E.164 form. */
  phone_number?: string;
  /** Whether the phone number was verified. */
  phone_verified?: boolean;
  /** The address of a picture. */
  picture?: string;
  /** The user name. */
  username?: string;
  /** When the password was last reset, as an ISO 8601 date and time. */
  last_password_reset?: string;
  /** Further members, not documented here. */
  [member: string]: unknown;
}

/**
 * The `event` object that a handler of the post-challenge trigger is given.
 *
 * @remarks
 * Members that are not listed here may be there too. Source: documented.
 *
 * @typeParam Secret - The names of the action's secrets; any name where none is given.
 * @typeParam Configuration - The names of the action's configuration; any name where none is given.
 * @example
 * ```ts
 * const secretOf = (event: PostChallengeEvent<'REDIRECT_SECRET'>) => event.secrets.REDIRECT_SECRET;
 * ```
 *
 * @public
 */
export interface PostChallengeEvent<
  Secret extends string = string,
  Configuration extends string = string,
> {
  /** How the user has authenticated so far. */
  authentication: EventAuthentication;
  /** What the user may do. */
  authorization: EventAuthorization;
  /** The application for which the password is reset. */
  client: EventClient;
  /** The connection that holds the user. */
  connection: EventConnection;
  /** The request that made the handler execute. */
  request: EventRequest;
  /** Figures about the user. */
  stats: EventStats;
  /** The tenant. */
  tenant: EventTenant;
  /** The attempt itself. */
  transaction: EventTransaction;
  /** The user whose password is reset. */
  user: EventUser;
  /** The action's secrets, by name. */
  secrets: Record<Secret, string>;
  /** The action's configuration, by name. */
  configuration?: Record<Configuration, string>;
  /** The custom domain under which the attempt is made. */
  custom_domain?: EventCustomDomain;
  /** The organization for which the attempt is made. */
  organization?: EventOrganization;
  /** The prompt that the user has filled in. */
  prompt?: EventPrompt;
}

/**
 * The name that the platform's own editor gives to `PostChallengeEvent`, so that an existing comment needs no other.
 *
 * @typeParam Secret - The names of the action's secrets; any name where none is given.
 * @typeParam Configuration - The names of the action's configuration; any name where none is given.
 * @public
 */
export type Event<
  Secret extends string = string,
  Configuration extends string = string,
> = PostChallengeEvent<Secret, Configuration>;
