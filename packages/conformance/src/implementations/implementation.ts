import type { Capability, Edition, FactorType } from '@post-challenge/spec';
import type { Json } from '../language/json.ts';
import type { ActionScript, UserStep } from '../language/scenario.ts';
import type { Phase } from '../language/trace.ts';
import { shortenError } from '../language/serialize-error.ts';

/** The clock of a scenario. Only the suite moves it. */
export interface Clock {
  /**
   * Returns the time.
   *
   * @returns Milliseconds since the Unix epoch.
   */
  now(): number;
}

/** The position of a step. */
export interface StepPosition {
  /** The number of the action, from 0. */
  readonly action: number;
  /** The handler. */
  readonly handler: 'execute' | 'continue';
  /** The number of the step in the handler, from 0. */
  readonly index: number;
}

/** The options of the world in which a scenario runs. */
export interface WorldOptions {
  /** The time at the start, in milliseconds since the Unix epoch. */
  readonly now: number;
  /** The edition to follow; `2025` if it is absent. */
  readonly edition?: Edition;
  /** The factors that are enabled in the tenant. */
  readonly factors: readonly FactorType[];
  /** Called before each step, so that the suite can report the step at which an implementation hung or ended. */
  readonly onStep?: (position: StepPosition) => void;
}

/** The transaction that a world starts. */
export interface StartRequest {
  /** The number of the transaction in the scenario, from 0. */
  readonly transaction: number;
  /** The event of the first handler. */
  readonly event: Json;
  /** The actions, in order. */
  readonly actions: readonly ActionScript[];
}

/** A step of the user in a transaction that a world has started. */
export interface ResumeRequest {
  /** The number of the transaction in the scenario, from 0. */
  readonly transaction: number;
  /** The step of the user, with resolved placeholders. */
  readonly step: UserStep;
}

/** One world of an implementation: its cache, its clock and its transactions. */
export interface World {
  /**
   * Starts a transaction and runs its actions until it ends or pauses. Others may be under way.
   *
   * @param request - The transaction. The implementation may keep and change the event and the actions.
   * @returns The executions and the outcome so far.
   */
  start(request: StartRequest): Phase | Promise<Phase>;
  /**
   * Resumes a transaction with a step of the user.
   *
   * @param request - The step. The implementation may keep and change it.
   * @returns The executions that follow, and the outcome so far.
   */
  resume(request: ResumeRequest): Phase | Promise<Phase>;
  /** Ends the world. */
  close?(): void | Promise<void>;
}

/** An implementation that the suite checks: it executes scenarios. */
export interface Implementation {
  /** The name, as the report prints it. */
  readonly name: string;
  /** The version, as the report prints it. */
  readonly version?: string;
  /** The capabilities: what the suite can observe and control. */
  readonly capabilities: readonly Capability[];
  /**
   * The editions that the implementation follows. The first one judges it if a check names none.
   *
   * @defaultValue edition 2025
   */
  readonly editions?: readonly Edition[];
  /**
   * Prepares the next scenario, such as starting a process again that has ended. No time limit applies.
   */
  prepare?(): Promise<void>;
  /**
   * Opens a world for one scenario.
   *
   * @param options - The time and the tenant.
   * @returns A world that shares nothing with any other.
   */
  open(options: WorldOptions): World | Promise<World>;
}

/**
 * An error of an adapter, or of an implementation that does not answer. It does not count as a violation of the contract.
 */
export class ImplementationError extends Error {
  /** The name of the class. */
  override readonly name: string = 'ImplementationError';
}

/** Checks whether a value is an implementation, as returned by `fromApi`, `fromHost` or `fromProcess`. */
export function isImplementation(value: unknown): value is Implementation {
  if (typeof value !== 'object' || value === null) return false;
  const { capabilities, open } = value as Partial<Record<keyof Implementation, unknown>>;
  return Array.isArray(capabilities) && typeof open === 'function';
}

/** Converts an error that an implementation threw instead of answering a request. */
export function toImplementationError(error: unknown, request: string): ImplementationError {
  if (error instanceof ImplementationError) return error;
  const { name, message } = shortenError(error);
  return new ImplementationError(
    `The implementation threw ${name} instead of answering ${request}: ${message}`,
    {
      cause: error,
    },
  );
}
