import type { MethodName } from '@post-challenge/spec';
import type { Json } from '../language/json.ts';
import type { TraceLocation } from '../language/judgement.ts';
import type { Scenario, Step } from '../language/scenario.ts';
import type { Observation, Phase, Trace } from '../language/trace.ts';

/** A step and its observation. */
export interface StepResult {
  /** The step. */
  readonly step: Step;
  /** The arguments of a call; empty for any other step. */
  readonly args: readonly Json[];
  /** The observation. */
  readonly observation: Observation;
  /** When the step was done, in milliseconds since the Unix epoch. */
  readonly time: number;
  /** Where in the trace the observation is. */
  readonly at: TraceLocation;
}

/** Pairs every observation with its step, in the order of execution. */
export function collectResults({ now, transactions }: Scenario, trace: Trace): StepResult[] {
  let time = now;
  return trace.transactions.flatMap(({ phases }, transaction) =>
    phases.flatMap(({ input, executions }, phase) => {
      if (input && 'wait' in input) time += input.wait;
      return executions.flatMap(({ action, handler, observations }, execution) => {
        const steps = transactions[transaction]?.actions[action]?.[handler] ?? [];
        return steps.flatMap((step, number) => {
          if ('wait' in step) time += step.wait;
          const observation = observations[number];
          const args = 'call' in step ? step.args : [];
          const at = { transaction, phase, execution, step: number };
          return observation ? [{ step, args, observation, time, at }] : [];
        });
      });
    }),
  );
}

/** Returns the results of the calls of some methods. */
export function filterCalls(
  results: readonly StepResult[],
  ...methods: MethodName[]
): StepResult[] {
  return results.filter(({ step }) => 'call' in step && methods.includes(step.call));
}

/** Returns the value that a step returned, or `undefined` if it threw or its method is missing. */
export function getReturned(result: StepResult | undefined): Json | undefined {
  return result && 'returned' in result.observation ? result.observation.returned : undefined;
}

/** Checks whether a step threw. */
export function hasThrown(result: StepResult | undefined): boolean {
  return result !== undefined && 'threw' in result.observation;
}

/** Returns the phases of a transaction. */
export function getPhases(trace: Trace, transaction = 0): readonly Phase[] {
  return trace.transactions[transaction]?.phases ?? [];
}
