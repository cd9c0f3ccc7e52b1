import {
  type RuleChange,
  changeKinds,
  findFirstDifference,
  listVerdictLines,
} from '../report/diff.ts';
import type { Report } from '../report/report.ts';
import { formatImplementationName } from '../report/reporters/conclusion.ts';

/** Formats one line about a report: its implementation, the number of rules, and the suite that wrote it. */
export function describeReport(report: Report): string {
  const { rules, suite, edition, complete } = report;
  const count = `rules: ${rules.length}${complete ? '' : ', incomplete'}`;
  return `${formatImplementationName(report)}, edition ${edition}, ${count}, by ${suite.name} ${suite.version}`;
}

/**
 * Lists the changes by kind, and counts each kind.
 *
 * @param unchangedCount - How many rules have not changed.
 */
export function formatChanges(changes: readonly RuleChange[], unchangedCount: number): string {
  const groups = changeKinds
    .map((kind) => ({ kind, ofKind: changes.filter((change) => change.kind === kind) }))
    .filter(({ ofKind }) => ofKind.length > 0);
  const counts = groups.map(({ kind, ofKind }) => `${ofKind.length} ${kind}`);
  return [
    ...groups.map(({ kind, ofKind }) => [kind, ...ofKind.flatMap(formatRuleChange)].join('\n')),
    `${counts.join(', ') || 'Nothing changed'}; ${unchangedCount} unchanged.`,
  ].join('\n\n');
}

function formatRuleChange({ rule, before, after }: RuleChange): string[] {
  const verdicts = new Set([before, after].flatMap((verdict) => verdict?.verdict ?? []));
  const head = `  ${rule.id}   ${rule.level}, ${[...verdicts].join(' → ')}`;
  if (!before || !after || verdicts.size > 1) return [head];
  const [was, is] = findFirstDifference(listVerdictLines(before), listVerdictLines(after)) ?? [];
  return [head, `     was  ${was}`, `     is   ${is}`];
}
