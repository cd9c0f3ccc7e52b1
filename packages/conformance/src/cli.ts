import { EXIT_ERROR, EXIT_OK, UsageError } from '@post-challenge/spec/command-line';
import { Command, CommanderError } from 'commander';
import { addBaseline } from './commands/baseline.ts';
import { addCheck } from './commands/check.ts';
import { addDiff } from './commands/diff.ts';
import { addExplain } from './commands/explain.ts';
import { addInit } from './commands/init.ts';
import { addList } from './commands/list.ts';
import { addRejudge } from './commands/rejudge.ts';
import { addReplay } from './commands/replay.ts';
import type { Terminal } from './commands/terminal.ts';
import { packageInfo } from './language/package-info.ts';

/**
 * Runs the command line.
 *
 * @returns The exit code.
 */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode = EXIT_OK;
  const setExitCode = (code: number) => void (exitCode = code);
  const program = createProgram(terminal);
  addInit(program, terminal);
  addCheck(program, terminal, setExitCode);
  addReplay(program, terminal, setExitCode);
  addBaseline(program, terminal);
  addDiff(program, terminal, setExitCode);
  addRejudge(program, terminal, setExitCode);
  addList(program, terminal);
  addExplain(program, terminal);
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_OK : EXIT_ERROR;
    terminal.stderr.write(`${formatCliError(error)}\n`);
    return EXIT_ERROR;
  }
}

function createProgram({ stdout, stderr }: Terminal): Command {
  return new Command('post-challenge-conformance')
    .description('Checks implementations of the post-challenge API object.')
    .version(packageInfo.version)
    .showHelpAfterError('(--help lists commands and options)')
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
    })
    .exitOverride();
}

function formatCliError(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `The suite itself failed. This is not a verdict on the implementation. Please report this error:\n${text}`;
}
