import type { Outcome } from '@post-challenge/spec';
import { formatEvent } from './format-event.ts';
import type { Json } from '../language/json.ts';
import { formatExecution } from '../language/format-execution.ts';
import type { Violation } from '../language/judgement.ts';
import type { TraceLocation } from '../language/judgement.ts';
import type { ActionScript, ChangeStep, Scenario, Step, UserStep } from '../language/scenario.ts';
import { formatValue, formatShortValue } from '../language/format-value.ts';
import type { Execution, Observation, Phase, Trace } from '../language/trace.ts';

const MAX_CALL_WIDTH = 64;
const MAX_RESULT_WIDTH = 72;

/** A line of the script: what was done, what came of it, and the mark of the fault where it lies here. */
interface ScriptLine {
  readonly number?: number;
  readonly text: string;
  readonly came?: string;
  readonly mark?: string;
}

/** What a script shows besides the steps. */
interface ScriptOptions {
  /** The fault; its place is marked. */
  readonly violation?: Violation;
  /** Whether every outcome is shown; else only one at which the fault lies. */
  readonly outcomes?: boolean;
  /** Whether the events are shown that the handlers were given. */
  readonly events?: boolean;
}

/** What happened, step by step, with the place where a rule was broken, and what the rule allows there. */
export function formatFailure({
  scenario,
  trace,
  violation,
}: {
  scenario: Scenario;
  trace: Trace;
  violation: Violation;
}): string {
  return [
    formatScript(scenario, trace, { violation }),
    ...(isAtExecution(violation.at) ? [] : [`   expected   ${violation.expected}`]),
    ...(violation.actual === undefined ? [] : [`   actual     ${violation.actual}`]),
  ].join('\n');
}

/** What happened, step by step. */
export function formatScript(scenario: Scenario, trace: Trace, options: ScriptOptions): string {
  const lines = trace.transactions.flatMap(({ phases }, transaction) => {
    const { actions = [], event = null } = scenario.transactions[transaction] ?? {};
    return [
      ...(trace.transactions.length > 1 ? [{ text: `transaction ${transaction + 1}` }] : []),
      ...formatEvent(event, scenario.now).map((line) => ({ text: line })),
      ...phases.flatMap((one, phase) =>
        createPhaseLines(scenario, one, { transaction, phase }, options),
      ),
      ...createUnexecutedLines(actions, phases),
    ];
  });
  return alignLines(lines).join('\n');
}

function alignLines(lines: readonly ScriptLine[]): string[] {
  const resultLines = lines.filter(({ came }) => came !== undefined);
  const widest = (texts: (string | undefined)[], maxWidth: number) =>
    Math.min(maxWidth, Math.max(0, ...texts.map((text) => text?.length ?? 0)));
  const width = widest(
    resultLines.map(({ text }) => text),
    MAX_CALL_WIDTH,
  );
  const resultWidth = widest(
    resultLines.map(({ came }) => came),
    MAX_RESULT_WIDTH,
  );
  return lines.map(({ number, text, came, mark }) => {
    const label = `   ${String(number ?? '').padStart(2)}  ${came === undefined ? text : text.padEnd(width)}`;
    const right = came === undefined ? '' : `  → ${mark ? came.padEnd(resultWidth) : came}`;
    return `${label}${right}${mark ? `   ← ${mark}` : ''}`.trimEnd();
  });
}

/** The handlers that did not execute. */
function createUnexecutedLines(
  actions: readonly ActionScript[],
  phases: readonly Phase[],
): ScriptLine[] {
  const executed = new Set(phases.flatMap(({ executions }) => executions.map(formatExecution)));
  const names = actions.flatMap((script, action) =>
    (['execute', 'continue'] as const)
      .filter((handler) => script[handler])
      .map((handler) => formatExecution({ action, handler })),
  );
  const left = names.filter((name) => !executed.has(name));
  return left.length > 0 ? [{ text: `not executed: ${left.join(', ')}` }] : [];
}

/** Whether a fault lies at a whole execution: the mark beside it says all. */
function isAtExecution({ execution, step }: TraceLocation): boolean {
  return execution !== undefined && step === undefined;
}

function createPhaseLines(
  scenario: Scenario,
  phase: Phase,
  location: TraceLocation,
  shown: ScriptOptions,
): ScriptLine[] {
  const isViolation =
    isViolationLocation(shown.violation, location) && shown.violation?.at.execution === undefined;
  return [
    ...(phase.input ? [{ text: formatUserStep(phase.input) }] : []),
    ...phase.executions.flatMap((one, execution) =>
      createExecutionLines(scenario, one, { ...location, execution }, shown),
    ),
    ...(phase.refused === undefined ? [] : [{ text: `refused: ${phase.refused}` }]),
    ...(phase.outcome && (isViolation || shown.outcomes)
      ? [createOutcomeLine(phase.outcome, isViolation)]
      : []),
  ];
}

