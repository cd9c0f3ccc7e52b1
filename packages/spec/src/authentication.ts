import type { Rule } from './rule.ts';

/**
 * How a one-time code reaches a phone.
 *
 * @public
 */
export type PhoneMethod = 'sms' | 'voice' | 'both';

/**
 * Selects a factor that takes no documented options.
 *
 * @public
 */
export interface PlainFactorSelector {
  /** The kind of factor. */
  type: 'otp' | 'email' | 'webauthn-platform' | 'webauthn-roaming' | 'recovery-code';
  /** An open dictionary; no member of it is documented. */
  options?: Record<string, unknown>;
}

/**
 * Options of a phone factor.
 *
 * @public
 */
export interface PhoneFactorOptions {
  /** How the code reaches the phone: as a text message, by a call, or as the user chooses. */
  preferredMethod?: PhoneMethod;
}

/**
 * Selects a phone.
 *
 * @remarks
 * There is no factor `sms`: a text message is `{ type: 'phone', options: { preferredMethod: 'sms' } }`.
 *
 * @public
 */
export interface PhoneFactorSelector {
  /** The kind of factor. */
  type: 'phone';
  /** How the code reaches the phone. */
  options?: PhoneFactorOptions;
}

/**
 * Options of a push notification.
 *
 * @public
 */
export interface PushFactorOptions {
  /** Whether a one-time code is accepted in place of the notification. */
  otpFallback?: boolean;
}

/**
 * Selects a push notification; `push` is an alias of `push-notification`.
 *
 * @public
 */
export interface PushFactorSelector {
  /** The kind of factor. */
  type: 'push-notification' | 'push';
  /** Whether a one-time code will do. */
  options?: PushFactorOptions;
}

/**
 * An authentication factor and how to ask for it, told apart by `type`.
 *
 * @public
 */
export type FactorSelector = PlainFactorSelector | PhoneFactorSelector | PushFactorSelector;

/**
 * The kind of an authentication factor.
 *
 * @public
 */
export type FactorType = FactorSelector['type'];

/**
 * Every kind of authentication factor, the alias `push` included.
 *
 * @public
 */
export const factorTypes = [
  'otp',
  'email',
  'webauthn-platform',
  'webauthn-roaming',
  'recovery-code',
  'phone',
  'push-notification',
  'push',
] as const satisfies readonly FactorType[];

/**
 * Replaces the alias of a factor by its full name: `push` is `push-notification`.
 *
 * @param type - The kind of factor, by either name; any other text comes back as it is.
 * @returns The full name, by which two factors can be compared.
 *
 * @public
 */
export function normalizeFactorType(type: string): string {
  return type === 'push' ? 'push-notification' : type;
}

/**
 * Options of `api.authentication.challengeWith`.
 *
 * @public
 */
export interface ChallengeWithOptions {
  /** Factors that the user may switch to. */
  additionalFactors?: readonly FactorSelector[];
}

/**
 * Asking for further factors: `api.authentication`.
 *
 * @remarks
 * Later actions do not execute until a challenge is satisfied; then the next action executes. There is no continue handler for
 * a challenge.
 *
 * @public
 */
export interface AuthenticationAPI {
  /**
   * Asks for a factor, and lets the user switch to an additional one.
   *
   * @remarks
   * The challenge is satisfied when the factor was completed earlier in the transaction, when it is completed now, or when an
   * additional factor is completed. Source: documented.
   *
   * @param factor - The factor asked for first.
   * @param options - The factors that the user may switch to.
   * @example
   * ```js
   * api.authentication.challengeWith({ type: 'otp' }, { additionalFactors: [{ type: 'email' }] });
   * ```
   */
  challengeWith(factor: FactorSelector, options?: ChallengeWithOptions): void;

