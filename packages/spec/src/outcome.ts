import type { FactorSelector } from './authentication.ts';

/** The transaction ran to its end, and the user may reset the password. */
export interface CompletedOutcome {
  /** Marks the outcome as completed. */
  readonly status: 'completed';
  /** The URL to which the user goes after the password reset. */
  readonly resultUrl?: string;
}

/** An action denied the transaction. */
export interface DeniedOutcome {
  /** Marks the outcome as denied. */
  readonly status: 'denied';
  /** The reason that the action gave. */
  readonly reason?: string;
  /** The URL to which the user goes all the same; a denied transaction should have none. */
  readonly resultUrl?: string;
}

/** The transaction waits until the user completes a factor. */
export interface ChallengedOutcome {
  /** Marks the outcome as challenged. */
  readonly status: 'challenged';
  /** All offered factors, including the default factor. */
  readonly factors: readonly FactorSelector[];
  /** The factor that the user sees first; absent if the user sees a choice. */
  readonly defaultFactor?: FactorSelector;
}

/** The transaction waits until the user returns from another site. */
export interface RedirectedOutcome {
  /** Marks the outcome as redirected. */
  readonly status: 'redirected';
  /** The URL to which the user is sent, with every query parameter. */
  readonly url: string;
}

/** The transaction waits until the user submits a form; since edition 2026. */
export interface RenderedOutcome {
  /** Marks the outcome as rendered. */
  readonly status: 'rendered';
  /** The id of the form. */
  readonly promptId: string;
  /** The values with which the form is prefilled; absent if there are none, or if they are not known. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** The variables of the form; absent if there are none, or if they are not known. */
  readonly vars?: Readonly<Record<string, unknown>>;
}

/** The transaction ended in an error. */
export interface FailedOutcome {
  /** Marks the outcome as failed. */
  readonly status: 'failed';
  /** The reason of the failure; it holds no secret. */
  readonly message: string;
}

/**
 * The outcome of a transaction so far, discriminated by `status`.
 *
 * @remarks
 * The word and the shape are ours: the sources describe only the effects. Source: decided.
 */
export type Outcome =
  | CompletedOutcome
  | DeniedOutcome
  | ChallengedOutcome
  | RedirectedOutcome
  | RenderedOutcome
  | FailedOutcome;
