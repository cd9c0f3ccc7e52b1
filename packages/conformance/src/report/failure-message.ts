import { type Outcome, factorTypes } from '@post-challenge/spec';
import { formatEvent, formatToken } from './format-event.ts';
import { type Json, isObject } from '../language/json.ts';
import { formatExecution } from '../language/format-execution.ts';
import type { Violation } from '../language/judgement.ts';
import type { TraceLocation } from '../language/judgement.ts';
import type {
  ActionScript,
  ChangeStep,
  Scenario,
  Step,
  TokenRecipe,
  UserRequest,
  UserStep,
} from '../language/scenario.ts';
import { formatLine, formatValue, formatShortValue } from '../language/format-value.ts';
import { relateTimes } from './relate-times.ts';
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

/** A script that is being formatted. */
interface Script extends ScriptOptions {
  readonly scenario: Scenario;
  /** The time of the step that comes next, in milliseconds since the Unix epoch. */
  time: number;
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
    ...(violation.forbiddenBy ? [`   see        ${violation.forbiddenBy.join(', ')}`] : []),
  ].join('\n');
}

/** Formats a scenario and its trace as a script, one step a line. */
export function formatScript(scenario: Scenario, trace: Trace, options: ScriptOptions): string {
  const script: Script = { ...options, scenario, time: scenario.now };
  const lines = trace.transactions.flatMap<ScriptLine>(({ phases }, transaction) => {
    const { actions = [], event = null } = scenario.transactions[transaction] ?? {};
    return [
      ...(trace.transactions.length > 1 ? [{ text: `transaction ${transaction + 1}` }] : []),
      ...formatEvent(event, scenario.now).map((line) => ({ text: line })),
      ...phases.flatMap((phase, index) =>
        createPhaseLines(script, phase, { transaction, phase: index }),
      ),
      ...createUnexecutedLines(actions, phases),
    ];
  });
  return alignLines([...createTenantLine(scenario), ...createOrderLine(scenario), ...lines]).join(
    '\n',
  );
}

/** Creates a line about the factors that the tenant has not enabled. */
function createTenantLine({ factors }: Scenario): ScriptLine[] {
  const disabled = factorTypes.filter((type) => !factors.includes(type));
  return disabled.length > 0 ? [{ text: `the tenant has not enabled ${disabled.join(', ')}` }] : [];
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

/** Creates a line about the handlers that did not execute. A continue handler counts once the user has returned. */
function createUnexecutedLines(
  actions: readonly ActionScript[],
  phases: readonly Phase[],
): ScriptLine[] {
  const executed = new Set(phases.flatMap(({ executions }) => executions.map(formatExecution)));
  const hasReturned = phases.some(
    ({ input }) => input && ('returns' in input || 'submits' in input),
  );
  const names = actions.flatMap((script, action) =>
    (['execute', 'continue'] as const)
      .filter((handler) => script[handler] && (handler === 'execute' || hasReturned))
      .map((handler) => formatExecution({ action, handler })),
  );
  const left = names.filter((name) => !executed.has(name));
  return left.length > 0 ? [{ text: `not executed: ${left.join(', ')}` }] : [];
}

/** Whether a violation concerns a whole execution. Its mark then holds the expectation. */
function isAtExecution({ execution, step }: TraceLocation): boolean {
  return execution !== undefined && step === undefined;
}

function createPhaseLines(script: Script, phase: Phase, location: TraceLocation): ScriptLine[] {
  const { violation, outcomes } = script;
  const isViolation =
    isViolationLocation(violation, location) && violation?.at.execution === undefined;
  return [
    ...(phase.input ? createUserLines(script, phase.input, location) : []),
    ...phase.executions.flatMap((execution, index) =>
      createExecutionLines(script, execution, { ...location, execution: index }),
    ),
    ...(phase.refused === undefined
      ? []
      : [{ text: `refused: ${formatLine(phase.refused, 2 * MAX_RESULT_WIDTH)}` }]),
    ...(phase.outcome && (isViolation || outcomes)
      ? [createOutcomeLine(phase.outcome, isViolation)]
      : []),
  ];
}

function createExecutionLines(
  script: Script,
  execution: Execution,
  location: TraceLocation,
): ScriptLine[] {
  const { violation, events } = script;
  const { transactions, now } = script.scenario;
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
      createStepLine(script, steps, observation, { ...location, step }),
    ),
    ...createThrowLine(steps[observations.length], observations.length),
  ];
}

