import type { Outcome } from '@post-challenge/spec';
import { formatEvent } from './format-event.ts';
import type { Json } from '../language/json.ts';
import { formatExecution } from '../language/format-execution.ts';
import type { Violation } from '../language/judgement.ts';
import type { TraceLocation } from '../language/judgement.ts';
import type { ActionScript, ChangeStep, Scenario, Step, UserStep } from '../language/scenario.ts';
import { formatLine, formatValue, formatShortValue } from '../language/format-value.ts';
import type {
  Execution,
  Observation,
  Phase,
  ReturnObservation,
  ThrowObservation,
  Trace,
} from '../language/trace.ts';

const MAX_CALL_WIDTH = 64;
const MAX_RESULT_WIDTH = 72;

/** A line of the script: a step, its result, and a mark if the violation is here. */
interface ScriptLine {
  readonly number?: number;
  readonly text: string;
  readonly result?: string;
  readonly mark?: string;
}

/** The options of a script. */
interface ScriptOptions {
  /** The violation to mark. */
  readonly violation?: Violation;
  /** Whether the script shows every outcome. Otherwise it shows only the outcome that is the violation. */
  readonly outcomes?: boolean;
  /** Whether the script shows the event of each handler. */
  readonly events?: boolean;
}

/** Formats a failure: the script, with a mark at the violation, and the results that the rule allows there. */
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

/** Formats a scenario and its trace as a script, one step a line. */
export function formatScript(scenario: Scenario, trace: Trace, options: ScriptOptions): string {
  const lines = trace.transactions.flatMap<ScriptLine>(({ phases }, transaction) => {
    const { actions = [], event = null } = scenario.transactions[transaction] ?? {};
    return [
      ...(trace.transactions.length > 1 ? [{ text: `transaction ${transaction + 1}` }] : []),
      ...formatEvent(event, scenario.now).map((line) => ({ text: line })),
      ...phases.flatMap((phase, index) =>
        createPhaseLines(scenario, phase, { transaction, phase: index }, options),
      ),
      ...createUnexecutedLines(actions, phases),
    ];
  });
  return alignLines([...createOrderLine(scenario), ...lines]).join('\n');
}

/** Creates a line about the order of the transactions, unless one follows another. */
function createOrderLine({ order }: Scenario): ScriptLine[] {
  if (!order) return [];
  const numbers = order.map((number) => number + 1).join(', ');
  return [{ text: `the transactions take their steps in this order: ${numbers}` }];
}

function alignLines(lines: readonly ScriptLine[]): string[] {
  const resultLines = lines.filter(({ result }) => result !== undefined);
  const widest = (texts: (string | undefined)[], maxWidth: number) =>
    Math.min(maxWidth, Math.max(0, ...texts.map((text) => text?.length ?? 0)));
  const width = widest(
    resultLines.map(({ text }) => text),
    MAX_CALL_WIDTH,
  );
  const resultWidth = widest(
    resultLines.map(({ result }) => result),
    MAX_RESULT_WIDTH,
  );
  return lines.map(({ number, text, result, mark }) => {
    const label = `   ${String(number ?? '').padStart(2)}  ${result === undefined ? text : text.padEnd(width)}`;
    const right = result === undefined ? '' : `  → ${mark ? result.padEnd(resultWidth) : result}`;
    return `${label}${right}${mark ? `   ← ${mark}` : ''}`.trimEnd();
  });
}

/** Creates a line about the handlers that did not execute. */
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

/** Whether a violation concerns a whole execution. Its mark then holds the expectation. */
function isAtExecution({ execution, step }: TraceLocation): boolean {
  return execution !== undefined && step === undefined;
}

function createPhaseLines(
  scenario: Scenario,
  phase: Phase,
  location: TraceLocation,
  options: ScriptOptions,
): ScriptLine[] {
  const isViolation =
    isViolationLocation(options.violation, location) &&
    options.violation?.at.execution === undefined;
  return [
    ...(phase.input ? [{ text: formatUserStep(phase.input) }] : []),
    ...phase.executions.flatMap((execution, index) =>
      createExecutionLines(scenario, execution, { ...location, execution: index }, options),
    ),
    ...(phase.refused === undefined
      ? []
      : [{ text: `refused: ${formatLine(phase.refused, 2 * MAX_RESULT_WIDTH)}` }]),
    ...(phase.outcome && (isViolation || options.outcomes)
      ? [createOutcomeLine(phase.outcome, isViolation)]
      : []),
  ];
}

