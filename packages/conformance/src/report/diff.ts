import type { Report, Verdict } from './report.ts';

/** The kinds of differences between two reports, in the order of the output. */
export const changeKinds = [
  'newly failing',
  'no longer passing',
  'failing differently',
  'newly passing',
  'changed',
  'appeared',
  'gone',
] as const;

/** A rule that differs between two reports. */
export interface RuleChange {
  readonly kind: (typeof changeKinds)[number];
  /** The rule in the later report, or else in the earlier one. */
  readonly rule: Pick<Verdict, 'id' | 'level'>;
  readonly before?: Verdict;
  readonly after?: Verdict;
}

/** Compares two reports, rule by rule. */
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
    return before.verdict === 'failed' ? 'failing differently' : 'newly failing';
  if (after.verdict === 'passed') return 'newly passing';
  return before.verdict === 'passed' ? 'no longer passing' : 'changed';
}

/** Whether two verdicts on a rule have the same name, message and answers. */
export function isSameVerdict(before: Verdict, after: Verdict): boolean {
  return (
    before.verdict === after.verdict &&
    !findFirstDifference(listVerdictLines(before), listVerdictLines(after))
  );
}

/** Whether a rule newly fails or no longer passes. */
export function isRegression({ before, after }: RuleChange): boolean {
  const failsNewly = after?.verdict === 'failed' && before?.verdict !== 'failed';
  return failsNewly || (before?.verdict === 'passed' && after?.verdict !== 'passed');
}

/** Lists the lines of the message and the answers of a verdict. */
export function listVerdictLines({ message, answers = [] }: Verdict): readonly string[] {
  return [...(message?.split('\n') ?? []), ...answers];
}

/** Finds the first line in which two texts differ. Returns the line of each text, or `undefined` if the texts are the same. */
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
