import * as z from 'zod';

// The shapes of the contract, as one writes them with zod: what is open there is open here.

const strings = z.record(z.string(), z.string());
const anything = z.record(z.string(), z.unknown());

export const zodFactor = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.enum(['otp', 'email', 'webauthn-platform', 'webauthn-roaming', 'recovery-code']),
    options: anything.optional(),
  }),
  z.looseObject({
    type: z.literal('phone'),
    options: z
      .looseObject({ preferredMethod: z.enum(['sms', 'voice', 'both']).optional() })
      .optional(),
  }),
  z.looseObject({
    type: z.enum(['push-notification', 'push']),
    options: z.looseObject({ otpFallback: z.boolean().optional() }).optional(),
  }),
]);

const authentication = z.looseObject({
  methods: z.array(
    z.looseObject({ name: z.string(), timestamp: z.string(), type: z.string().optional() }),
  ),
  riskAssessment: anything.optional(),
});

const request = z.looseObject({
  ip: z.string(),
  method: z.string(),
  query: anything,
  body: anything,
  geoip: z.looseObject({
    cityName: z.string().optional(),
    continentCode: z.string().optional(),
    countryCode: z.string().optional(),
    countryCode3: z.string().optional(),
    countryName: z.string().optional(),
    latitude: z.number().optional(),
    longitude: z.number().optional(),
    subdivisionCode: z.string().optional(),
    subdivisionName: z.string().optional(),
    timeZone: z.string().optional(),
  }),
  hostname: z.string().optional(),
  language: z.string().optional(),
  user_agent: z.string().optional(),
});

const identity = z.looseObject({
  connection: z.string().optional(),
  provider: z.string().optional(),
  user_id: z.string().optional(),
  isSocial: z.boolean().optional(),
  profileData: strings.optional(),
});

const user = z.looseObject({
  user_id: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
  email_verified: z.boolean(),
  app_metadata: anything,
  user_metadata: anything,
  identities: z.array(identity),
  enrolledFactors: z
    .array(z.looseObject({ type: z.string(), options: anything.optional() }))
    .optional(),
  email: z.string().optional(),
  family_name: z.string().optional(),
  given_name: z.string().optional(),
  name: z.string().optional(),
  nickname: z.string().optional(),
  phone_number: z.string().optional(),
  phone_verified: z.boolean().optional(),
  picture: z.string().optional(),
  username: z.string().optional(),
  last_password_reset: z.string().optional(),
});

export const zodEvent = z.looseObject({
  authentication,
  authorization: z.looseObject({ roles: z.array(z.string()) }),
  client: z.looseObject({ client_id: z.string(), name: z.string(), metadata: strings }),
  connection: z.looseObject({
    id: z.string(),
    name: z.string(),
    strategy: z.string(),
    metadata: strings.optional(),
  }),
  request,
  stats: z.looseObject({ logins_count: z.number() }),
  tenant: z.looseObject({ id: z.string() }),
  transaction: z.looseObject({
    locale: z.string(),
    ui_locales: z.array(z.string()),
    login_hint: z.string().optional(),
    state: z.string().optional(),
    correlation_id: z.string().optional(),
  }),
  user,
  secrets: strings,
  configuration: strings.optional(),
  custom_domain: z.looseObject({ domain: z.string(), domain_metadata: strings }).optional(),
  organization: z
    .looseObject({
      id: z.string(),
      name: z.string(),
      display_name: z.string(),
      metadata: strings,
    })
    .optional(),
  prompt: z
    .looseObject({ id: z.string(), fields: anything.optional(), vars: anything.optional() })
    .optional(),
});
