import type { FactorSelector, Outcome, TransactionInput } from '@post-challenge/spec';
import { type Paint, isObject } from '@post-challenge/spec/command-line';
import { inspect } from 'node:util';
import { hintsOn } from './run-hints.ts';
import type { Call, Execution, Phase, Thrown } from './run-record.ts';
import type { Redact } from './run-redact.ts';
import type { Ran } from './run.ts';

/** A call and what came of it share a line of this width, or take two. */
const WIDEST = 100;

/** The run for people: what executed and what it called, what the user did, and what it came to. */
export function prettyReport(ran: Ran, redact: Redact, paint: Paint): string {
  const phases = ran.phases.flatMap((phase) => partsOf(redact(phase), paint));
  return `${[...phases, ...hintsOn(ran)].join('\n\n')}\n`;
}

/** The run for programs. */
export function jsonReport(ran: Ran, redact: Redact): string {
  const { phases } = ran;
  const report = redact({ outcome: phases.at(-1)?.outcome, phases, hints: hintsOn(ran) });
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** Why the transaction failed: what an action has thrown, with its place in the file, or what the runtime says. */
export function failureText({ phases, transaction }: Ran, redact: Redact): string {
  const execution = phases.flatMap(({ executions }) => executions).at(-1);
  if (!execution?.threw) return transaction.status === 'failed' ? redact(transaction.message) : '';
  const { path, threw } = execution;
  return [
    thrownText(redact(threw)),
    `    at ${path}${threw.place === undefined ? '' : `:${threw.place}`}`,
  ].join('\n');
}

/** An outcome in one line. */
function outcomeText(outcome: Outcome): string {
  switch (outcome.status) {
    case 'completed':
      return `completed${outcome.resultUrl === undefined ? '' : `, and on to ${outcome.resultUrl}`}`;
    case 'denied':
      return `denied: ${outcome.reason}`;
    case 'challenged':
      return `challenged: ${factorsText(outcome.factors, outcome.defaultFactor)}`;
    case 'redirected':
      return `redirected to ${outcome.url}`;
    default:
      return `failed: ${outcome.message}`;
  }
}

function factorsText(factors: readonly FactorSelector[], favourite?: FactorSelector): string {
  const types = factors.map(({ type }) => type);
  if (favourite === undefined) return `a choice of ${types.join(', ')}`;
  const [first, ...others] = types;
  return others.length === 0 ? `${first}` : `${first}, or else ${others.join(', ')}`;
}

function partsOf({ input, executions, outcome, refused }: Phase, paint: Paint): string[] {
  const did = input && [inputText(input), refused && paint('yellow', `  ${refused}`)];
  const last = paint(colours[outcome.status], `→ ${oneLine(outcomeText(outcome))}`);
  return [
    ...(did ? [did.filter(Boolean).join('\n')] : []),
    ...executions.map((execution) => executionText(execution, paint)),
    last,
  ];
}

const colours = {
  completed: 'green',
  denied: 'red',
  failed: 'red',
  challenged: 'yellow',
  redirected: 'yellow',
} as const satisfies Record<Outcome['status'], string>;

function inputText(input: TransactionInput): string {
  if ('completes' in input) return `The user completes ${input.completes.type}.`;
  const { method, query } = input.returns;
  const parameters = Object.entries(query).map(([name, value]) => `${name}=${String(value)}`);
  return `The user returns by ${method} with ${parameters.join(', ')}.`;
}

function executionText({ path, handler, calls, threw }: Execution, paint: Paint): string {
  return [
    `${paint('bold', path)}  ${handler}`,
    ...(calls.length === 0 ? [paint('dim', '  calls nothing')] : []),
    ...calls.map((call) => callText(call, paint)),
    ...(threw ? [paint('red', `  throws ${thrownText(threw)}`)] : []),
  ].join('\n');
}

function callText({ method, args, returned, threw }: Call, paint: Paint): string {
  const called = `  api.${method}(${args.map(show).join(', ')})`;
  const hasResult = returned !== undefined || method === 'cache.get';
  if (!hasResult && !threw) return called;
  const came = threw ? `throws ${thrownText(threw)}` : show(returned);
  const space = called.length + came.length > WIDEST ? '\n    ' : '  ';
  return `${called}${space}${paint('dim', '→')} ${threw ? paint('red', came) : came}`;
}

function thrownText({ name, message }: Thrown): string {
  return oneLine(name === undefined ? message : `${name}: ${message}`);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}

function show(value: unknown): string {
  if (isObject(value) && value['$api'] === true) return 'api';
  return inspect(value, { breakLength: Infinity, compact: true, depth: 8, maxStringLength: 120 });
}
