import type { SourceReference } from './sources.ts';

/** The trigger, as data. */
export interface Trigger {
  /** The id, as the platform spells it. */
  readonly id: string;
  /** The title. */
  readonly title: string;
  /** The summary: when the trigger executes its actions. */
  readonly summary: string;
  /** The conditions under which the platform uses the trigger. */
  readonly remarks: string;
  /** The sources of the text. */
  readonly sources: readonly SourceReference[];
}

/** The trigger of this contract. */
export const trigger: Trigger = {
  id: 'password-reset-post-challenge',
  title: 'Password reset / post-challenge',
  summary:
    'Executes actions while a user resets a password: after the user has followed the link or entered the code of the reset, and before the user chooses a new password.',
  remarks:
    'The trigger needs Universal Login. It does not execute for Active Directory and LDAP connections.',
  sources: [{ source: 'trigger-guide' }],
};

/**
 * The largest number of actions of the trigger.
 *
 * @remarks
 * The guide to this trigger says four; the page on entity limits says 20 for every trigger. No rule judges a further action.
 *
 * Source: [Password reset / post-challenge trigger](https://auth0.com/docs/customize/actions/explore-triggers/password-reset-post-challenge).
 */
export const MAXIMUM_ACTIONS = 4;

/**
 * The longest time of an execution, in milliseconds: 20 seconds.
 *
 * @remarks
 * The times before and after a redirect count separately. No rule judges a longer execution.
 *
 * Source: [Actions limitations](https://auth0.com/docs/customize/actions/limitations).
 */
export const MAXIMUM_EXECUTION_TIME = 20_000;

/**
 * The largest console output of an action, in characters.
 *
 * @remarks
 * No rule judges a longer output.
 *
 * Source: [Actions limitations](https://auth0.com/docs/customize/actions/limitations).
 */
export const MAXIMUM_CONSOLE_OUTPUT = 256;

/**
 * The largest number of challenges in a transaction.
 *
 * @remarks
 * The guide is written for another trigger; the guide to this trigger refers to it. A setting of the tenant allows more than one
 * challenge. No rule judges a further challenge.
 *
 * Source: [Customize MFA selection](https://auth0.com/docs/secure/multi-factor-authentication/customize-mfa/customize-mfa-selection-universal-login).
 */
export const MAXIMUM_CHALLENGES = 4;
