import { formatLine } from '../../language/format-value.ts';
import type { Report, Verdict, VerdictName } from '../report.ts';

/** How many characters of the answers to a probe a report shows on a line. */
const MAX_ANSWER_WIDTH = 200;

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

/** Gets the namespace of a rule: the first word of its id. */
export function getNamespace({ id }: Verdict): string {
  return id.replace(/[./].*/, '');
}

/**
 * Lists the failed rules: first those that no baseline expects, each group with the MUSTs first. Of the same group, a rule that blocks
 * more others comes first, because mending it shows more.
 */
export function listFailures(report: Report): Verdict[] {
  const rank = (rule: Verdict) => (rule.expected ? 2 : 0) + (isMust(rule) ? 0 : 1);
  const countBlocked = ({ blocks = [] }: Verdict) => blocks.length;
  return filterByVerdict(report, 'failed').toSorted(
    (a, b) => rank(a) - rank(b) || countBlocked(b) - countBlocked(a),
  );
}

/** Says which failure to fix first, if there is a choice and it makes a difference. */
export function formatOrderAdvice(failures: readonly Verdict[]): string {
  const [first, second] = failures.filter(({ expected }) => !expected);
  return second && first?.blocks
    ? 'Fix the failures from the top: the first one keeps the most rules waiting.'
    : '';
}

/** Lists the answers to the probes, one line each: the id, and the answers. */
export function listAnswers({ rules }: Pick<Report, 'rules'>): { id: string; answer: string }[] {
  return rules.flatMap(({ id, answers }) =>
    answers ? [{ id, answer: formatLine(answers.join(' / '), MAX_ANSWER_WIDTH) }] : [],
  );
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
