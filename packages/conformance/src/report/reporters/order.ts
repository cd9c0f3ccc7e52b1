import type { Report, Verdict, VerdictName } from '../report.ts';

/** Whether a rule is a MUST. */
export function isMust({ level }: Verdict): boolean {
  return level === 'MUST';
}

/** Filters the rules of a report by their verdict. */
export function filterByVerdict({ rules }: Pick<Report, 'rules'>, verdict: VerdictName): Verdict[] {
  return rules.filter((rule) => rule.verdict === verdict);
}

/** Formats the level and the basis of a rule, and whether a baseline expects the verdict. */
export function formatLevelAndBasis({ level, basis, expected }: Verdict): string {
  return [level, basis, expected && 'expected'].filter(Boolean).join(', ');
}

/** The rules of one namespace. */
export interface NamespaceRules {
  readonly name: string;
  readonly rules: readonly Verdict[];
}

/** Groups the rules of a report by namespace. */
export function groupByNamespace({ rules }: Report): NamespaceRules[] {
  const names = new Set(rules.map(getNamespace));
  return [...names].map((name) => ({
    name,
    rules: rules.filter((rule) => getNamespace(rule) === name),
  }));
}

function getNamespace({ id }: Verdict): string {
  return id.replace(/[./].*/, '');
}

/** Lists the failed rules: first those that no baseline expects, each group with the MUSTs first. */
export function listFailures(report: Report): Verdict[] {
  const rank = (rule: Verdict) => (rule.expected ? 2 : 0) + (isMust(rule) ? 0 : 1);
  return filterByVerdict(report, 'failed').toSorted((a, b) => rank(a) - rank(b));
}

/** Lists the rules that are errored or vacuous. */
export function listUnjudged(report: Report): Verdict[] {
  return [...filterByVerdict(report, 'errored'), ...filterByVerdict(report, 'vacuous')];
}

/** Lists the rules that are blocked only by rules outside the report. */
export function listBlockedFromOutside(report: Report): Verdict[] {
  const reportedIds = new Set(report.rules.map(({ id }) => id));
  return filterByVerdict(report, 'blocked').filter(
    ({ blockedBy = [] }) => !blockedBy.some((by) => reportedIds.has(by)),
  );
}