  /**
   * Asks for any one of several factors, and shows a choice of them.
   *
   * @remarks
   * Where one factor is the favourite, prefer `challengeWith`. The challenge is satisfied when a listed factor was completed
   * earlier in the transaction or is completed now. The heading of the page reads as if the list could be left out; the
   * published type definitions require it. Source: documented.
   *
   * @param factors - The factors to choose from.
   * @example
   * ```js
   * api.authentication.challengeWithAny([{ type: 'otp' }, { type: 'phone' }]);
   * ```
   */
  challengeWithAny(factors: readonly FactorSelector[]): void;
}

/**
 * The rules of `api.authentication`.
 *
 * @public
 */
export const authenticationRules = {
  'authentication.challengeWith/asks-for-the-factor': {
    level: 'MUST',
    basis: 'documented',
    needs: ['outcome'],
    requires: ['authentication.challengeWith/accepts-every-factor'],
    text: "The challenge's default factor is the factor given.",
  },
  'authentication.challengeWith/offers-additional-factors': {
    level: 'MUST',
    basis: 'documented',
    needs: ['outcome'],
    requires: ['authentication.challengeWith/asks-for-the-factor'],
    text: 'Every additional factor is offered beside the default one.',
  },
  'authentication.challengeWith/works-without-options': {
    level: 'MUST',
    basis: 'documented',
    needs: ['outcome'],
    requires: ['authentication.challengeWith/asks-for-the-factor'],
    text: 'Without options only the factor given is offered.',
  },
  'authentication.challengeWith/accepts-every-factor': {
    level: 'MUST',
    basis: 'types',
    needs: [],
    requires: [],
    text: 'Every FactorSelector is accepted.',
  },
  'authentication.challengeWith/keeps-factor-options': {
    level: 'MUST',
    basis: 'implied',
    needs: ['outcome'],
    requires: ['authentication.challengeWith/asks-for-the-factor'],
    text: 'preferredMethod and otpFallback reach the challenge as given.',
  },
  'authentication.challengeWith/keeps-its-own-factors': {
    level: 'SHOULD',
    basis: 'decided',
    needs: ['outcome', 'in-process'],
    requires: ['authentication.challengeWith/offers-additional-factors'],
    text: 'What the action does to its list of factors afterwards does not change the challenge.',
  },
  'authentication.challengeWith/lets-the-action-finish': {
    level: 'MUST',
    basis: 'implied',
    needs: [],
    requires: ['authentication.challengeWith/accepts-every-factor'],
    text: 'After challengeWith the later calls of the same execution are carried out and return as they would have.',
    note: 'Judged on cache.set and redirect.encodeToken.',
  },
  'authentication.challengeWith/holds-later-actions': {
    level: 'MUST',
    basis: 'documented',
    needs: ['host'],
    requires: ['flow/executes-in-order', 'authentication.challengeWith/accepts-every-factor'],
    text: 'No later action executes before the challenge is satisfied.',
  },
  'authentication.challengeWith/satisfied-by-default-factor': {
    level: 'MUST',
    basis: 'documented',
    needs: ['host'],
    requires: ['flow/executes-in-order', 'authentication.challengeWith/holds-later-actions'],
    text: 'Completing the default factor lets the next action execute.',
  },
  'authentication.challengeWith/satisfied-by-additional-factor': {
    level: 'MUST',
    basis: 'documented',
    needs: ['host'],
    requires: ['flow/executes-in-order', 'authentication.challengeWith/holds-later-actions'],
    text: 'Completing any additional factor lets the next action execute.',
  },
  'authentication.challengeWith/satisfied-already': {
    level: 'MUST',
    basis: 'documented',
    needs: ['host'],
    requires: [
      'flow/executes-in-order',
      'authentication.challengeWith/satisfied-by-default-factor',
    ],
    text: 'A challenge whose default factor was completed earlier in the transaction asks for nothing.',
  },
  'authentication.challengeWith/not-satisfied-by-another-factor': {
    level: 'MUST',
    basis: 'implied',
    needs: ['host'],
    requires: ['flow/executes-in-order', 'authentication.challengeWith/holds-later-actions'],
    text: 'Completing a factor that was not offered satisfies nothing.',
    note: 'A one-time code is no other factor beside a push notification, unless otpFallback is false; a recovery code is none at all.',
  },
  'authentication.challengeWith/additional-factor-already': {
    level: 'PROBE',
    needs: ['host'],
    requires: [
      'flow/executes-in-order',
      'authentication.challengeWith/satisfied-by-default-factor',
    ],
    text: 'Whether an additional factor completed earlier satisfies the challenge.',
  },
  'authentication.challengeWith/second-challenge': {
    level: 'PROBE',
    needs: ['host'],
    requires: ['flow/executes-in-order'],
    text: 'What two challenges in one execution come to.',
  },
  'authentication.challengeWithAny/offers-every-factor': {
    level: 'MUST',
    basis: 'documented',
    needs: ['outcome'],
    requires: ['authentication.challengeWithAny/accepts-every-factor'],
    text: 'Every factor of the list is offered.',
  },
  'authentication.challengeWithAny/accepts-every-factor': {
    level: 'MUST',
    basis: 'types',
    needs: [],
    requires: [],
    text: 'A list of any FactorSelectors is accepted.',
  },
  'authentication.challengeWithAny/keeps-factor-options': {
    level: 'MUST',
    basis: 'implied',
    needs: ['outcome'],
    requires: ['authentication.challengeWithAny/offers-every-factor'],
    text: 'In a list too, preferredMethod and otpFallback reach the challenge as given.',
  },
  'authentication.challengeWithAny/keeps-its-own-factors': {
    level: 'SHOULD',
    basis: 'decided',
    needs: ['outcome', 'in-process'],
    requires: ['authentication.challengeWithAny/offers-every-factor'],
    text: 'What the action does to the list it passed does not change the challenge.',
  },
  'authentication.challengeWithAny/lets-the-action-finish': {
    level: 'MUST',
    basis: 'implied',
    needs: [],
    requires: ['authentication.challengeWithAny/accepts-every-factor'],
    text: 'After challengeWithAny the later calls of the same execution are carried out and return as they would have.',
    note: 'Judged on cache.set and redirect.encodeToken.',
  },
  'authentication.challengeWithAny/holds-later-actions': {
    level: 'MUST',
    basis: 'documented',
    needs: ['host'],
    requires: ['flow/executes-in-order', 'authentication.challengeWithAny/accepts-every-factor'],
    text: 'No later action executes before a factor of the list is completed.',
  },
  'authentication.challengeWithAny/satisfied-by-any-factor': {
    level: 'MUST',
    basis: 'documented',
    needs: ['host'],
    requires: ['flow/executes-in-order', 'authentication.challengeWithAny/holds-later-actions'],
    text: 'Completing any listed factor lets the next action execute.',
  },
  'authentication.challengeWithAny/satisfied-already': {
    level: 'MUST',
    basis: 'documented',
    needs: ['host'],
    requires: [
      'flow/executes-in-order',
      'authentication.challengeWith/satisfied-by-default-factor',
      'authentication.challengeWithAny/satisfied-by-any-factor',
    ],
    text: 'A challenge of which any listed factor was completed earlier in the transaction asks for nothing.',
  },
  'authentication.challengeWithAny/not-satisfied-by-another-factor': {
    level: 'MUST',
    basis: 'implied',
    needs: ['host'],
    requires: ['flow/executes-in-order', 'authentication.challengeWithAny/holds-later-actions'],
    text: 'Completing a factor that is not in the list satisfies nothing.',
    note: 'A one-time code is no other factor beside a push notification, unless otpFallback is false; a recovery code is none at all.',
  },
  'authentication.challengeWithAny/has-no-default-factor': {
    level: 'SHOULD',
    basis: 'types',
    needs: ['outcome'],
    requires: ['authentication.challengeWithAny/offers-every-factor'],
    text: 'With two or more factors in the list, none is shown as the default.',
  },
} as const satisfies Record<string, Rule>;