/** Describes that the host did not wait for a handler. */
function describeOverlap({ overlapped, unfinished }: Execution): string {
  if (overlapped) return ', before the handler above had ended';
  return unfinished ? ', which was still running when the host answered' : '';
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
  return step && 'throw' in step ? [{ number: number + 1, text: formatStep(step, 0) }] : [];
}

function createStepLine(
  script: Script,
  steps: readonly Step[],
  observation: Observation,
  location: TraceLocation & { readonly step: number },
): ScriptLine {
  const number = location.step;
  const here = script.violation && isViolationLocation(script.violation, location);
  const step = steps[number];
  if (step && 'wait' in step) script.time += step.wait;
  const result =
    step && 'read' in step
      ? formatReading(steps, observation, number)
      : step && 'call' in step && formatObservation(observation, script.time, here);
  return {
    number: number + 1,
    text: step ? formatStep(step, script.time) : 'a step that the scenario does not have',
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

function formatStep(step: Step, time: number): string {
  if ('wait' in step) return `${step.wait} ms pass`;
  if ('turn' in step) return `${step.turn} ${step.turn === 1 ? 'turn' : 'turns'} of the event loop`;
  if ('throw' in step) return `throws ${formatValue(step.throw)}`;
  if ('read' in step) return `api.${step.read}`;
  if ('change' in step) return formatChangeStep(step);
  const frozen = step.frozen ? '  (frozen)' : '';
  const args = step.args.map((argument) => formatValue(relateTimes(argument, time)));
  return `api.${step.call}(${args.join(', ')})${frozen}`;
}

function formatChangeStep({ change, of }: ChangeStep): string {
  return change === 'result'
    ? `removes every member of what step ${of + 1} returned`
    : `empties the lists that step ${of + 1} was given`;
}

/** Formats the result of a call, shortened if the violation is at another step. */
function formatObservation(observation: Observation, time: number, full = true): string {
  const width = full ? 2 * MAX_RESULT_WIDTH : MAX_RESULT_WIDTH;
  if ('missing' in observation) return 'missing';
  const { changed } = observation;
  const result = formatResult(observation, time, width);
  return changed && full
    ? `${result}, and the arguments became ${formatShortValue(changed, width)}`
    : result;
}

/** Formats what a call returned or threw. */
function formatResult(
  observation: ReturnObservation | ThrowObservation,
  time: number,
  width: number,
): string {
  const { promised } = observation;
  if ('returned' in observation) {
    const returned = formatShortValue(relateTimes(observation.returned, time), width);
    return promised ? `a promise of ${returned}` : returned;
  }
  const { name, message } = observation.threw;
  return formatLine(`${promised ? 'a promise that ' : ''}throws ${name}: ${message}`, 2 * width);
}

/** Creates the lines of a step of the user, with the recipes of the tokens that a return brings. */
function createUserLines(script: Script, input: UserStep, location: TraceLocation): ScriptLine[] {
  if ('wait' in input) script.time += input.wait;
  const { transactions, now } = script.scenario;
  const step = transactions[location.transaction]?.user[(location.phase ?? 0) - 1];
  const tokens = step && 'returns' in step ? formatTokens(step.returns, now) : [];
  return [formatUserStep(input), ...tokens].map((text) => ({ text }));
}

/** Formats the recipes of the tokens of a return. Equal tokens share their lines. */
function formatTokens({ query, body }: UserRequest, now: number): string[] {
  const places = new Map<string, string[]>();
  for (const [part, members] of Object.entries({ query, body })) {
    for (const [name, value] of Object.entries(isObject(members) ? members : {})) {
      if (!isObject(value) || !('$token' in value)) continue;
      const recipe = JSON.stringify(value['$token']);
      places.set(recipe, [...(places.get(recipe) ?? []), `${part}.${name}`]);
    }
  }
  return [...places].flatMap(([recipe, paths]) =>
    formatToken(paths.join(' and '), JSON.parse(recipe) as TokenRecipe, now).map(
      (line) => `  ${line}`,
    ),
  );
}

function formatUserStep(input: UserStep): string {
  if ('wait' in input) return `${input.wait} ms pass`;
  if ('completes' in input)
    return `user completes ${formatValue(input.completes as unknown as Json)}`;
  if ('submits' in input) {
    const { fields, vars } = input.submits;
    const more = vars === undefined ? '' : `, vars ${formatShortValue(vars, 40)}`;
    return `user submits the form with fields ${formatShortValue(fields, 40)}${more}`;
  }
  const { method, query, body } = input.returns;
  return `user returns by ${method} with query ${formatShortValue(query, 40)}, body ${formatShortValue(body, 40)}`;
}
