import { type FactorType, type MethodName, type Outcome, factorTypes } from '@post-challenge/spec';
import fc from 'fast-check';
import { sampleEvent } from '../language/sample-event.ts';
import { type Json, isObject } from '../language/json.ts';
import type {
  ActionScript,
  Scenario,
  Step,
  Template,
  TransactionScript,
  UserStep,
} from '../language/scenario.ts';
import type { Observation, Trace } from '../language/trace.ts';
import { START } from '../draw/times.ts';
import type { Judgement, TraceLocation, Violation } from '../language/judgement.ts';

/** How one rule is checked: what is drawn, the scenario made of it, and the judgement of a trace. */
export interface Property {
  /** What is drawn. */
  readonly given: fc.Arbitrary<unknown>;
  /** What is drawn first. */
  readonly examples: readonly unknown[];
  /** The scenario made of what was drawn; on a host, what belongs there is called in a continue handler. */
  readonly scenario: (drawn: never, onHost: boolean) => Scenario;
  /** The judgement; it sees nothing but scenario and trace. */
  readonly judge: (scenario: Scenario, trace: Trace) => Judgement | Promise<Judgement>;
  /** Whether the judgement is also about methods that are missing. */
  readonly judgesMissing?: true;
}

/** Makes a property. */
export function property<T extends object>(parts: {
  given: { [K in keyof T]: fc.Arbitrary<T[K]> };
  examples?: readonly NoInfer<T>[];
  scenario: (drawn: T, onHost: boolean) => Scenario;
  judge: Property['judge'];
  judgesMissing?: true;
}): Property {
  return {
    ...parts,
    given: fc.record(parts.given, { noNullPrototype: true }),
    examples: parts.examples ?? [],
  };
}

/** A step that calls a method. */
export function call(method: MethodName, ...args: (object | string | number | undefined)[]): Step {
  return { call: method, args: args.filter((argument) => argument !== undefined) as Template[] };
}

/** A step that lets time pass. */
export function wait(milliseconds: number): Step {
  return { wait: milliseconds };
}

/** A scenario of one execution; a wait of no time is no step of it. */
export function oneExecution(
  steps: readonly Step[],
  { now = START, event = sampleEvent }: { now?: number; event?: Template } = {},
): Scenario {
  const execute = steps.filter((step) => !('wait' in step && step.wait === 0));
  return createScenario([transaction([{ execute }], [], event)], now);
}

/** A scenario of transactions. */
export function createScenario(scripts: readonly TransactionScript[], now = START): Scenario {
  return { now, factors: [...factorTypes] satisfies FactorType[], transactions: scripts };
}

/** One transaction: its actions, and what the user does. */
export function transaction(
  actions: readonly ActionScript[],
  user: readonly UserStep[] = [],
  event: Template = sampleEvent,
): TransactionScript {
  return { event, actions, user };
}

/** A step and what came of it. */
export interface StepResult {
  /** The step. */
  readonly step: Step;
  /** The arguments of a call; of other steps, none. */
  readonly args: readonly Json[];
  /** What came of it. */
  readonly observation: Observation;
  /** When it happened, in milliseconds since the Unix epoch. */
  readonly time: number;
  /** Where it happened. */
  readonly at: TraceLocation;
}

/** Judges the steps of a scenario of one transaction. */
export function judgeSteps(
  judge: (
    results: StepResult[],
    scenario: Scenario,
    trace: Trace,
  ) => Judgement | Promise<Judgement>,
): Property['judge'] {
  return (scenario, trace) => judge(collectResults(scenario, trace), scenario, trace);
}

/** Judges the calls of some methods, in their order; with no such call, nothing was reached. */
export function onCalls(
  methods: readonly MethodName[],
  judge: (calls: StepResult[], scenario: Scenario) => Judgement,
): Property['judge'] {
  return judgeSteps((results, scenario) => {
    const calls = filterCalls(results, ...methods);
    return calls.length === 0 ? 'vacuous' : judge(calls, scenario);
  });
}

