import type {
  Edition,
  Outcome,
  PostChallengeAPI,
  PostChallengeAPI2025,
  PostChallengeEvent,
} from '@post-challenge/spec';
import type { Cache } from '../api/cache.ts';
import type { Clock } from '../api/clock.ts';
import { createExecution, computeOutcome, createEnvironment } from './execution.ts';
import { copyEvent } from './stored-transaction.ts';
import { assertPostChallengeOptions } from './options.ts';
import type { Tenant } from '../api/factors.ts';

/** The options of `createPostChallenge`. */
export interface PostChallengeOptions {
  /**
   * The edition of the vendor's pages to follow.
   *
   * @defaultValue '2025'
   */
  readonly edition?: Edition | undefined;
  /** The event of the transaction; it is copied, so that the action cannot change it. */
  readonly event: PostChallengeEvent;
  /**
   * The source of the time.
   *
   * @defaultValue the clock of the machine
   */
  readonly clock?: Clock | undefined;
  /**
   * The tenant for which the action executes.
   *
   * @defaultValue a tenant that enables every factor
   */
  readonly tenant?: Tenant | undefined;
  /**
   * The cache, which several executions can share.
   *
   * @defaultValue an empty cache
   */
  readonly cache?: Cache | undefined;
  /**
   * Receives a warning whenever the action passes an argument or an option that a method ignores. The warning says what to write.
   *
   * @defaultValue a warning of the process, which Node prints to stderr
   */
  readonly onWarning?: ((warning: string) => void) | undefined;
}

/**
 * The execution of one action.
 *
 * @typeParam API - The `api` object; by default that of edition 2025.
 */
export interface PostChallenge<API = PostChallengeAPI2025 & PostChallengeAPI> {
  /**
   * The `api` object for the action; its methods work without `this`.
   *
   * @remarks
   * The object of edition 2025 has no `prompt`. A handler, whose type has `prompt`, takes it all the same.
   */
  readonly api: API;
  /**
   * Computes the outcome of the transaction as if the action ended now.
   *
   * @returns A copy of the outcome.
   */
  outcome(): Outcome;
}

/**
 * Creates the `api` object for the execution of one action.
 *
 * @remarks
 * A denial takes precedence over a redirect or a form, and these take precedence over a challenge. The last denial, the last redirect and the last
 * result URL count, and the first challenge that is not satisfied.
 *
 * A challenge is satisfied if `event.authentication.methods` has an entry with the name `mfa` and the `type` of one of its factors.
 * No other name proves a factor: `email`, for example, is the e-mail of the reset itself. Timestamps of methods are ignored, because
 * no event holds the start of its transaction: leave methods of an older session out of the event.
 *
 * A factor is offered if the tenant enables it and `event.user.enrolledFactors` names it, including `email`. If the event has no
 * such list, every enabled factor is offered. If the default factor is not usable, the next usable factor takes its place. If no
 * factor is usable, the transaction fails.
 *
 * If the event has no hostname, an encoded token has no `iss`. A token is refused from its `exp` on, and before its `nbf` if it
 * has one: `validateToken` throws an {@link InvalidTokenError}.
 *
 * Every method throws a `TypeError` if an argument is not valid, before it changes anything. A member that is `undefined` is absent.
 * Surplus arguments and unknown options are ignored, as on the platform, with a warning.
 *
 * In edition 2026, `deny` and `sendUserTo` return nothing, a challenge leaves out the factors that were completed, and
 * `api.prompt.render` renders a form. An execution that renders two forms, or renders and redirects, fails.
 *
 * @param options - The event, and optionally an edition, a clock, a tenant, a cache and a receiver of warnings.
 * @returns The `api` object, and the outcome of the transaction.
 * @throws TypeError if an option is not valid, or if the event is not valid.
 * @example
 * ```js
 * const { api, outcome } = createPostChallenge({ event });
 * await onExecutePostChallenge(event, api);
 * outcome(); // { status: 'denied', reason: 'Not from here.' }
 * ```
 */
export function createPostChallenge(
  options: PostChallengeOptions & { readonly edition: '2026' },
): PostChallenge<PostChallengeAPI>;
/**
 * Creates the `api` object for the execution of one action, of edition 2025 unless the options name another one.
 *
 * @param options - The event, and optionally an edition, a clock, a tenant, a cache and a receiver of warnings.
 * @returns The `api` object, and the outcome of the transaction.
 * @throws TypeError if an option is not valid, or if JSON cannot express the event.
 */
export function createPostChallenge(options: PostChallengeOptions): PostChallenge;
export function createPostChallenge(options: PostChallengeOptions): PostChallenge {
  assertPostChallengeOptions(options);
  const environment = createEnvironment(options);
  const event = copyEvent('create the api object', options.event);
  const { api, requests } = createExecution(event, environment);
  return { api, outcome: () => computeOutcome(requests, { ...environment, event }) };
}
