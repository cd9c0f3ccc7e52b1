import type { FactorSelector, MethodName } from '@post-challenge/spec';
import fc from 'fast-check';
import { type Json, type JsonObject, isObject } from '../language/json.ts';
import { type Judgement } from '../language/judgement.ts';
import { transaction, call, createScenario } from './property.ts';
import { type TraceLocation } from '../language/judgement.ts';
import type {
  ActionScript,
  CallStep,
  CompletesStep,
  ReturnsStep,
  Scenario,
  Step,
  TransactionScript,
  UserStep,
} from '../language/scenario.ts';
import { formatValue } from '../language/format-value.ts';
import type { Execution, Phase, Trace } from '../language/trace.ts';
import { formatExecution } from '../language/format-execution.ts';

/** Where a redirect of a scenario goes. */
const TARGET = 'https://verify.example.com/';

/** Where among the actions, and in which handler, something is called. */
export interface Placement {
  /** How many actions come before. */
  readonly before: number;
  /** How many actions come after. */
  readonly after: number;
  /** Whether it is called in the continue handler. */
  readonly inContinue: boolean;
}

/** A placement with later actions. */
export const placement: fc.Arbitrary<Placement> = fc.record(
  {
    before: fc.integer({ min: 0, max: 1 }),
    after: fc.integer({ min: 1, max: 2 }),
    inContinue: fc.boolean(),
  },
  { noNullPrototype: true },
);

/** An action that does nothing. */
export const noopAction: ActionScript = { execute: [] };

/** The step that sends the user away. */
export const redirectStep: Step = call('redirect.sendUserTo', TARGET);

/** An action that sends the user away, and what it does when the user is back. */
export function redirectAndContinue(steps: readonly Step[] = []): ActionScript {
  return { execute: [redirectStep], continue: steps };
}

/** The user's return, with the state of the n-th redirect. */
export function returnUser(
  redirect = 0,
  { query, body = {}, method = 'GET' }: Partial<ReturnsStep['returns']> = {},
): ReturnsStep {
  const state: JsonObject = { $state: redirect };
  return { returns: { method, query: { state, ...(query as JsonObject | undefined) }, body } };
}

/** The user completes a factor. */
export function completeFactor({ type }: FactorSelector): CompletesStep {
  return { completes: { type } };
}

/** A transaction in which an action does the steps where the placement says. */
export function placeSteps(
  { before, after, inContinue }: Placement,
  steps: readonly Step[],
  user: readonly UserStep[] = [],
): TransactionScript {
  const idles = (count: number): ActionScript[] => Array.from({ length: count }, () => noopAction);
  const subject = inContinue ? redirectAndContinue(steps) : { execute: steps };
  return transaction(
    [...idles(before), subject, ...idles(after)],
    [...(inContinue ? [returnUser()] : []), ...user],
  );
}

/** A scenario of one such transaction. */
export function placeAlone(...parts: Parameters<typeof placeSteps>): Scenario {
  return createScenario([placeSteps(...parts)]);
}

/** The execution in which a method was called for the first time. */
export interface CallingExecution {
  /** The number of the action. */
  readonly action: number;
  /** The number of the phase. */
  readonly phase: number;
  /** What came of the call. */
  readonly execution: Execution;
}

/** Nothing where a later action has executed before, or a continue handler without a return: the call was out of place. */
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
      const returned = input !== undefined && 'returns' in input;
      const outOfPlace = action < latest || (handler === 'continue' && !returned);
      return outOfPlace ? undefined : { action, phase, execution };
    }
    latest = Math.max(latest, ...executions.map(({ action }) => action));
  }
  return undefined;
}

/** The phases of a transaction. */
export function getPhases(trace: Trace, transaction = 0): readonly Phase[] {
  return trace.transactions[transaction]?.phases ?? [];
}

/** The judgement of a transaction from the execution on in which a method is called. */
export function judgeSince(
  method: MethodName,
  judge: (subject: CallingExecution, trace: Trace, scenario: Scenario) => Judgement,
) {
  return (scenario: Scenario, trace: Trace): Judgement => {
    const subject = findCallingExecution(scenario, trace, method);
    return subject ? judge(subject, trace, scenario) : 'vacuous';
  };
}

/** The judgement that no action later than one executes in a phase. */
export function expectNoLaterAction(
  trace: Trace,
  action: number,
  phase: number,
  when: string,
): Judgement {
  const { executions = [] } = getPhases(trace)[phase] ?? {};
  const execution = executions.findIndex((other) => other.action > action);
  return execution < 0 ? 'held' : forbidExecution({ transaction: 0, phase, execution }, when);
}

/** The judgement that the executions of a phase, of some handlers, are those that are named, or begin with them. */
export function expectExecutions(
  trace: Trace,
  place: { readonly transaction: number; readonly phase: number },
  expected: readonly string[],
  { exactly = true, handlers = ['execute', 'continue'] as readonly Execution['handler'][] } = {},
): Judgement {
  const phase = getPhases(trace, place.transaction)[place.phase];
  if (!phase) return 'vacuous';
  const actual = [...phase.executions.entries()].filter(([, one]) =>
    handlers.includes(one.handler),
  );
  const length = exactly ? Math.max(actual.length, expected.length) : expected.length;
  for (let number = 0; number < length; number += 1) {
    const wanted = expected[number];
    const [execution, one] = actual[number] ?? [];
    if (one && formatExecution(one) === wanted) continue;
    if (execution === undefined) return { at: place, expected: `${wanted} to follow` };
    const at = { ...place, execution };
    return wanted === undefined
      ? forbidExecution(at, 'after the last action')
      : { at, expected: `must not execute before ${wanted}` };
  }
  return 'held';
}

/** The names of the execute handlers of some actions. */
export function listExecuteHandlers(from: number, to: number): string[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, n) =>
    formatExecution({ action: from + n, handler: 'execute' }),
  );
}

/** The fault that something executed when it must not. */
export function forbidExecution(at: TraceLocation, when: string): Judgement {
  return { at, expected: `must not execute ${when}` };
}

/** The judgement that what the first call of `cache.set` stored is found by the last call of `cache.get`. */
export function judgeStoredValue(scenario: Scenario, trace: Trace): Judgement {
  const calls = collectCalls(scenario, trace);
  const set = calls.find(({ step }) => step.call === 'cache.set');
  const got = calls.findLast(({ step }) => step.call === 'cache.get');
  if (!set || !got || !hasType(set.returned, 'success')) return 'vacuous';
  const value = set.step.args[1];
  const found = isObject(got.returned) && got.returned['value'] === value;
  return found ? 'held' : { at: got.at, expected: `a record of ${formatValue(value)}` };
}

interface CallResult {
  readonly step: CallStep;
  readonly returned: Json | undefined;
  readonly at: TraceLocation;
}

/** Every call of every transaction, in order. */
function collectCalls({ transactions }: Scenario, trace: Trace): CallResult[] {
  return transactions.flatMap(({ actions }, transaction) =>
    getPhases(trace, transaction).flatMap(({ executions }, phase) =>
      executions.flatMap(({ action, handler, observations }, execution) =>
        observations.flatMap((observation, number) => {
          const step = actions[action]?.[handler]?.[number];
          if (!step || !('call' in step)) return [];
          const returned = 'returned' in observation ? observation.returned : undefined;
          return [{ step, returned, at: { transaction, phase, execution, step: number } }];
        }),
      ),
    ),
  );
}

function hasType(returned: Json | undefined, type: string): boolean {
  return isObject(returned) && returned['type'] === type;
}
