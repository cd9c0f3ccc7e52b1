import type { Outcome } from '@post-challenge/spec';
import type { Json } from './json.ts';
import type { UserStep } from './scenario.ts';

/** An error, or another value that was thrown. */
export interface SerializedError {
  /** The name of the error; the type of the value if it is not an Error. */
  readonly name: string;
  /** The message. */
  readonly message: string;
  /** The code; absent if the error has none. */
  readonly code?: string;
  /** Whether the value is an Error. */
  readonly isError: boolean;
}

/**
 * The step returned.
 *
 * @remarks
 * Values that JSON cannot represent are written as objects: `{ $undefined: true }`, `{ $api: true }` for the `api` object,
 * `{ $number: 'NaN' }`, `'Infinity'` or `'-Infinity'`, and `{ $other: … }` with a description of any other value. A `Map` has the
 * further member `$entries`, a list of its keys and values.
 */
export interface ReturnObservation {
  /** The result. If the method returned a promise, its fulfilled value. */
  readonly returned: Json;
  /** The method returned a promise. */
  readonly promised?: true;
  /** The arguments after the call; absent if the call did not change them. */
  readonly changed?: readonly Json[];
}

/** The step threw, or its promise was rejected. */
export interface ThrowObservation {
  /** The error. */
  readonly threw: SerializedError;
  /** The method returned a promise. */
  readonly promised?: true;
  /** The arguments after the call; absent if the call did not change them. */
  readonly changed?: readonly Json[];
}

/** The method does not exist. */
export interface MissingObservation {
  /** The method is missing. */
  readonly missing: true;
}

/** The observation of one step. */
export type Observation = ReturnObservation | ThrowObservation | MissingObservation;

/** One run of one handler. */
export interface Execution {
  /** The number of the transaction to which the action belongs, from 0; absent if it is the transaction of the phase. */
  readonly transaction?: number;
  /** The number of the action, from 0. */
  readonly action: number;
  /** The handler. */
  readonly handler: 'execute' | 'continue';
  /** The event that the handler received; absent if it equals the event of the transaction. */
  readonly event?: Json;
  /** The observations of its steps, in order. */
  readonly observations: readonly Observation[];
  /** The handler began before the previous one had ended. */
  readonly overlapped?: true;
  /** The handler had not ended when the host reported the phase. */
  readonly unfinished?: true;
}

/** The executions that followed the start of a transaction or one step of the user. */
export interface Phase {
  /** The step of the user, with resolved placeholders; absent in the first phase. */
  readonly input?: UserStep;
  /** The executions, in order. */
  readonly executions: readonly Execution[];
  /** The outcome of the transaction so far; absent if the implementation does not report it. */
  readonly outcome?: Outcome;
  /** The reason why the host refused the step of the user. */
  readonly refused?: string;
}

/** The trace of one transaction. */
export interface TransactionTrace {
  /** Its phases, in order. */
  readonly phases: readonly Phase[];
}

/** The trace of a scenario, as plain JSON: everything that was observed. */
export interface Trace {
  /** The transactions, in order. */
  readonly transactions: readonly TransactionTrace[];
}
