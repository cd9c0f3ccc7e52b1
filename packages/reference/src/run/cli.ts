import {
  EXIT_ERROR,
  EXIT_FAILED,
  EXIT_OK,
  type Terminal,
  UsageError,
  createPaint,
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
import { formatFailure, formatJson, formatPretty, formatWarning } from './report.ts';
import { run } from './run.ts';

const { version, homepage, root } = findPackage(import.meta.url);

/** Runs the command line and returns its exit code. */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode = EXIT_OK;
  const program = createProgram(terminal, (code) => (exitCode = code));
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_OK : EXIT_ERROR;
    if (!(error instanceof UsageError)) throw error;
    terminal.stderr.write(`${error.message}\n`);
    return EXIT_ERROR;
  }
}

function collectValues(value: string, values: readonly string[] = []): string[] {
  return [...values, value];
}

function createProgram({ stdout, stderr }: Terminal, exit: (code: number) => void): Command {
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
      writeErr: (text) => stderr.write(text),
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
    .option('--event <json>', 'merge this JSON, or this JSON file, into the sample event')
    .option('--secret <NAME=VALUE>', 'add a secret to the event; may be repeated', collectValues)
    .option('--secrets <file>', 'add the secrets of a .env file to the event')
    .option(
      '--enrolled <factors>',
      'set the enrolled factors, separated by commas; "" for none (default: the factors of the event)',
    )
    .option(
      '--completes <factor>',
      'complete a challenge with this factor; once for each challenge',
      collectValues,
    )
    .option(
      '--returns <query>',
      "return from a redirect with these query parameters, such as 'a=1&b=2'; once for each redirect",
      collectValues,
    )
    .option(
      '--submits <fields>',
      "submit a form with these fields, such as 'a=1&b=2'; once for each form; edition 2026",
      collectValues,
    )
    .option(
      '--token <json>',
      "add a signed token to each return, with these claims; missing standard claims are added, so '{}' makes a valid token",
    )
    .option(
      '--token-secret <NAME>',
      'sign the token with this secret (default: the secret that the action signed its token with, or the only secret)',
    )
    .option('--token-parameter <name>', 'send the token in this query parameter', 'session_token')
    .option(
      '--now <time>',
      'fix the time of the api object, such as 2026-01-31T12:00:00Z (default: the current time)',
    )
    .option('--json', 'print the run as one JSON document')
    .action(async (paths: string[], options: RunOptions) => {
      const { color } = program.opts<{ color?: boolean }>();
      exit(await executeRun(paths, options, { stdout, stderr, color }));
    });
  for (const command of [program, runCommand]) {
    command.addHelpText('after', () => formatHelpEnd(helpEnd, getHelpWidth(stdout)));
  }
  return program;
}

const helpEnd = {
  examples: [
    'post-challenge-reference run action.cjs --completes email',
    `post-challenge-reference run action.cjs --event '{ "user": { "email_verified": false } }'`,
    `post-challenge-reference run redirect.cjs --secret KEY=of-both-sites --token '{}'`,
  ],
  exitCodes: [
    'The transaction was completed or denied, or has paused.',
    'The transaction failed.',
    'There is no result: a wrong option, a file without an action, or an action that never ended.',
  ],
  docs: homepage ?? relative(process.cwd(), join(root, 'README.md')),
};

async function executeRun(
  paths: readonly string[],
  options: RunOptions,
  { stdout, stderr, color }: Terminal,
): Promise<number> {
  const script = await parseScript(paths, options);
  const result = await run(script);
  const { secrets } = script.event;
  const redact = createAbbreviator(secrets, result.phases);
  stdout.write(
    options.json
      ? formatJson(result, createRedactor(secrets, result.phases))
      : formatPretty(result, redact, createPaint(stdout, color), getReportWidth(stdout)),
  );
  for (const warning of result.warnings) stderr.write(`${formatWarning(redact(warning))}\n`);
  if (result.transaction.status !== 'failed') return EXIT_OK;
  stderr.write(`${formatFailure(result, redact)}\n`);
  return EXIT_FAILED;
}
