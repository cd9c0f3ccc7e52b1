import { type Command, Option } from 'commander';
import { checkConformance } from '../check.ts';
import { selected } from '../select.ts';
import {
  type RunOptions,
  faultsNamed,
  implementationArgument,
  isolateOption,
  loaded,
  timeoutOption,
  wholeNumber,
} from './implementation.ts';
import { exitCodeOf } from './exit-code.ts';
import { type Destination, reporterOption, writeReport } from './reporter.ts';
import { type Exit, type Stream, type Terminal, UNUSABLE } from './terminal.ts';

interface CheckCommand extends RunOptions {
  readonly rule?: string[];
  readonly level: 'must' | 'should';
  readonly runs: number;
  readonly seed: number;
  readonly reporter?: readonly Destination[];
  readonly full?: true;
}

/**
 * The command `check`.
 *
 * @internal
 */
export function addCheck(program: Command, terminal: Terminal, exit: Exit): void {
  program
    .command('check')
    .description('run the suite on an implementation')
    .argument(...implementationArgument)
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
    .addOption(timeoutOption)
    .addOption(isolateOption)
    .addOption(reporterOption)
    .option('--full', 'print every failure in full')
    .action(async (path: string, options: CheckCommand) =>
      exit(await check(path, options, terminal)),
    );
}

function collected(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

async function check(path: string, options: CheckCommand, terminal: Terminal): Promise<number> {
  const ids = selected(options.rule, options.level);
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
  const isWritten = writeReport(report, reporter, { path, full, terminal });
  return isWritten ? exitCodeOf(report, terminal.stderr) : UNUSABLE;
}

function progressOn(stderr: Stream): (id: string, done: number, of: number) => void {
  return (id, done, of) => {
    if (stderr.isTTY) stderr.write(`\r\u001B[K${done + 1}/${of} ${id}`);
  };
}
