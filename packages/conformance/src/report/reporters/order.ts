import type { Report, Verdict, VerdictName } from '../report.ts';

/** Whether a rule is a MUST. */
export function isMust({ level }: Verdict): boolean {
  return level === 'MUST';
}

/** Whether a rule can be judged. */
export function isJudgeable({ level }: Verdict): boolean {
  return level !== 'PROBE';
}

/** The rules of a report that have a verdict. */
export function filterByVerdict({ rules }: Pick<Report, 'rules'>, verdict: VerdictName): Verdict[] {
  return rules.filter((rule) => rule.verdict === verdict);
}

/** How binding a rule is, what it rests on, and whether a baseline lists it is. */
export function formatLevelAndBasis({ level, basis, expected }: Verdict): string {
  return [level, basis, expected && 'expected'].filter(Boolean).join(', ');
}

/** The rules of one namespace. */
export interface NamespaceRules {
  readonly name: string;
  readonly rules: readonly Verdict[];
}

/** The rules of a report by namespace. */
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

/** The rules that failed: those first that no baseline lists, and of them the MUSTs. */
export function listFailures(report: Report): Verdict[] {
  const rank = (rule: Verdict) => (rule.expected ? 2 : 0) + (isMust(rule) ? 0 : 1);
  return filterByVerdict(report, 'failed').toSorted((a, b) => rank(a) - rank(b));
}

/** The rules that are not judged for a reason of their own. */
export function listUnjudged(report: Report): Verdict[] {
  return [...filterByVerdict(report, 'errored'), ...filterByVerdict(report, 'vacuous')];
}

/** The rules that are blocked by one that the report does not hold. */
export function listBlockedFromOutside(report: Report): Verdict[] {
  const reportedIds = new Set(report.rules.map(({ id }) => id));
  return filterByVerdict(report, 'blocked').filter(
    ({ blockedBy = [] }) => !blockedBy.some((by) => reportedIds.has(by)),
  );
}
