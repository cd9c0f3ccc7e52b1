import { type RuleId, rules } from '@post-challenge/spec';
import { isAsBefore } from './diff.ts';
import { concluded, noFindings, noted } from './findings.ts';
import { properties } from './properties.ts';
import { type Report, type TracedScenario, type Verdict, reportOf } from './report.ts';

/** What became of the rules of a report that was judged again. @internal */
export interface Rejudged {
  /** The report as it is now; of a rule that was not judged again, the verdict as it was. A rule that is no more is left out. */
  readonly report: Report;
  /** The rules that were judged again. */
  readonly again: readonly RuleId[];
}

/**
 * Judges the traces of a report again, by the rules as they are now.
 *
 * @internal
 */
export async function rejudged(old: Report): Promise<Rejudged> {
  const known = old.rules.filter(({ id }) => Object.hasOwn(rules, id));
  const verdicts = await Promise.all(
    known.map(async (verdict) => ({ verdict, now: await verdictNow(verdict) })),
  );
  const kept = verdicts.map(({ verdict, now }) => now ?? verdict);
  return {
    report: reportOf(old.implementation, kept, old),
    again: verdicts.flatMap(({ now }) => now?.id ?? []),
  };
}

/** The verdict on what was run then; none where nothing was run to its end, or nothing of it was kept. */
async function verdictNow(verdict: Verdict): Promise<Verdict | undefined> {
  const ran = tracesOf(verdict);
  if (verdict.verdict === 'errored' || ran.length === 0) return undefined;
  const findings = noFindings();
  // oxlint-disable-next-line no-await-in-loop -- One scenario after another, as they were run.
  for (const one of ran) await noted(properties[verdict.id], one, findings);
  const now = concluded(verdict.id, findings, ran.length);
  // With what a baseline said, which holds as long as the verdict does.
  const before = isAsBefore(verdict, now) && verdict;
  return { ...before, ...now, ...(verdict.traces && { traces: ran }) };
}

function tracesOf({ traces, scenario, trace }: Verdict): readonly TracedScenario[] {
  return traces ?? (scenario && trace ? [{ scenario, trace }] : []);
}
