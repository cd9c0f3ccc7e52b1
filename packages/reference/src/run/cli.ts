import {
  EXIT_ERROR,
  EXIT_FAILED,
  EXIT_OK,
  type Terminal,
  UsageError,
  createPaint,
  escapeControls,
  findPackage,
  formatHelpEnd,
  getHelpWidth,
  getReportWidth,
} from '@post-challenge/spec/command-line';
import { DEFAULT_EDITION, editions } from '@post-challenge/spec';
import { Command, CommanderError, Option } from 'commander';
import { join, relative } from 'node:path';
import { type RunOptions, parseScript } from './options.ts';
import { createAbbreviator, createRedactor } from './redact.ts';
import {
  formatFailure,
  formatJson,
  formatLateCall,
  formatPretty,
  formatWarning,
} from './report.ts';
import { type RunResult, run } from './run.ts';
import { type Serving, serveTransactions } from './serve/serve.ts';
import {
  DEFAULT_HOST,
  DEFAULT_PORT,
  assertServeOptions,
  parseServeSettings,
} from './serve/settings.ts';

const { version, homepage, root } = findPackage(import.meta.url);

/** A terminal, and what happens after the report. */
export interface RunTerminal extends Terminal {
  /** Waits, after the report, until the action can make no more calls. */
  readonly settle?: (exitCode: number) => Promise<void>;
  /** How `--serve` executes actions, and when it ends. */
  readonly serving?: Serving;
}

