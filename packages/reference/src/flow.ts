import type { Outcome, PostChallengeAPI, PostChallengeEvent } from '@post-challenge/spec';
import { factorTypes } from '@post-challenge/spec';
import { type AccessRequests, createAccess } from './access.ts';
import {
  type AuthenticationRequests,
  type Tenant,
  createAuthentication,
  isSatisfied,
  outcomeOfChallenge,
} from './authentication.ts';
import { createCacheNamespace } from './cache.ts';
import { type Clock, systemClock } from './clock.ts';
import { type RedirectRequests, createRedirect } from './redirect.ts';
import { type Cache, createCache } from './store.ts';
import { type TransactionRequests, createTransaction } from './transaction.ts';

/** Everything that an action has asked for. */
type Requests = AccessRequests & AuthenticationRequests & RedirectRequests & TransactionRequests;

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
  const { clock = systemClock, tenant = { factors: factorTypes }, cache = createCache() } = options;
  const event = snapshotOf(options.event);
  const requests: Requests = { challenges: [] };
  const api: PostChallengeAPI = {
    access: createAccess(requests, () => api),
    authentication: createAuthentication(requests),
    cache: createCacheNamespace(cache, clock),
    redirect: createRedirect(requests, () => api, event, clock),
    transaction: createTransaction(requests),
  };
  return { api, outcome: () => outcomeOf(requests, event, tenant) };
}

/** The event as it is now, as deep as it is looked at: copying all of it would cost more than everything else. */
function snapshotOf(event: PostChallengeEvent): PostChallengeEvent {
  const { authentication, request, user } = event;
  const { enrolledFactors } = user;
  return {
    ...event,
    authentication: { methods: authentication.methods.map((method) => ({ ...method })) },
    request: { ...request, query: { ...request.query }, body: { ...request.body } },
    user: {
      ...user,
      ...(enrolledFactors && { enrolledFactors: enrolledFactors.map((factor) => ({ ...factor })) }),
    },
  };
}

function outcomeOf(requests: Requests, event: PostChallengeEvent, tenant: Tenant): Outcome {
  const { reason, redirectUrl, challenges, resultUrl } = requests;
  if (reason !== undefined) return { status: 'denied', reason };
  if (redirectUrl !== undefined) return { status: 'redirected', url: redirectUrl };
  const challenge = challenges.find((asked) => !isSatisfied(asked, event));
  if (challenge !== undefined) return outcomeOfChallenge(challenge, event, tenant);
  return { status: 'completed', ...(resultUrl !== undefined && { resultUrl }) };
}
