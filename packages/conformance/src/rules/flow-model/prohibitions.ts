import type { RuleId } from '@post-challenge/spec';
import type { TraceLocation, Violation } from '../../language/judgement.ts';

/** All that the model forbids, each with the rules that forbid it. `docs/flow-model.md` lists them with their sources. */
export const prohibitions = {
  'An action of another transaction executes.': ['flow/keeps-transactions-apart'],
  'A handler begins before the previous one has ended, or is still running when the host reports the outcome.':
    ['flow/executes-in-order'],
  'Actions execute in another order, more than once, or not at all.': ['flow/executes-in-order'],
  'A continue handler executes although its action has not redirected the user.': [
    'flow/continue-only-after-a-redirect',
    'flow/continue-only-after-its-own-pause',
  ],
  'A later action executes before a challenge is satisfied.': [
    'authentication.challengeWith/holds-later-actions',
    'authentication.challengeWithAny/holds-later-actions',
  ],
  'A factor that was not offered satisfies a challenge.': [
    'authentication.challengeWith/not-satisfied-by-another-factor',
    'authentication.challengeWithAny/not-satisfied-by-another-factor',
  ],
  'A return satisfies a challenge.': [
    'authentication.challengeWith/not-satisfied-by-a-return',
    'authentication.challengeWithAny/not-satisfied-by-a-return',
  ],
  'The next action does not execute although the user completed an offered factor.': [
    'authentication.challengeWith/satisfied-by-default-factor',
    'authentication.challengeWith/satisfied-by-additional-factor',
    'authentication.challengeWithAny/satisfied-by-any-factor',
  ],
  'A challenge asks for a factor although the user completed its default factor, or one of its list, earlier in the transaction.':
    [
      'authentication.challengeWith/satisfied-already',
      'authentication.challengeWithAny/satisfied-already',
      'authentication.challengeWith/all-completed-already',
      'authentication.challengeWithAny/all-completed-already',
    ],
  'A challenge does not offer every requested factor, or has another default factor.': [
    'authentication.challengeWith/asks-for-the-factor',
    'authentication.challengeWith/offers-additional-factors',
    'authentication.challengeWithAny/offers-every-factor',
  ],
  'A challenge without options offers a factor that nobody requested.': [
    'authentication.challengeWith/works-without-options',
  ],
  'A challenge changes `preferredMethod` or `otpFallback` of a factor.': [
    'authentication.challengeWith/keeps-factor-options',
    'authentication.challengeWithAny/keeps-factor-options',
  ],
  'The user is not sent to the URL of the redirect, with its parameters.': [
    'redirect.sendUserTo/redirects',
    'redirect.sendUserTo/adds-the-query',
  ],
  'The URL of the redirect has no state.': ['redirect.sendUserTo/carries-state'],
  'A later action executes before the user is back.': ['redirect.sendUserTo/holds-later-actions'],
  'A return with a missing or another state resumes the transaction.': [
    'redirect.sendUserTo/refuses-another-state',
  ],
  'The action that redirected the user does not continue after the return.': [
    'redirect.sendUserTo/resumes-the-same-action',
  ],
  'The later actions do not execute after the return.': [
    'redirect.sendUserTo/continues-with-later-actions',
  ],
  'An execute handler executes again after the return.': [
    'redirect.sendUserTo/does-not-repeat-handlers',
  ],
  'The continue handler does not receive the query of the return.': [
    'redirect.sendUserTo/brings-the-query',
  ],
  'The user does not see the form of the action.': ['prompt.render/renders'],
  'A later action executes before the form is submitted.': ['prompt.render/holds-later-actions'],
  'The action that rendered a form does not continue after the submission.': [
    'prompt.render/resumes-the-same-action',
  ],
  'The later actions do not execute after the submission.': [
    'prompt.render/continues-with-later-actions',
  ],
  'An action executes again after the submission.': ['prompt.render/does-not-repeat-actions'],
  'The continue handler does not receive the answers to its form.': [
    'prompt.render/brings-the-answers',
    'flow/prompt-stays-in-its-transaction',
  ],
  'A later action executes after a denial.': ['access.deny/stops-later-actions'],
  'A handler executes after the transaction was denied.': ['access.deny/ends-the-transaction'],
  'A transaction in which an action calls access.deny is not denied.': ['access.deny/denies'],
  'A denial has another reason.': ['access.deny/keeps-reason'],
  'A transaction without a pause does not complete, although no action denied it.': [
    'flow/completes',
  ],
  'A transaction does not complete after its last pause, although no action denied it.': [
    'flow/completes-after-a-pause',
  ],
  'A completed transaction loses or changes its result URL.': [
    'transaction.setResultUrl/sets-the-result-url',
    'transaction.setResultUrl/adds-the-query',
    'transaction.setResultUrl/outlasts-a-pause',
    'transaction.setResultUrl/outlasts-a-form',
  ],
  'A completed transaction has the result URL of another transaction.': [
    'flow/starts-clean',
    'flow/keeps-transactions-apart',
  ],
  'The first handler does not receive the given event.': ['flow/passes-the-event'],
  'A later handler receives an incomplete event, or one of another user, client, connection, organization, tenant or domain.':
    ['flow/passes-the-event-to-every-handler'],
  'A handler receives the secrets or the configuration of another transaction.': [
    'flow/keeps-transactions-apart',
  ],
  'A method throws, although its arguments are right.': [
    'access.deny/lets-the-action-finish',
    'authentication.challengeWith/lets-the-action-finish',
    'authentication.challengeWithAny/lets-the-action-finish',
    'redirect.sendUserTo/lets-the-action-finish',
    'transaction.setResultUrl/lets-the-action-finish',
    'prompt.render/lets-the-action-finish',
    'cache.get/absent-when-never-set',
    'cache.set/reports-the-result',
    'cache.delete/reports-the-result',
  ],
  'The cache returns a value that was not stored under the key, or that the same handler replaced or deleted.':
    [
      'cache.get/absent-when-never-set',
      'cache.get/returns-the-value',
      'cache.set/replaces-the-value',
      'cache.set/failed-write-changes-nothing',
      'cache.delete/removes',
    ],
} as const satisfies Readonly<Record<string, readonly RuleId[]>>;

/** One of {@link prohibitions}. */
export type Prohibition = keyof typeof prohibitions;

/** A violation of the model, with the prohibition. */
export interface ModelViolation extends Violation {
  /** The prohibition. */
  readonly prohibition: Prohibition;
}

/** Creates a violation of a prohibition. */
export function forbid(
  prohibition: Prohibition,
  at: TraceLocation,
  expected: string,
  actual?: string,
): ModelViolation {
  const forbiddenBy = prohibitions[prohibition];
  return { prohibition, at, expected, ...(actual !== undefined && { actual }), forbiddenBy };
}
