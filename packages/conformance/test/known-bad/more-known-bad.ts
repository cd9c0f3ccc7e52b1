import type { Implementation } from '@post-challenge/conformance';
import {
  type HostDecisions,
  type HandlerRun,
  type TransactionState,
  conformantDecisions,
  initialState,
  createSmallHost,
  surroundHandlers,
} from '../small-host.ts';
import type { JudgedRuleId } from './by-rule/by-rule.ts';
import { changeKeys } from './by-rule/rekeying.ts';

/** Wraps the handlers of all actions but the first. */
function surroundLater(...surround: Parameters<typeof surroundHandlers>): HostDecisions['actions'] {
  return (actions) => [...actions.slice(0, 1), ...surroundHandlers(...surround)(actions.slice(1))];
}

/** Decides that a transaction begins with parts of the previous state. */
function leakState(
  pickState: (last: TransactionState) => Partial<TransactionState>,
): Partial<HostDecisions> {
  return { begin: (last) => ({ ...initialState, ...(last && pickState(last)) }) };
}

/** Changes the reported state of transactions in which more than one handler has executed. */
function reportAfterMany(
  change: (state: TransactionState) => TransactionState,
): Partial<HostDecisions> {
  let executed = 0;
  return {
    begin() {
      executed = 0;
      return initialState;
    },
    event(event) {
      executed += 1;
      return event;
    },
    reportOutcome: (state) =>
      conformantDecisions.reportOutcome(executed > 1 ? change(state) : state),
  };
}

function listExecutions(from: number, to: number): HandlerRun[] {
  return Array.from({ length: to - from }, (_, n) => [from + n, 'onExecutePostChallenge']);
}

