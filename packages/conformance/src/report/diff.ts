import type { Report, Verdict } from './report.ts';

/** How a rule may differ between two reports. */
export const changeKinds = [
  'newly failing',
  'no longer passing',
  'failing otherwise',
  'newly passing',
  'changed otherwise',
  'appeared',
  'gone',
] as const;

/** A rule that is not the same in two reports. */
export interface RuleChange {
  readonly kind: (typeof changeKinds)[number];
  /** The rule, as it is now or was last. */
  readonly rule: Pick<Verdict, 'id' | 'level'>;
  readonly before?: Verdict;
  readonly after?: Verdict;
}

/** What has changed from one report to another, by rule. */
export function diffReports(a: Report, b: Report): RuleChange[] {
  const earlier = new Map(a.rules.map((verdict) => [verdict.id, verdict]));
  const later = new Set(b.rules.map(({ id }) => id));
  const gone = a.rules.filter(({ id }) => !later.has(id));
  return [
    ...b.rules.flatMap((after) => compareVerdicts(after, earlier.get(after.id)) ?? []),
    ...gone.map((before) => ({ kind: 'gone' as const, rule: before, before })),
  ];
}

function compareVerdicts(after: Verdict, before: Verdict | undefined): RuleChange | undefined {
  if (!before) return { kind: 'appeared', rule: after, after };
  const kind = classifyChange(before, after);
  return kind && { kind, rule: after, before, after };
}

function classifyChange(before: Verdict, after: Verdict): RuleChange['kind'] | undefined {
  if (isSameVerdict(before, after)) return undefined;
  if (after.verdict === 'failed')
    return before.verdict === 'failed' ? 'failing otherwise' : 'newly failing';
  if (after.verdict === 'passed') return 'newly passing';
  return before.verdict === 'passed' ? 'no longer passing' : 'changed otherwise';
}

/** Whether two verdicts on a rule say the same. */
export function isSameVerdict(before: Verdict, after: Verdict): boolean {
  return (
    before.verdict === after.verdict &&
    !findFirstDifference(listVerdictLines(before), listVerdictLines(after))
  );
}

/** Whether a rule fails that did not, or no longer passes. */
export function isRegression({ before, after }: RuleChange): boolean {
  const failsNewly = after?.verdict === 'failed' && before?.verdict !== 'failed';
  return failsNewly || (before?.verdict === 'passed' && after?.verdict !== 'passed');
}

/** What a verdict says besides its name, line by line. */
export function listVerdictLines({ message, answers = [] }: Verdict): readonly string[] {
  return [...(message?.split('\n') ?? []), ...answers];
}

/** The first line in which two texts differ, as it stands in each; none where they are the same. */
export function findFirstDifference(
  a: readonly string[],
  b: readonly string[],
): [string, string] | undefined {
  const index = Array.from({ length: Math.max(a.length, b.length) }).findIndex(
    (_, n) => a[n] !== b[n],
  );
  const line = (text: readonly string[]) => text[index]?.trim() ?? 'nothing';
  return index === -1 ? undefined : [line(a), line(b)];
}