function createExecutionLines(
  { transactions, now }: Scenario,
  execution: Execution,
  location: TraceLocation,
  { violation, events }: ScriptOptions,
): ScriptLine[] {
  const { transaction, action, handler, event, observations } = execution;
  const { actions = [], event: initialEvent = null } =
    transactions[transaction ?? location.transaction] ?? {};
  const steps = actions[action]?.[handler] ?? [];
  const isNamed =
    transaction !== undefined ||
    describeOverlap(execution) !== '' ||
    actions.length > 1 ||
    handler === 'continue' ||
    steps.length === 0;
  const isBroken =
    violation && isViolationLocation(violation, location) && isAtExecution(violation.at);
  const handlerLine = {
    text: `${formatExecution(execution)}${describeOverlap(execution)}`,
    ...(isBroken && { mark: violation.expected }),
  };
  const eventTexts = events ? formatEvent(event ?? initialEvent, now) : [];
  return [
    ...(isNamed || isBroken ? [handlerLine] : []),
    ...eventTexts.map((text) => ({ text: `  is given ${text}` })),
    ...observations.map((observation, step) =>
      createStepLine(
        steps,
        observation,
        step,
        violation && isViolationLocation(violation, { ...location, step }),
      ),
    ),
    ...createThrowLine(steps[observations.length], observations.length),
  ];
}

/** Describes that the host did not wait for a handler. */
function describeOverlap({ overlapped, unfinished }: Execution): string {
  if (overlapped) return ', before the handler above had ended: the host did not wait';
  return unfinished ? ', which had not ended when the host answered: the host did not wait' : '';
}

function isViolationLocation(violation: Violation | undefined, location: TraceLocation): boolean {
  return Object.entries(location).every(
    ([name, number]) => violation?.at[name as keyof TraceLocation] === number,
  );
}

function createOutcomeLine(outcome: Outcome, here: boolean): ScriptLine {
  const result = formatShortValue(outcome as unknown as Json, 2 * MAX_RESULT_WIDTH);
  return { text: 'outcome', result, ...(here && { mark: 'here' }) };
}

/** Creates the line of the step that ended the handler. It has no observation. */
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
  const result =
    step && 'read' in step
      ? formatReading(steps, observation, number)
      : step && 'call' in step && formatObservation(observation, here);
  return {
    number: number + 1,
    text: step ? formatStep(step) : 'a step that the scenario does not have',
    ...(result && { result }),
    ...(here && { mark: 'here' }),
  };
}

/** Compares a namespace with the first reading of it. The first reading itself has no result. */
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
  if ('turn' in step) return `${step.turn} turns of the event loop pass`;
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

/** Formats the result of a call, shortened if the violation is at another step. */
function formatObservation(observation: Observation, full = true): string {
  const width = full ? 2 * MAX_RESULT_WIDTH : MAX_RESULT_WIDTH;
  if ('missing' in observation) return 'missing';
  const { changed } = observation;
  const result = formatResult(observation, width);
  return changed && full
    ? `${result}, and the arguments became ${formatShortValue(changed, width)}`
    : result;
}

/** Formats what a call returned or threw. */
function formatResult(observation: ReturnObservation | ThrowObservation, width: number): string {
  const { promised } = observation;
  if ('returned' in observation) {
    const returned = formatShortValue(observation.returned, width);
    return promised ? `a promise of ${returned}` : returned;
  }
  const { name, message } = observation.threw;
  return formatLine(`${promised ? 'a promise that ' : ''}throws ${name}: ${message}`, 2 * width);
}

function formatUserStep(input: UserStep): string {
  if ('wait' in input) return `${input.wait} ms pass`;
  if ('completes' in input)
    return `user completes ${formatValue(input.completes as unknown as Json)}`;
  const { method, query, body } = input.returns;
  return `user returns by ${method} with query ${formatShortValue(query, 40)}, body ${formatShortValue(body, 40)}`;
}
