import type { Edition, RuleId } from '@post-challenge/spec';
import { isKnownRule } from '../language/select-rules.ts';
import { isSameVerdict } from '../report/diff.ts';
import { ImplementationError } from '../implementations/implementation.ts';
import { acceptGivenScenarios } from './given-scenario.ts';
import { toVerdict, createRuleResult, recordTrace } from './rule-result.ts';
import { getProperty } from '../rules/index.ts';
import { type Report, type TracedScenario, type Verdict, createReport } from '../report/report.ts';

/** The result of judging a report again. */
export interface RejudgeResult {
  /** The new report. A rule that was not judged again keeps its verdict. A rule that no longer exists is left out. */
  readonly report: Report;
  /** The rules that were judged again. */
  readonly rejudgedIds: readonly RuleId[];
}

/** Judges the traces of a report again, by the rules of this version. */
export async function rejudgeReport(old: Report): Promise<RejudgeResult> {
  const known = old.rules.filter(({ id }) => isKnownRule(id));
  const verdicts = await Promise.all(
    known.map(async (verdict) => ({ verdict, now: await rejudgeVerdict(verdict, old.edition) })),
  );
  const kept = verdicts.map(({ verdict, now }) => now ?? verdict);
  return {
    report: createReport(old.implementation, kept, old),
    rejudgedIds: verdicts.flatMap(({ now }) => now?.id ?? []),
  };
}

/** Judges the traces of a verdict again. Returns `undefined` if the rule errored or the report has no traces of it. */
async function rejudgeVerdict(verdict: Verdict, edition: Edition): Promise<Verdict | undefined> {
  const { traces, machineClock } = verdict;
  const tracedScenarios = listTracedScenarios(verdict);
  if (verdict.verdict === 'errored' || tracedScenarios.length === 0) return undefined;
  const result = createRuleResult();
  const property = acceptGivenScenarios(getProperty(verdict.id, edition));
  try {
    for (const traced of tracedScenarios) await recordTrace(property, traced, result);
  } catch (error) {
    if (!(error instanceof ImplementationError)) throw error;
    result.error = error;
  }
  const runs = (traces ?? tracedScenarios).length;
  const now = keepNotes(verdict, toVerdict(verdict.id, result, runs, edition));
  // The result of the comparison with a baseline stays valid as long as the verdict is the same.
  const before = isSameVerdict(verdict, now) && verdict;
  return {
    ...before,
    ...now,
    ...(machineClock && { machineClock }),
    ...(traces && { traces }),
  };
}

/** Lists the traces of a verdict. The smallest scenario comes last, so that the rule fails by it again if it fails. */
function listTracedScenarios({ traces = [], scenario, trace }: Verdict): TracedScenario[] {
  return [...traces, ...(scenario && trace ? [{ scenario, trace }] : [])];
}

/** Keeps the lines at the end of a message that only a run can find, if the failure is the same without them. */
function keepNotes({ message = '' }: Verdict, now: Verdict): Verdict {
  const own = message.replace(/(?:\n {3}(?:note|missing) .*)+$/, '');
  return own === now.message ? { ...now, message } : now;
}
