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
import { formatFailure, formatJson, formatPretty } from './report.ts';
import { run } from './run.ts';

const { version } = findPackage(import.meta.url);

/** Runs the command line, and gives its exit code. */
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
    .description('Executes actions of the post-challenge trigger.')
    .version(version)
    .showHelpAfterError('(--help lists commands and options)')
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
    })
    .exitOverride();
  program
    .command('run')
    .description('execute the actions of one transaction, in order')
    .argument('<action...>', 'files that export onExecutePostChallenge')
    .option('--event <json>', 'a file, or JSON itself: members that differ from the sample event')
    .option('--secret <NAME=VALUE>', 'a secret; once for each', collectValues)
    .option('--secrets <file>', 'a .env file of secrets')
    .option('--enrolled <factors>', 'the factors enrolled, with commas; "" for none')
    .option('--completes <factor>', 'the user completes it; once for each challenge', collectValues)
    .option(
      '--returns <query>',
      "the user returns with these parameters, as in 'a=1&b=2'; once for each redirect",
      collectValues,
    )
    .option(
      '--token <json>',
      'claims of the token with which the user returns; the rest is filled in',
    )
    .option('--token-secret <NAME>', 'the secret that signs it; as a rule the one the action uses')
    .option('--token-parameter <name>', 'the parameter that carries it', 'session_token')
    .option('--now <time>', 'the time of the api object, as in 2026-01-31T12:00:00Z')
    .option('--json', 'print one JSON document')
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
  const ran = await run(script);
  const { secrets } = script.event;
  const redact = createAbbreviator(secrets, ran.phases);
  stdout.write(
    options.json
      ? formatJson(ran, createRedactor(secrets, ran.phases))
      : formatPretty(ran, redact, createPaint(stdout)),
  );
  if (ran.transaction.status !== 'failed') return EXIT_OK;
  stderr.write(`${formatFailure(ran, redact)}\n`);
  return EXIT_FAILED;
}
