import type { PostChallengeAPI } from './api.ts';
import type { PostChallengeEvent } from './event.ts';
import type { Rule } from './rule.ts';

/**
 * A handler of an action: an async function whose result is ignored.
 *
 * @remarks
 * The vendor's test kit refuses a handler that is not an async function; no page says so. No source says how a handler that throws
 * ends the transaction; the reference ends it as failed. {@link MAXIMUM_ACTIONS}, {@link MAXIMUM_EXECUTION_TIME} and
 * {@link MAXIMUM_CONSOLE_OUTPUT} bound the actions. The trigger works with Universal Login only, and not for users of AD/LDAP
 * connections.
 *
 * @example
 * ```js
 * exports.onExecutePostChallenge = async (event, api) => {
 *   if (event.request.geoip.countryCode !== 'CH') api.access.deny('Not from here.');
 * };
 * ```
 *
 * @typeParam Secret - The names of the action's secrets; any name by default.
 * @typeParam Setting - The names of the action's configuration; any name by default.
 */
export type PostChallengeAction<Secret extends string = string, Setting extends string = string> = (
  event: PostChallengeEvent<Secret, Setting>,
  api: PostChallengeAPI,
  // Any result is allowed, and `any` is what the vendor's `Promise<void>` takes too.
) => Promise<any>;

/**
 * The name of `PostChallengeAction` in the vendor's published types.
 *
 * @typeParam Secret - The names of the action's secrets; any name by default.
 * @typeParam Setting - The names of the action's configuration; any name by default.
 */
export type PasswordResetPostChallengeAction<
  Secret extends string = string,
  Setting extends string = string,
> = PostChallengeAction<Secret, Setting>;

/**
 * The exports of an action file; other names are ignored.
 *
 * @remarks
 * Both handlers have the type `PostChallengeAction`. They are declared as methods so that a handler that names its secrets is
 * assignable.
 */
export interface PostChallengeModule {
  /**
   * Executes when the transaction reaches the action.
   *
   * @param event - The event of the transaction.
   * @param api - The methods that the handler may call.
   * @returns A promise; its value is ignored.
   */
  onExecutePostChallenge(event: PostChallengeEvent, api: PostChallengeAPI): Promise<any>;

  /**
   * Executes when the user returns from a redirect of this action, or submits its form.
   *
   * @param event - The event of the transaction; `event.request` is the return, or `event.prompt` has the answers.
   * @param api - The methods that the handler may call.
   * @returns A promise; its value is ignored.
   */
  onContinuePostChallenge?(event: PostChallengeEvent, api: PostChallengeAPI): Promise<any>;
}

/** The name of `PostChallengeModule` that goes with the other names in the vendor's published types. */
export type PasswordResetPostChallengeModule = PostChallengeModule;

