/** An authentication method that the user completed. */
export interface AuthenticationMethod {
  /**
   * The name of the method: `federated`, `pwd`, `passkey`, `sms`, `email`, `phone_number`, `mock`, `mfa`, or the URL of a custom method.
   */
  name: string;
  /** The time at which the user completed the method, as an ISO 8601 date and time. */
  timestamp: string;
  /** The type of the factor, if `name` is `mfa`. */
  type?: string;
}

/** The results of Akamai's bot detection. */
export interface AkamaiBot {
  /** The type of the results. */
  type?: string;
  /** The action that Akamai took. */
  action?: string;
  /** The categories of the bot. */
  botCategory?: string[];
  /** The score of the bot. */
  botScore?: number;
  /** The segment of responses to which the score belongs. */
  botScoreResponseSegment?: string;
  /** The id of the botnet. */
  botnetId?: string;
}

/** The results of Akamai's assessment of the user. */
export interface AkamaiUserRisk {
  /** The action that Akamai took. */
  action?: string;
  /** The status of the permission, as a number. */
  allow?: number;
  /** The domain of the e-mail address. */
  emailDomain?: string;
  /** General signals, under Akamai's names. */
  general?: Record<string, any>;
  /** The `ouid` that Akamai gives the user. */
  ouid?: string;
  /** The id of the request. */
  requestid?: string;
  /** Signals of risk, under Akamai's names. */
  risk?: Record<string, any>;
  /** The score of the risk. */
  score?: number;
  /** The status of the assessment. */
  status?: number;
  /** Signals of trust, under Akamai's names. */
  trust?: Record<string, any>;
  /** The name of the user. */
  username?: string;
  /** The UUID of the assessment. */
  uuid?: string;
}

/** The assessments that Akamai forwards. */
export interface AkamaiAssessment {
  /** The results of the bot detection. */
  akamaiBot?: AkamaiBot;
  /** The results of the assessment of the user. */
  akamaiUserRisk?: AkamaiUserRisk;
}

/** The assessments of other providers. */
export interface SupplementalAssessment {
  /** The assessments that Akamai forwards. */
  akamai?: AkamaiAssessment;
}

/**
 * The risk of the transaction.
 *
 * @remarks
 * Early access, since edition 2026.
 *
 * Source: [event object (edition 2026)](https://auth0.com/docs/actions/reference/password-reset-post-challenge/password-reset-post-challenge-event-object).
 */
export interface EventRiskAssessment {
  /** The assessments of other providers. */
  supplemental?: SupplementalAssessment;
}

/** The authentication of the user so far. */
export interface EventAuthentication {
  /** The completed methods, in order. */
  methods: AuthenticationMethod[];
  /** The risk of the transaction, if the tenant assesses it. */
  riskAssessment?: EventRiskAssessment;
  /** Further members that are not documented here. */
  [member: string]: any;
}

/** The authorization of the user. */
export interface EventAuthorization {
  /** The names of the user's roles. */
  roles: string[];
}

/** The application for which the password is reset. */
export interface EventClient {
  /** The id of the application. */
  client_id: string;
  /** The name of the application. */
  name: string;
  /** The application's metadata. */
  metadata: Record<string, string>;
}

/** The connection that holds the user. */
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

/** The custom domain of the transaction. */
export interface EventCustomDomain {
  /** The host name. */
  domain: string;
  /** The custom domain's metadata. */
  domain_metadata: Record<string, string>;
}

/** The organization of the transaction. */
export interface EventOrganization {
  /** The id of the organization. */
  id: string;
  /** The name of the organization, as used in addresses. */
  name: string;
  /** The name of the organization, as shown to people. */
  display_name: string;
  /** The organization's metadata. */
  metadata: Record<string, string>;
  /** Further members that are not documented here. */
  [member: string]: any;
}

/** The prompt that the user filled in. */
export interface EventPrompt {
  /** The id of the prompt. */
  id: string;
  /** The fields of the prompt and their values. */
  fields?: Record<string, any>;
  /** The variables of the prompt and their values. */
  vars?: Record<string, any>;
}

/** The estimated location of an IP address. */
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
  /** Further members that are not documented here. */
  [member: string]: any;
}

/** The request that made the handler execute; in a continue handler, the return. */
export interface EventRequest {
  /** The IP address from which the request came. */
  ip: string;
  /** The HTTP method. */
  method: string;
  /** The query parameters. */
  query: Record<string, any>;
  /** The members of the body. */
  body: Record<string, any>;
  /** The estimated location of the IP address. */
  geoip: EventGeoIP;
  /** The host name to which the request went. */
  hostname?: string;
  /** The language that the browser asks for. */
  language?: string;
  /** The name and version with which the browser identifies itself. */
  user_agent?: string;
}

/** Statistics about the user. */
export interface EventStats {
  /** The number of logins of the user. */
  logins_count: number;
}

/** The tenant. */
export interface EventTenant {
  /** The name of the tenant. */
  id: string;
}

/** The transaction: one attempt to reset a password. */
export interface EventTransaction {
  /** The language of the pages, as a BCP 47 tag. */
  locale: string;
  /** The languages that the application asked for, with the preferred language first. */
  ui_locales: string[];
  /** The name with which the application expects the user to log in. */
  login_hint?: string;
  /** The application's own state, not the `state` of a return from a redirect. */
  state?: string;
  /** The application's own id of the transaction. */
  correlation_id?: string;
  /** Further members that are not documented here. */
  [member: string]: any;
}

