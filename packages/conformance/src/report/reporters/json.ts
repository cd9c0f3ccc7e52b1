import { escapeControls } from '@post-challenge/spec/command-line';
import type { Report } from '../report.ts';

/** Renders the report as JSON. A report with traces is on one line, because indentation makes it three times as long. */
export function renderJson(report: Report): string {
  const isTraced = report.rules.some(({ traces }) => traces);
  // In JSON, an escaped character is the same character.
  return `${escapeControls(JSON.stringify(report, null, isTraced ? 0 : 2))}\n`;
}
