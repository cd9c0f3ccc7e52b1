import Type from 'typebox';
import { factorTypes } from '../authentication.ts';
import type { Method } from '../method.ts';
import { discriminatedUnion, record, strictObject } from '../validation/schema-builders.ts';

/** The schema of `PhoneMethod`. */
export const PhoneMethodSchema = Type.Enum(['sms', 'voice', 'both']);

/** The schema of `FactorType`. */
export const FactorTypeSchema = Type.Enum([...factorTypes]);

/** The schema of `PlainFactorSelector`. */
export const PlainFactorSelectorSchema = Type.Object({
  type: Type.Enum(['otp', 'email', 'webauthn-platform', 'webauthn-roaming', 'recovery-code']),
  options: Type.Optional(record(Type.Unknown())),
});

/** The schema of `PhoneFactorOptions`. */
export const PhoneFactorOptionsSchema = Type.Object({
  preferredMethod: Type.Optional(PhoneMethodSchema),
});

/** The schema of `PhoneFactorSelector`. */
export const PhoneFactorSelectorSchema = Type.Object({
  type: Type.Literal('phone'),
  options: Type.Optional(PhoneFactorOptionsSchema),
});

/** The schema of `PushFactorOptions`. */
export const PushFactorOptionsSchema = Type.Object({ otpFallback: Type.Optional(Type.Boolean()) });

/** The schema of `PushFactorSelector`. */
export const PushFactorSelectorSchema = Type.Object({
  type: Type.Enum(['push-notification', 'push']),
  options: Type.Optional(PushFactorOptionsSchema),
});

/** The schema of `FactorSelector`: a union discriminated by `type`. */
export const FactorSelectorSchema = discriminatedUnion('type', [
  PlainFactorSelectorSchema,
  PhoneFactorSelectorSchema,
  PushFactorSelectorSchema,
]);

/** The schema of `ChallengeWithOptions`. */
export const ChallengeWithOptionsSchema = strictObject({
  additionalFactors: Type.Optional(Type.Array(FactorSelectorSchema)),
});

/** The methods of `api.authentication`, as data. */
export const authenticationMethods = {
  'authentication.challengeWith': {
    basis: 'documented',
    sources: [
      { source: 'api-object', section: 'api.authentication.challengeWith(factor, [options])' },
      { source: 'types' },
    ],
    parameters: [
      { name: 'factor', optional: false, schema: FactorSelectorSchema },
      { name: 'options', optional: true, schema: ChallengeWithOptionsSchema },
    ],
    result: { kind: 'nothing' },
  },
  'authentication.challengeWithAny': {
    basis: 'documented',
    sources: [
      { source: 'api-object', section: 'api.authentication.challengeWithAny([factors])' },
      { source: 'types' },
    ],
    parameters: [{ name: 'factors', optional: false, schema: Type.Array(FactorSelectorSchema) }],
    result: { kind: 'nothing' },
  },
} as const satisfies Record<string, Method>;
