import type {
  ChallengedTransaction,
  PostChallengeEvent,
  PostChallengeModule,
  RedirectedTransaction,
  Transaction,
  TransactionInput,
} from '@post-challenge/spec';
import { normalizeFactorType } from '@post-challenge/spec';
import { assertHandlers } from '../api/arguments.ts';
import type { Cache } from '../api/cache.ts';
import type { Clock } from '../api/clock.ts';
import { createEnvironment } from './execution.ts';
import type { Tenant } from '../api/factors.ts';
import { parseCompletedFactor, parseReturn } from './input.ts';
import {
  type Progress,
  type RuntimeContext,
  advance,
  execute,
  restoreProgress,
} from './progress.ts';
import { copyEvent, parsePaused } from './stored-transaction.ts';

/**
 * What a runtime is made from.
 *
 * @public
 */
export interface RuntimeOptions {
  /** The actions bound to the trigger, in order. */
  readonly actions: readonly PostChallengeModule[];
  /**
   * Where the time comes from.
   *
   * @defaultValue the clock of the machine
   */
  readonly clock?: Clock;
  /**
   * The tenant for which the actions execute.
   *
   * @defaultValue one that enables every factor
   */
  readonly tenant?: Tenant;
  /**
   * The store that all executions share.
   *
   * @defaultValue an empty one, of this runtime
   */
  readonly cache?: Cache;
}

/**
 * What executes the actions of the trigger. It keeps nothing of a transaction; all that transactions share is the cache.
 *
 * @public
 */
export interface Runtime {
  /**
   * Executes the actions until the transaction completes, is denied, fails or pauses.
   *
   * @param event - The event of the transaction; it is copied.
   * @returns The transaction, as plain JSON.
   * @throws TypeError, where the event is not of its type, before anything has executed.
   */
  start(event: PostChallengeEvent): Promise<Transaction>;
  /**
   * Goes on with a transaction that has paused.
   *
   * @remarks
   * Where it throws, nothing has executed, and the transaction can be resumed again.
   *
   * @param transaction - What `start` or `resume` has given back, of this runtime or of another with the same actions; it is
   * not changed.
   * @param input - What the user has done.
   * @returns The transaction as it is now.
   * @throws TypeError, where the transaction is malformed, of another version or has ended, or where it does not wait for such an
   * input.
   * @throws RefusedInputError, where the factor is not on offer, or the state of the return is missing or not the right one.
   */
  resume(transaction: Transaction, input: TransactionInput): Promise<Transaction>;
}

/**
 * Makes a runtime: it executes actions one after another, pauses for challenges and redirects, and resumes.
 *
 * @remarks
 * Every execution is given its own copy of the event, and calls on the `api` object that {@link createPostChallenge} makes. When
 * its handler has ended, a denial ends the transaction; else a redirect pauses it; else each challenge does, in the order asked
 * for, unless it is satisfied; else the next action executes. Challenges that an action asks for beside a redirect come after its
 * continue handler.
 *
 * Any factor on offer satisfies a challenge; `otp` stands in for a push notification only where it is on offer too. The factor is
 * remembered in `event.authentication.methods`, as `{ name: 'mfa', timestamp, type }`, and satisfies whatever later challenge
 * names it.
 *
 * A return has to carry the `state` of the URL, in its body or else in its query. The continue handler of the action that
 * redirected is given the event with the method, the query and the body of the return, and so are the actions after it. Where
 * there is no such handler, the transaction fails on the return.
 *
 * A handler that throws ends the transaction as `failed`, even after a denial. The message names the action, the handler and a
 * standard class of error, since the message of the error may hold anything: to see that, catch it in the handler. There is no
 * limit to the time that a handler takes.
 *
 * A transaction that has paused can be stored as JSON and resumed anywhere by a runtime with the same actions. Two things are
 * the caller's part. Store each transaction once, in place of the value before it, and resume only what is stored: an old value
 * can be resumed again, with its state or for another try at a factor. And seal it, encrypted and authenticated, where it leaves
 * storage that you trust: it holds the event with its secrets and says what comes next, and is believed.
 *
 * @param options - The actions, and what stands around them.
 * @returns The runtime.
 * @throws TypeError, where a handler is not a function.
 * @example
 * ```js
 * const runtime = createRuntime({ actions: [{ onExecutePostChallenge }] });
 * let transaction = await runtime.start(event); // { status: 'challenged', factors: [{ type: 'otp' }], … }
 * transaction = await runtime.resume(transaction, { completes: { type: 'otp' } });
 * ```
 *
 * @public
 */
export function createRuntime(options: RuntimeOptions): Runtime {
  const actions = [...options.actions];
  for (const [index, action] of actions.entries()) assertHandlers(action, index);
  const surroundings = { actions, ...createEnvironment(options) };
  return {
    async start(event) {
      const progress = { event: copyEvent(event), nextAction: 0, requests: { challenges: [] } };
      return advance(progress, surroundings);
    },
    async resume(transaction, input) {
      const paused = parsePaused(transaction, actions.length);
      const progress =
        paused.status === 'challenged'
          ? completeFactor(paused, input, surroundings)
          : await returnUser(paused, input, surroundings);
      return advance(progress, surroundings);
    },
  };
}

/** The progress once the user has completed a factor. */
function completeFactor(
  paused: ChallengedTransaction,
  input: TransactionInput,
  { clock }: RuntimeContext,
): Progress {
  const { event, ...progress } = restoreProgress(paused);
  const { authentication } = event;
  const type = normalizeFactorType(parseCompletedFactor(paused, input).type);
  const method = { name: 'mfa', timestamp: new Date(clock.now()).toISOString(), type };
  const methods = [...authentication.methods, method];
  return { ...progress, event: { ...event, authentication: { ...authentication, methods } } };
}

/** The progress once the user has returned, and the action that redirected has continued. */
async function returnUser(
  paused: RedirectedTransaction,
  input: TransactionInput,
  surroundings: RuntimeContext,
): Promise<Progress> {
  const { event, ...progress } = restoreProgress(paused);
  const request = { ...event.request, ...parseReturn(paused, input) };
  const resumed = { ...progress, event: { ...event, request } };
  return execute(resumed, 'onContinuePostChallenge', surroundings);
}
