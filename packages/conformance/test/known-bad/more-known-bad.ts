import type { Implementation } from '@post-challenge/conformance';
import {
  type Decisions,
  type Run,
  type State,
  conformant,
  fresh,
  smallHost,
  surrounded,
} from '../small-host.ts';
import type { JudgedRuleId } from './by-rule.ts';
import { changeKeys } from './rekeying.ts';

/** The actions, all but the first surrounded. */
function surroundLater(...surround: Parameters<typeof surrounded>): Decisions['actions'] {
  return (actions) => [...actions.slice(0, 1), ...surrounded(...surround)(actions.slice(1))];
}

/** Transactions that begin with what the one before has left. */
function leakState(left: (last: State) => Partial<State>): Partial<Decisions> {
  return { begin: (last) => ({ ...fresh, ...(last && left(last)) }) };
}

/** What is told of a transaction of which more than one handler has executed. */
function reportAfterMany(of: (state: State) => State): Partial<Decisions> {
  let executed = 0;
  return {
    begin() {
      executed = 0;
      return fresh;
    },
    event(event) {
      executed += 1;
      return event;
    },
    tell: (state) => conformant.tell(executed > 1 ? of(state) : state),
  };
}

function listExecutions(from: number, to: number): Run[] {
  return Array.from({ length: to - from }, (_, n) => [from + n, 'onExecutePostChallenge']);
}

/** More ways to break some of the rules. */
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
    smallHost({
      actions: surroundLater(async (handle, event, api) => {
        api.access.deny = () => api;
        await handle(event, api);
      }),
    }),
  ],
  [
    'nothing is resumed',
    'authentication.challengeWith/satisfied-by-default-factor',
    smallHost({ resume: async () => {} }),
  ],
  [
    'resuming throws',
    'authentication.challengeWith/satisfied-by-default-factor',
    smallHost({ resume: () => Promise.reject(new Error('Service unavailable')) }),
  ],
  [
    'the actions begin anew when a challenge is satisfied',
    'authentication.challengeWith/satisfied-by-default-factor',
    smallHost({ afterChallenge: (action) => listExecutions(0, action + 1) }),
  ],
  [
    'the redirecting action executes again on return',
    'redirect.sendUserTo/resumes-the-same-action',
    smallHost({ afterReturn: (action) => listExecutions(action, action + 1) }),
  ],
  [
    'earlier actions execute again after the continue handler',
    'redirect.sendUserTo/does-not-repeat-handlers',
    smallHost({
      afterReturn: (action) => [[action, 'onContinuePostChallenge'], ...listExecutions(0, action)],
    }),
  ],
  [
    'the state is not compared',
    'redirect.sendUserTo/refuses-another-state',
    smallHost({ isState: () => true }),
  ],
  [
    'any state is taken, but none is not',
    'redirect.sendUserTo/refuses-another-state',
    smallHost({ isState: (returned) => returned !== undefined }),
  ],
  [
    'the request of a return is the old one',
    'redirect.sendUserTo/brings-the-query',
    smallHost({ request: (before) => before }),
  ],
  [
    'the body of a return is dropped',
    'redirect.validateToken/reads-the-body',
    smallHost({
      request: (before, returned) => conformant.request(before, { ...returned, body: {} }),
    }),
  ],
  [
    'the order of the actions is reversed',
    'flow/executes-in-order',
    smallHost({ actions: (actions) => actions.toReversed() }),
  ],
  [
    'the fourth action is forgotten',
    'flow/executes-in-order',
    smallHost({ actions: (actions) => actions.slice(0, 3) }),
  ],
  [
    'a result URL lasts longer than its transaction',
    'flow/starts-clean',
    smallHost(leakState(({ resultUrl }) => ({ resultUrl }))),
  ],
  [
    'whoever was denied once is denied for ever',
    'flow/starts-clean',
    smallHost(leakState(({ outcome }) => (outcome.status === 'denied' ? { outcome } : {}))),
  ],
  [
    'a challenge lasts longer than its transaction',
    'flow/starts-clean',
    smallHost(leakState(({ outcome }) => (outcome.status === 'challenged' ? { outcome } : {}))),
  ],
  [
    'deny throws',
    'access.deny/lets-the-action-finish',
    smallHost({
      actions: surrounded(async (handle, event, api) => {
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
    smallHost(reportAfterMany((state) => (state.outcome.status === 'denied' ? fresh : state))),
  ],
  [
    'one factor satisfies every later challenge',
    'authentication.challengeWith/not-satisfied-by-another-factor',
    smallHost({
      comesTo: (reached, { completed }) =>
        reached.status === 'challenged' && completed.length > 0 ? { status: 'completed' } : reached,
    }),
  ],
  [
    'the case of the state is not compared',
    'redirect.sendUserTo/refuses-another-state',
    smallHost({ isState: (returned, state) => String(returned).toLowerCase() === state }),
  ],
  [
    'the state of an earlier transaction is taken',
    'redirect.sendUserTo/refuses-another-state',
    smallHost({ isState: (returned) => /^state-\d+-of-many$/.test(String(returned)) }),
  ],
  [
    'the result URL of a later action is dropped',
    'transaction.setResultUrl/outlasts-a-pause',
    smallHost({
      actions: surroundLater(async (handle, event, api) => {
        api.transaction.setResultUrl = () => {};
        await handle(event, api);
      }),
    }),
  ],
  [
    'the last action is forgotten',
    'flow/executes-in-order',
    smallHost({ actions: (actions) => actions.slice(0, -1) }),
  ],
  ['no action executes', 'flow/executes-in-order', smallHost({ actions: () => [] })],
  [
    'actions are not awaited',
    'access.deny/denies',
    smallHost({
      actions: surrounded(async (handle, event, api) => {
        void handle(event, api).catch(() => {});
      }),
    }),
  ],
  [
    'every continue handler follows its execute handler',
    'redirect.sendUserTo/does-not-repeat-handlers',
    smallHost({
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
