import {
  EXIT_ERROR,
  EXIT_FAILED,
  EXIT_OK,
  type Terminal,
  UsageError,
  createPaint,
  findPackage,
} from '@post-challenge/spec/command-line';
import { Command, CommanderError } from 'commander';
import { type RunOptions, parseScript } from './options.ts';
import { createAbbreviator, createRedactor } from './redact.ts';
import { formatFailure, formatJson, formatPretty, formatWarning } from './report.ts';
import { run } from './run.ts';

const { version } = findPackage(import.meta.url);

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
    .description('Executes actions of the post-challenge trigger for one transaction.')
    .version(version)
    .showHelpAfterError('(--help lists commands and options)')
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
    })
    .exitOverride();
  program
    .command('run')
    .description('execute actions in order, and print their calls and the outcome')
    .argument('<action...>', 'files that export onExecutePostChallenge')
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
    .action(async (paths: string[], options: RunOptions) =>
      exit(await executeRun(paths, options, { stdout, stderr })),
    );
  return program;
}

async function executeRun(
  paths: readonly string[],
  options: RunOptions,
  { stdout, stderr }: Terminal,
): Promise<number> {
  const script = await parseScript(paths, options);
  const result = await run(script);
  const { secrets } = script.event;
  const redact = createAbbreviator(secrets, result.phases);
  stdout.write(
    options.json
      ? formatJson(result, createRedactor(secrets, result.phases))
      : formatPretty(result, redact, createPaint(stdout)),
  );
  for (const warning of result.warnings) stderr.write(`${formatWarning(redact(warning))}\n`);
  if (result.transaction.status !== 'failed') return EXIT_OK;
  stderr.write(`${formatFailure(result, redact)}\n`);
  return EXIT_FAILED;
}
