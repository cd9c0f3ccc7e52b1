import type { FactorSelector } from './authentication.ts';
import type { PostChallengeEvent } from './event.ts';
import type {
  ChallengedOutcome,
  CompletedOutcome,
  DeniedOutcome,
  FailedOutcome,
  RedirectedOutcome,
  RenderedOutcome,
} from './outcome.ts';

/** The version of the format of stored transactions. */
export const TRANSACTION_VERSION = 1;

/** A challenge that an action asked for. */
export interface Challenge {
  /** The requested factors; the favourite is first if there is one. */
  readonly factors: readonly FactorSelector[];
  /** Whether the first factor that can be offered is the default factor. */
  readonly hasDefault: boolean;
}

/** The member that every stored transaction has. */
export interface StoredTransaction {
  /** The version of the format: {@link TRANSACTION_VERSION}. */
  readonly version: typeof TRANSACTION_VERSION;
}

/** The members that a paused transaction needs to continue. */
export interface PausedTransaction extends StoredTransaction {
  /** The event that the next handler receives, with the completed factors; it holds secrets and personal data. */
  readonly event: PostChallengeEvent;
  /** The index of the action that executes next, or the number of actions if none is left. */
  readonly nextAction: number;
  /** The challenges that are not satisfied, in order. */
  readonly challenges: readonly Challenge[];
  /** The URL to which the user goes after the password reset. */
  readonly resultUrl?: string;
}

/** A transaction that ran to its end. */
export interface CompletedTransaction extends CompletedOutcome, StoredTransaction {}

/** A transaction that an action denied. */
export interface DeniedTransaction extends DeniedOutcome, StoredTransaction {}

/** A transaction that waits until the user completes a factor. */
export interface ChallengedTransaction extends ChallengedOutcome, PausedTransaction {}

/** A transaction that waits until the user returns from another site to the action before `nextAction`. */
export interface RedirectedTransaction extends RedirectedOutcome, PausedTransaction {
  /** The `state` parameter of the URL, with which the user must return. */
  readonly state: string;
}

/** A transaction that waits until the user submits the form of the action before `nextAction`; since edition 2026. */
export interface RenderedTransaction extends RenderedOutcome, PausedTransaction {}

/** A transaction that ended in an error. */
export interface FailedTransaction extends FailedOutcome, StoredTransaction {}

/**
 * A transaction as plain JSON, discriminated by `status`: its outcome, and the members that it needs to continue.
 *
 * @remarks
 * Every transaction is an `Outcome`. An ended transaction holds nothing else but its version; a paused transaction holds the
 * event, including secrets and personal data. The format is ours. Source: decided.
 */
export type Transaction =
  | CompletedTransaction
  | DeniedTransaction
  | ChallengedTransaction
  | RedirectedTransaction
  | RenderedTransaction
  | FailedTransaction;

/** The request with which the user completes a factor. */
export interface CompletionRequest {
  /**
   * The HTTP method.
   *
   * @defaultValue 'POST'
   */
  readonly method?: 'GET' | 'POST';
  /** The query parameters; none by default. */
  readonly query?: Readonly<Record<string, unknown>>;
  /** The members of the body; none by default. */
  readonly body?: Readonly<Record<string, unknown>>;
}

/** The input for a challenged transaction: the user completed a factor. */
export interface CompletionInput {
  /** The completed factor; only its type counts. */
  readonly completes: FactorSelector;
  /** The request with which the user completed it; the next action receives it in `event.request`, beside the other members of before. */
  readonly request?: CompletionRequest;
}

/** The request with which the user returns from another site. */
export interface UserReturn {
  /** The HTTP method. */
  readonly method: 'GET' | 'POST';
  /** The query parameters. */
  readonly query: Readonly<Record<string, unknown>>;
  /** The members of the body. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** The input for a redirected transaction: the user returned from another site. */
export interface ReturnInput {
  /** The request with which the user returned. */
  readonly returns: UserReturn;
}

/** The values that the user submits with a form. */
export interface UserSubmission {
  /** The fields, by name. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The variables that the form has changed, by name; none by default. */
  readonly vars?: Readonly<Record<string, unknown>>;
}

/** The input for a transaction that waits for a form: the user submitted it. Since edition 2026. */
export interface SubmissionInput {
  /** The submitted values. */
  readonly submits: UserSubmission;
}

/** An input with which a paused transaction continues. */
export type TransactionInput = CompletionInput | ReturnInput | SubmissionInput;