function createExecutionLines(
  { transactions, now }: Scenario,
  { action, handler, event, observations }: Execution,
  place: TraceLocation,
  { violation: fault, events }: ScriptOptions,
): ScriptLine[] {
  const { actions = [], event: initialEvent = null } = transactions[place.transaction] ?? {};
  const steps = actions[action]?.[handler] ?? [];
  const isNamed = actions.length > 1 || handler === 'continue' || steps.length === 0;
  const isBroken = fault && isViolationLocation(fault, place) && isAtExecution(fault.at);
  const handlerLine = {
    text: formatExecution({ action, handler }),
    ...(isBroken && { mark: fault.expected }),
  };
  const eventTexts = events ? formatEvent(event ?? initialEvent, now) : [];
  return [
    ...(isNamed || isBroken ? [handlerLine] : []),
    ...eventTexts.map((told) => ({ text: `  is given ${told}` })),
    ...observations.map((observation, step) =>
      createStepLine(
        steps,
        observation,
        step,
        fault && isViolationLocation(fault, { ...place, step }),
      ),
    ),
    ...createThrowLine(steps[observations.length], observations.length),
  ];
}

function isViolationLocation(fault: Violation | undefined, place: TraceLocation): boolean {
  return Object.entries(place).every(
    ([name, number]) => fault?.at[name as keyof TraceLocation] === number,
  );
}

function createOutcomeLine(outcome: Outcome, here: boolean): ScriptLine {
  const result = formatShortValue(outcome as unknown as Json, 2 * MAX_RESULT_WIDTH);
  return { text: 'outcome', came: result, ...(here && { mark: 'here' }) };
}

/** The step that ended the handler; nothing is observed of it. */
function createThrowLine(step: Step | undefined, number: number): ScriptLine[] {
  return step && 'throw' in step ? [{ number: number + 1, text: formatStep(step) }] : [];
}

function createStepLine(
  steps: readonly Step[],
  observation: Observation,
  number: number,
  here: boolean | undefined,
): ScriptLine {
  const step = steps[number];
  const came =
    step && 'read' in step
      ? formatReading(steps, observation, number)
      : step && 'call' in step && formatObservation(observation, here);
  return {
    number: number + 1,
    text: step ? formatStep(step) : 'a step that the scenario does not have',
    ...(came && { came }),
    ...(here && { mark: 'here' }),
  };
}

/** How a namespace compares with the first reading of it, which has nothing to be compared with. */
function formatReading(
  steps: readonly Step[],
  observation: Observation,
  number: number,
): string | undefined {
  const read = JSON.stringify(steps[number]);
  const first = steps.findIndex((step) => JSON.stringify(step) === read);
  if (first === number) return undefined;
  const isSame = 'returned' in observation && observation.returned === true;
  return `${isSame ? 'the same object as' : 'another object than'} in step ${first + 1}`;
}

function formatStep(step: Step): string {
  if ('wait' in step) return `${step.wait} ms pass`;
  if ('throw' in step) return `throws ${formatValue(step.throw)}`;
  if ('read' in step) return `api.${step.read}`;
  if ('change' in step) return formatChangeStep(step);
  const frozen = step.frozen ? '  (frozen)' : '';
  return `api.${step.call}(${step.args.map((argument) => formatValue(argument)).join(', ')})${frozen}`;
}

function formatChangeStep({ change, of }: ChangeStep): string {
  return change === 'result'
    ? `removes every member of what step ${of + 1} returned`
    : `empties the lists that step ${of + 1} was given`;
}

/** What came of a call; in full unless the fault lies at another step. */
function formatObservation(observation: Observation, full = true): string {
  const width = full ? 2 * MAX_RESULT_WIDTH : MAX_RESULT_WIDTH;
  if ('missing' in observation) return 'missing';
  const { changed, promised } = observation;
  if (changed && full) return `arguments became ${formatShortValue(changed, width)}`;
  if ('returned' in observation) {
    const returned = formatShortValue(observation.returned, width);
    return promised ? `a promise of ${returned}` : returned;
  }
  const { name, message } = observation.threw;
  const thrown = JSON.stringify(`throws ${name}: ${message}`).slice(1, -1);
  return thrown.length <= 2 * width ? thrown : `${thrown.slice(0, 2 * width - 1)}…`;
}

function formatUserStep(input: UserStep): string {
  if ('wait' in input) return `${input.wait} ms pass`;
  if ('completes' in input)
    return `user completes ${formatValue(input.completes as unknown as Json)}`;
  const { method, query, body } = input.returns;
  return `user returns by ${method} with query ${formatShortValue(query, 40)}, body ${formatShortValue(body, 40)}`;
}
