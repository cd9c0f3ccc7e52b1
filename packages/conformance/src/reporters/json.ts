import type { Report } from '../report.ts';

/**
 * The report as one JSON document.
 *
 * @internal
 */
export function jsonReport(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