/**
 * A factor that the user enrolled.
 *
 * @example
 * ```js
 * const factors = event.user.enrolledFactors?.map(({ type }) => ({ type })) ?? [];
 * if (factors.length > 0) api.authentication.challengeWithAny(factors);
 * ```
 */
export interface EnrolledFactor {
  /**
   * The type of the factor, as in a selector: a string.
   *
   * @remarks
   * The page of the event object lists the types. A validator accepts any string, so that an event with another type is valid.
   */
  // With `string`, a type of the list could not be passed to a challenge; with `FactorType`, no vendor's event would be assignable.
  type: any;
  /** The options with which the user enrolled the factor. */
  options?: Record<string, any>;
  /** Further members that are not documented here. */
  [member: string]: any;
}

/** An identity of the user with one provider. */
export interface EventIdentity {
  /** The name of the connection. */
  connection?: string;
  /** The type of the provider. */
  provider?: string;
  /** The id of the user with this provider. */
  user_id?: string;
  /** Whether the provider is a social provider. */
  isSocial?: boolean;
  /** The profile of the user with this provider. */
  profileData?: Record<string, any>;
  /** Further members that are not documented here. */
  [member: string]: any;
}

/** The user whose password is reset. */
export interface EventUser {
  /** The id of the user. */
  user_id: string;
  /** The time of the user's creation, as an ISO 8601 date and time. */
  created_at: string;
  /** The time of the user's last change, as an ISO 8601 date and time. */
  updated_at: string;
  /** Whether the e-mail address is verified. */
  email_verified: boolean;
  /** The data that the application stores about the user, and that the user cannot change. */
  app_metadata: Record<string, any>;
  /** The data that the user has stored. */
  user_metadata: Record<string, any>;
  /** The user's identities with providers. */
  identities: EventIdentity[];
  /**
   * The enrolled factors.
   *
   * @remarks
   * An empty list means that no factor is enrolled. Without the list the factors are not known: check for it before mapping.
   */
  enrolledFactors?: EnrolledFactor[];
  /** The e-mail address. */
  email?: string;
  /** The family name. */
  family_name?: string;
  /** The given name. */
  given_name?: string;
  /** The full name. */
  name?: string;
  /** The nickname. */
  nickname?: string;
  /** The phone number, in E.164 form. */
  phone_number?: string;
  /** Whether the phone number is verified. */
  phone_verified?: boolean;
  /** The URL of a picture. */
  picture?: string;
  /** The user name. */
  username?: string;
  /** The time of the last password reset, as an ISO 8601 date and time. */
  last_password_reset?: string;
  /** Further members that are not documented here. */
  [member: string]: any;
}

/**
 * The secrets of an action, by name.
 *
 * @typeParam Name - The names; any name by default.
 */
export type Secrets<Name extends string = string> = Record<Name, string>;

/**
 * The configuration of an action, by name: strings, like the secrets.
 *
 * @typeParam Name - The names; any name by default, with values that are not checked.
 */
// The vendor's types know no member of it; TypeScript assigns such an object only to a dictionary of `any`.
export type Configuration<Name extends string = string> = string extends Name
  ? Record<string, any>
  : Record<Name, string>;

/**
 * The `event` object that a handler of the post-challenge trigger receives.
 *
 * @remarks
 * Further members may be present. In data `configuration` may be absent: the reference and the suite fill in an empty one.
 * Source: [event object (edition 2025)](https://github.com/auth0/docs-v2/blob/7a6ade8aedd952d503768279d2de147425593d6a/main/docs/customize/actions/explore-triggers/password-reset-triggers/post-challenge-trigger/post-challenge-event-object.mdx);
 * [event object (edition 2026)](https://auth0.com/docs/actions/reference/password-reset-post-challenge/password-reset-post-challenge-event-object).
 *
 * @typeParam Secret - The names of the action's secrets; any name by default.
 * @typeParam Setting - The names of the action's configuration; any name by default.
 * @example
 * ```ts
 * const secretOf = (event: PostChallengeEvent<'REDIRECT_SECRET'>) => event.secrets.REDIRECT_SECRET;
 * ```
 */
export interface PostChallengeEvent<
  Secret extends string = string,
  Setting extends string = string,
> {
  /** The authentication of the user so far. */
  authentication: EventAuthentication;
  /** The authorization of the user. */
  authorization: EventAuthorization;
  /** The application for which the password is reset. */
  client: EventClient;
  /** The connection that holds the user. */
  connection: EventConnection;
  /** The request that made the handler execute. */
  request: EventRequest;
  /** Statistics about the user. */
  stats: EventStats;
  /** The tenant. */
  tenant: EventTenant;
  /** The transaction: one attempt to reset a password. */
  transaction: EventTransaction;
  /** The user whose password is reset. */
  user: EventUser;
  /** The action's secrets, by name. */
  secrets: Secrets<Secret>;
  /** The action's configuration, by name. An event that was stored as JSON may lack it. */
  configuration: Configuration<Setting>;
  /** The custom domain of the transaction. */
  custom_domain?: EventCustomDomain;
  /** The organization of the transaction. */
  organization?: EventOrganization;
  /** The prompt that the user filled in. */
  prompt?: EventPrompt;
}

/**
 * The name of `PostChallengeEvent` in the platform's own editor, so that existing comments stay valid.
 *
 * @typeParam Secret - The names of the action's secrets; any name by default.
 * @typeParam Setting - The names of the action's configuration; any name by default.
 */
export type Event<
  Secret extends string = string,
  Setting extends string = string,
> = PostChallengeEvent<Secret, Setting>;
