import type { Rule } from './rule.ts';

/** The way in which a one-time code reaches a phone: a text message, a call, or either. */
export type PhoneMethod = 'sms' | 'voice' | 'both';

/** Selects a factor that has no documented options. */
export interface PlainFactorSelector {
  /** The type of the factor. */
  type: 'otp' | 'email' | 'webauthn-platform' | 'webauthn-roaming' | 'recovery-code';
  /** An open dictionary without documented members. */
  options?: Record<string, unknown> | undefined;
}

/** Options of a phone factor. */
export interface PhoneFactorOptions {
  /** The way in which the code reaches the phone: a text message, a call, or as the user chooses. */
  preferredMethod?: PhoneMethod | undefined;
}

/**
 * Selects a phone factor.
 *
 * @remarks
 * There is no factor `sms`: a text message is `{ type: 'phone', options: { preferredMethod: 'sms' } }`.
 */
export interface PhoneFactorSelector {
  /** The type of the factor. */
  type: 'phone';
  /** Options of the phone factor. */
  options?: PhoneFactorOptions | undefined;
}

/** Options of a push notification factor. */
export interface PushFactorOptions {
  /** Whether the user may enter a one-time code instead of accepting the notification. */
  otpFallback?: boolean | undefined;
}

/** Selects a push notification factor; `push` is an alias of `push-notification`. */
export interface PushFactorSelector {
  /** The type of the factor. */
  type: 'push-notification' | 'push';
  /** Options of the push notification factor. */
  options?: PushFactorOptions | undefined;
}

/** Selects an authentication factor and its options, discriminated by `type`. */
export type FactorSelector = PlainFactorSelector | PhoneFactorSelector | PushFactorSelector;

/** The type of an authentication factor. */
export type FactorType = FactorSelector['type'];

/** All types of authentication factors, including the alias `push`. */
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
 * @param type - The type of a factor, under either name; any other text is returned unchanged.
 * @returns The full name.
 */
export function normalizeFactorType(type: string): string {
  return type === 'push' ? 'push-notification' : type;
}

/** Options of `api.authentication.challengeWith`. */
export interface ChallengeWithOptions {
  /** The factors to which the user may switch. */
  additionalFactors?: readonly FactorSelector[] | undefined;
}

/**
 * Challenges the user to complete authentication factors: `api.authentication`.
 *
 * @remarks
 * Later actions do not execute until the challenge is satisfied; then the next action executes. A challenge has no continue
 * handler.
 */
export interface AuthenticationAPI {
  /**
   * Asks for a factor and lets the user switch to an additional one.
   *
   * @remarks
   * The challenge is satisfied if the user completed the factor earlier in the transaction, or once the user completes the
   * factor or an additional one.
   *
   * Source: [API object (edition 2025)](https://github.com/auth0/docs-v2/blob/7a6ade8aedd952d503768279d2de147425593d6a/main/docs/customize/actions/explore-triggers/password-reset-triggers/post-challenge-trigger/post-challenge-api-object.mdx).
   *
   * @param factor - The default factor, which the user sees first.
   * @param options - The factors to which the user may switch.
   * @example
   * ```js
   * api.authentication.challengeWith({ type: 'otp' }, { additionalFactors: [{ type: 'email' }] });
   * ```
   */
  challengeWith(factor: FactorSelector, options?: ChallengeWithOptions): void;

  /**
   * Asks for any one of several factors and lets the user choose.
   *
   * @remarks
   * Prefer `challengeWith` if one factor is the favourite. The challenge is satisfied if the user completed a listed factor
   * earlier in the transaction, or once the user completes one. The heading of the page of 2025 reads as if the list were
   * optional; the published type definitions require it.
   *
   * Source: [API object (edition 2025)](https://github.com/auth0/docs-v2/blob/7a6ade8aedd952d503768279d2de147425593d6a/main/docs/customize/actions/explore-triggers/password-reset-triggers/post-challenge-trigger/post-challenge-api-object.mdx).
   *
   * @param factors - The factors from which the user may choose.
   * @example
   * ```js
   * api.authentication.challengeWithAny([{ type: 'otp' }, { type: 'phone' }]);
   * ```
   */
  challengeWithAny(factors: readonly FactorSelector[]): void;
}

