import { htmlReport } from './html.ts';
import { jsonReport } from './json.ts';
import { junitReport } from './junit.ts';
import { markdownReport } from './markdown.ts';
import { prettyReport } from './pretty.ts';
import type { Reporter } from './reporter.ts';

/** Every reporter, by its name on the command line. @internal */
export const reporters = {
  pretty: prettyReport,
  json: jsonReport,
  junit: junitReport,
  markdown: markdownReport,
  html: htmlReport,
} as const satisfies Record<string, Reporter>;

/** The name of a reporter. @internal */
export type ReporterName = keyof typeof reporters;
