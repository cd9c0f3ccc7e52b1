import type { Comparison } from './compare-reports.ts';
import type { ComparisonOptions } from './comparison-reporter.ts';

/** Renders a comparison as JSON. Without `all`, it holds only the rules on which the reports differ. */
export function renderComparisonJson(comparison: Comparison, { all }: ComparisonOptions): string {
  const rules = comparison.rules.filter(
    ({ difference }) => all || (difference !== 'same' && difference !== 'missing'),
  );
  return `${JSON.stringify({ ...comparison, rules }, null, 2)}\n`;
}
