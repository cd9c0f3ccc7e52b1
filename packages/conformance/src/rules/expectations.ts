import type { Outcome } from '@post-challenge/spec';
import { formatExecution } from '../language/format-execution.ts';
import { isObject } from '../language/json.ts';
import type { Judgement, TraceLocation, Violation } from '../language/judgement.ts';
import type { Execution, Trace } from '../language/trace.ts';
import { type StepResult, getPhases, getReturned, hasThrown } from './step-results.ts';

/** A violation by one step. */
export function violation({ at }: StepResult, expected: string, actual?: string): Violation {
  return { at, expected, ...(actual !== undefined && { actual }) };
}

/** A violation by an execution that must not have taken place. */
export function forbidExecution(at: TraceLocation, when: string): Violation {
  return { at, expected: `must not execute ${when}` };
}

/** Combines judgements: the first violation; else held, if one of them held. */
export function combine(judgements: readonly Judgement[]): Judgement {
  return (
    judgements.find((judgement) => typeof judgement === 'object') ??
    (judgements.includes('held') ? 'held' : 'vacuous')
  );
}

/** Expects that a call did not throw. */
export function expectNoError(call: StepResult): Judgement {
  return hasThrown(call) ? violation(call, 'no error') : 'held';
}

/** Expects that a call returned the `api` object. */
function expectApi(call: StepResult): Judgement {
  const returned = getReturned(call);
  if (isObject(returned) && '$api' in returned) return 'held';
  const isApi = isObject(returned) && 'access' in returned && 'cache' in returned;
  return violation(call, 'api', isApi ? ANOTHER_API : undefined);
}

/** Expects that each of several calls returned the `api` object. No source says whether a later call may throw. */
export function expectApiEachTime([first, ...later]: readonly StepResult[]): Judgement {
  return combine([
    first ? expectApi(first) : 'vacuous',
    ...later.filter((call) => !hasThrown(call)).map(expectApi),
  ]);
}

const ANOTHER_API = 'another api object than the one it was called on';

/** Expects that an outcome has a status. */
export function expectStatus(
  { outcome, at }: { readonly outcome: Outcome; readonly at: TraceLocation },
  status: Outcome['status'],
): Judgement {
  return outcome.status === status ? 'held' : { at, expected: `{ status: "${status}", … }` };
}

/** Expects that no action after this one executed in a phase of the first transaction. */
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

/** Expects that no action after this one executed in a phase of the first transaction, nor in any later phase. */
export function expectNoLaterActions(
  trace: Trace,
  action: number,
  phase: number,
  when: string,
): Judgement {
  const phases = [...getPhases(trace).keys()].slice(phase);
  return combine(phases.map((later) => expectNoLaterAction(trace, action, later, when)));
}

/**
 * Expects the executions of a phase, by name and in order; vacuous if there is no such phase.
 *
 * @param exactly - Whether no further executions may follow them.
 * @param handlers - The handlers whose executions count.
 */
export function expectExecutions(
  trace: Trace,
  place: { readonly transaction: number; readonly phase: number },
  expected: readonly string[],
  { exactly = true, handlers = ['execute', 'continue'] as readonly Execution['handler'][] } = {},
): Judgement {
  const phase = getPhases(trace, place.transaction)[place.phase];
  if (!phase) return 'vacuous';
  const actual = [...phase.executions.entries()].filter(([, { handler }]) =>
    handlers.includes(handler),
  );
  const length = exactly ? Math.max(actual.length, expected.length) : expected.length;
  for (let number = 0; number < length; number += 1) {
    const expectedName = expected[number];
    const [index, execution] = actual[number] ?? [];
    if (execution && formatExecution(execution) === expectedName) continue;
    if (index === undefined) return { at: place, expected: `${expectedName} to follow` };
    const at = { ...place, execution: index };
    return expectedName === undefined
      ? forbidExecution(at, 'after the last action')
      : { at, expected: `must not execute before ${expectedName}` };
  }
  return 'held';
}

/** Lists the names of the execute handlers of the actions `from` up to, but not including, `to`. */
export function listExecuteHandlers(from: number, to: number): string[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, n) =>
    formatExecution({ action: from + n, handler: 'execute' }),
  );
}
