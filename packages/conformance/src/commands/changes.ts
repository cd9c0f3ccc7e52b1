import { type Change, changeKinds, differenceBetween, linesOf } from '../diff.ts';
import type { Report } from '../report.ts';
import { nameOf } from '../reporters/conclusion.ts';

/**
 * What a report is about, and what wrote it.
 *
 * @internal
 */
export function headOf(report: Report): string {
  const { rules, suite, complete } = report;
  const count = `rules: ${rules.length}${complete ? '' : ', incomplete'}`;
  return `${nameOf(report)}, ${count}, by ${suite.name} ${suite.version}`;
}

/**
 * Changes by kind, and how many there are of each.
 *
 * @param asBefore - How many rules have not changed.
 *
 * @internal
 */
export function changesShown(changes: readonly Change[], asBefore: number): string {
  const groups = changeKinds
    .map((kind) => ({ kind, those: changes.filter((change) => change.kind === kind) }))
    .filter(({ those }) => those.length > 0);
  const counts = groups.map(({ kind, those }) => `${those.length} ${kind}`);
  return [
    ...groups.map(({ kind, those }) => [kind, ...those.flatMap(linesOn)].join('\n')),
    `${counts.join(', ') || 'Nothing changed'}; ${asBefore} as before.`,
  ].join('\n\n');
}

function linesOn({ rule, before, after }: Change): string[] {
  const verdicts = new Set([before, after].flatMap((one) => one?.verdict ?? []));
  const head = `  ${rule.id}   ${rule.level}, ${[...verdicts].join(' → ')}`;
  if (!before || !after || verdicts.size > 1) return [head];
  const [was, is] = differenceBetween(linesOf(before), linesOf(after)) ?? [];
  return [head, `     was  ${was}`, `     is   ${is}`];
}
