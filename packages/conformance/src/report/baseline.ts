import type { RuleId } from '@post-challenge/spec';
import { findFirstDifference, listVerdictLines } from './diff.ts';
import type { Report, Verdict, VerdictName } from './report.ts';
import { packageInfo } from '../language/package-info.ts';

/**
 * A rule that is known not to be green, and why.
 *
 * @public
 */
export interface ExpectedVerdict {
  /** The id of the rule. */
  readonly id: RuleId;
  /** The verdict. */
  readonly verdict: Exclude<VerdictName, 'passed' | 'probed'>;
  /** Why it is not green, line by line. */
  readonly message: readonly string[];
  /** The smallest scenario found that breaks the rule, as one word for the command `replay`. */
  readonly replay?: string;
}

/**
 * Every rule of an implementation that is known not to be green.
 *
 * @public
 */
export interface Baseline {
  /** The suite that wrote it. */
  readonly suite: Report['suite'];
  /** The rules, in the order of the catalogue. */
  readonly rules: readonly ExpectedVerdict[];
}

/** Every verdict that a baseline lists. */
export const expectableVerdicts = [
  'failed',
  'blocked',
  'unobservable',
  'vacuous',
  'errored',
] as const satisfies readonly ExpectedVerdict['verdict'][];

/** The baseline of which a report is as expected. */
export function createBaseline(report: Report): Baseline {
  return {
    suite: packageInfo,
    rules: report.rules.flatMap((verdict) => toExpectedVerdict(verdict) ?? []),
  };
}

function toExpectedVerdict(verdict: Verdict): ExpectedVerdict | undefined {
  const { id, replay } = verdict;
  const expectedVerdict = expectableVerdicts.find((name) => name === verdict.verdict);
  return (
    expectedVerdict && {
      id,
      verdict: expectedVerdict,
      message: listVerdictLines(verdict),
      ...(replay && { replay }),
    }
  );
}

/** A report whose verdicts say whether they are as a baseline says. */
export function compareWithBaseline({ rules }: Baseline, report: Report): Report {
  const listed = new Map(rules.map((expected) => [expected.id, expected]));
  const compared = report.rules.map((verdict) => {
    const expected = listed.get(verdict.id);
    const unexpected = describeDeviation(verdict, expected);
    if (unexpected !== undefined) return { ...verdict, unexpected };
    return expected ? { ...verdict, expected: true as const } : verdict;
  });
  return { ...report, rules: compared };
}

function describeDeviation(
  verdict: Verdict,
  expected: ExpectedVerdict | undefined,
): string | undefined {
  const { id, verdict: name } = verdict;
  if (!expected)
    return toExpectedVerdict(verdict) && `${id} ${name}; the baseline does not list it.`;
  if (name !== expected.verdict) return `${id} ${name}; the baseline says ${expected.verdict}.`;
  const difference = findFirstDifference(expected.message, listVerdictLines(verdict));
  if (!difference) return undefined;
  const [was, is] = difference;
  return `${id} ${name} otherwise than the baseline says. It was: ${was}. It is: ${is}.`;
}
