import { UsageError } from '@post-challenge/spec/command-line';
import { type Command, Option } from 'commander';
import { baselineOf } from '../baseline.ts';
import { countsOf } from '../reporters/conclusion.ts';
import { implementationArgument, isolateOption, timeoutOption } from './implementation.ts';
import { faultsIn, writable } from './reporter.ts';
import { type SuiteOptions, reportOn, runsOption, seedOption } from './suite.ts';
import type { Terminal } from './terminal.ts';

interface BaselineCommand extends SuiteOptions {
  readonly rule?: string;
  readonly level?: string;
}

/**
 * The command `baseline`.
 *
 * @internal
 */
export function addBaseline(program: Command, terminal: Terminal): void {
  program
    .command('baseline')
    .description('write down every rule that is not green, for check --baseline to expect')
    .argument(...implementationArgument)
    .argument('<file>', 'the file that is written', writable)
    .addOption(new Option('--rule <glob>').hideHelp())
    .addOption(new Option('--level <level>').hideHelp())
    .addOption(runsOption)
    .addOption(seedOption)
    .addOption(timeoutOption)
    .addOption(isolateOption)
    .action(async (path: string, file: string, options: BaselineCommand) =>
      baseline(path, file, options, terminal),
    );
}

async function baseline(
  path: string,
  file: string,
  { rule, level, ...options }: BaselineCommand,
  terminal: Terminal,
): Promise<void> {
  if (rule !== undefined || level !== undefined) {
    throw new UsageError('A baseline is of every rule. Leave out --rule and --level.');
  }
  const report = await reportOn(path, options, terminal);
  if (!report.complete) throw new UsageError('Interrupted: no baseline is written.');
  if (report.judged === 0) {
    throw new UsageError('No rule was judged: no baseline is written. Mend the adapter first.');
  }
  const written = baselineOf(report);
  const [fault] = faultsIn(file, `${JSON.stringify(written, null, 2)}\n`);
  if (fault !== undefined) throw new UsageError(fault);
  terminal.stdout.write(`Listed as not green: ${countsOf(written.rules) || 'no rule'}.\n`);
}
