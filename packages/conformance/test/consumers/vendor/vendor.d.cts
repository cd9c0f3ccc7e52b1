// A stand-in of the vendor's published types for this trigger, written from the facts of the contract: as open, as closed and as
// optional as those, with nothing that they do not have.

type Open<Known> = Known & { [name: string]: any };
type Anything = { [name: string]: any };
type Texts = { [name: string]: string };
type OptionalText<Name extends string> = { [N in Name]?: string };

type Method = { name: string; timestamp: string } | { name: 'mfa'; timestamp: string };

type Bot = OptionalText<'action' | 'botScoreResponseSegment' | 'botnetId' | 'type'> & {
  botCategory?: string[];
  botScore?: number;
};

type UserRisk = OptionalText<
  'action' | 'emailDomain' | 'ouid' | 'requestid' | 'username' | 'uuid'
> & {
  allow?: number;
  score?: number;
  status?: number;
  general?: Anything;
  risk?: Anything;
  trust?: Anything;
};

type User = {
  user_id: string;
  created_at: string;
  updated_at: string;
  email_verified: boolean;
  phone_verified?: boolean;
  app_metadata: Anything;
  user_metadata: Anything;
  enrolledFactors?: Open<{ type: string; options?: Anything }>[];
  identities: Open<
    OptionalText<'connection' | 'provider' | 'user_id'> & {
      isSocial?: boolean;
      profileData?: Texts;
    }
  >[];
} & OptionalText<
  | 'email'
  | 'family_name'
  | 'given_name'
  | 'last_password_reset'
  | 'name'
  | 'nickname'
  | 'phone_number'
  | 'picture'
  | 'username'
>;

type Location = { latitude?: number; longitude?: number } & OptionalText<
  | 'cityName'
  | 'continentCode'
  | 'countryCode'
  | 'countryCode3'
  | 'countryName'
  | 'subdivisionCode'
  | 'subdivisionName'
  | 'timeZone'
>;

type EventData = {
  authentication: Open<{
    methods: Method[];
    riskAssessment?: {
      supplemental?: { akamai?: { akamaiBot?: Bot; akamaiUserRisk?: UserRisk } };
    };
  }>;
  authorization: { roles: string[] };
  client: { client_id: string; name: string; metadata: Texts };
  connection: { id: string; name: string; strategy: string; metadata?: Texts };
  custom_domain?: { domain: string; domain_metadata: Texts };
  organization?: Open<{ id: string; name: string; display_name: string; metadata: Texts }>;
  prompt?: { id: string; fields?: Anything; vars?: Anything };
  request: {
    ip: string;
    method: string;
    query: Anything;
    body: Anything;
    geoip: Open<Location>;
  } & OptionalText<'hostname' | 'language' | 'user_agent'>;
  stats: { logins_count: number };
  tenant: { id: string };
  transaction: Open<
    { locale: string; ui_locales: string[] } & OptionalText<
      'correlation_id' | 'login_hint' | 'state'
    >
  >;
  user: Open<User>;
};

export interface Secrets {
  [name: string]: string;
}

export interface Configuration {}

export interface Event extends EventData {
  readonly configuration: Configuration;
  readonly secrets: Secrets;
}

type Factor =
  | {
      type: 'email' | 'otp' | 'recovery-code' | 'webauthn-platform' | 'webauthn-roaming';
      options?: Anything;
    }
  | { type: 'phone'; options?: { preferredMethod?: 'both' | 'sms' | 'voice' } }
  | { type: 'push' | 'push-notification'; options?: { otpFallback?: boolean } };

interface CacheRecord {
  value: string;
  expires_at: number;
}

interface CacheError {
  type: 'error';
  code:
    | `Cache${'Key' | 'Value' | ''}SizeExceeded`
    | `FailedTo${'Set' | 'Delete'}CacheRecord`
    | 'CacheKeyDoesNotExist'
    | 'InvalidExpiry'
    | 'ItemAlreadyExpired'
    | 'MaxSideEffectsExceeded';
}

export interface PasswordResetPostChallengeAPI {
  readonly access: { deny(reason: string): void };
  readonly authentication: {
    challengeWith(factor: Factor, options?: { additionalFactors?: Factor[] }): void;
    challengeWithAny(factors: Factor[]): void;
  };
  readonly cache: {
    get(key: string): CacheRecord | undefined;
    set(
      key: string,
      value: string,
      options?: { ttl?: number; expires_at?: number },
    ): { type: 'success'; record: CacheRecord } | CacheError;
    delete(key: string): { type: 'success' } | CacheError;
  };
  readonly prompt: { render(id: string, options?: { fields?: Anything; vars?: Anything }): void };
  readonly redirect: {
    encodeToken(options: {
      secret: string;
      payload: { [claim: string]: unknown };
      expiresInSeconds?: number;
    }): string;
    sendUserTo(url: string, options?: { query?: Texts }): void;
    validateToken(options: { secret: string; tokenParameterName?: string }): any;
  };
  readonly transaction: { setResultUrl(url: string, options?: { query?: Texts }): void };
}

export interface PasswordResetPostChallengeAction {
  (event: Event, api: PasswordResetPostChallengeAPI): Promise<void>;
}

/** The exports of an action file, with the handlers as properties: the strictest form. */
export interface PasswordResetPostChallengeModule {
  onExecutePostChallenge: PasswordResetPostChallengeAction;
  onContinuePostChallenge?: PasswordResetPostChallengeAction;
}
