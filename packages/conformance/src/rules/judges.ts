import type { MethodName, Outcome } from '@post-challenge/spec';
import type { Judgement, TraceLocation } from '../language/judgement.ts';
import type { Scenario } from '../language/scenario.ts';
import type { Execution, Trace } from '../language/trace.ts';
import { combine } from './expectations.ts';
import type { Judge } from './property.ts';
import { type StepResult, collectResults, filterCalls, getPhases } from './step-results.ts';

/** Judges the results of all steps. */
export function judgeSteps(
  judge: (
    results: StepResult[],
    scenario: Scenario,
    trace: Trace,
  ) => Judgement | Promise<Judgement>,
): Judge {
  return (scenario, trace) => judge(collectResults(scenario, trace), scenario, trace);
}

/** Judges all calls of some methods together, in order; vacuous if there are none. */
export function onCalls(
  methods: readonly MethodName[],
  judge: (calls: StepResult[], scenario: Scenario) => Judgement,
): Judge {
  return judgeSteps((results, scenario) => {
    const calls = filterCalls(results, ...methods);
    return calls.length === 0 ? 'vacuous' : judge(calls, scenario);
  });
}

/** Judges the last call of a method; vacuous if there is none. */
export function onCall(
  method: MethodName,
  judge: (call: StepResult, scenario: Scenario, trace: Trace) => Judgement | Promise<Judgement>,
): Judge {
  return judgeSteps((results, scenario, trace) => {
    const last = filterCalls(results, method).at(-1);
    return last ? judge(last, scenario, trace) : 'vacuous';
  });
}

/** Judges each call of a method; vacuous if there is none. */
export function onEachCall(method: MethodName, judge: (call: StepResult) => Judgement): Judge {
  return onCalls([method], (calls) => combine(calls.map(judge)));
}

/** The outcome at the end of a transaction, and the steps that led to it. */
export interface ReachedOutcome {
  readonly outcome: Outcome;
  /** The results of all steps, in the order of execution. */
  readonly results: readonly StepResult[];
  /** The phase that ended with the outcome. */
  readonly at: TraceLocation;
}

/** Judges the outcome of the only transaction; vacuous if it has no outcome or no step was done. */
export function judgeOutcome(
  judge: (reached: ReachedOutcome, scenario: Scenario) => Judgement,
): Judge {
  return (scenario, trace) => {
    const phases = getPhases(trace);
    const outcome = phases.at(-1)?.outcome;
    const results = collectResults(scenario, trace);
    if (!outcome || results.length === 0) return 'vacuous';
    const at = { transaction: 0, phase: phases.length - 1 };
    return judge({ outcome, results, at }, scenario);
  };
}

/** The first execution that called a method. */
export interface CallingExecution {
  /** The number of the action. */
  readonly action: number;
  /** The number of the phase. */
  readonly phase: number;
  /** The execution. */
  readonly execution: Execution;
}

/** Judges the first transaction from the first call of a method on; vacuous if there is no such call. */
export function judgeSince(
  method: MethodName,
  judge: (calling: CallingExecution, scenario: Scenario, trace: Trace) => Judgement,
) {
  return (scenario: Scenario, trace: Trace): Judgement => {
    const calling = findCallingExecution(scenario, trace, method);
    return calling ? judge(calling, scenario, trace) : 'vacuous';
  };
}

/**
 * Finds the first execution that called a method. Finds none if the call was out of place: after an execution of a later action,
 * or in a continue handler without a return or a form. Another rule judges that.
 */
function findCallingExecution(
  scenario: Scenario,
  trace: Trace,
  method: MethodName,
): CallingExecution | undefined {
  const { actions = [] } = scenario.transactions[0] ?? {};
  let latest = 0;
  for (const [phase, { input, executions }] of getPhases(trace).entries()) {
    const execution = executions.find(({ action, handler }) =>
      actions[action]?.[handler]?.some((step) => 'call' in step && step.call === method),
    );
    if (execution) {
      const { action, handler } = execution;
      const returned = input !== undefined && ('returns' in input || 'submits' in input);
      const isOutOfPlace = action < latest || (handler === 'continue' && !returned);
      return isOutOfPlace ? undefined : { action, phase, execution };
    }
    latest = Math.max(latest, ...executions.map(({ action }) => action));
  }
  return undefined;
}
