import Type from 'typebox';
import type { FactorType } from './authentication.ts';
import { looseObject, record } from './validation/schema-builders.ts';

const Strings = record(Type.String());
const Anything = record(Type.Unknown());

/** The schema of `AuthenticationMethod`. */
export const AuthenticationMethodSchema = Type.Object({
  name: Type.String(),
  timestamp: Type.String(),
  type: Type.Optional(Type.String()),
});

/** The schema of `EnrolledFactor`. */
export const EnrolledFactorSchema = looseObject({
  type: Type.Unsafe<FactorType>(Type.String()),
  options: Type.Optional(Anything),
});

/** The schema of `EventIdentity`. */
export const EventIdentitySchema = looseObject({
  connection: Type.Optional(Type.String()),
  provider: Type.Optional(Type.String()),
  user_id: Type.Optional(Type.String()),
  isSocial: Type.Optional(Type.Boolean()),
  profileData: Type.Optional(Strings),
});

/** The schema of `PostChallengeEvent`. */
export const PostChallengeEventSchema = Type.Object({
  authentication: looseObject({
    methods: Type.Array(AuthenticationMethodSchema),
    riskAssessment: Type.Optional(Anything),
  }),
  authorization: Type.Object({ roles: Type.Array(Type.String()) }),
  client: looseObject({ client_id: Type.String(), name: Type.String(), metadata: Strings }),
  connection: Type.Object({
    id: Type.String(),
    name: Type.String(),
    strategy: Type.String(),
    metadata: Type.Optional(Strings),
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
  configuration: Type.Optional(Strings),
  custom_domain: Type.Optional(Type.Object({ domain: Type.String(), domain_metadata: Strings })),
  organization: Type.Optional(
    looseObject({
      id: Type.String(),
      name: Type.String(),
      display_name: Type.String(),
      metadata: Strings,
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
