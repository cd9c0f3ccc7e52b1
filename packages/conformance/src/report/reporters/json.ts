import type { Report } from '../report.ts';

/** The report as one JSON document, on one line where it holds traces: they would be three times as long on many. */
export function renderJson(report: Report): string {
  const isTraced = report.rules.some(({ traces }) => traces);
  return `${JSON.stringify(report, null, isTraced ? 0 : 2)}\n`;
}
