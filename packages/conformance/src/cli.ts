import { type Rule, type RuleId, rules } from '@post-challenge/spec';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { styleText } from 'node:util';
import { checkConformance, replayRule } from './check.ts';
import { type Implementation, ImplementationError } from './implementation.ts';
import { isolated } from './isolate.ts';
import { UsageError, load } from './load.ts';
import { decodeReplay } from './replay.ts';
import type { Report } from './report.ts';
import { jsonReport } from './reporters/json.ts';
import { type Paint, failureOf, prettyReport } from './reporters/pretty.ts';
import type { Scenario } from './scenario.ts';
import { ruleBookOn } from './rule-book.ts';
import { LONGEST_TIMEOUT } from './run.ts';
import { ruleNamed, selected } from './select.ts';
import { suite } from './suite.ts';
import type { Watchdog } from './watchdog.ts';

interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** What a run of the command line reads and writes. @internal */
export interface Terminal {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly signal?: AbortSignal;
  /** Ends the process where the implementation hangs for so many milliseconds. */
  readonly watch?: (patience: number) => Watchdog;
}

/** The least time for which a module may keep everything else from running, in milliseconds: loading it takes some. */
const HANGING = 5000;

const KEPT = 0;
const BROKEN = 1;
const UNUSABLE = 2;

/**
 * Runs the command line.
 *
 * @internal
 */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode = KEPT;
  const program = programFor(terminal, (code) => (exitCode = code));
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? KEPT : UNUSABLE;
    terminal.stderr.write(`${sentenceOf(error)}\n`);
    return UNUSABLE;
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `The suite itself failed; this is no verdict on the implementation. Please report it:\n${text}`;
}

function programFor(terminal: Terminal, exit: (code: number) => void): Command {
  const { stdout, stderr } = terminal;
  const program = new Command('post-challenge-conformance')
    .description('Checks implementations of the post-challenge API object.')
    .version(suite.version)
    .showHelpAfterError('(--help lists commands and options)')
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
    })
    .exitOverride();
  program
    .command('check')
    .description('run the suite on an implementation')
    .argument('<implementation>', 'a module whose default export is an implementation')
    .option(
      '--rule <glob>',
      'check this rule only; * stands for any text; may be repeated',
      collected,
    )
    .addOption(
      new Option('--level <level>', 'check MUST rules only, or all')
        .choices(['must', 'should'])
        .default('should'),
    )
    .option('--runs <n>', 'scenarios drawn for a rule', wholeNumber(1), 100)
    .option('--seed <n>', 'what the draws depend on besides the rule', wholeNumber(0), 0)
    .option(
      '--timeout <ms>',
      'how long the implementation may take to answer',
      wholeNumber(1, LONGEST_TIMEOUT),
      5000,
    )
    .option('--isolate', 'run the implementation in a process of its own, which may hang or end')
    .addOption(
      new Option('--reporter <name>', 'how the report is written')
        .choices(['pretty', 'json'])
        .default('pretty'),
    )
    .option('--full', 'print every failure in full')
    .action(async (path: string, options: CheckCommand) =>
      exit(await check(path, options, terminal)),
    );
  program
    .command('replay')
    .description('run one scenario of a rule again')
    .argument('<implementation>', 'a module whose default export is an implementation')
    .argument('<rule>', 'the id of the rule')
    .argument('<scenario>', 'the word from the replay line of a report')
    .option(
      '--timeout <ms>',
      'how long the implementation may take to answer',
      wholeNumber(1, LONGEST_TIMEOUT),
      5000,
    )
    .option('--isolate', 'run the implementation in a process of its own, which may hang or end')
    .action(async (path: string, rule: string, word: string, options: RunOptions) =>
      exit(await replay(path, rule, word, options, terminal)),
    );
  program
    .command('list')
    .description('list the rules')
    .option('--json', 'as JSON')
    .action(({ json }: { json?: true }) => void stdout.write(json ? listAsJson() : listed()));
  program
    .command('explain')
    .description('say what a rule asks, and on what ground')
    .argument('<rule>', 'the id of the rule')
    .action((id: string) => void stdout.write(explained(id)));
  return program;
}

function collected(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^-?\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(
      `Expected a whole number of at least ${least}${most < Number.MAX_SAFE_INTEGER ? `, at most ${most}` : ''}.`,
    );
  };
}

interface RunOptions {
  readonly timeout: number;
  readonly isolate?: true;
}

interface CheckCommand extends RunOptions {
  readonly rule?: string[];
  readonly level: 'must' | 'should';
  readonly runs: number;
  readonly seed: number;
  readonly reporter: 'pretty' | 'json';
  readonly full?: true;
}

