import { type Paint, createPaint, plain } from '@post-challenge/spec/command-line';
import { InvalidArgumentError, Option } from 'commander';
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Report } from '../report/report.ts';
import { formatConclusion } from '../report/reporters/conclusion.ts';
import { type ReporterName, reporters } from '../report/reporters/reporters.ts';
import { writeFileAtomic } from '../report/write-file.ts';
import type { Terminal } from './terminal.ts';

/** A reporter, and where its report goes: into a file, or else to stdout. */
export interface ReportDestination {
  readonly reporter: ReporterName;
  readonly file?: string;
}

/** The option that says how the report is written, and where. */
export const reporterOption = new Option(
  '--reporter <name[=file]>',
  `how the report is written: ${Object.keys(reporters).join(', ')}; to a file, or else to stdout; may be repeated (default: pretty)`,
).argParser(parseDestination);

function parseDestination(
  value: string,
  before: readonly ReportDestination[] = [],
): readonly ReportDestination[] {
  const [name = '', ...rest] = value.split('=');
  if (!isReporter(name)) {
    throw new InvalidArgumentError(`Allowed choices are ${Object.keys(reporters).join(', ')}.`);
  }
  const file = rest.length > 0 ? resolveWritablePath(rest.join('=')) : undefined;
  if (before.some((other) => other.file === file)) {
    throw new InvalidArgumentError(
      file === undefined
        ? `Another goes to stdout. Name a file, as in ${name}=report.`
        : 'Another goes to that file. Name one for each.',
    );
  }
  return [...before, { reporter: name, ...(file !== undefined && { file }) }];
}

function isReporter(name: string): name is ReporterName {
  return Object.hasOwn(reporters, name);
}

/** The path of a file that can be written, as far as can be told before. */
export function resolveWritablePath(file: string): string {
  if (file === '') throw new InvalidArgumentError('Its name is empty.');
  try {
    const folder = dirname(file);
    if (statSync(folder, { throwIfNoEntry: false })?.isFile())
      throw new TypeError(`${folder} is not a folder`);
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats && !stats.isFile()) throw new TypeError('it is not a file');
    const path = stats ? realpathSync(file) : resolve(file);
    accessSync(dirname(path), constants.W_OK);
    return path;
  } catch (error) {
    throw new InvalidArgumentError(describeWriteError(file, error));
  }
}

function describeWriteError(file: string, error: unknown): string {
  return `${file} cannot be written: ${(error as Error).message}.`;
}

/**
 * Writes a report wherever it is wanted; where only files are, stdout gets the conclusion.
 *
 * @returns Whether every file was written.
 */
export function writeReport(
  report: Report,
  destinations: readonly ReportDestination[] = [{ reporter: 'pretty' }],
  { path, full, terminal }: { path: string; full: boolean; terminal: Terminal },
): boolean {
  const { stdout, stderr } = terminal;
  const renderReport = (reporter: ReporterName, paint: Paint) =>
    reporters[reporter](report, { path, full, paint });
  const printed = destinations.find(({ file }) => file === undefined);
  stdout.write(
    printed ? renderReport(printed.reporter, createPaint(stdout)) : `${formatConclusion(report)}\n`,
  );
  const errors = destinations.flatMap(({ reporter, file }) =>
    file === undefined ? [] : tryWriteFile(file, renderReport(reporter, plain)),
  );
  errors.forEach((error) => stderr.write(`${error}\n`));
  return errors.length === 0;
}

/** What keeps a file from being written, once all was done to write it. */
export function tryWriteFile(file: string, text: string): string[] {
  try {
    writeFileAtomic(file, text);
    return [];
  } catch (error) {
    return [describeWriteError(file, error)];
  }
}
