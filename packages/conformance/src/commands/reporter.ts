import {
  UsageError,
  createPaint,
  escapeControls,
  findSimilar,
  getReportWidth,
  plain,
} from '@post-challenge/spec/command-line';
import { InvalidArgumentError, Option } from 'commander';
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { FailLevel, Report } from '../report/report.ts';
import { formatConclusion } from '../report/reporters/conclusion.ts';
import { type ReporterName, reporters } from '../report/reporters/reporters.ts';
import type { ReporterOptions } from '../report/reporters/reporter.ts';
import { escapeReport } from '../report/escape-report.ts';
import { statFile, writeFileAtomic } from '../report/write-file.ts';
import type { Terminal } from './terminal.ts';

/** A reporter, and the destination of its report: a file, or else stdout. */
export interface ReportDestination<Name extends string = ReporterName> {
  readonly reporter: Name;
  readonly file?: string;
}

/** How a report looks at its destination. */
type Look = Pick<ReporterOptions, 'paint' | 'width' | 'folder'>;

/** Creates the option that sets the formats and the destinations of a report. The first name is the default. */
export function createReporterOption<Name extends string>(names: readonly Name[]): Option {
  return new Option(
    '--reporter <name[=file]>',
    `format of the report, and the file to write (default: ${names[0]}, to stdout); the names are ${names.join(', ')}; may be repeated`,
  ).argParser((value, before?: readonly ReportDestination<Name>[]) =>
    parseDestination(names, value, before ?? []),
  );
}

/** The option that sets the formats and the destinations of the report of a check. */
export const reporterOption = createReporterOption(Object.keys(reporters) as ReporterName[]);

function parseDestination<Name extends string>(
  names: readonly Name[],
  value: string,
  before: readonly ReportDestination<Name>[],
): readonly ReportDestination<Name>[] {
  const [given = '', ...rest] = value.split('=');
  const name = names.find((one) => one === given);
  if (name === undefined) {
    const similar = findSimilar(given, names);
    const guess = similar === undefined ? '' : ` Did you mean ${similar}?`;
    throw new InvalidArgumentError(`Allowed choices are ${names.join(', ')}.${guess}`);
  }
  const file = rest.length > 0 ? resolveWritablePath(rest.join('=')) : undefined;
  if (before.some((other) => other.file === file)) {
    throw new InvalidArgumentError(
      file === undefined
        ? `Another report goes to stdout. Name a file, for example ${name}=report.`
        : 'Another report goes to that file. Name a file for each report.',
    );
  }
  return [...before, { reporter: name, ...(file !== undefined && { file }) }];
}

/** Resolves the path of a file to write. Throws if it already shows that the file cannot be written. */
export function resolveWritablePath(file: string): string {
  if (file === '') throw new InvalidArgumentError('The name of the file is empty.');
  try {
    const folder = dirname(file);
    if (statSync(folder, { throwIfNoEntry: false })?.isFile())
      throw new TypeError(`${folder} is not a folder`);
    const path = statFile(file) ? realpathSync(file) : resolve(file);
    accessSync(dirname(path), constants.W_OK);
    return path;
  } catch (error) {
    throw new InvalidArgumentError(describeWriteError(file, error));
  }
}

/** Throws if a file to write is one of the reports. */
export function assertNoReport(file: string | undefined, reports: readonly string[]): void {
  const overwritten = reports.find((path) => file !== undefined && isSameFile(path, file));
  if (overwritten !== undefined)
    throw new UsageError(
      `${overwritten} is a report to read. Name another file, or it is overwritten.`,
    );
}

function isSameFile(path: string, file: string): boolean {
  try {
    return realpathSync(path) === file;
  } catch {
    return false;
  }
}

function describeWriteError(file: string, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const reason = code === 'ENOENT' ? `there is no folder ${dirname(file)}` : message;
  return `${file} cannot be written: ${reason}.`;
}

/**
 * Writes a report to every destination. If all of them are files, writes the conclusion to stdout.
 *
 * @returns Whether every file was written.
 */
export function writeReport(
  report: Report,
  destinations: readonly ReportDestination[] = [{ reporter: 'pretty' }],
  { terminal, ...options }: { path: string; full: boolean; failOn: FailLevel; terminal: Terminal },
): boolean {
  const renderReport = (reporter: ReporterName, look: Look) =>
    reporters[reporter](reporter === 'json' ? report : escapeReport(report), {
      ...options,
      ...look,
      path: escapeControls(options.path),
      ...(terminal.args && { args: terminal.args.map(escapeControls) }),
    });
  return writeDestinations(destinations, renderReport, formatConclusion(report), terminal);
}

/**
 * Renders a report for every destination. If all of them are files, writes the conclusion to stdout.
 *
 * @returns Whether every file was written.
 */
export function writeDestinations<Name extends string>(
  destinations: readonly ReportDestination<Name>[],
  renderReport: (reporter: Name, look: Look) => string,
  conclusion: string,
  { stdout, stderr, color }: Terminal,
): boolean {
  const printed = destinations.find(({ file }) => file === undefined);
  stdout.write(
    printed
      ? renderReport(printed.reporter, {
          paint: createPaint(stdout, color),
          width: getReportWidth(stdout),
        })
      : `${conclusion}\n`,
  );
  const errors = destinations.flatMap(({ reporter, file }) =>
    file === undefined
      ? []
      : tryWriteFile(
          file,
          renderReport(reporter, { paint: plain, width: Infinity, folder: dirname(file) }),
        ),
  );
  errors.forEach((error) => stderr.write(`${error}\n`));
  return errors.length === 0;
}

/**
 * Tries to write a file.
 *
 * @returns A message if the file could not be written, or else an empty list.
 */
export function tryWriteFile(file: string, text: string): string[] {
  try {
    writeFileAtomic(file, text);
    return [];
  } catch (error) {
    return [describeWriteError(file, error)];
  }
}
