import type { Outcome, PostChallengeAPI, PostChallengeEvent } from '@post-challenge/spec';
import { copyJson } from '../api/arguments.ts';
import type { Cache } from '../api/cache.ts';
import type { Clock } from '../api/clock.ts';
import { createExecution, computeOutcome, createEnvironment } from './execution.ts';
import type { Tenant } from '../api/factors.ts';

/**
 * What the execution of one action is made from.
 *
 * @public
 */
export interface PostChallengeOptions {
  /** The event of the transaction; it is copied, so that the action cannot change it. */
  readonly event: PostChallengeEvent;
  /**
   * Where the time comes from.
   *
   * @defaultValue the clock of the machine
   */
  readonly clock?: Clock;
  /**
   * The tenant for which the action executes.
   *
   * @defaultValue one that enables every factor
   */
  readonly tenant?: Tenant;
  /**
   * The store that this execution shares with others.
   *
   * @defaultValue an empty one
   */
  readonly cache?: Cache;
}

/**
 * The execution of one action.
 *
 * @public
 */
export interface PostChallenge {
  /** What the action is given. Its methods need no `this`. */
  readonly api: PostChallengeAPI;
  /**
   * Tells what the transaction has come to, if the action ended now.
   *
   * @returns The outcome, as a copy.
   */
  outcome(): Outcome;
}

/**
 * Makes the `api` object for the execution of one action.
 *
 * @remarks
 * A denial comes before a redirect, a redirect before a challenge. Of several denials, redirects and result URLs the last one
 * counts; of several challenges the first that is not satisfied.
 *
 * A challenge is satisfied where `event.authentication.methods` names any of its factors: the event is the one of this
 * transaction, and so are its methods. `email`, `sms`, `phone_number` and `passkey` prove a factor as the `type` of `mfa` does.
 * Their timestamps are not looked at, since no event says when its transaction began: leave out what an older session
 * completed.
 *
 * Offered are the factors that the tenant enables and `event.user.enrolledFactors` names, `email` no less than the others;
 * where that list is absent every enabled factor is. Where the favourite is not usable the next one that is takes its place;
 * where none is, the transaction fails.
 *
 * A token made where the event has no hostname has no `iss`, rather than an invented one. A token is refused from its `exp`
 * on, and before its `nbf` where it has one; `validateToken` throws an {@link InvalidTokenError}, any method a `TypeError`
 * for wrong arguments.
 *
 * @param options - The event, and what stands around it.
 * @returns The `api` object, and what the transaction has come to.
 * @example
 * ```js
 * const { api, outcome } = createPostChallenge({ event });
 * await onExecutePostChallenge(event, api);
 * outcome(); // { status: 'denied', reason: 'Not from here.' }
 * ```
 *
 * @public
 */
export function createPostChallenge(options: PostChallengeOptions): PostChallenge {
  const setting = createEnvironment(options);
  const event = copyJson(options.event);
  const { api, requests } = createExecution(event, setting);
  return { api, outcome: () => computeOutcome(requests, event, setting.tenant) };
}
