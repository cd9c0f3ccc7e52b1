import type { Report } from '../report.ts';

/** Renders the report as JSON. A report with traces is on one line, because indentation makes it three times as long. */
export function renderJson(report: Report): string {
  const isTraced = report.rules.some(({ traces }) => traces);
  return `${JSON.stringify(report, null, isTraced ? 0 : 2)}\n`;
}
