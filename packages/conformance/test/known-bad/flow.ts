import type { Implementation } from '@post-challenge/conformance';
import type { Outcome } from '@post-challenge/spec';
import {
  type TransactionState,
  conformantDecisions,
  initialState,
  createSmallHost,
  surroundHandlers,
} from '../small-host.ts';
import type { KnownBadByRule } from './by-rule.ts';

/** A host that fails where it should complete. */
function failIf(where: (state: TransactionState) => boolean): Implementation {
  const failed: Outcome = { status: 'failed', message: 'Something went wrong.' };
  return createSmallHost({
    reportOutcome(state) {
      const told = conformantDecisions.reportOutcome(state);
      return told.status === 'completed' && where(state) ? failed : told;
    },
  });
}

/** What breaks the rules of what the trigger does with its actions. */
export const flowKnownBad = {
  // The actions are started in a loop that does not wait.
  'flow/executes-in-order': createSmallHost({
    actions: (actions) => [
      {
        async onExecutePostChallenge(...given) {
          await Promise.all(actions.map((action) => action.onExecutePostChallenge(...given)));
        },
      },
    ],
  }),
  // Without a result URL, there is nowhere to go.
  'flow/completes': failIf(
    ({ redirects, completed, resultUrl }) => redirects + completed.length === 0 && !resultUrl,
  ),
  'flow/completes-after-a-pause': failIf(
    ({ redirects, completed }) => redirects + completed.length > 0,
  ),
  'flow/passes-the-event': createSmallHost({
    event: (event) => ({ ...event, user: { ...event.user, app_metadata: {} } }),
  }),
  // The continue handler is taken for the one of a challenge, as under another trigger.
  'flow/continue-only-after-a-redirect': createSmallHost({
    actions: (actions) =>
      actions.map((action) => ({ onContinuePostChallenge: async () => {}, ...action })),
    listRunsAfterChallenge: (action) => [[action, 'onContinuePostChallenge']],
  }),
  // What was completed is kept by user, and not by transaction.
  'flow/starts-clean': createSmallHost({
    begin: (last) => ({ ...initialState, completed: last?.completed ?? [] }),
  }),
  'flow/state-is-its-own': createSmallHost({ state: () => 'state-of-all' }),
  // The redirect stands until there is another.
  'flow/state-is-used-once': createSmallHost({
    resumeState: (state) => ({ ...state, outcome: { status: 'completed' } }),
  }),
  // What goes wrong in an action is written to a log.
  'flow/fails-when-an-action-throws': createSmallHost({
    actions: surroundHandlers(async (handle, event, api) => {
      await handle(event, api).catch(() => {});
    }),
  }),
} as const satisfies KnownBadByRule;
