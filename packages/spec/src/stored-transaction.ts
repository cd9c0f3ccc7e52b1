import type { FactorSelector } from './authentication.ts';
import type { PostChallengeEvent } from './event.ts';
import type {
  ChallengedOutcome,
  CompletedOutcome,
  DeniedOutcome,
  FailedOutcome,
  RedirectedOutcome,
} from './outcome.ts';

/**
 * The version of the form in which a transaction is stored.
 *
 * @public
 */
export const TRANSACTION_VERSION = 1;

/**
 * A request to prove a factor, as an action has asked for it.
 *
 * @public
 */
export interface Challenge {
  /** The factors named, the favourite first where there is one. */
  readonly factors: readonly FactorSelector[];
  /** Whether the first factor that can be offered is the default one. */
  readonly hasDefault: boolean;
}

/**
 * What every transaction says of itself as a stored value.
 *
 * @public
 */
export interface StoredTransaction {
  /** The version of the form: {@link TRANSACTION_VERSION}. */
  readonly version: typeof TRANSACTION_VERSION;
}

/**
 * What a transaction that has paused needs to go on.
 *
 * @public
 */
export interface PausedTransaction extends StoredTransaction {
  /** The event as the next handler is given it, with the factors completed; it holds secrets and personal data. */
  readonly event: PostChallengeEvent;
  /** The index of the action that executes next, the number of actions where none is left. */
  readonly nextAction: number;
  /** What was asked for and is not satisfied, in order. */
  readonly challenges: readonly Challenge[];
  /** Where the user goes after the password has been reset. */
  readonly resultUrl?: string;
}

/**
 * A transaction that ran to its end.
 *
 * @public
 */
export interface CompletedTransaction extends CompletedOutcome, StoredTransaction {}

/**
 * A transaction that an action denied.
 *
 * @public
 */
export interface DeniedTransaction extends DeniedOutcome, StoredTransaction {}

/**
 * A transaction that waits until the user has completed a factor.
 *
 * @public
 */
export interface ChallengedTransaction extends ChallengedOutcome, PausedTransaction {}

/**
 * A transaction that waits until the user has returned from another site to the action before the next one.
 *
 * @public
 */
export interface RedirectedTransaction extends RedirectedOutcome, PausedTransaction {
  /** The `state` parameter of the URL, with which the user has to return. */
  readonly state: string;
}

/**
 * A transaction that ended in an error.
 *
 * @public
 */
export interface FailedTransaction extends FailedOutcome, StoredTransaction {}

/**
 * A transaction as plain JSON, told apart by `status`: what it has come to, and what it needs to go on.
 *
 * @remarks
 * Every transaction is an `Outcome`. One that has ended holds nothing else but its version; one that has paused holds the
 * event, secrets and personal data included. The form is ours. Source: decided.
 *
 * @public
 */
export type Transaction =
  | CompletedTransaction
  | DeniedTransaction
  | ChallengedTransaction
  | RedirectedTransaction
  | FailedTransaction;

/**
 * The user has completed a factor.
 *
 * @public
 */
export interface CompletionInput {
  /** The factor, of which only the type counts. */
  readonly completes: FactorSelector;
}

/**
 * The request with which a user comes back from another site.
 *
 * @public
 */
export interface UserReturn {
  /** The HTTP method. */
  readonly method: 'GET' | 'POST';
  /** The query parameters. */
  readonly query: Readonly<Record<string, unknown>>;
  /** The members of the body. */
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * The user has come back from another site.
 *
 * @public
 */
export interface ReturnInput {
  /** The request with which the user has come back. */
  readonly returns: UserReturn;
}

/**
 * What lets a transaction that has paused go on.
 *
 * @public
 */
export type TransactionInput = CompletionInput | ReturnInput;