async function check(path: string, options: CheckCommand, terminal: Terminal): Promise<number> {
  const ids = selected(options.rule ?? [], options.level);
  const implementation = await loaded(path, options, terminal);
  const { runs, seed, timeout, reporter, full = false } = options;
  const report = await faultsNamed(path, () =>
    checkConformance(implementation, {
      rules: ids,
      runs,
      seed,
      timeout,
      ...(terminal.signal && { signal: terminal.signal }),
      onRule: progressOn(terminal.stderr),
    }),
  );
  if (terminal.stderr.isTTY) terminal.stderr.write('\r\u001B[K');
  terminal.stdout.write(
    reporter === 'json'
      ? jsonReport(report)
      : prettyReport(report, { path, paint: paintOn(terminal.stdout), full }),
  );
  return exitCodeOf(report, terminal.stderr);
}

async function loaded(
  path: string,
  { timeout, isolate }: RunOptions,
  { watch }: Terminal,
): Promise<Implementation> {
  if (isolate) return isolated(path, timeout);
  const watched = watch?.(Math.max(timeout, HANGING));
  const implementation = await load(path);
  return watched ? watched(implementation) : implementation;
}

function exitCodeOf(report: Report, stderr: Stream): number {
  const { complete, judged, rules: verdicts } = report;
  if (!complete) return UNUSABLE;
  if (judged === 0) {
    stderr.write('No rule was judged. Select other rules, or give the suite more to see.\n');
    return UNUSABLE;
  }
  if (verdicts.some(({ verdict }) => verdict === 'errored')) return UNUSABLE;
  const open = verdicts.filter(({ level, verdict }) => level === 'MUST' && verdict !== 'passed');
  return open.every(({ lacks = [] }) => lacks.length > 0 && lacks.every((lack) => lack === 'host'))
    ? KEPT
    : BROKEN;
}

async function replay(
  path: string,
  rule: string,
  word: string,
  options: RunOptions,
  terminal: Terminal,
): Promise<number> {
  const { stdout } = terminal;
  const id = ruleNamed(rule);
  const scenario = scenarioOf(id, word);
  const implementation = await loaded(path, options, terminal);
  const verdict = await faultsNamed(path, () =>
    replayRule(implementation, id, scenario, { timeout: options.timeout }),
  );
  if (verdict.verdict === 'failed') {
    stdout.write(`${failureOf(verdict, path, paintOn(stdout))}\n`);
    return BROKEN;
  }
  const { message, answers } = verdict;
  stdout.write(
    `${id} ${verdict.verdict}. ${answers?.join(', ') ?? message ?? 'This scenario does not break it.'}\n`,
  );
  return verdict.verdict === 'errored' ? UNUSABLE : KEPT;
}

function scenarioOf(id: RuleId, word: string): Scenario {
  try {
    return decodeReplay(id, word);
  } catch (error) {
    throw error instanceof TypeError ? new UsageError(error.message, { cause: error }) : error;
  }
}

/** Names the file in what is wrong with an adapter. */
async function faultsNamed<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ImplementationError)) throw error;
    throw new UsageError(`${path} cannot be checked. ${error.message}`, { cause: error });
  }
}

function progressOn(stderr: Stream): (id: string, done: number, of: number) => void {
  return (id, done, of) => {
    if (stderr.isTTY) stderr.write(`\r\u001B[K${done + 1}/${of} ${id}`);
  };
}

function paintOn(stdout: Stream): Paint {
  const plain = !stdout.isTTY || Boolean(process.env['NO_COLOR']);
  return (style, text) => (plain ? text : styleText(style, text, { validateStream: false }));
}

const catalogue = Object.entries(rules) as [string, Rule][];

function listAsJson(): string {
  return `${JSON.stringify(
    catalogue.map(([id, rule]) => ({ id, ...rule })),
    null,
    2,
  )}\n`;
}

function listed(): string {
  return catalogue
    .map(([id, { level, text }]) => `${level.padEnd(6)}  ${id}\n        ${text}\n`)
    .join('');
}

function explained(id: string): string {
  const rule = ruleNamed(id);
  const { level, basis, text, note, needs, requires }: Rule = rules[rule];
  return [
    `${id}   ${[level, basis].filter(Boolean).join(', ')}`,
    `  ${text}`,
    ...(note === undefined ? [] : [`  ${note}`]),
    '',
    ...(needs.length > 0 ? [`  needs      ${needs.join(', ')}`] : []),
    ...(requires.length > 0 ? [`  requires   ${requires.join('\n             ')}`] : []),
    ...dependents(id),
    `  rule book  ${ruleBookOn(rule)}`,
    '',
  ].join('\n');
}

function dependents(id: string): string[] {
  const of = catalogue.filter(([, rule]) => rule.requires.includes(id)).map(([other]) => other);
  return of.length > 0 ? [`  blocks     ${of.join('\n             ')}`] : [];
}
