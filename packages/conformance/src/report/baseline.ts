import type { Edition, RuleId } from '@post-challenge/spec';
import { findFirstDifference, listVerdictLines } from './diff.ts';
import type { Report, Verdict, VerdictName } from './report.ts';
import { packageInfo } from '../language/package-info.ts';

/** A rule that is expected not to be green, with the expected verdict. */
export interface ExpectedVerdict {
  /** The id of the rule. */
  readonly id: RuleId;
  /** The verdict. */
  readonly verdict: Exclude<VerdictName, 'passed' | 'probed'>;
  /** The lines of the message of the verdict. */
  readonly message: readonly string[];
  /** The encoded scenario that breaks the rule, or in which it errored, for the command `replay`. */
  readonly replay?: string;
}

/** All rules of an implementation that are expected not to be green. */
export interface Baseline {
  /** The suite that wrote the baseline. */
  readonly suite: Report['suite'];
  /** The edition of the report. Baselines of before have none, and are of edition 2025. */
  readonly edition: Edition;
  /** The rules, in the order of the catalogue. */
  readonly rules: readonly ExpectedVerdict[];
}

/** The verdicts that a baseline can list. */
export const expectableVerdicts = [
  'failed',
  'blocked',
  'unobservable',
  'vacuous',
  'errored',
] as const satisfies readonly ExpectedVerdict['verdict'][];

/** Creates the baseline that a report matches. */
export function createBaseline(report: Report): Baseline {
  return {
    suite: packageInfo,
    edition: report.edition,
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

/** Marks each verdict of a report as expected or unexpected by a baseline. */
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
  // Why a rule could not be judged follows from other rules, or from the scenarios that were drawn.
  if (name !== 'failed' && name !== 'errored') return undefined;
  const difference = findFirstDifference(expected.message, listVerdictLines(verdict));
  if (!difference) return undefined;
  const [was, is] = difference.map((line) => line.replace(/\.$/, ''));
  return `${id} ${name}, but differently than the baseline says. Expected: ${was}. Received: ${is}.`;
}
