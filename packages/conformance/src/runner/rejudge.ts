import { type RuleId, rules } from '@post-challenge/spec';
import { isSameVerdict } from '../report/diff.ts';
import { toVerdict, createRuleResult, recordTrace } from './rule-result.ts';
import { properties } from '../rules/index.ts';
import { type Report, type TracedScenario, type Verdict, createReport } from '../report/report.ts';

/** What became of the rules of a report that was judged again. */
export interface RejudgeResult {
  /** The report as it is now; of a rule that was not judged again, the verdict as it was. A rule that is no more is left out. */
  readonly report: Report;
  /** The rules that were judged again. */
  readonly rejudgedIds: readonly RuleId[];
}

/** Judges the traces of a report again, by the rules as they are now. */
export async function rejudgeReport(old: Report): Promise<RejudgeResult> {
  const known = old.rules.filter(({ id }) => Object.hasOwn(rules, id));
  const verdicts = await Promise.all(
    known.map(async (verdict) => ({ verdict, now: await rejudgeVerdict(verdict) })),
  );
  const kept = verdicts.map(({ verdict, now }) => now ?? verdict);
  return {
    report: createReport(old.implementation, kept, old),
    rejudgedIds: verdicts.flatMap(({ now }) => now?.id ?? []),
  };
}

/** The verdict on what was run then; none where nothing was run to its end, or nothing of it was kept. */
async function rejudgeVerdict(verdict: Verdict): Promise<Verdict | undefined> {
  const tracedScenarios = listTracedScenarios(verdict);
  if (verdict.verdict === 'errored' || tracedScenarios.length === 0) return undefined;
  const result = createRuleResult();
  // oxlint-disable-next-line no-await-in-loop -- One scenario after another, as they were run.
  for (const traced of tracedScenarios) await recordTrace(properties[verdict.id], traced, result);
  const now = toVerdict(verdict.id, result, tracedScenarios.length);
  // With what a baseline said, which holds as long as the verdict does.
  const before = isSameVerdict(verdict, now) && verdict;
  return { ...before, ...now, ...(verdict.traces && { traces: tracedScenarios }) };
}

function listTracedScenarios({ traces, scenario, trace }: Verdict): readonly TracedScenario[] {
  return traces ?? (scenario && trace ? [{ scenario, trace }] : []);
}
