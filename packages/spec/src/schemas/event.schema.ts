import Type, { type Static } from 'typebox';
import { looseObject, record } from '../validation/schema-builders.ts';

const Strings = record(Type.String());
const Anything = record(Type.Unknown());
// The interface says string, as the platform documents it. An event with another value in its metadata is still an event.
const Metadata = Type.Unsafe<Record<string, string>>(Anything);
// The interface has `any` for its values, so that the vendor's event is assignable.
const ConfigurationSchema = Type.Unsafe<Record<string, unknown>>(Strings);

/** The schema of `AuthenticationMethod`. */
export const AuthenticationMethodSchema = Type.Object({
  name: Type.String(),
  timestamp: Type.String(),
  type: Type.Optional(Type.String()),
});

/** The schema of `EnrolledFactor`. */
export const EnrolledFactorSchema = looseObject({
  // The interface says `any`, so that action code can use it in a selector.
  type: Type.Unsafe<unknown>(Type.String()),
  options: Type.Optional(Anything),
});

/** The schema of `EventIdentity`. */
export const EventIdentitySchema = looseObject({
  connection: Type.Optional(Type.String()),
  provider: Type.Optional(Type.String()),
  user_id: Type.Optional(Type.String()),
  isSocial: Type.Optional(Type.Boolean()),
  profileData: Type.Optional(Anything),
});

/** The schema of `EventRiskAssessment`. */
export const EventRiskAssessmentSchema = Type.Object({
  supplemental: Type.Optional(
    Type.Object({
      akamai: Type.Optional(
        Type.Object({
          akamaiBot: Type.Optional(
            Type.Object({
              type: Type.Optional(Type.String()),
              action: Type.Optional(Type.String()),
              botCategory: Type.Optional(Type.Array(Type.String())),
              botScore: Type.Optional(Type.Number()),
              botScoreResponseSegment: Type.Optional(Type.String()),
              botnetId: Type.Optional(Type.String()),
            }),
          ),
          akamaiUserRisk: Type.Optional(
            Type.Object({
              action: Type.Optional(Type.String()),
              allow: Type.Optional(Type.Number()),
              emailDomain: Type.Optional(Type.String()),
              general: Type.Optional(Anything),
              ouid: Type.Optional(Type.String()),
              requestid: Type.Optional(Type.String()),
              risk: Type.Optional(Anything),
              score: Type.Optional(Type.Number()),
              status: Type.Optional(Type.Number()),
              trust: Type.Optional(Anything),
              username: Type.Optional(Type.String()),
              uuid: Type.Optional(Type.String()),
            }),
          ),
        }),
      ),
    }),
  ),
});

const EventSchema = Type.Object({
  authentication: looseObject({
    methods: Type.Array(AuthenticationMethodSchema),
    riskAssessment: Type.Optional(EventRiskAssessmentSchema),
  }),
  authorization: Type.Object({ roles: Type.Array(Type.String()) }),
  client: Type.Object({ client_id: Type.String(), name: Type.String(), metadata: Metadata }),
  connection: Type.Object({
    id: Type.String(),
    name: Type.String(),
    strategy: Type.String(),
    metadata: Type.Optional(Metadata),
  }),
  request: Type.Object({
    ip: Type.String(),
    method: Type.String(),
    query: Anything,
    body: Anything,
    geoip: looseObject({
      cityName: Type.Optional(Type.String()),
      continentCode: Type.Optional(Type.String()),
      countryCode: Type.Optional(Type.String()),
      countryCode3: Type.Optional(Type.String()),
      countryName: Type.Optional(Type.String()),
      latitude: Type.Optional(Type.Number()),
      longitude: Type.Optional(Type.Number()),
      subdivisionCode: Type.Optional(Type.String()),
      subdivisionName: Type.Optional(Type.String()),
      timeZone: Type.Optional(Type.String()),
    }),
    hostname: Type.Optional(Type.String()),
    language: Type.Optional(Type.String()),
    user_agent: Type.Optional(Type.String()),
  }),
  stats: Type.Object({ logins_count: Type.Number() }),
  tenant: Type.Object({ id: Type.String() }),
  transaction: looseObject({
    locale: Type.String(),
    ui_locales: Type.Array(Type.String()),
    login_hint: Type.Optional(Type.String()),
    state: Type.Optional(Type.String()),
    correlation_id: Type.Optional(Type.String()),
  }),
  user: looseObject({
    user_id: Type.String(),
    created_at: Type.String(),
    updated_at: Type.String(),
    email_verified: Type.Boolean(),
    app_metadata: Anything,
    user_metadata: Anything,
    identities: Type.Array(EventIdentitySchema),
    enrolledFactors: Type.Optional(Type.Array(EnrolledFactorSchema)),
    email: Type.Optional(Type.String()),
    family_name: Type.Optional(Type.String()),
    given_name: Type.Optional(Type.String()),
    name: Type.Optional(Type.String()),
    nickname: Type.Optional(Type.String()),
    phone_number: Type.Optional(Type.String()),
    phone_verified: Type.Optional(Type.Boolean()),
    picture: Type.Optional(Type.String()),
    username: Type.Optional(Type.String()),
    last_password_reset: Type.Optional(Type.String()),
  }),
  secrets: Strings,
  configuration: Type.Optional(ConfigurationSchema),
  custom_domain: Type.Optional(Type.Object({ domain: Type.String(), domain_metadata: Metadata })),
  organization: Type.Optional(
    looseObject({
      id: Type.String(),
      name: Type.String(),
      display_name: Type.String(),
      metadata: Metadata,
    }),
  ),
  prompt: Type.Optional(
    Type.Object({
      id: Type.String(),
      fields: Type.Optional(Anything),
      vars: Type.Optional(Anything),
    }),
  ),
});

/** The schema of `PostChallengeEvent`. `configuration` is optional in data only. */
export const PostChallengeEventSchema = Type.Unsafe<
  Static<typeof EventSchema> & { configuration: Static<typeof ConfigurationSchema> }
>(EventSchema);
