import { type FactorType, type MethodName, type Outcome, factorTypes } from '@post-challenge/spec';
import fc from 'fast-check';
import { sampleEvent } from './event.ts';
import type { Json } from './json.ts';
import type {
  ActionScript,
  Scenario,
  Step,
  Template,
  TransactionScript,
  UserStep,
} from './scenario.ts';
import type { Observation, Trace } from './trace.ts';

/**
 * The time at which scenarios begin that do not draw one: 2026-01-01T00:00:00Z.
 *
 * @internal
 */
export const START = 1_767_225_600_000;

/**
 * Where in a scenario something happened: a transaction, or what of it is named.
 *
 * @public
 */
export interface Place {
  /** The number of the transaction, from 0. */
  readonly transaction: number;
  /** The number of the phase, from 0. */
  readonly phase?: number;
  /** The number of the execution in its phase, from 0. */
  readonly execution?: number;
  /** The number of the step in its handler, from 0. */
  readonly step?: number;
}

/**
 * Where a trace departs from a rule.
 *
 * @public
 */
export interface Fault {
  /** Where. */
  readonly at: Place;
  /** What the rule allows there. */
  readonly expected: string;
  /** What was there, where the observation alone does not say it. */
  readonly actual?: string;
}

/**
 * What a rule says of one trace: that it was kept, that the trace never reached what the rule is about, where it was broken,
 * or, of a probe, the answer.
 *
 * @public
 */
export type Judgement = 'held' | 'vacuous' | Fault | { readonly answer: string };

/**
 * How one rule is checked: what is drawn, the scenario made of it, and the judgement of a trace.
 *
 * @internal
 */
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

/**
 * Makes a property.
 *
 * @internal
 */
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

/**
 * A step that calls a method.
 *
 * @internal
 */
export function call(method: MethodName, ...args: (object | string | number | undefined)[]): Step {
  return { call: method, args: args.filter((argument) => argument !== undefined) as Template[] };
}

/**
 * A step that lets time pass.
 *
 * @internal
 */
export function wait(milliseconds: number): Step {
  return { wait: milliseconds };
}

/**
 * A scenario of one execution; a wait of no time is no step of it.
 *
 * @internal
 */
export function execution(
  steps: readonly Step[],
  { now = START, event = sampleEvent }: { now?: number; event?: Template } = {},
): Scenario {
  const execute = steps.filter((step) => !('wait' in step && step.wait === 0));
  return transactions([attempt([{ execute }], [], event)], now);
}

/**
 * A scenario of transactions.
 *
 * @internal
 */
export function transactions(scripts: readonly TransactionScript[], now = START): Scenario {
  return { now, factors: [...factorTypes] satisfies FactorType[], transactions: scripts };
}

/**
 * One transaction: its actions, and what the user does.
 *
 * @internal
 */
export function attempt(
  actions: readonly ActionScript[],
  user: readonly UserStep[] = [],
  event: Template = sampleEvent,
): TransactionScript {
  return { event, actions, user };
}

/**
 * A step and what came of it.
 *
 * @internal
 */
export interface Seen {
  /** The step. */
  readonly step: Step;
  /** The arguments of a call; of other steps, none. */
  readonly args: readonly Json[];
  /** What came of it. */
  readonly observation: Observation;
  /** When it happened, in milliseconds since the Unix epoch. */
  readonly time: number;
  /** Where it happened. */
  readonly at: Place;
}

/**
 * The judgement of a scenario of one transaction, by its steps.
 *
 * @internal
 */
export function steps(judge: (seen: Seen[]) => Judgement | Promise<Judgement>): Property['judge'] {
  return (scenario, trace) => judge(seenIn(scenario, trace));
}

/**
 * The judgement of a scenario of one transaction, by what it came to in the end.
 *
 * @internal
 */
export function outcome(
  judge: (outcome: Outcome, seen: Seen[], at: Place) => Judgement,
): Property['judge'] {
  return (scenario, trace) => {
    const { phases = [] } = trace.transactions[0] ?? {};
    const reached = phases.at(-1)?.outcome;
    const seen = seenIn(scenario, trace);
    if (!reached || seen.length === 0) return 'vacuous';
    return judge(reached, seen, { transaction: 0, phase: phases.length - 1 });
  };
}

/** Every step of the first transaction, in the order in which they were done. */
function seenIn({ now, transactions: [script] }: Scenario, trace: Trace): Seen[] {
  const seen: Seen[] = [];
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

/**
 * The steps that called a method.
 *
 * @internal
 */
export function callsOf(seen: readonly Seen[], ...methods: MethodName[]): Seen[] {
  return seen.filter(({ step }) => 'call' in step && methods.includes(step.call));
}

/**
 * What a step returned; `undefined` where it threw or is missing.
 *
 * @internal
 */
export function returnedBy(seen: Seen | undefined): Json | undefined {
  return seen && 'returned' in seen.observation ? seen.observation.returned : undefined;
}

/**
 * Whether a step threw.
 *
 * @internal
 */
export function threw(seen: Seen | undefined): boolean {
  return seen !== undefined && 'threw' in seen.observation;
}

/**
 * The fault that a step departs from a rule.
 *
 * @internal
 */
export function fault(seen: Seen, expected: string, actual?: string): Fault {
  return { at: seen.at, expected, ...(actual !== undefined && { actual }) };
}

/**
 * The first fault of several judgements; else, where any of them held, that.
 *
 * @internal
 */
export function all(judgements: readonly Judgement[]): Judgement {
  return (
    judgements.find((judgement) => typeof judgement === 'object') ??
    (judgements.includes('held') ? 'held' : 'vacuous')
  );
}
