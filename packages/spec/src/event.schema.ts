import Type from 'typebox';
import type { Static } from 'typebox';
import type { FactorType } from './authentication.ts';
import type {
  AuthenticationMethod,
  EnrolledFactor,
  EventIdentity,
  PostChallengeEvent,
} from './event.ts';
import { type Agree, dictionary, open, proved } from './schema.ts';

const Strings = dictionary(Type.String());
const Anything = dictionary(Type.Unknown());

/**
 * The schema of `AuthenticationMethod`.
 *
 * @public
 */
export const AuthenticationMethodSchema = Type.Object({
  name: Type.String(),
  timestamp: Type.String(),
  type: Type.Optional(Type.String()),
});
proved<Agree<AuthenticationMethod, Static<typeof AuthenticationMethodSchema>>>();

/**
 * The schema of `EnrolledFactor`.
 *
 * @public
 */
export const EnrolledFactorSchema = open({
  type: Type.Unsafe<FactorType>(Type.String()),
  options: Type.Optional(Anything),
});
proved<Agree<EnrolledFactor, Static<typeof EnrolledFactorSchema>>>();

/**
 * The schema of `EventIdentity`.
 *
 * @public
 */
export const EventIdentitySchema = open({
  connection: Type.Optional(Type.String()),
  provider: Type.Optional(Type.String()),
  user_id: Type.Optional(Type.String()),
  isSocial: Type.Optional(Type.Boolean()),
  profileData: Type.Optional(Strings),
});
proved<Agree<EventIdentity, Static<typeof EventIdentitySchema>>>();

/**
 * The schema of `PostChallengeEvent`.
 *
 * @public
 */
export const PostChallengeEventSchema = Type.Object({
  authentication: open({
    methods: Type.Array(AuthenticationMethodSchema),
    riskAssessment: Type.Optional(Anything),
  }),
  authorization: Type.Object({ roles: Type.Array(Type.String()) }),
  client: open({ client_id: Type.String(), name: Type.String(), metadata: Strings }),
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
    geoip: open({
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
  transaction: open({
    locale: Type.String(),
    ui_locales: Type.Array(Type.String()),
    login_hint: Type.Optional(Type.String()),
    state: Type.Optional(Type.String()),
    correlation_id: Type.Optional(Type.String()),
  }),
  user: open({
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
    open({
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
proved<Agree<PostChallengeEvent, Static<typeof PostChallengeEventSchema>>>();
