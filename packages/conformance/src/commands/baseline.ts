import { UsageError } from '@post-challenge/spec/command-line';
import { type Command, Option } from 'commander';
import { createBaseline } from '../report/baseline.ts';
import { formatVerdictCounts } from '../report/reporters/conclusion.ts';
import {
  editionOption,
  implementationArgument,
  isolateOption,
  timeoutOption,
} from './implementation.ts';
import { tryWriteFile, resolveWritablePath } from './reporter.ts';
import { type SuiteOptions, runSuite, runsOption, seedOption } from './suite.ts';
import type { Terminal } from './terminal.ts';

interface BaselineCommandOptions extends SuiteOptions {
  readonly rule?: string;
  readonly level?: string;
}

/** Adds the command `baseline`, which writes a baseline file. */
export function addBaseline(program: Command, terminal: Terminal): void {
  program
    .command('baseline')
    .description('write a file that lists the rules that do not pass, for check --baseline')
    .argument(...implementationArgument)
    .argument('<file>', 'path of the file to write', resolveWritablePath)
    .addOption(new Option('--rule <glob>').hideHelp())
    .addOption(new Option('--level <level>').hideHelp())
    .addOption(editionOption)
    .addOption(runsOption)
    .addOption(seedOption)
    .addOption(timeoutOption)
    .addOption(isolateOption)
    .action(async (path: string, file: string, options: BaselineCommandOptions) =>
      runBaseline(path, file, options, terminal),
    );
}

async function runBaseline(
  path: string,
  file: string,
  { rule, level, ...options }: BaselineCommandOptions,
  terminal: Terminal,
): Promise<void> {
  if (rule !== undefined || level !== undefined) {
    throw new UsageError('A baseline covers every rule. Leave out --rule and --level.');
  }
  const report = await runSuite(path, options, terminal);
  if (!report.complete) throw new UsageError('Interrupted: no baseline was written.');
  if (report.judged === 0) {
    throw new UsageError('No rule was judged, so no baseline was written. Fix the adapter first.');
  }
  const baseline = createBaseline(report);
  const [error] = tryWriteFile(file, `${JSON.stringify(baseline, null, 2)}\n`);
  if (error !== undefined) throw new UsageError(error);
  const hint = report.hint === undefined ? '' : `Hint: ${report.hint}\n`;
  terminal.stdout.write(
    `${hint}The baseline of edition ${baseline.edition} lists: ${formatVerdictCounts(baseline.rules) || 'no rule'}.\n`,
  );
}
