import Type from 'typebox';
import type { Static } from 'typebox';
import type {
  ChallengeWithOptions,
  FactorSelector,
  FactorType,
  PhoneFactorOptions,
  PhoneFactorSelector,
  PhoneMethod,
  PlainFactorSelector,
  PushFactorOptions,
  PushFactorSelector,
} from './authentication.ts';
import { factorTypes } from './authentication.ts';
import type { Method } from './method.ts';
import { type Agree, closed, dictionary, proved, toldApartBy } from './schema.ts';

/**
 * The schema of `PhoneMethod`.
 *
 * @public
 */
export const PhoneMethodSchema = Type.Enum(['sms', 'voice', 'both']);
proved<Agree<PhoneMethod, Static<typeof PhoneMethodSchema>>>();

/**
 * The schema of `FactorType`.
 *
 * @public
 */
export const FactorTypeSchema = Type.Enum([...factorTypes]);
proved<Agree<FactorType, Static<typeof FactorTypeSchema>>>();

/**
 * The schema of `PlainFactorSelector`.
 *
 * @public
 */
export const PlainFactorSelectorSchema = Type.Object({
  type: Type.Enum(['otp', 'email', 'webauthn-platform', 'webauthn-roaming', 'recovery-code']),
  options: Type.Optional(dictionary(Type.Unknown())),
});
proved<Agree<PlainFactorSelector, Static<typeof PlainFactorSelectorSchema>>>();

/**
 * The schema of `PhoneFactorOptions`.
 *
 * @public
 */
export const PhoneFactorOptionsSchema = Type.Object({
  preferredMethod: Type.Optional(PhoneMethodSchema),
});
proved<Agree<PhoneFactorOptions, Static<typeof PhoneFactorOptionsSchema>>>();

/**
 * The schema of `PhoneFactorSelector`.
 *
 * @public
 */
export const PhoneFactorSelectorSchema = Type.Object({
  type: Type.Literal('phone'),
  options: Type.Optional(PhoneFactorOptionsSchema),
});
proved<Agree<PhoneFactorSelector, Static<typeof PhoneFactorSelectorSchema>>>();

/**
 * The schema of `PushFactorOptions`.
 *
 * @public
 */
export const PushFactorOptionsSchema = Type.Object({ otpFallback: Type.Optional(Type.Boolean()) });
proved<Agree<PushFactorOptions, Static<typeof PushFactorOptionsSchema>>>();

/**
 * The schema of `PushFactorSelector`.
 *
 * @public
 */
export const PushFactorSelectorSchema = Type.Object({
  type: Type.Enum(['push-notification', 'push']),
  options: Type.Optional(PushFactorOptionsSchema),
});
proved<Agree<PushFactorSelector, Static<typeof PushFactorSelectorSchema>>>();

/**
 * The schema of `FactorSelector`: a union told apart by `type`.
 *
 * @public
 */
export const FactorSelectorSchema = toldApartBy('type', [
  PlainFactorSelectorSchema,
  PhoneFactorSelectorSchema,
  PushFactorSelectorSchema,
]);
proved<Agree<FactorSelector, Static<typeof FactorSelectorSchema>>>();

/**
 * The schema of `ChallengeWithOptions`.
 *
 * @public
 */
export const ChallengeWithOptionsSchema = closed({
  additionalFactors: Type.Optional(Type.Array(FactorSelectorSchema)),
});
proved<Agree<ChallengeWithOptions, Static<typeof ChallengeWithOptionsSchema>>>();

/**
 * The methods of `api.authentication`, as data.
 *
 * @public
 */
export const authenticationMethods = {
  'authentication.challengeWith': {
    description: 'Asks for a factor and lets the user switch to an additional one.',
    parameters: [
      {
        name: 'factor',
        description: 'The default factor, which the user sees first.',
        optional: false,
        schema: FactorSelectorSchema,
      },
      {
        name: 'options',
        description: 'The factors to which the user may switch.',
        optional: true,
        schema: ChallengeWithOptionsSchema,
      },
    ],
    result: { kind: 'nothing', description: 'Nothing.' },
  },
  'authentication.challengeWithAny': {
    description: 'Asks for any one of several factors and lets the user choose.',
    parameters: [
      {
        name: 'factors',
        description: 'The factors from which the user may choose.',
        optional: false,
        schema: Type.Array(FactorSelectorSchema),
      },
    ],
    result: { kind: 'nothing', description: 'Nothing.' },
  },
} as const satisfies Record<string, Method>;
