import type { FactorSelector } from './authentication.ts';

/**
 * The transaction ran to its end; the password may be reset.
 *
 * @public
 */
export interface CompletedOutcome {
  /** Tells the outcome from the others. */
  readonly status: 'completed';
  /** Where the user goes after the password has been reset. */
  readonly resultUrl?: string;
}

/**
 * An action denied the attempt.
 *
 * @public
 */
export interface DeniedOutcome {
  /** Tells the outcome from the others. */
  readonly status: 'denied';
  /** Why the attempt was denied. */
  readonly reason?: string;
  /** Where the user goes all the same; a denied transaction is not expected to have one. */
  readonly resultUrl?: string;
}

/**
 * The transaction waits until the user has completed a factor.
 *
 * @public
 */
export interface ChallengedOutcome {
  /** Tells the outcome from the others. */
  readonly status: 'challenged';
  /** Every factor offered, the default one included. */
  readonly factors: readonly FactorSelector[];
  /** The factor asked for first; absent where the user is shown a choice. */
  readonly defaultFactor?: FactorSelector;
}

/**
 * The transaction waits until the user has returned from another site.
 *
 * @public
 */
export interface RedirectedOutcome {
  /** Tells the outcome from the others. */
  readonly status: 'redirected';
  /** Where the user is sent, with every query parameter. */
  readonly url: string;
}

/**
 * The transaction ended in an error.
 *
 * @public
 */
export interface FailedOutcome {
  /** Tells the outcome from the others. */
  readonly status: 'failed';
  /** What went wrong; it holds no secret. */
  readonly message: string;
}

/**
 * What a transaction has come to, told apart by `status`.
 *
 * @remarks
 * The word is ours: the sources describe the effects but give them no shape. Source: decided.
 *
 * @public
 */
export type Outcome =
  | CompletedOutcome
  | DeniedOutcome
  | ChallengedOutcome
  | RedirectedOutcome
  | FailedOutcome;
