import { type Report, type Verdict, countsAsError, verdictNames } from '../report.ts';
import { formatLine } from '../../language/format-value.ts';
import { isJudgeable, isMust } from './order.ts';

/** How many characters of a name a report shows. */
const MAX_NAME_LENGTH = 200;

/** The overall result: `good` if conformant, `bad` if a MUST failed, or else `open`. */
export type Standing = 'good' | 'bad' | 'open';

/** Gets the overall result of a report. */
export function getStanding({ conformant, rules, complete }: Report): Standing {
  if (rules.some((rule) => isMust(rule) && rule.verdict === 'failed')) return 'bad';
  return conformant !== false && complete ? 'good' : 'open';
}

/** Formats the name and the version of the implementation. */
export function formatImplementationName({
  implementation: { name, version },
}: Pick<Report, 'implementation'>): string {
  return formatLine([name, version].filter(Boolean).join(' '), MAX_NAME_LENGTH);
}

/** Formats the conclusion of a report in one or two sentences. */
export function formatConclusion(report: Report): string {
  const { conformant, judged, rules, complete } = report;
  const name = formatImplementationName(report);
  const judgeable = rules.filter(isJudgeable);
  const figure = `${judged} of ${judgeable.length} rules judged`;
  if (!complete) {
    return `The report on ${name} is incomplete: ${judged} rules judged so far.`;
  }
  const errored = rules.filter(countsAsError);
  if (errored.length > 0) {
    return `${name} hung, crashed or gave an invalid answer (${errored.length} errored). Fix this first; ${figure}.`;
  }
  if (judged === 0) return `There is no verdict on ${name}: ${figure}.`;
  if (conformant === 'host') return `${name} is conformant at host level: ${figure}.`;
  if (conformant === 'api') {
    const unobservable = judgeable.filter(({ verdict }) => verdict === 'unobservable').length;
    return `${name} is conformant at api level: ${figure}; only the ${unobservable} that need a host were unobservable.`;
  }
  const notPassed = judgeable.filter((rule) => isMust(rule) && rule.verdict !== 'passed');
  if (notPassed.length === 0) return `${name} passes every selected MUST: ${figure}.`;
  const subject = notPassed.length === 1 ? '1 MUST rule did' : `${notPassed.length} MUST rules did`;
  const verdict = notPassed.some(({ verdict }) => verdict === 'failed')
    ? 'not conformant'
    : 'not shown to be conformant';
  const known = notPassed.every(({ expected }) => expected) ? ', all as expected' : '';
  return `${name} is ${verdict}: ${subject} not pass (${formatVerdictCounts(notPassed)})${known}; ${figure}.`;
}

/** Counts verdicts by name. */
export function formatVerdictCounts(verdicts: readonly Pick<Verdict, 'verdict'>[]): string {
  return verdictNames
    .map((name) => ({ name, count: verdicts.filter(({ verdict }) => verdict === name).length }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${count} ${name}`)
    .join(', ');
}

/** Formats the number of rules with each verdict, and the duration of the run. */
export function formatFigures({ summary, rules, timing }: Report): string {
  const lacks = new Set(rules.flatMap((rule) => rule.lacks ?? []));
  const counts = Object.entries(summary)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => {
      const withVerdict = rules.filter((rule) => rule.verdict === verdict);
      const expected = withVerdict.filter((rule) => rule.expected).length;
      const unexpected = withVerdict.filter((rule) => rule.unexpected).length;
      const notes = [
        ...(verdict === 'unobservable' && lacks.size > 0 ? [`need ${[...lacks].join(', ')}`] : []),
        ...(expected > 0 ? [`${expected} expected`] : []),
        ...(unexpected > 0 ? [`${unexpected} unexpected`] : []),
      ];
      return `${count} ${verdict}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`;
    });
  const seconds = (timing.total / 1000).toFixed(1);
  return `${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}: ${counts.join(', ') || 'none judged'}; ${seconds} s`;
}
