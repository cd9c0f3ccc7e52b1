import type { Capability, FactorType } from '@post-challenge/spec';
import type { Json } from '../language/json.ts';
import type { ActionScript, UserStep } from '../language/scenario.ts';
import type { Phase } from '../language/trace.ts';
import { shortenError } from '../language/serialize-error.ts';

/**
 * The suite's clock, by which every time of a scenario is told.
 *
 * @public
 */
export interface Clock {
  /**
   * The time.
   *
   * @returns Milliseconds since the Unix epoch.
   */
  now(): number;
}

/**
 * Which step a handler is about to take.
 *
 * @public
 */
export interface StepPosition {
  /** The number of the action, from 0. */
  readonly action: number;
  /** Which of the action's handlers. */
  readonly handler: 'execute' | 'continue';
  /** The number of the step in the handler, from 0. */
  readonly index: number;
}

/**
 * The world in which a scenario runs.
 *
 * @public
 */
export interface WorldOptions {
  /** The time at which it begins, in milliseconds since the Unix epoch. */
  readonly now: number;
  /** The factors that the tenant has enabled. */
  readonly factors: readonly FactorType[];
  /** Told of each step before it is taken, so that the suite can say where an implementation hung or ended. */
  readonly onStep?: (position: StepPosition) => void;
}

/**
 * One world of an implementation: its cache, its clock, and the transaction that is under way.
 *
 * @public
 */
export interface World {
  /**
   * Begins a transaction and runs its actions until it completes or pauses.
   *
   * @param transaction - The event and the actions; the implementation may keep and change them.
   * @returns What ran, and what the transaction has come to.
   */
  start(transaction: {
    /** The event of the first handler. */
    readonly event: Json;
    /** The actions, in order. */
    readonly actions: readonly ActionScript[];
  }): Phase | Promise<Phase>;
  /**
   * Takes a step of the user.
   *
   * @param step - What the user does; the implementation may keep and change it.
   * @returns What ran because of it.
   */
  resume(step: UserStep): Phase | Promise<Phase>;
  /** Ends the world. */
  close?(): void | Promise<void>;
}

/**
 * Something that runs scenarios: what the suite checks.
 *
 * @public
 */
export interface Implementation {
  /** The name, as the report prints it. */
  readonly name: string;
  /** The version, as the report prints it. */
  readonly version?: string;
  /** What the suite can see and do. */
  readonly capabilities: readonly Capability[];
  /**
   * Makes ready for a scenario what an earlier one may have ended, such as a process. It may take its own time.
   */
  prepare?(): Promise<void>;
  /**
   * Begins a scenario.
   *
   * @param options - The time and the tenant.
   * @returns A world that shares nothing with any other.
   */
  open(options: WorldOptions): World | Promise<World>;
}

/**
 * What is wrong with an adapter, or with an implementation that does not answer: never a verdict on the contract.
 *
 * @public
 */
export class ImplementationError extends Error {
  /** The name of the class. */
  override readonly name: string = 'ImplementationError';
}

/** Whether a value is what `fromApi` and `fromHost` return. */
export function isImplementation(value: unknown): value is Implementation {
  if (typeof value !== 'object' || value === null) return false;
  const { capabilities, open } = value as Partial<Record<keyof Implementation, unknown>>;
  return Array.isArray(capabilities) && typeof open === 'function';
}

/** What an implementation threw, as an error that is no verdict on it. */
export function toImplementationError(error: unknown, request: string): ImplementationError {
  if (error instanceof ImplementationError) return error;
  const { name, message } = shortenError(error);
  return new ImplementationError(`It threw ${name} where ${request} was to answer: ${message}`, {
    cause: error,
  });
}
