import type { Outcome } from '@post-challenge/spec';
import type { Answer } from './visit.ts';

/** A call of a method of the `api` object. */
export interface CallRecord {
  /** The method, such as `cache.set`. */
  readonly method: string;
  readonly args: readonly unknown[];
  /** Where the call is: its stack becomes a text only if somebody reads it. */
  readonly site: Error;
  returned?: unknown;
  /** Whether the action has read a member of the result. */
  isRead?: true;
  /** Whether the method threw. */
  threw?: true;
}

/** An execution of a handler. */
export interface ExecutionRecord {
  /** The number of the action, from 0. */
  readonly action: number;
  readonly handler: 'execute' | 'continue';
  readonly calls: CallRecord[];
  /** The calls after the handler had ended. */
  readonly lateCalls: CallRecord[];
  /** The number of the reset in the visit, from 0. */
  readonly reset: number;
  /** The answer of the user to which the execution belongs. */
  readonly answer?: Answer;
  threw?: { readonly error: unknown };
  hasEnded?: true;
  /** Whether a read of the cache found no record. */
  missesRecord?: true;
  /** The async functions whose promises nobody has awaited, with the values of the promises. */
  floating?: readonly { readonly site: { readonly stack?: string }; readonly value: unknown }[];
  /** Whether it called out, and whether the connection was refused. */
  callsOut?: 'answered' | 'refused';
}

/** The executions up to a pause or to the end, and the outcome. */
export interface PhaseRecord {
  readonly executions: readonly ExecutionRecord[];
  readonly outcome: Outcome;
  readonly reset: number;
  readonly answer?: Answer;
  /** The number of redirects in a row that the user has answered in the same way. */
  readonly insistence?: number;
}

/** Everything that was observed in a visit. */
export interface VisitRecord {
  readonly phases: readonly PhaseRecord[];
  /** All executions; those of a handler that never ended are in no phase. */
  readonly executions: readonly ExecutionRecord[];
  /** The errors that nobody handled: rejected promises that were not awaited, and errors in timers. */
  readonly strayErrors: readonly unknown[];
  /** The execution that did not end in time. */
  readonly hung?: ExecutionRecord;
}
