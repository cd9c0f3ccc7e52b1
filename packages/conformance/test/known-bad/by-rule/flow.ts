import type { Implementation } from '@post-challenge/conformance';
import type { Outcome } from '@post-challenge/spec';
import {
  type TransactionState,
  conformantDecisions,
  initialState,
  createSmallHost,
  surroundHandlers,
} from '../../small-host.ts';
import type { KnownBadByRule } from './by-rule.ts';

/** Creates a host that fails in some states in which it should complete. */
function failIf(isAffected: (state: TransactionState) => boolean): Implementation {
  const failed: Outcome = { status: 'failed', message: 'Something went wrong.' };
  return createSmallHost({
    reportOutcome(state) {
      const outcome = conformantDecisions.reportOutcome(state);
      return outcome.status === 'completed' && isAffected(state) ? failed : outcome;
    },
  });
}

/** Known-bad implementations for the rules about the trigger, which executes the actions. */
export const flowKnownBad = {
  // Starts the actions in a loop that does not await them.
  'flow/executes-in-order': createSmallHost({
    actions: (actions) => [
      {
        async onExecutePostChallenge(...given) {
          await Promise.all(actions.map((action) => action.onExecutePostChallenge(...given)));
        },
      },
    ],
  }),
  // Fails if there is no result URL.
  'flow/completes': failIf(
    ({ redirects, completed, resultUrl }) => redirects + completed.length === 0 && !resultUrl,
  ),
  'flow/completes-after-a-pause': failIf(
    ({ redirects, completed }) => redirects + completed.length > 0,
  ),
  'flow/passes-the-event': createSmallHost({
    event: (event) => ({ ...event, user: { ...event.user, app_metadata: {} } }),
  }),
  // Calls the continue handler after a challenge, as another trigger does.
  'flow/continue-only-after-a-redirect': createSmallHost({
    actions: (actions) =>
      actions.map((action) => ({ onContinuePostChallenge: async () => {}, ...action })),
    listRunsAfterChallenge: (action) => [[action, 'onContinuePostChallenge']],
  }),
  // Keeps completed factors by user, not by transaction.
  'flow/starts-clean': createSmallHost({
    begin: (last) => ({ ...initialState, completed: last?.completed ?? [] }),
  }),
  'flow/state-is-its-own': createSmallHost({ state: () => 'state-of-all' }),
  // Keeps a redirect until the next one.
  'flow/state-is-used-once': createSmallHost({
    resumeState: (state) => ({ ...state, outcome: { status: 'completed' } }),
  }),
  // Only logs the errors of actions.
  'flow/fails-when-an-action-throws': createSmallHost({
    actions: surroundHandlers(async (handle, event, api) => {
      await handle(event, api).catch(() => {});
    }),
  }),
} as const satisfies KnownBadByRule;
