import type {
  ChallengedTransaction,
  PostChallengeEvent,
  PostChallengeModule,
  RedirectedTransaction,
  Transaction,
  TransactionInput,
} from '@post-challenge/spec';
import { type Tenant, kindOf } from './authentication.ts';
import type { Clock } from './clock.ts';
import { settingOf } from './execution.ts';
import { completedFactor, returnOf } from './input.ts';
import { type Progress, type Surroundings, advance, execute, progressOf } from './progress.ts';
import type { Cache } from './store.ts';
import { eventFrom, pausedFrom } from './stored.ts';

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
   * @param transaction - What `start` or `resume` has given back, of this runtime or of another with the same actions; it is
   * not changed.
   * @param input - What the user has done.
   * @returns The transaction as it is now.
   * @throws TypeError, where the transaction is malformed, of another version or has ended, or where it does not wait for such an
   * input.
   * @throws RefusedInputError, where the factor is not on offer, or the state of the return is missing or not the right one.
   * Whatever it throws, nothing has executed, and the transaction can be resumed again.
   */
  resume(transaction: Transaction, input: TransactionInput): Promise<Transaction>;
}

/**
 * Makes a runtime: it executes actions, pauses for challenges and redirects, and resumes.
 *
 * @public
 */
export function createRuntime(options: RuntimeOptions): Runtime {
  const surroundings = { actions: [...options.actions], ...settingOf(options) };
  return {
    async start(event) {
      const progress = { event: eventFrom(event), nextAction: 0, requests: { challenges: [] } };
      return advance(progress, surroundings);
    },
    async resume(transaction, input) {
      const paused = pausedFrom(transaction, surroundings.actions.length);
      const progress =
        paused.status === 'challenged'
          ? completed(paused, input, surroundings)
          : await returned(paused, input, surroundings);
      return advance(progress, surroundings);
    },
  };
}

/** The progress once the user has completed a factor. */
function completed(
  paused: ChallengedTransaction,
  input: TransactionInput,
  { clock }: Surroundings,
): Progress {
  const { event, ...progress } = progressOf(paused);
  const { authentication } = event;
  const type = kindOf(completedFactor(paused, input).type);
  const method = { name: 'mfa', timestamp: new Date(clock.now()).toISOString(), type };
  const methods = [...authentication.methods, method];
  return { ...progress, event: { ...event, authentication: { ...authentication, methods } } };
}

/** The progress once the user has returned, and the action that redirected has continued. */
async function returned(
  paused: RedirectedTransaction,
  input: TransactionInput,
  surroundings: Surroundings,
): Promise<Progress> {
  const { event, ...progress } = progressOf(paused);
  const request = { ...event.request, ...returnOf(paused, input) };
  const resumed = { ...progress, event: { ...event, request } };
  return execute(resumed, 'onContinuePostChallenge', surroundings);
}
