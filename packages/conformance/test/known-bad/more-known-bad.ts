import type { Implementation } from '@post-challenge/conformance';
import type { CacheRecord } from '@post-challenge/spec';
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
import { keptPerServer } from './kept-per-server.ts';
import { changeKeys } from './by-rule/rekeying.ts';
import { changeStore } from './by-rule/storing.ts';
import { changeExpiry } from '../expiries.ts';
import { changeReference } from '../implementations.ts';
import { createRuntimeHost } from '../runtime-host.ts';
import { moreCacheKnownBad } from './more-cache.ts';
import { moreTokenKnownBad } from './more-tokens.ts';
import { storedTokenKnownBad } from './stored-tokens.ts';

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

/** Creates a cache whose records expire too late. */
function delayExpiry(milliseconds: number): Implementation {
  return changeExpiry((expiry) => expiry + milliseconds);
}

/** Rounds the reported expiry of a record down to whole seconds. */
function roundExpiry(record: CacheRecord | undefined): CacheRecord | undefined {
  return record && { ...record, expires_at: Math.floor(record.expires_at / 1000) * 1000 };
}

/** Known-bad implementations, each with a title and the rule that it breaks. */
export type MoreKnownBad = readonly (readonly [
  title: string,
  rule: JudgedRuleId,
  Implementation,
])[];

/** Further known-bad implementations of some rules. */
export const moreKnownBad: MoreKnownBad = [
  ...moreCacheKnownBad,
  ...moreTokenKnownBad,
  ...storedTokenKnownBad,

  ['keys are composed', 'cache.get/keys-are-exact', changeKeys((key) => key.normalize('NFC'))],
  ['keys are lower-cased', 'cache.get/keys-are-exact', changeKeys((key) => key.toLowerCase())],
  [
    'keys are cut to 63 characters',
    'cache.get/keys-are-exact',
    changeKeys((key) => (key.length > 64 ? key : key.slice(0, 63))),
  ],
  ['a ttl is a millisecond too long', 'cache.set/ttl', delayExpiry(1)],
  ['an expires_at is a millisecond too late', 'cache.set/expires-at', delayExpiry(1)],
  ['the default lifetime is a millisecond too long', 'cache.set/default-lifetime', delayExpiry(1)],
  [
    'a deleted record leaves its expiry behind',
    'cache/behaves-as-its-model',
    changeReference(({ cache }) => {
      const deleted = new Map<string, number>();
      return {
        cache: {
          set(key, value, options) {
            const expires_at = deleted.get(key);
            return cache.set(key, value, expires_at === undefined ? options : { expires_at });
          },
          delete(key) {
            const { expires_at } = cache.get(key) ?? {};
            if (expires_at !== undefined) deleted.set(key, expires_at);
            return cache.delete(key);
          },
        },
      };
    }),
  ],
  [
    'an expiry is rounded up to whole seconds',
    'cache.set/ttl',
    changeExpiry((expiry) => Math.ceil(expiry / 1000) * 1000),
  ],
  [
    'a record is found for a millisecond after its expiry',
    'cache.get/never-outlives-expiry',
    changeStore((cache) => ({ get: (key, now) => cache.get(key, now - 1) })),
  ],
  [
    'an expiry is reported in seconds',
    'cache.get/never-outlives-expiry',
    changeReference(({ cache: { get } }) => ({
      cache: {
        get(key) {
          const record = get(key);
          return record && { ...record, expires_at: record.expires_at / 1000 };
        },
      },
    })),
  ],
  [
    'an expiry is reported in whole seconds, but kept to the millisecond',
    'cache.get/never-outlives-expiry',
    changeReference(({ cache: { get } }) => ({
      cache: { get: (key) => roundExpiry(get(key)) },
    })),
  ],
  [
    'half of the lifetime is kept',
    'cache.set/exact-expiry',
    changeExpiry((expiry, now) => now + Math.floor((expiry - now) / 2)),
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
    'the host does not wait for the end of an action that has denied',
    'access.deny/lets-the-action-finish',
    createSmallHost({
      actions: surroundHandlers(async (handle, event, api) => {
        const { deny } = api.access;
        const denied = new Promise<void>((resolve) => {
          api.access.deny = (reason) => {
            resolve();
            return deny(reason);
          };
        });
        await Promise.race([handle(event, api), denied]);
      }),
    }),
  ],
  [
    'an error in a continue handler is only logged',
    'flow/fails-when-an-action-throws',
    createRuntimeHost(undefined, (actions) =>
      actions.map(({ onExecutePostChallenge, onContinuePostChallenge }) => ({
        onExecutePostChallenge,
        async onContinuePostChallenge(...given) {
          await onContinuePostChallenge?.(...given).catch(() => {});
        },
      })),
    ),
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
  ...keptPerServer,
  ['no action executes', 'flow/executes-in-order', createSmallHost({ actions: () => [] })],
  [
    'actions are not awaited',
    'flow/executes-in-order',
    createSmallHost({
      actions: surroundHandlers(async (handle, event, api) => {
        void handle(event, api).catch(() => {});
      }),
    }),
  ],
  [
    'every continue handler follows its execute handler',
    'flow/continue-only-after-a-redirect',
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