/** The rules of `api.authentication`. */
export const authenticationRules = {
  'authentication.challengeWith/asks-for-the-factor': {
    level: 'MUST',
    basis: 'documented',
    sources: [
      { source: 'api-object', section: 'api.authentication.challengeWith(factor, [options])' },
    ],
    needs: ['outcome'],
    requires: ['authentication.challengeWith/accepts-every-factor'],
    text: 'The default factor of the challenge is the factor passed to `authentication.challengeWith`.',
  },
  'authentication.challengeWith/offers-additional-factors': {
    level: 'MUST',
    basis: 'documented',
    sources: [
      { source: 'api-object', section: 'api.authentication.challengeWith(factor, [options])' },
    ],
    needs: ['outcome'],
    requires: ['authentication.challengeWith/asks-for-the-factor'],
    text: '`authentication.challengeWith` offers every factor in `additionalFactors` beside the default factor.',
  },
  'authentication.challengeWith/works-without-options': {
    level: 'MUST',
    basis: 'documented',
    sources: [
      { source: 'api-object', section: 'api.authentication.challengeWith(factor, [options])' },
    ],
    needs: ['outcome'],
    requires: ['authentication.challengeWith/asks-for-the-factor'],
    text: '`authentication.challengeWith` offers only the given factor if it is called without options.',
    note: 'A recovery code may be offered too, and a one-time code beside a push notification unless `otpFallback` is `false`.',
  },
  'authentication.challengeWith/accepts-every-factor': {
    level: 'MUST',
    basis: 'types',
    sources: [{ source: 'types' }],
    needs: [],
    requires: [],
    text: '`authentication.challengeWith` accepts every `FactorSelector`, as the default factor and in `additionalFactors`.',
  },
  'authentication.challengeWith/keeps-factor-options': {
    level: 'MUST',
    basis: 'implied',
    sources: [
      { source: 'api-object', section: 'api.authentication.challengeWith(factor, [options])' },
    ],
    needs: ['outcome'],
    requires: ['authentication.challengeWith/asks-for-the-factor'],
    text: '`authentication.challengeWith` passes `preferredMethod` and `otpFallback` of each factor to the challenge unchanged.',
  },
  'authentication.challengeWith/keeps-its-own-factors': {
    level: 'SHOULD',
    basis: 'decided',
    needs: ['outcome', 'in-process'],
    requires: ['authentication.challengeWith/offers-additional-factors'],
    text: 'The challenge stays the same if the action changes its list of factors after calling `authentication.challengeWith`.',
  },
  'authentication.challengeWith/lets-the-action-finish': {
    level: 'MUST',
    basis: 'implied',
    sources: [
      { source: 'api-object', section: 'api.authentication.challengeWith(factor, [options])' },
    ],
    needs: [],
    requires: ['authentication.challengeWith/accepts-every-factor'],
    text: 'After `authentication.challengeWith`, later calls in the same execution run and return as they would without it.',
    note: 'Judged on `api.cache`, `redirect.encodeToken`, `transaction.setResultUrl` and, on a host, `redirect.validateToken`, in every handler.',
  },
  'authentication.challengeWith/holds-later-actions': {
    level: 'MUST',
    basis: 'documented',
    sources: [
      { source: 'api-object', section: 'api.authentication.challengeWith(factor, [options])' },
    ],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'authentication.challengeWith/accepts-every-factor'],
    text: 'After `authentication.challengeWith`, no later action executes before the challenge is satisfied.',
  },
  'authentication.challengeWith/satisfied-by-default-factor': {
    level: 'MUST',
    basis: 'documented',
    sources: [
      { source: 'api-object', section: 'api.authentication.challengeWith(factor, [options])' },
    ],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'authentication.challengeWith/holds-later-actions'],
    text: 'The next action executes after the user completes the default factor of `authentication.challengeWith`.',
  },
  'authentication.challengeWith/satisfied-by-additional-factor': {
    level: 'MUST',
    basis: 'documented',
    sources: [
      { source: 'api-object', section: 'api.authentication.challengeWith(factor, [options])' },
    ],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'authentication.challengeWith/holds-later-actions'],
    text: 'The next action executes after the user completes any additional factor of `authentication.challengeWith`.',
  },
  'authentication.challengeWith/satisfied-already': {
    level: 'MUST',
    until: '2025',
    basis: 'documented',
    sources: [
      { source: 'api-object', section: 'api.authentication.challengeWith(factor, [options])' },
    ],
    needs: ['host'],
    requires: [
      'flow/executes-in-order',
      'authentication.challengeWith/satisfied-by-default-factor',
    ],
    text: '`authentication.challengeWith` asks for no factor if the user completed the default factor earlier in the transaction.',
  },
  'authentication.challengeWith/all-completed-already': {
    level: 'MUST',
    basis: { '2025': 'documented', '2026': 'implied' },
    sources: [
      { source: 'api-object', section: 'api.authentication.challengeWith(factor, [options])' },
    ],
    needs: ['host'],
    requires: [
      'flow/executes-in-order',
      'authentication.challengeWith/satisfied-by-default-factor',
    ],
    text: '`authentication.challengeWith` asks for nothing if the user completed all its factors earlier in the transaction.',
  },
  'authentication.challengeWith/does-not-repeat-a-factor': {
    level: 'MUST',
    since: '2026',
    basis: 'documented',
    sources: [
      { source: 'api-object', section: 'api.authentication.challengeWith(factor, [options])' },
    ],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'authentication.challengeWith/all-completed-already'],
    text: '`authentication.challengeWith` does not offer a factor that the user completed earlier in the transaction.',
    note: 'A recovery code is not judged, nor is a one-time code beside a push notification unless `otpFallback` is `false`.',
  },
  'authentication.challengeWith/partly-completed': {
    level: 'PROBE',
    since: '2026',
    needs: ['host'],
    requires: ['flow/executes-in-order', 'authentication.challengeWith/all-completed-already'],
    text: 'Does `authentication.challengeWith` ask for the other factors if the user completed one of its factors earlier in the transaction?',
  },
  'authentication.challengeWith/ignores-a-disabled-factor': {
    level: 'MUST',
    since: '2026',
    basis: 'documented',
    sources: [
      { source: 'api-object', section: 'api.authentication.challengeWith(factor, [options])' },
    ],
    needs: ['outcome'],
    requires: ['authentication.challengeWith/offers-additional-factors'],
    text: '`authentication.challengeWith` does not offer a factor that the tenant has not enabled.',
  },
  'authentication.challengeWith/ignores-an-unenrolled-factor': {
    level: 'MUST',
    since: '2026',
    basis: 'documented',
    sources: [
      { source: 'api-object', section: 'api.authentication.challengeWith(factor, [options])' },
    ],
    needs: ['outcome'],
    requires: ['authentication.challengeWith/offers-additional-factors'],
    text: '`authentication.challengeWith` does not offer a factor that the user has not enrolled.',
    note: 'Email and recovery codes are not judged, nor is a one-time code beside a push notification unless `otpFallback` is `false`.',
  },
  'authentication.challengeWith/fails-without-a-usable-factor': {
    level: 'MUST',
    since: '2026',
    basis: 'documented',
    sources: [
      { source: 'api-object', section: 'api.authentication.challengeWith(factor, [options])' },
    ],
    needs: ['outcome'],
    requires: ['authentication.challengeWith/offers-additional-factors'],
    text: 'A challenge of `authentication.challengeWith` neither completes the transaction nor offers a factor if none of its factors is enabled and enrolled.',
  },
  'authentication.challengeWith/not-satisfied-by-another-factor': {
    level: 'MUST',
    basis: 'implied',
    sources: [
      { source: 'api-object', section: 'api.authentication.challengeWith(factor, [options])' },
    ],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'authentication.challengeWith/holds-later-actions'],
    text: 'A factor that `authentication.challengeWith` did not offer does not satisfy the challenge.',
    note: 'A recovery code is not judged, nor is a one-time code beside a push notification unless `otpFallback` is `false`.',
  },
  'authentication.challengeWith/not-satisfied-by-a-return': {
    level: 'MUST',
    basis: 'implied',
    sources: [
      { source: 'api-object', section: 'api.authentication.challengeWith(factor, [options])' },
    ],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'authentication.challengeWith/holds-later-actions'],
    text: 'A return of the user, with or without a `state`, does not satisfy the challenge of `authentication.challengeWith`.',
  },
  'authentication.challengeWith/additional-factor-already': {
    level: 'PROBE',
    needs: ['host'],
    requires: [
      'flow/executes-in-order',
      'authentication.challengeWith/satisfied-by-default-factor',
    ],
    text: 'Is the challenge of `authentication.challengeWith` satisfied if the user completed an additional factor earlier in the transaction?',
  },
  'authentication.challengeWith/second-challenge': {
    level: 'PROBE',
    needs: ['host'],
    requires: ['flow/executes-in-order'],
    text: 'If one execution calls `authentication.challengeWith` twice, is the user asked for the first factor, the second, or both in turn?',
  },
  'authentication.challengeWithAny/offers-every-factor': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.authentication.challengeWithAny([factors])' }],
    needs: ['outcome'],
    requires: ['authentication.challengeWithAny/accepts-every-factor'],
    text: '`authentication.challengeWithAny` offers every factor in its list.',
  },
  'authentication.challengeWithAny/accepts-every-factor': {
    level: 'MUST',
    basis: 'types',
    sources: [{ source: 'types' }],
    needs: [],
    requires: [],
    text: '`authentication.challengeWithAny` accepts every `FactorSelector` in its list.',
  },
  'authentication.challengeWithAny/keeps-factor-options': {
    level: 'MUST',
    basis: 'implied',
    sources: [{ source: 'api-object', section: 'api.authentication.challengeWithAny([factors])' }],
    needs: ['outcome'],
    requires: ['authentication.challengeWithAny/offers-every-factor'],
    text: '`authentication.challengeWithAny` passes `preferredMethod` and `otpFallback` of each factor to the challenge unchanged.',
  },
  'authentication.challengeWithAny/keeps-its-own-factors': {
    level: 'SHOULD',
    basis: 'decided',
    needs: ['outcome', 'in-process'],
    requires: ['authentication.challengeWithAny/offers-every-factor'],
    text: 'The challenge stays the same if the action changes its list of factors after calling `authentication.challengeWithAny`.',
  },
  'authentication.challengeWithAny/lets-the-action-finish': {
    level: 'MUST',
    basis: 'implied',
    sources: [{ source: 'api-object', section: 'api.authentication.challengeWithAny([factors])' }],
    needs: [],
    requires: ['authentication.challengeWithAny/accepts-every-factor'],
    text: 'After `authentication.challengeWithAny`, later calls in the same execution run and return as they would without it.',
    note: 'Judged on `api.cache`, `redirect.encodeToken`, `transaction.setResultUrl` and, on a host, `redirect.validateToken`, in every handler.',
  },
  'authentication.challengeWithAny/holds-later-actions': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.authentication.challengeWithAny([factors])' }],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'authentication.challengeWithAny/accepts-every-factor'],
    text: 'After `authentication.challengeWithAny`, no later action executes before the user completes a factor in the list.',
  },
  'authentication.challengeWithAny/satisfied-by-any-factor': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.authentication.challengeWithAny([factors])' }],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'authentication.challengeWithAny/holds-later-actions'],
    text: 'The next action executes after the user completes any factor in the list of `authentication.challengeWithAny`.',
  },
  'authentication.challengeWithAny/satisfied-already': {
    level: 'MUST',
    until: '2025',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.authentication.challengeWithAny([factors])' }],
    needs: ['host'],
    requires: [
      'flow/executes-in-order',
      'authentication.challengeWith/satisfied-by-default-factor',
      'authentication.challengeWithAny/satisfied-by-any-factor',
    ],
    text: '`authentication.challengeWithAny` asks for no factor if the user completed one in its list earlier in the transaction.',
  },
  'authentication.challengeWithAny/all-completed-already': {
    level: 'MUST',
    basis: { '2025': 'documented', '2026': 'implied' },
    sources: [{ source: 'api-object', section: 'api.authentication.challengeWithAny([factors])' }],
    needs: ['host'],
    requires: [
      'flow/executes-in-order',
      'authentication.challengeWith/satisfied-by-default-factor',
      'authentication.challengeWithAny/satisfied-by-any-factor',
    ],
    text: '`authentication.challengeWithAny` asks for nothing if the user completed all its factors earlier in the transaction.',
  },
  'authentication.challengeWithAny/does-not-repeat-a-factor': {
    level: 'MUST',
    since: '2026',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.authentication.challengeWithAny([factors])' }],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'authentication.challengeWithAny/all-completed-already'],
    text: '`authentication.challengeWithAny` does not offer a factor that the user completed earlier in the transaction.',
    note: 'A recovery code is not judged, nor is a one-time code beside a push notification unless `otpFallback` is `false`.',
  },
  'authentication.challengeWithAny/partly-completed': {
    level: 'PROBE',
    since: '2026',
    needs: ['host'],
    requires: ['flow/executes-in-order', 'authentication.challengeWithAny/all-completed-already'],
    text: 'Does `authentication.challengeWithAny` ask for the other factors if the user completed one of its factors earlier in the transaction?',
  },
  'authentication.challengeWithAny/ignores-a-disabled-factor': {
    level: 'MUST',
    since: '2026',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.authentication.challengeWithAny([factors])' }],
    needs: ['outcome'],
    requires: ['authentication.challengeWithAny/offers-every-factor'],
    text: '`authentication.challengeWithAny` does not offer a factor that the tenant has not enabled.',
  },
  'authentication.challengeWithAny/ignores-an-unenrolled-factor': {
    level: 'MUST',
    since: '2026',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.authentication.challengeWithAny([factors])' }],
    needs: ['outcome'],
    requires: ['authentication.challengeWithAny/offers-every-factor'],
    text: '`authentication.challengeWithAny` does not offer a factor that the user has not enrolled.',
    note: 'Email and recovery codes are not judged, nor is a one-time code beside a push notification unless `otpFallback` is `false`.',
  },
  'authentication.challengeWithAny/fails-without-a-usable-factor': {
    level: 'MUST',
    since: '2026',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.authentication.challengeWithAny([factors])' }],
    needs: ['outcome'],
    requires: ['authentication.challengeWithAny/offers-every-factor'],
    text: 'A challenge of `authentication.challengeWithAny` neither completes the transaction nor offers a factor if none of its factors is enabled and enrolled.',
  },
  'authentication.challengeWithAny/not-satisfied-by-another-factor': {
    level: 'MUST',
    basis: 'implied',
    sources: [{ source: 'api-object', section: 'api.authentication.challengeWithAny([factors])' }],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'authentication.challengeWithAny/holds-later-actions'],
    text: 'A factor that is not in the list of `authentication.challengeWithAny` does not satisfy the challenge.',
    note: 'A recovery code is not judged, nor is a one-time code beside a push notification unless `otpFallback` is `false`.',
  },
  'authentication.challengeWithAny/not-satisfied-by-a-return': {
    level: 'MUST',
    basis: 'implied',
    sources: [{ source: 'api-object', section: 'api.authentication.challengeWithAny([factors])' }],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'authentication.challengeWithAny/holds-later-actions'],
    text: 'A return of the user, with or without a `state`, does not satisfy the challenge of `authentication.challengeWithAny`.',
  },
  'authentication.challengeWithAny/has-no-default-factor': {
    level: 'SHOULD',
    basis: { '2025': 'types', '2026': 'documented' },
    sources: {
      '2025': [{ source: 'types' }],
      '2026': [{ source: 'api-object', section: 'api.authentication.challengeWithAny([factors])' }],
    },
    needs: ['outcome'],
    requires: ['authentication.challengeWithAny/offers-every-factor'],
    text: 'The challenge of `authentication.challengeWithAny` has no default factor if the list has two or more factors.',
  },
  'authentication.challengeWithAny/shows-the-only-factor': {
    level: 'SHOULD',
    since: '2026',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.authentication.challengeWithAny([factors])' }],
    needs: ['outcome'],
    requires: ['authentication.challengeWithAny/offers-every-factor'],
    text: '`authentication.challengeWithAny` shows the factor at once if only one of its list is enabled.',
  },
} as const satisfies Record<string, Rule>;
