import type { PostChallengeAPI } from './api.ts';
import type { PostChallengeEvent } from './event.ts';
import type { Rule } from './rule.ts';

/**
 * A handler of an action: an async function, of which what it returns is ignored.
 *
 * @remarks
 * The platform refuses a handler that is not an async function. One that throws ends the transaction in an error.
 *
 * @example
 * ```js
 * exports.onExecutePostChallenge = async (event, api) => {
 *   if (event.request.geoip.countryCode !== 'CH') api.access.deny('Not from here.');
 * };
 * ```
 *
 * @typeParam Secret - The names of the action's secrets; any name where none is given.
 * @typeParam Configuration - The names of the action's configuration; any name where none is given.
 * @public
 */
export type PostChallengeAction<
  Secret extends string = string,
  Configuration extends string = string,
> = (
  event: PostChallengeEvent<Secret, Configuration>,
  api: PostChallengeAPI,
  // Anything; but where `void` is missing, TypeScript before 7 asks JavaScript for a `return`.
) => Promise<{} | null | undefined | void>;

/**
 * The name that the vendor's published types give to `PostChallengeAction`.
 *
 * @typeParam Secret - The names of the action's secrets; any name where none is given.
 * @typeParam Configuration - The names of the action's configuration; any name where none is given.
 * @public
 */
export type PasswordResetPostChallengeAction<
  Secret extends string = string,
  Configuration extends string = string,
> = PostChallengeAction<Secret, Configuration>;

/**
 * What an action file exports; other names are not looked at.
 *
 * @remarks
 * Both are `PostChallengeAction`s. They are written as methods so that a handler that names its secrets fits.
 *
 * @public
 */
export interface PostChallengeModule {
  /**
   * Executes when the transaction reaches the action.
   *
   * @param event - What is known of the attempt.
   * @param api - What the handler may do.
   * @returns A promise; what it holds is ignored.
   */
  onExecutePostChallenge(event: PostChallengeEvent, api: PostChallengeAPI): Promise<unknown>;

  /**
   * Executes when the user returns from where this action has sent them.
   *
   * @param event - What is known of the attempt; `event.request` is the return.
   * @param api - What the handler may do.
   * @returns A promise; what it holds is ignored.
   */
  onContinuePostChallenge?(event: PostChallengeEvent, api: PostChallengeAPI): Promise<unknown>;
}

/**
 * The rules of what the trigger does with its actions.
 *
 * @public
 */
export const flowRules = {
  'flow/executes-in-order': {
    level: 'MUST',
    basis: 'implied',
    needs: ['host'],
    requires: [],
    text: 'Actions execute one after another, in order, each once.',
  },
  'flow/completes': {
    level: 'MUST',
    basis: 'implied',
    needs: ['host'],
    requires: ['flow/executes-in-order'],
    text: 'A transaction that nothing denies, challenges or redirects completes.',
  },
  'flow/completes-after-a-pause': {
    level: 'MUST',
    basis: 'implied',
    needs: ['host'],
    requires: [
      'flow/completes',
      'authentication.challengeWith/satisfied-by-default-factor',
      'redirect.sendUserTo/continues-with-later-actions',
    ],
    text: 'A transaction whose challenges are satisfied and whose user has returned completes.',
  },
  'flow/passes-the-event': {
    level: 'MUST',
    basis: 'implied',
    needs: ['host'],
    requires: ['flow/executes-in-order'],
    text: "The first handler's event has every member given.",
  },
  'flow/continue-only-after-a-redirect': {
    level: 'MUST',
    basis: 'guide',
    needs: ['host'],
    requires: ['flow/executes-in-order'],
    text: 'No continue handler executes unless its action redirected.',
  },
  'flow/starts-clean': {
    level: 'MUST',
    basis: 'implied',
    needs: ['host'],
    requires: ['flow/completes'],
    text: 'No denial, challenge, completed factor, redirect or result URL of one transaction reaches the next.',
  },
  'flow/state-is-its-own': {
    level: 'SHOULD',
    basis: 'decided',
    needs: ['host'],
    requires: ['flow/executes-in-order', 'redirect.sendUserTo/carries-state'],
    text: 'Two redirects carry different states.',
  },
  'flow/state-is-used-once': {
    level: 'SHOULD',
    basis: 'decided',
    needs: ['host'],
    requires: ['flow/executes-in-order', 'redirect.sendUserTo/resumes-the-same-action'],
    text: 'A state used before resumes nothing.',
  },
  'flow/refreshes-methods': {
    level: 'PROBE',
    needs: ['host'],
    requires: ['flow/executes-in-order'],
    text: "Whether a later action's event.authentication.methods names the factor completed.",
  },
  'flow/fails-when-an-action-throws': {
    level: 'SHOULD',
    basis: 'decided',
    needs: ['host'],
    requires: ['flow/executes-in-order'],
    text: 'A transaction whose action throws does not complete.',
  },
} as const satisfies Record<string, Rule>;
