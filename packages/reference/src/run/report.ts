import type { FactorSelector, Outcome, TransactionInput } from '@post-challenge/spec';
import { type Paint, escapeControls, isObject, wrapText } from '@post-challenge/spec/command-line';
import { inspect } from 'node:util';
import { listTypes } from '../api/factors.ts';
import { listHints } from './hints.ts';
import type { Call, Execution, LateCall, Phase, Thrown } from './record.ts';
import type { Redact } from './redact.ts';
import type { RunResult } from './run.ts';
import type { Warning } from './warning.ts';

/** The largest width of a line that holds both a call and its result. */
const MAXIMUM_WIDTH = 100;

/** Formats a run for people: the executions and their calls, the inputs of the user, the outcome and the hints. */
export function formatPretty(
  result: RunResult,
  redact: Redact,
  paint: Paint,
  width: number,
): string {
  return formatPhases(result.phases, listHints(result), redact, { paint, width });
}

/** Formats phases of a transaction for people, and hints. */
export function formatPhases(
  phases: readonly Phase[],
  hints: readonly string[],
  redact: Redact,
  look: Look,
): string {
  const blocks = phases.flatMap((phase) => formatPhase(redact(phase), look));
  const wrapped = redact(hints).map((hint) => wrapText(escapeControls(hint), look.width));
  return `${[...blocks, ...wrapped].join('\n\n')}\n`;
}

/** How the report looks. */
export interface Look {
  readonly paint: Paint;
  /** The width of the terminal. */
  readonly width: number;
}

/** Formats a run as JSON. */
export function formatJson(result: RunResult, redact: Redact): string {
  const report = createJsonReport(result, listHints(result), redact);
  return `${escapeControls(JSON.stringify(report, null, 2))}\n`;
}

/** Creates the members of a report as JSON. */
export function createJsonReport(
  { phases, warnings }: Pick<RunResult, 'phases' | 'warnings'>,
  hints: readonly string[],
  redact: Redact,
): object {
  return redact({ outcome: phases.at(-1)?.outcome, phases, warnings, hints });
}

/** Formats the reason of a failure: the error of an action with its location, or the message of the runtime. */
export function formatFailure({ phases, transaction }: RunResult, redact: Redact): string {
  const execution = phases.flatMap(({ executions }) => executions).at(-1);
  if (!execution?.threw)
    return transaction.status === 'failed' ? joinLines(redact(transaction.message)) : '';
  const { path, threw } = execution;
  return formatLateCall({ ...threw, path }, redact);
}

/** Formats a late call with its location. */
export function formatLateCall(call: LateCall, redact: Redact): string {
  const redacted = redact(call);
  return `${formatThrown(redacted)}\n${formatPlace(redacted)}`;
}

/** Formats a warning with its location. */
export function formatWarning(warning: Warning): string {
  return `Warning: ${joinLines(warning.message)}\n${formatPlace(warning)}`;
}

function formatPlace({ path, place }: Pick<Warning, 'path' | 'place'>): string {
  return `    at ${joinLines(path)}${place === undefined ? '' : `:${place}`}`;
}

/** Formats an outcome on one line. */
export function formatOutcome(outcome: Outcome): string {
  switch (outcome.status) {
    case 'completed':
      return `completed${outcome.resultUrl === undefined ? '' : `, result URL ${outcome.resultUrl}`}`;
    case 'denied':
      return `denied: ${outcome.reason}`;
    case 'challenged':
      return `challenged: ${formatFactors(outcome.factors, outcome.defaultFactor)}`;
    case 'redirected':
      return `redirected to ${outcome.url}`;
    case 'rendered':
      return `rendered the form ${outcome.promptId}`;
    default:
      return `failed: ${outcome.message}`;
  }
}

function formatFactors(factors: readonly FactorSelector[], defaultFactor?: FactorSelector): string {
  const types = listTypes(factors);
  if (defaultFactor === undefined) return `a choice of ${types.join(', ')}`;
  const [first, ...others] = types;
  return others.length === 0 ? `${first}` : `${first}, or else ${others.join(', ')}`;
}