/** The rules of the trigger: the order of its actions, their handlers, and the outcome of a transaction. */
export const flowRules = {
  'flow/executes-in-order': {
    level: 'MUST',
    basis: 'implied',
    sources: [
      { source: 'trigger-guide' },
      { source: 'api-object', section: 'api.access.deny(reason)' },
    ],
    needs: ['host'],
    requires: [],
    text: 'A transaction executes its actions one after another, in order, and each once.',
  },
  'flow/completes': {
    level: 'MUST',
    basis: 'implied',
    sources: [
      { source: 'trigger-guide' },
      { source: 'api-object', section: 'api.access.deny(reason)' },
    ],
    needs: ['host'],
    requires: ['flow/executes-in-order'],
    text: 'A transaction completes if no action denies it, challenges the user or redirects the user.',
  },
  'flow/completes-after-a-pause': {
    level: 'MUST',
    basis: 'implied',
    sources: [
      { source: 'api-object', section: 'api.authentication.challengeWith(factor, [options])' },
      { source: 'redirect-guide', section: 'Resume the authentication flow' },
    ],
    needs: ['host'],
    requires: [
      'flow/completes',
      'authentication.challengeWith/satisfied-by-default-factor',
      'redirect.sendUserTo/continues-with-later-actions',
    ],
    text: 'A transaction completes after its challenges are satisfied and the user has returned from its redirects.',
  },
  'flow/passes-the-event': {
    level: 'MUST',
    basis: 'implied',
    sources: [{ source: 'event-object' }],
    needs: ['host'],
    requires: ['flow/executes-in-order'],
    text: 'The first handler of a transaction receives an `event` with every member of the given event.',
    note: 'A host may add members.',
  },
  'flow/passes-the-event-to-every-handler': {
    level: 'MUST',
    basis: 'implied',
    sources: [
      { source: 'event-object' },
      { source: 'redirect-guide', section: 'Resume the authentication flow' },
    ],
    needs: ['host'],
    requires: ['flow/passes-the-event'],
    text: 'Later actions and continue handlers receive an `event` with every required member, for the same user, client, connection, organization, tenant, custom domain and transaction.',
    note: '`request` may be another one, `authentication.methods` may grow, and the host may read the rest of `user`, the roles and `stats` again. `secrets` and `configuration` belong to the action.',
  },
  'flow/continue-only-after-a-redirect': {
    level: 'MUST',
    until: '2025',
    basis: 'guide',
    sources: [{ source: 'redirect-guide', section: 'Resume the authentication flow' }],
    needs: ['host'],
    requires: ['flow/executes-in-order'],
    text: 'A continue handler executes only if its action redirected the user.',
  },
  'flow/continue-only-after-its-own-pause': {
    level: 'MUST',
    since: '2026',
    basis: 'guide',
    sources: [
      { source: 'redirect-guide', section: 'Resume the authentication flow' },
      { source: 'forms' },
    ],
    needs: ['host'],
    requires: ['flow/executes-in-order'],
    text: 'A continue handler executes only if its own action redirected the user or rendered a form.',
  },
  'flow/starts-clean': {
    level: 'MUST',
    basis: 'implied',
    sources: [
      { source: 'api-object', section: 'api.authentication.challengeWith(factor, [options])' },
    ],
    needs: ['host'],
    requires: ['flow/completes'],
    text: 'A transaction starts without the denial, challenges, completed factors, redirect and result URL of the previous transaction.',
  },
  'flow/keeps-transactions-apart': {
    level: 'MUST',
    basis: 'implied',
    sources: [
      { source: 'event-object' },
      { source: 'redirect-guide', section: 'Resume the authentication flow' },
    ],
    needs: ['host'],
    requires: [
      'flow/starts-clean',
      'flow/passes-the-event',
      'flow/completes-after-a-pause',
      'access.deny/keeps-reason',
      'authentication.challengeWith/asks-for-the-factor',
      'redirect.sendUserTo/resumes-the-same-action',
      'transaction.setResultUrl/outlasts-a-pause',
    ],
    text: 'Transactions that are in progress at the same time share nothing but the cache.',
    note: 'Judged on the event, the actions, the challenge, the redirect, the denial and the result URL of each.',
  },
  'flow/prompt-stays-in-its-transaction': {
    level: 'MUST',
    since: '2026',
    basis: 'implied',
    sources: [{ source: 'event-object' }, { source: 'forms' }],
    needs: ['host'],
    requires: ['flow/keeps-transactions-apart', 'prompt.render/brings-the-answers'],
    text: 'No form of one transaction, and none of its answers, reaches another transaction.',
  },
  'flow/state-is-its-own': {
    level: 'SHOULD',
    basis: 'decided',
    needs: ['host'],
    requires: ['flow/executes-in-order', 'redirect.sendUserTo/carries-state'],
    text: 'Two redirects have different values of the `state` query parameter.',
  },
  'flow/state-is-used-once': {
    level: 'SHOULD',
    basis: 'decided',
    needs: ['host'],
    requires: ['flow/executes-in-order', 'redirect.sendUserTo/resumes-the-same-action'],
    text: 'A return whose `state` was already used does not resume the transaction.',
  },
  'flow/refreshes-methods': {
    level: 'PROBE',
    needs: ['host'],
    requires: ['flow/executes-in-order'],
    text: 'After a challenge, does `event.authentication.methods` of the next action name the completed factor?',
  },
  'flow/fails-when-an-action-throws': {
    level: 'SHOULD',
    basis: 'decided',
    needs: ['host'],
    requires: ['flow/executes-in-order'],
    text: 'A transaction does not complete if one of its actions throws.',
  },
  'flow/stops-when-an-action-throws': {
    level: 'SHOULD',
    basis: 'decided',
    needs: ['host'],
    requires: ['flow/fails-when-an-action-throws'],
    text: 'No handler executes after a handler throws, whatever the user does next.',
    note: 'Judged on execute handlers and on continue handlers.',
  },
  'flow/completes-once': {
    level: 'SHOULD',
    basis: 'decided',
    needs: ['host'],
    requires: ['flow/completes', 'flow/state-is-used-once'],
    text: 'No handler executes after the transaction has completed, whatever the user does next.',
  },
  'flow/result-is-final': {
    level: 'SHOULD',
    basis: 'decided',
    needs: ['host'],
    requires: ['flow/completes-once', 'access.deny/ends-the-transaction'],
    text: 'The status, the reason and the result URL of a transaction that has ended do not change, whatever the user does next.',
  },
  'flow/new-request-after-a-challenge': {
    level: 'SHOULD',
    basis: 'limits',
    sources: [{ source: 'limits' }],
    needs: ['host'],
    requires: ['authentication.challengeWith/satisfied-by-default-factor'],
    text: 'The action after a challenge receives another `event.request` than the action that asked for the challenge.',
    note: 'No source says how the new request is made up.',
  },
  'flow/new-request-after-a-form': {
    level: 'SHOULD',
    since: '2026',
    basis: 'limits',
    sources: [{ source: 'limits' }],
    needs: ['host'],
    requires: ['prompt.render/resumes-the-same-action'],
    text: 'The continue handler after a form receives another `event.request` than the handler that rendered it.',
    note: 'No source says how the new request is made up.',
  },
  'flow/behaves-as-its-model': {
    level: 'MUST',
    basis: 'implied',
    sources: [
      { source: 'api-object' },
      { source: 'event-object' },
      { source: 'redirect-guide', section: 'Resume the authentication flow' },
    ],
    needs: ['host'],
    requires: [
      'access.deny/denies',
      'access.deny/lets-the-action-finish',
      'access.deny/keeps-reason',
      'access.deny/stops-later-actions',
      'access.deny/ends-the-transaction',
      'authentication.challengeWith/asks-for-the-factor',
      'authentication.challengeWith/offers-additional-factors',
      'authentication.challengeWith/works-without-options',
      'authentication.challengeWith/keeps-factor-options',
      'authentication.challengeWith/lets-the-action-finish',
      'authentication.challengeWith/holds-later-actions',
      'authentication.challengeWith/satisfied-by-default-factor',
      'authentication.challengeWith/satisfied-by-additional-factor',
      'authentication.challengeWith/satisfied-already',
      'authentication.challengeWith/all-completed-already',
      'authentication.challengeWith/not-satisfied-by-another-factor',
      'authentication.challengeWith/not-satisfied-by-a-return',
      'authentication.challengeWithAny/offers-every-factor',
      'authentication.challengeWithAny/keeps-factor-options',
      'authentication.challengeWithAny/lets-the-action-finish',
      'authentication.challengeWithAny/holds-later-actions',
      'authentication.challengeWithAny/satisfied-by-any-factor',
      'authentication.challengeWithAny/satisfied-already',
      'authentication.challengeWithAny/all-completed-already',
      'authentication.challengeWithAny/not-satisfied-by-another-factor',
      'authentication.challengeWithAny/not-satisfied-by-a-return',
      'cache.get/absent-when-never-set',
      'cache.get/returns-the-value',
      'cache.set/reports-the-result',
      'cache.set/replaces-the-value',
      'cache.set/failed-write-changes-nothing',
      'cache.delete/reports-the-result',
      'cache.delete/removes',
      'prompt.render/renders',
      'prompt.render/lets-the-action-finish',
      'prompt.render/holds-later-actions',
      'prompt.render/resumes-the-same-action',
      'prompt.render/brings-the-answers',
      'prompt.render/continues-with-later-actions',
      'prompt.render/does-not-repeat-actions',
      'redirect.sendUserTo/redirects',
      'redirect.sendUserTo/adds-the-query',
      'redirect.sendUserTo/lets-the-action-finish',
      'redirect.sendUserTo/holds-later-actions',
      'redirect.sendUserTo/carries-state',
      'redirect.sendUserTo/resumes-the-same-action',
      'redirect.sendUserTo/continues-with-later-actions',
      'redirect.sendUserTo/does-not-repeat-handlers',
      'redirect.sendUserTo/refuses-another-state',
      'redirect.sendUserTo/brings-the-query',
      'transaction.setResultUrl/sets-the-result-url',
      'transaction.setResultUrl/adds-the-query',
      'transaction.setResultUrl/lets-the-action-finish',
      'transaction.setResultUrl/outlasts-a-pause',
      'transaction.setResultUrl/outlasts-a-form',
      'flow/executes-in-order',
      'flow/completes',
      'flow/completes-after-a-pause',
      'flow/passes-the-event',
      'flow/passes-the-event-to-every-handler',
      'flow/continue-only-after-a-redirect',
      'flow/continue-only-after-its-own-pause',
      'flow/starts-clean',
      'flow/keeps-transactions-apart',
      'flow/prompt-stays-in-its-transaction',
    ],
    text: 'Whatever its actions call and the user does, a transaction continues only as the required rules allow.',
    note: 'The model of the flow forbids nothing that a smaller rule allows; `docs/flow-model.md` lists all that it forbids, each with its rule.',
  },
} as const satisfies Record<string, Rule>;
