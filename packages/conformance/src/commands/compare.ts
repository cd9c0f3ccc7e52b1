import { EXIT_ERROR, EXIT_OK, UsageError, escapeControls } from '@post-challenge/spec/command-line';
import type { Command } from 'commander';
import { dirname } from 'node:path';
import { type NamedReport, compareReports } from '../report/comparison/compare-reports.ts';
import {
  type ComparisonReporterName,
  comparisonReporters,
} from '../report/comparison/comparison-reporters.ts';
import { readReport } from '../report/read-document.ts';
import type { Verdict } from '../report/report.ts';
import { addHelpEnd } from './help-end.ts';
import {
  type ReportDestination,
  assertNoReport,
  createReporterOption,
  tryWriteFile,
} from './reporter.ts';
import type { SetExitCode, Terminal } from './terminal.ts';

interface CompareOptions {
  readonly reporter?: readonly ReportDestination<ComparisonReporterName>[];
  readonly all?: boolean;
}

/** Adds the command `compare`, which puts several reports side by side. */
export function addCompare(program: Command, terminal: Terminal, setExitCode: SetExitCode): void {
  const command = program.command('compare');
  command
    .description('put reports of several implementations side by side, rule by rule')
    .argument('<reports...>', 'paths of two or more reports, in JSON')
    .addOption(createReporterOption(Object.keys(comparisonReporters)))
    .option(
      '--all',
      'also list the rules on which the reports agree, and those that a report does not have',
    )
    .action((paths: string[], options: CompareOptions) =>
      setExitCode(runCompare(paths, options, terminal)),
    );
  addHelpEnd(command, terminal.stdout, {
    examples: [
      'post-challenge-conformance compare mock.json kit.json',
      'post-challenge-conformance compare mock.json kit.json --reporter html=comparison.html',
      'post-challenge-conformance compare mock.json kit.json --all --reporter json',
    ],
    exitCodes: [
      'The reports were compared, whatever they say.',
      undefined,
      'A report cannot be read, or a file cannot be written.',
    ],
  });
}

function runCompare(
  paths: readonly string[],
  { reporter: destinations = [{ reporter: 'markdown' }], all = false }: CompareOptions,
  { stdout, stderr }: Terminal,
): number {
  if (paths.length < 2)
    throw new UsageError(
      'One report alone cannot be compared. Name two or more; check --reporter html=<file> shows one.',
    );
  destinations.forEach(({ file }) => assertNoReport(file, paths));
  const comparison = compareReports(paths.map(readNamedReport));
  const errors = destinations.flatMap(({ reporter, file }) => {
    const folder = file === undefined ? process.cwd() : dirname(file);
    const text = comparisonReporters[reporter](comparison, { all, folder });
    if (file !== undefined) return tryWriteFile(file, text);
    // In JSON, an escaped character is the same character.
    stdout.write(escapeControls(text));
    return [];
  });
  errors.forEach((error) => stderr.write(`${error}\n`));
  return errors.length === 0 ? EXIT_OK : EXIT_ERROR;
}

/** Reads a report without its scenarios and traces, which may be large. */
function readNamedReport(path: string): NamedReport {
  const report = readReport(path);
  return { path, report: { ...report, rules: report.rules.map(dropScenarios) } };
}

function dropScenarios(rule: Verdict): Verdict {
  const { scenario: _, trace: __, traces: ___, ...rest } = rule;
  return rest;
}