function formatPhase({ input, executions, outcome, refused }: Phase, look: Look): string[] {
  const { paint, width } = look;
  const inputLines = input && [
    wrapText(formatInput(input), width, '  '),
    refused && paint('yellow', wrapText(`  ${joinLines(refused)}`, width, '  ')),
  ];
  const outcomeLine = paint(
    colours[outcome.status],
    wrapText(`→ ${joinLines(formatOutcome(outcome))}`, width, '  '),
  );
  return [
    ...(inputLines ? [inputLines.filter(Boolean).join('\n')] : []),
    ...executions.map((execution) => formatExecution(execution, look)),
    outcomeLine,
  ];
}

const colours = {
  completed: 'green',
  denied: 'red',
  failed: 'red',
  challenged: 'yellow',
  redirected: 'yellow',
  rendered: 'yellow',
} as const satisfies Record<Outcome['status'], string>;

function formatInput(input: TransactionInput): string {
  if ('completes' in input) return `The user completes ${input.completes.type}.`;
  if ('submits' in input) {
    const fields = formatPairs(input.submits.fields) || 'no field';
    return escapeControls(`The user submits the form with ${fields}.`);
  }
  const { method, query, body } = input.returns;
  return escapeControls(
    `The user returns by ${method} with ${formatPairs({ ...query, ...body })}.`,
  );
}

function formatPairs(members: Readonly<Record<string, unknown>>): string {
  return Object.entries(members)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : formatValue(value)}`)
    .join(', ');
}

function formatExecution({ path, handler, calls, threw }: Execution, look: Look): string {
  const { paint, width } = look;
  // The line of the call shows the error of a method already.
  const isShown = threw !== undefined && calls.at(-1)?.threw?.message === threw.message;
  return [
    `${paint('bold', joinLines(path))}  ${handler}`,
    ...(calls.length === 0 ? [paint('dim', '  calls nothing')] : []),
    ...calls.map((call) => formatCall(call, look)),
    ...(threw && !isShown
      ? [paint('red', wrapText(`  throws ${formatThrown(threw)}`, width, '    '))]
      : []),
    ...(threw ? [formatPlace({ ...threw, path })] : []),
  ].join('\n');
}

function formatCall(
  { method, args, returned, threw, satisfiedBy }: Call,
  { paint, width }: Look,
): string {
  const call = escapeControls(`  api.${method}(${args.map(formatValue).join(', ')})`);
  const wrappedCall = wrapText(call, width, '      ');
  // The arrow and its space are narrower than the indentation of the lines that follow.
  const wrapResult = (text: string) => wrapText(`      ${text}`, width, '      ').trimStart();
  if (satisfiedBy !== undefined)
    return `${wrappedCall}\n    ${paint('dim', '→')} ${wrapResult(`not asked: the user has already completed ${satisfiedBy}`)}`;
  const hasResult = returned !== undefined || method === 'cache.get';
  if (!hasResult && !threw) return wrappedCall;
  const result = threw ? `throws ${formatThrown(threw)}` : escapeControls(formatValue(returned));
  const fitsOnLine = call.length + result.length <= Math.min(MAXIMUM_WIDTH, width - 4);
  const shown = fitsOnLine ? result : wrapResult(result);
  return `${wrappedCall}${fitsOnLine ? '  ' : '\n    '}${paint('dim', '→')} ${threw ? paint('red', shown) : shown}`;
}

function formatThrown({ name, message }: Thrown): string {
  return joinLines(name === undefined ? message : `${name}: ${message}`);
}

/** Puts a text of others on one line. */
export function joinLines(text: string): string {
  return escapeControls(text.replaceAll(/\s*\n\s*/g, ' '));
}

export function formatValue(value: unknown): string {
  if (isObject(value) && value['$api'] === true) return 'api';
  return inspect(unquoteInspected(value), {
    breakLength: Infinity,
    compact: true,
    depth: 8,
    maxStringLength: 120,
  });
}

/** Makes `inspect` show the text of an inspected value, at any depth, without quotes. */
function unquoteInspected(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unquoteInspected);
  if (!isObject(value)) return value;
  const { $inspect: text } = value;
  if (typeof text === 'string') return { [inspect.custom]: () => text };
  const members = Object.entries(value);
  return Object.fromEntries(members.map(([name, member]) => [name, unquoteInspected(member)]));
}
