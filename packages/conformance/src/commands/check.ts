import { EXIT_ERROR, UsageError } from '@post-challenge/spec/command-line';
import { type Command, Option } from 'commander';
import { compareWithBaseline } from '../report/baseline.ts';
import { selectRules } from '../language/select-rules.ts';
import { readBaseline } from '../report/read-document.ts';
import { getExitCode } from './exit-code.ts';
import { implementationArgument, isolateOption, timeoutOption } from './implementation.ts';
import { type ReportDestination, reporterOption, writeReport } from './reporter.ts';
import { type SuiteOptions, runSuite, runsOption, seedOption } from './suite.ts';
import type { SetExitCode, Terminal } from './terminal.ts';

interface CheckCommandOptions extends SuiteOptions {
  readonly rule?: string[];
  readonly level: 'must' | 'should';
  readonly reporter?: readonly ReportDestination[];
  readonly baseline?: string;
  readonly full?: true;
}

/** How many scenarios of a rule a report can keep with their traces: more of them exceed the longest string of JavaScript. */
const MAX_TRACED_RUNS = 500;

/** Adds the command `check`, which runs the suite. */
export function addCheck(program: Command, terminal: Terminal, setExitCode: SetExitCode): void {
  program
    .command('check')
    .description('check an implementation against the rules')
    .argument(...implementationArgument)
    .option(
      '--rule <glob>',
      'check only this rule; * matches any text; may be repeated',
      appendValue,
    )
    .addOption(
      new Option(
        '--level <level>',
        'must: MUST rules only; should: MUST and SHOULD rules and the probes',
      )
        .choices(['must', 'should'])
        .default('should'),
    )
    .addOption(runsOption)
    .addOption(seedOption)
    .addOption(timeoutOption)
    .addOption(isolateOption)
    .addOption(reporterOption)
    .option('--baseline <file>', 'fail only on differences from this baseline')
    .option(
      '--traces',
      `keep every scenario and its trace in the JSON report, for rejudge: about 50 MB for 100 runs of every rule; at most ${MAX_TRACED_RUNS} runs`,
    )
    .option('--full', 'print every failure in full')
    .action(async (path: string, options: CheckCommandOptions) =>
      setExitCode(await runCheck(path, options, terminal)),
    );
}

function appendValue(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

async function runCheck(
  path: string,
  options: CheckCommandOptions,
  terminal: Terminal,
): Promise<number> {
  const rules = selectRules(options.rule, options.level);
  assertTraceable(options);
  const { reporter, full = false } = options;
  const baseline = options.baseline === undefined ? undefined : readBaseline(options.baseline);
  const checked = await runSuite(path, { ...options, rules }, terminal);
  const report = baseline ? compareWithBaseline(baseline, checked) : checked;
  const isWritten = writeReport(report, reporter, { path, full, terminal });
  report.rules.forEach(({ unexpected }) => unexpected && terminal.stderr.write(`${unexpected}\n`));
  return isWritten ? getExitCode(report, terminal.stderr) : EXIT_ERROR;
}

function assertTraceable({ traces, reporter = [], runs }: CheckCommandOptions): void {
  if (!traces) return;
  if (!reporter.some((destination) => destination.reporter === 'json')) {
    throw new UsageError('Only a JSON report can keep traces. Add --reporter json=<file>.');
  }
  if (runs <= MAX_TRACED_RUNS) return;
  throw new UsageError(
    `A report cannot keep the traces of ${runs} runs. Use --runs ${MAX_TRACED_RUNS} or fewer.`,
  );
}