/** Runs the command line and returns its exit code. */
export async function main(args: readonly string[], terminal: RunTerminal): Promise<number> {
  let exitCode = EXIT_OK;
  const program = createProgram(terminal, (code) => (exitCode = code));
  try {
    assertCommand(args[0]);
    await program.parseAsync(separatePort(args), { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_OK : EXIT_ERROR;
    if (!(error instanceof UsageError)) throw error;
    terminal.stderr.write(`${escapeControls(error.message)}\n`);
    return EXIT_ERROR;
  }
}

function isAction(text = ''): boolean {
  return /\.[cm]?[jt]s$/.test(text);
}

/** Throws if the first argument is an action in place of a command. */
function assertCommand(first = ''): void {
  if (isAction(first))
    throw new UsageError(`${first} is no command. Write \`run ${first}\` to execute the action.`);
}

/** Separates `--serve` from the action that follows it, which would be its port. */
function separatePort(args: readonly string[]): string[] {
  return args.map((arg, index) =>
    arg === '--serve' && isAction(args[index + 1]) ? `--serve=${DEFAULT_PORT}` : arg,
  );
}

function collectValues(value: string, values: readonly string[] = []): string[] {
  return [...values, value];
}

/** Creates a parser of an option that is given at most once. The last of several values would replace the others in silence. */
function takeOnce(option: string): (value: string, before?: string) => string {
  return (value, before) => {
    if (before === undefined) return value;
    throw new UsageError(`${option} is given more than once. Give it once.`);
  };
}

function createProgram(terminal: RunTerminal, exit: (code: number) => void): Command {
  const { stdout, stderr } = terminal;
  const program = new Command('post-challenge-reference')
    .description(
      'Executes Auth0 Actions for password reset (post-challenge) on this machine, for one transaction.',
    )
    .version(version, '-v, --version')
    .option('--color', 'use colours, also in a pipe')
    .option('--no-color', 'use no colours')
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .showHelpAfterError('(--help lists commands and options)')
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      // An unknown option may have a secret as its value.
      writeErr: (text) =>
        stderr.write(escapeControls(text.replaceAll(/(--[\w-]+)=[^'\n]*/g, '$1'))),
      getOutHelpWidth: () => getHelpWidth(stdout),
      getErrHelpWidth: () => getHelpWidth(stderr),
    })
    .exitOverride();
  const runCommand = program.command('run');
  runCommand
    .description('execute actions in order, and print their calls and the outcome')
    .argument('<action...>', 'files that export onExecutePostChallenge')
    .addOption(
      new Option('--edition <edition>', "the edition of the vendor's pages to follow")
        .choices(editions)
        .default(DEFAULT_EDITION),
    )
    .option(
      '--event <json>',
      'merge this JSON, or this JSON file, into the sample event; may be repeated with --serve',
      collectValues,
    )
    .option('--secret <NAME=VALUE>', 'add a secret to the event; may be repeated', collectValues)
    .option(
      '--secrets <file>',
      'add the secrets of a .env file to the event',
      takeOnce('--secrets'),
    )
    .option(
      '--enrolled <factors>',
      'set the enrolled factors, separated by commas; "" for none (default: the factors of the event)',
      takeOnce('--enrolled'),
    )
    .option(
      '--completes <factor>',
      'complete a challenge with this factor; once for each challenge',
      collectValues,
    )
    .option(
      '--returns <query>',
      'return from a redirect with these query parameters, such as "a=1&b=2"; once for each redirect',
      collectValues,
    )
    .option(
      '--returns-by <method>',
      'return by get, with the parameters in the query, or by post, with them in the body',
      'get',
    )
    .option(
      '--module <NAME=file>',
      "let actions load this file with require('actions:NAME'); may be repeated",
      collectValues,
    )
    .option(
      '--submits <fields>',
      'submit a form with these fields, such as "a=1&b=2"; once for each form; edition 2026',
      collectValues,
    )
    .option(
      '--token <json>',
      'add a signed token to each return, with these claims; missing standard claims are added, so {} makes a valid token',
      takeOnce('--token'),
    )
    .option(
      '--token-secret <NAME>',
      'sign the token with this secret (default: the secret that the action signed its token with, or the only secret)',
    )
    .option('--token-parameter <name>', 'send the token in this query parameter', 'session_token')
    .option(
      '--now <time>',
      'fix the time of the api object, such as 2026-01-31T12:00:00Z (default: the current time)',
      takeOnce('--now'),
    )
    .option('--json', 'print the run as one JSON document, or with --serve each event as a line')
    .option(
      '--serve [port]',
      `be the user yourself: serve the transaction to your browser at this port (default: ${DEFAULT_PORT}; 0 for any free one)`,
      takeOnce('--serve'),
    )
    .option(
      '--serve-host <host>',
      `serve at this host (default: ${DEFAULT_HOST}, for this machine only)`,
    )
    .action(async (paths: string[], options: RunOptions, command: Command) => {
      const { color } = program.opts<{ color?: boolean }>();
      const isGiven = (name: keyof RunOptions) => command.getOptionValueSource(name) === 'cli';
      assertServeOptions(options, isGiven);
      const execute = options.serve === undefined ? executeRun : executeServe;
      exit(await execute(paths, options, { ...terminal, color }));
    });
  for (const command of [program, runCommand]) {
    command.addHelpText('after', () => formatHelpEnd(helpEnd, getHelpWidth(stdout)));
  }
  return program;
}

const helpEnd = {
  examples: [
    'post-challenge-reference run action.cjs --completes email',
    'post-challenge-reference run action.cjs --event event.json --secrets .env',
    'post-challenge-reference run redirect.cjs --secret KEY=of-both-sites --token "{}"',
    'post-challenge-reference run redirect.cjs --secret KEY=of-both-sites --serve',
  ],
  exitCodes: [
    'The transaction was completed or denied, or has paused.',
    'The transaction failed, or an action called a method after its handler had ended.',
    'There is no result: a wrong option, a file without an action, or an action that never ended.',
  ],
  docs: homepage ?? relative(process.cwd(), join(root, 'README.md')),
};

async function executeServe(
  paths: readonly string[],
  options: RunOptions,
  { serving, ...terminal }: RunTerminal,
): Promise<number> {
  return serveTransactions(await parseServeSettings(paths, options), terminal, serving);
}

async function executeRun(
  paths: readonly string[],
  options: RunOptions,
  { stdout, stderr, color, settle }: RunTerminal,
): Promise<number> {
  const script = await parseScript(paths, options);
  const result = await run(script);
  assertStatus(result);
  const { secrets } = script.event;
  const redact = createAbbreviator(secrets, result.phases);
  stdout.write(
    options.json
      ? formatJson(result, createRedactor(secrets, result.phases))
      : formatPretty(result, redact, createPaint(stdout, color), getReportWidth(stdout)),
  );
  for (const warning of result.warnings) stderr.write(`${formatWarning(redact(warning))}\n`);
  const hasFailed = result.transaction.status === 'failed';
  // The report for people says it already.
  if (hasFailed && options.json) stderr.write(`${formatFailure(result, redact)}\n`);
  await settle?.(hasFailed ? EXIT_FAILED : EXIT_OK);
  for (const call of result.lateCalls) stderr.write(`${formatLateCall(call, redact)}\n`);
  return hasFailed || result.lateCalls.length > 0 ? EXIT_FAILED : EXIT_OK;
}

const statuses: readonly unknown[] = [
  'completed',
  'denied',
  'failed',
  'challenged',
  'redirected',
  'rendered',
];

/** Throws if an action has changed built-in objects so that the result is none. */
function assertStatus({ transaction, phases }: RunResult): void {
  for (const { status } of [transaction, ...phases.map(({ outcome }) => outcome)])
    if (!statuses.includes(status)) throw new TypeError('The transaction has no status.');
}
