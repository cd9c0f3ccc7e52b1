import type { ComparisonReporter } from './comparison-reporter.ts';
import { renderComparisonHtml } from './html.ts';
import { renderComparisonJson } from './json.ts';
import { renderComparisonMarkdown } from './markdown.ts';

/** All reporters of comparisons, by their names on the command line. */
export const comparisonReporters = {
  markdown: renderComparisonMarkdown,
  html: renderComparisonHtml,
  json: renderComparisonJson,
} as const satisfies Record<string, ComparisonReporter>;

/** The name of a reporter of comparisons. */
export type ComparisonReporterName = keyof typeof comparisonReporters;