/** Judges the last call of a method. */
export function onCall(
  method: MethodName,
  judge: (call: StepResult, scenario: Scenario, trace: Trace) => Judgement | Promise<Judgement>,
): Property['judge'] {
  return judgeSteps((results, scenario, trace) => {
    const last = filterCalls(results, method).at(-1);
    return last ? judge(last, scenario, trace) : 'vacuous';
  });
}

/** Judges each call of a method. */
export function onEachCall(
  method: MethodName,
  judge: (call: StepResult) => Judgement,
): Property['judge'] {
  return onCalls([method], (calls) => combine(calls.map(judge)));
}

/** The outcome at the end of a transaction, and how it came about. */
export interface ReachedOutcome {
  readonly outcome: Outcome;
  /** Every step of the transaction, in the order of execution. */
  readonly results: readonly StepResult[];
  /** The phase that ended with the outcome. */
  readonly at: TraceLocation;
}

/** Judges the outcome at the end of a scenario of one transaction. */
export function judgeOutcome(
  judge: (reached: ReachedOutcome, scenario: Scenario) => Judgement,
): Property['judge'] {
  return (scenario, trace) => {
    const { phases = [] } = trace.transactions[0] ?? {};
    const outcome = phases.at(-1)?.outcome;
    const results = collectResults(scenario, trace);
    if (!outcome || results.length === 0) return 'vacuous';
    const at = { transaction: 0, phase: phases.length - 1 };
    return judge({ outcome, results, at }, scenario);
  };
}

/** Expects a status at the end of a transaction. */
export function expectStatus(
  { outcome, at }: Pick<ReachedOutcome, 'outcome' | 'at'>,
  status: Outcome['status'],
): Judgement {
  return outcome.status === status ? 'held' : { at, expected: `{ status: "${status}", … }` };
}

/** Every step of the first transaction, in the order in which they were done. */
function collectResults({ now, transactions: [script] }: Scenario, trace: Trace): StepResult[] {
  const seen: StepResult[] = [];
  let time = now;
  trace.transactions[0]?.phases.forEach(({ input, executions }, phase) => {
    if (input && 'wait' in input) time += input.wait;
    executions.forEach(({ action, handler, observations }, execution) => {
      const steps = script?.actions[action]?.[handler] ?? [];
      for (const [number, step] of steps.entries()) {
        if ('wait' in step) time += step.wait;
        const observation = observations[number];
        const args = 'call' in step ? step.args : [];
        const at = { transaction: 0, phase, execution, step: number };
        if (observation) seen.push({ step, args, observation, time, at });
      }
    });
  });
  return seen;
}

/** The steps that called a method. */
export function filterCalls(seen: readonly StepResult[], ...methods: MethodName[]): StepResult[] {
  return seen.filter(({ step }) => 'call' in step && methods.includes(step.call));
}

/** What a step returned; `undefined` where it threw or is missing. */
export function getReturned(seen: StepResult | undefined): Json | undefined {
  return seen && 'returned' in seen.observation ? seen.observation.returned : undefined;
}

/** Whether a step threw. */
export function hasThrown(seen: StepResult | undefined): boolean {
  return seen !== undefined && 'threw' in seen.observation;
}

/** The fault that a step departs from a rule. */
export function violation(seen: StepResult, expected: string, actual?: string): Violation {
  return { at: seen.at, expected, ...(actual !== undefined && { actual }) };
}

/** Expects that a call did not throw. */
export function expectNoError(call: StepResult): Judgement {
  return hasThrown(call) ? violation(call, 'no error') : 'held';
}

/** Expects that a call returned the `api` object. */
export function expectApi(call: StepResult): Judgement {
  const returned = getReturned(call);
  return isObject(returned) && '$api' in returned ? 'held' : violation(call, 'api');
}

/** The first fault of several judgements; else, where any of them held, that. */
export function combine(judgements: readonly Judgement[]): Judgement {
  return (
    judgements.find((judgement) => typeof judgement === 'object') ??
    (judgements.includes('held') ? 'held' : 'vacuous')
  );
}
