import type { Implementation } from '@post-challenge/conformance';
import type { Outcome, Transaction } from '@post-challenge/spec';
import { createRuntimeHost, createSession } from '../../runtime-host.ts';
import {
  type TransactionState,
  conformantDecisions,
  initialState,
  createSmallHost,
  surroundHandlers,
} from '../../small-host.ts';
import type { KnownBadByRule } from './by-rule.ts';
import { acceptReturns, ignorePause } from './pausing.ts';

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
  // Stores only the required members of the event while the user is away.
  'flow/passes-the-event-to-every-handler': createSmallHost({
    event(event, { redirects, completed }) {
      const { organization: _organization, custom_domain: _domain, ...required } = event;
      return redirects + completed.length > 0 ? required : event;
    },
  }),
  // Keeps the current transaction in a global variable.
  'flow/keeps-transactions-apart': createRuntimeHost(() => {
    let current: Transaction;
    return async (runtime, event) => {
      current = await runtime.start(event);
      return createSession(
        () => current,
        async (step) => void (current = await runtime.resume(current, step)),
      );
    };
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
  // Keeps the last redirect when the transaction has completed.
  'flow/state-is-used-once': createSmallHost(acceptReturns('redirected', 'completed')),
  // Only logs the errors of actions.
  'flow/fails-when-an-action-throws': createSmallHost({
    actions: surroundHandlers(async (handle, event, api) => {
      await handle(event, api).catch(() => {});
    }),
  }),
  // Reports the failure, but only after the last action.
  'flow/stops-when-an-action-throws': createSmallHost({ stops: ignorePause('failed') }),
  // A user who comes back without a state starts again.
  'flow/completes-once': createRuntimeHost(() => async (runtime, event) => {
    let transaction = await runtime.start(event);
    return createSession(
      () => transaction,
      async (step) => {
        const isLost = 'returns' in step && !('state' in step.returns.query);
        transaction =
          isLost && transaction.status === 'completed'
            ? await runtime.start(event)
            : await runtime.resume(transaction, step);
      },
    );
  }),
  // The error page replaces the result.
  'flow/result-is-final': createSmallHost({
    refuse(message, state) {
      if (state.outcome.status === 'completed')
        return { ...state, outcome: { status: 'failed', message } };
      throw new Error(message);
    },
  }),
  // Loses the result URL after a wrong answer of the user.
  'flow/behaves-as-its-model': createSmallHost({
    refuse(reason, { resultUrl: _resultUrl, ...state }) {
      if (['challenged', 'redirected'].includes(state.outcome.status)) return state;
      throw new Error(reason);
    },
  }),
  'flow/new-request-after-a-challenge': createSmallHost({
    requestAfterChallenge: (before) => before,
  }),
} as const satisfies KnownBadByRule;
