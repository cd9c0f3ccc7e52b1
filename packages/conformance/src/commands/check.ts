import { EXIT_ERROR, UsageError } from '@post-challenge/spec/command-line';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { escapeReport } from '../report/escape-report.ts';
import { compareWithBaseline } from '../report/baseline.ts';
import { selectRules } from '../language/select-rules.ts';
import { assertSameEdition, readBaseline } from '../report/read-document.ts';
import { appendValue } from './append-value.ts';
import { applyConfig } from './config.ts';
import { getExitCode } from './exit-code.ts';
import {
  describeImplementation,
  editionOption,
  isolateOption,
  requireImplementation,
  timeoutOption,
} from './implementation.ts';
import { type ReportDestination, reporterOption, writeReport } from './reporter.ts';
import { type SuiteOptions, runSuite, runsOption, seedOption } from './suite.ts';
import { addHelpEnd } from './help-end.ts';
import type { FailLevel } from '../report/report.ts';
import type { SetExitCode, Terminal } from './terminal.ts';

interface CheckCommandOptions extends SuiteOptions {
  readonly rule?: string[];
  readonly level: 'must' | 'should';
  readonly reporter?: readonly ReportDestination[];
  readonly baseline?: string;
  readonly full?: true;
  readonly bail?: true;
  readonly failOn: FailLevel;
}

/** How many scenarios of a rule a report can keep with their traces: more of them exceed the longest string of JavaScript. */
const MAX_TRACED_RUNS = 500;

/** Adds the command `check`, which runs the suite. */
export function addCheck(program: Command, terminal: Terminal, setExitCode: SetExitCode): void {
  const command = program.command('check');
  command
    .description('check an implementation against the rules')
    .argument(
      '[implementation]',
      `${describeImplementation} (default: that of conformance.config.mjs)`,
    )
    .option(
      '--rule <glob>',
      'check only this rule; * matches any text; may be repeated',
      appendValue,
    )
    .addOption(
      new Option(
        '--level <level>',
        'MUST: MUST rules only; SHOULD: MUST and SHOULD rules and the probes',
      )
        .argParser(parseLevel)
        .default('should', 'SHOULD'),
    )
    .addOption(
      new Option('--fail-on <level>', 'lowest level whose failure makes the exit code 1')
        .argParser(parseLevel)
        .default('must', 'MUST'),
    )
    .option('--bail', 'stop at the first failure')
    .addOption(editionOption)
    .addOption(runsOption)
    .addOption(seedOption)
    .addOption(timeoutOption)
    .addOption(isolateOption)
    .addOption(reporterOption)
    .option('--baseline <file>', 'fail only on differences from this baseline')
    .option(
      '--traces',
      `keep every scenario and its trace in the JSON report, for rejudge: about 50 MB for 100 runs of every rule; needs --runs ${MAX_TRACED_RUNS} or less`,
    )
    .option('--full', 'print every failure in full')
    .action(async (path: string | undefined) => {
      const implementation = requireImplementation(path, await applyConfig(command));
      setExitCode(await runCheck(implementation, command.opts(), terminal));
    });
  addHelpEnd(command, terminal.stdout, {
    examples: [
      'post-challenge-conformance check conformance/adapter.mjs',
      'post-challenge-conformance check adapter.mjs --rule "cache.*" --level MUST',
      'post-challenge-conformance check adapter.mjs --reporter html=report.html',
    ],
    exitCodes: [
      'No selected MUST failed, and each was judged unless it needs a host or in-process.',
      'A MUST did not pass, or with --baseline a rule differs from the baseline.',
      'There is no verdict: a wrong option or adapter, a rule that errored, or no rule was judged.',
    ],
  });
}

function parseLevel(text: string): FailLevel {
  const level = text.toLowerCase();
  if (level === 'must' || level === 'should') return level;
  throw new InvalidArgumentError('Allowed choices are MUST, SHOULD.');
}

async function runCheck(
  path: string,
  options: CheckCommandOptions,
  terminal: Terminal,
): Promise<number> {
  assertTraceable(options);
  const { reporter, full = false, bail = false, failOn } = options;
  if (bail && options.baseline !== undefined)
    throw new UsageError('With a baseline, every rule must be checked. Leave out --bail.');
  const baseline = options.baseline === undefined ? undefined : readBaseline(options.baseline);
  const checked = await runSuite(
    path,
    {
      ...options,
      select(edition) {
        if (baseline)
          assertSameEdition(String(options.baseline), baseline, { name: 'this run', edition });
        return selectRules(options.rule, options.level, edition);
      },
      ...(bail && { stopAt: failOn }),
    },
    terminal,
  );
  const report = baseline ? compareWithBaseline(baseline, checked) : checked;
  const isWritten = writeReport(report, reporter, { path, full, failOn, terminal });
  for (const { unexpected } of escapeReport(report).rules)
    if (unexpected) terminal.stderr.write(`${unexpected}\n`);
  return isWritten ? getExitCode(report, terminal.stderr, { failOn, bail }) : EXIT_ERROR;
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
