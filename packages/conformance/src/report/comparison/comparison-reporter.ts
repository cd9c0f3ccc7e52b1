import type { Comparison } from './compare-reports.ts';

/** The options of a comparison reporter. */
export interface ComparisonOptions {
  /** Whether the rules on which the reports agree are listed too. */
  readonly all: boolean;
  /** The folder of the file that is written, from which links to the rule book start. */
  readonly folder: string;
}

/** Renders a comparison as one text. */
export interface ComparisonReporter {
  (comparison: Comparison, options: ComparisonOptions): string;
}