/** Further known-bad implementations of some rules. */
export const moreKnownBad: readonly (readonly [
  title: string,
  rule: JudgedRuleId,
  Implementation,
])[] = [
  ['keys are composed', 'cache.get/keys-are-exact', changeKeys((key) => key.normalize('NFC'))],
  ['keys are lower-cased', 'cache.get/keys-are-exact', changeKeys((key) => key.toLowerCase())],
  [
    'keys are cut to 63 characters',
    'cache.get/keys-are-exact',
    changeKeys((key) => (key.length > 64 ? key : key.slice(0, 63))),
  ],
  [
    'no action but the first can deny',
    'access.deny/denies',
    createSmallHost({
      actions: surroundLater(async (handle, event, api) => {
        api.access.deny = () => api;
        await handle(event, api);
      }),
    }),
  ],
  [
    'nothing is resumed',
    'authentication.challengeWith/satisfied-by-default-factor',
    createSmallHost({ resume: async () => {} }),
  ],
  [
    'resuming throws',
    'authentication.challengeWith/satisfied-by-default-factor',
    createSmallHost({ resume: () => Promise.reject(new Error('Service unavailable')) }),
  ],
  [
    'the actions begin anew when a challenge is satisfied',
    'authentication.challengeWith/satisfied-by-default-factor',
    createSmallHost({ listRunsAfterChallenge: (action) => listExecutions(0, action + 1) }),
  ],
  [
    'the redirecting action executes again on return',
    'redirect.sendUserTo/resumes-the-same-action',
    createSmallHost({ listRunsAfterReturn: (action) => listExecutions(action, action + 1) }),
  ],
  [
    'earlier actions execute again after the continue handler',
    'redirect.sendUserTo/does-not-repeat-handlers',
    createSmallHost({
      listRunsAfterReturn: (action) => [
        [action, 'onContinuePostChallenge'],
        ...listExecutions(0, action),
      ],
    }),
  ],
  [
    'the state is not compared',
    'redirect.sendUserTo/refuses-another-state',
    createSmallHost({ isState: () => true }),
  ],
  [
    'any state is taken, but none is not',
    'redirect.sendUserTo/refuses-another-state',
    createSmallHost({ isState: (returned) => returned !== undefined }),
  ],
  [
    'the request of a return is the old one',
    'redirect.sendUserTo/brings-the-query',
    createSmallHost({ request: (before) => before }),
  ],
  [
    'the body of a return is dropped',
    'redirect.validateToken/reads-the-body',
    createSmallHost({
      request: (before, returned) => conformantDecisions.request(before, { ...returned, body: {} }),
    }),
  ],
  [
    'the order of the actions is reversed',
    'flow/executes-in-order',
    createSmallHost({ actions: (actions) => actions.toReversed() }),
  ],
  [
    'the fourth action is forgotten',
    'flow/executes-in-order',
    createSmallHost({ actions: (actions) => actions.slice(0, 3) }),
  ],
  [
    'a result URL lasts longer than its transaction',
    'flow/starts-clean',
    createSmallHost(leakState(({ resultUrl }) => ({ resultUrl }))),
  ],
  [
    'whoever was denied once is denied for ever',
    'flow/starts-clean',
    createSmallHost(leakState(({ outcome }) => (outcome.status === 'denied' ? { outcome } : {}))),
  ],
  [
    'a challenge lasts longer than its transaction',
    'flow/starts-clean',
    createSmallHost(
      leakState(({ outcome }) => (outcome.status === 'challenged' ? { outcome } : {})),
    ),
  ],
  [
    'deny throws',
    'access.deny/lets-the-action-finish',
    createSmallHost({
      actions: surroundHandlers(async (handle, event, api) => {
        const { deny } = api.access;
        api.access.deny = (reason) => {
          deny(reason);
          throw new Error('The transaction has ended.');
        };
        await handle(event, api);
      }),
    }),
  ],
  [
    'a denial of a later action is told as success',
    'access.deny/denies',
    createSmallHost(
      reportAfterMany((state) => (state.outcome.status === 'denied' ? initialState : state)),
    ),
  ],
  [
    'one factor satisfies every later challenge',
    'authentication.challengeWith/not-satisfied-by-another-factor',
    createSmallHost({
      reachOutcome: (reached, { completed }) =>
        reached.status === 'challenged' && completed.length > 0 ? { status: 'completed' } : reached,
    }),
  ],
  [
    'the case of the state is not compared',
    'redirect.sendUserTo/refuses-another-state',
    createSmallHost({ isState: (returned, state) => String(returned).toLowerCase() === state }),
  ],
  [
    'the state of an earlier transaction is taken',
    'redirect.sendUserTo/refuses-another-state',
    createSmallHost({ isState: (returned) => /^state-\d+-of-many$/.test(String(returned)) }),
  ],
  [
    'the result URL of a later action is dropped',
    'transaction.setResultUrl/outlasts-a-pause',
    createSmallHost({
      actions: surroundLater(async (handle, event, api) => {
        api.transaction.setResultUrl = () => {};
        await handle(event, api);
      }),
    }),
  ],
  [
    'the last action is forgotten',
    'flow/executes-in-order',
    createSmallHost({ actions: (actions) => actions.slice(0, -1) }),
  ],
  ['no action executes', 'flow/executes-in-order', createSmallHost({ actions: () => [] })],
  [
    'actions are not awaited',
    'access.deny/denies',
    createSmallHost({
      actions: surroundHandlers(async (handle, event, api) => {
        void handle(event, api).catch(() => {});
      }),
    }),
  ],
  [
    'every continue handler follows its execute handler',
    'redirect.sendUserTo/does-not-repeat-handlers',
    createSmallHost({
      actions: (actions) =>
        actions.map(({ onExecutePostChallenge, onContinuePostChallenge }) => ({
          async onExecutePostChallenge(...given) {
            await onExecutePostChallenge(...given);
            await onContinuePostChallenge?.(...given);
          },
          ...(onContinuePostChallenge && { onContinuePostChallenge }),
        })),
    }),
  ],
];
