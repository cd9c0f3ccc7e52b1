import type { Paint } from '@post-challenge/spec/command-line';
import type { FailLevel, Report } from '../report.ts';

/** The options of a reporter. */
export interface ReporterOptions {
  /** The path of the implementation, for the commands that replay a failure. */
  readonly path: string;
  /** The arguments of the command that writes the report. */
  readonly args?: readonly string[];
  /** The folder of the file to which the report goes, from which its links lead; the default is the working directory. */
  readonly folder?: string;
  readonly paint: Paint;
  /** Whether every failure is printed in full. */
  readonly full: boolean;
  /** The width to which a report for people wraps. */
  readonly width: number;
  /** The lowest level whose failure makes the exit code bad. */
  readonly failOn: FailLevel;
}

/** Renders a report as one text. */
export interface Reporter {
  (report: Report, options: ReporterOptions): string;
}
