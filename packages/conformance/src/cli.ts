import {
  EXIT_ERROR,
  EXIT_OK,
  UsageError,
  escapeControls,
  getHelpWidth,
} from '@post-challenge/spec/command-line';
import { Command, CommanderError } from 'commander';
import { addBadge } from './commands/badge.ts';
import { addBaseline } from './commands/baseline.ts';
import { addCheck } from './commands/check.ts';
import { addCompare } from './commands/compare.ts';
import { addDiff } from './commands/diff.ts';
import { addExplain } from './commands/explain.ts';
import { addExplore } from './commands/explore.ts';
import { addInit } from './commands/init.ts';
import { addHelpEnd } from './commands/help-end.ts';
import { addList } from './commands/list.ts';
import { addRejudge } from './commands/rejudge.ts';
import { addReplay } from './commands/replay.ts';
import { describeSuiteFailure } from './commands/suite-failure.ts';
import type { Terminal } from './commands/terminal.ts';
import { packageInfo } from './language/package-info.ts';

/**
 * Runs the command line.
 *
 * @returns The exit code.
 */
export async function main(args: readonly string[], streams: Terminal): Promise<number> {
  let exitCode = EXIT_OK;
  const setExitCode = (code: number) => void (exitCode = code);
  const terminal = { ...streams, args };
  const program = createProgram(terminal);
  addInit(program, terminal);
  addCheck(program, terminal, setExitCode);
  addReplay(program, terminal, setExitCode);
  addExplore(program, terminal, setExitCode);
  addBaseline(program, terminal);
  addDiff(program, terminal, setExitCode);
  addCompare(program, terminal, setExitCode);
  addBadge(program, terminal);
  addRejudge(program, terminal, setExitCode);
  addList(program, terminal);
  addExplain(program, terminal);
  try {
    assertCommand(args[0]);
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_OK : EXIT_ERROR;
    terminal.stderr.write(`${escapeControls(formatCliError(error))}\n`);
    return EXIT_ERROR;
  }
}

/** Throws if the first argument is a module in place of a command. */
function assertCommand(first = ''): void {
  if (/\.[cm]?[jt]s$/.test(first))
    throw new UsageError(
      `${first} is no command. Write \`check ${first}\` to check an implementation.`,
    );
}

function createProgram(terminal: Terminal): Command {
  const { stdout, stderr } = terminal;
  const program = new Command('post-challenge-conformance')
    .description(
      'Checks implementations of the api object of Auth0 Actions for password reset (post-challenge).',
    )
    .version(packageInfo.version, '-v, --version')
    .option('--color', 'use colours, also in a pipe')
    .option('--no-color', 'use no colours')
    .hook('preAction', (command) => {
      terminal.color = command.opts<{ color?: boolean }>().color;
    })
    .showHelpAfterError('(--help lists commands and options)')
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(escapeControls(text)),
      getOutHelpWidth: () => getHelpWidth(stdout),
      getErrHelpWidth: () => getHelpWidth(stderr),
    })
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .exitOverride();
  addHelpEnd(program, stdout, {
    examples: [
      'post-challenge-conformance init',
      'post-challenge-conformance check conformance/adapter.mjs',
      'post-challenge-conformance explain cache.set/ttl',
    ],
    exitCodes: ['The result is good.', 'The result is bad.', 'There is no result.'],
  });
  return program;
}

function formatCliError(error: unknown): string {
  return error instanceof UsageError ? error.message : describeSuiteFailure(error);
}
