import type { Outcome } from '@post-challenge/spec';
import type { Json } from './json.ts';
import type { UserStep } from './scenario.ts';

/**
 * What a call threw.
 *
 * @public
 */
export interface SerializedError {
  /** The name of the error, or the type of what was thrown instead. */
  readonly name: string;
  /** Its message. */
  readonly message: string;
  /** Its code, where it has one. */
  readonly code?: string;
  /** Whether it is an Error. */
  readonly isError: boolean;
}

/**
 * The step returned.
 *
 * @remarks
 * Where JSON has no word, one stands for it: `{ $undefined: true }`, `{ $api: true }` for the `api` object,
 * `{ $number: 'NaN' }`, `'Infinity'` or `'-Infinity'`, and `{ $other: … }` with a description of anything else.
 *
 * @public
 */
export interface ReturnObservation {
  /** The result; of a promise, what it was fulfilled with. */
  readonly returned: Json;
  /** That the result was a promise. */
  readonly promised?: true;
  /** The arguments as the call left them, where it changed them. */
  readonly changed?: readonly Json[];
}

/**
 * The step threw, or its promise was rejected.
 *
 * @public
 */
export interface ThrowObservation {
  /** What was thrown. */
  readonly threw: SerializedError;
  /** That the result was a promise. */
  readonly promised?: true;
  /** The arguments as the call left them, where it changed them. */
  readonly changed?: readonly Json[];
}

/**
 * There is no such method.
 *
 * @public
 */
export interface MissingObservation {
  /** That the method is missing. */
  readonly missing: true;
}

/**
 * What came of one step.
 *
 * @public
 */
export type Observation = ReturnObservation | ThrowObservation | MissingObservation;

/**
 * One run of one handler.
 *
 * @public
 */
export interface Execution {
  /** The number of the action, from 0. */
  readonly action: number;
  /** Which of its handlers. */
  readonly handler: 'execute' | 'continue';
  /** The event that the handler was given; absent where it is the one that the transaction began with. */
  readonly event?: Json;
  /** What came of its steps, in order. */
  readonly observations: readonly Observation[];
  /** That the handler began before the one before it had ended. */
  readonly overlapped?: true;
}

/**
 * What ran because the transaction began, or because of one step of the user.
 *
 * @public
 */
export interface Phase {
  /** The user's step, with everything filled in; absent where the transaction began. */
  readonly input?: UserStep;
  /** The handlers that executed, in order. */
  readonly executions: readonly Execution[];
  /** What the transaction has come to, where the implementation tells. */
  readonly outcome?: Outcome;
  /** Why the host did not take the user's step. */
  readonly refused?: string;
}

/**
 * What was observed of one transaction.
 *
 * @public
 */
export interface TransactionTrace {
  /** Its phases, in order. */
  readonly phases: readonly Phase[];
}

/**
 * Everything that was observed, as plain JSON: what an implementation gives back.
 *
 * @public
 */
export interface Trace {
  /** The transactions, in order. */
  readonly transactions: readonly TransactionTrace[];
}
