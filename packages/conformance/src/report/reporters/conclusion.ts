import type { Capability } from '@post-challenge/spec';
import {
  type Report,
  type Verdict,
  type VerdictName,
  countsAsError,
  coversEveryMust,
  preventsConformance,
  verdictNames,
} from '../report.ts';
import { formatLine } from '../../language/format-value.ts';
import { isMust } from './order.ts';

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

/** Formats the conclusion of a report: the verdict, then the count. */
export function formatConclusion(report: Report): string {
  const advice = report.complete && report.rules.some(countsAsError) ? '. Fix this first' : '';
  return `${formatHeadline(report)}${advice}: ${formatCount(report)}.`;
}

/** Formats the verdict of a report on the implementation, without a full stop. */
export function formatHeadline(report: Report): string {
  const { judged, rules, complete } = report;
  const name = formatImplementationName(report);
  if (!complete) return `The report on ${name} is incomplete`;
  const errored = rules.filter(countsAsError).length;
  if (errored > 0)
    return `${name} hung, crashed or gave an invalid answer in ${errored} ${errored === 1 ? 'rule' : 'rules'}`;
  if (judged === 0) return `There is no verdict on ${name}`;
  return `${name} ${formatStanding(report)}`;
}

function formatStanding({ conformant, edition, rules }: Report): string {
  if (conformant !== false) return `is conformant to edition ${edition} at ${conformant} level`;
  const preventing = rules.filter(preventsConformance);
  if (!rules.some(isMust)) return 'was judged by no MUST';
  if (preventing.length === 0) return 'passes every selected MUST';
  const isExpected =
    preventing.every(({ expected }) => expected) && !rules.some(({ unexpected }) => unexpected);
  if (!coversEveryMust(rules, edition))
    return isExpected ? 'is as the baseline expects' : 'does not pass every selected MUST';
  const negation = preventing.some(({ verdict }) => verdict === 'failed')
    ? 'not'
    : 'not shown to be';
  const level = rules.some(({ lacks = [] }) => lacks.includes('host')) ? 'api' : 'host';
  return `is ${negation} conformant to edition ${edition} (${level} level${isExpected ? ', as the baseline expects' : ''})`;
}

/** Counts all rules of a report: first the MUSTs that did not pass, then the judged rules, then those without a verdict. */
function formatCount({ rules, judged, summary }: Report): string {
  const count = (verdict: VerdictName, isCounted: (rule: Verdict) => boolean = () => true) =>
    rules.filter((rule) => rule.verdict === verdict && isCounted(rule)).length;
  const isOther = (rule: Verdict) => !isMust(rule);
  const needs = (capability: Capability) =>
    count('unobservable', ({ lacks = [] }) => getMainLack(lacks) === capability);
  const failed = countWords(count('failed', isMust), 'MUST failed');
  const waiting = failed
    ? countWords(count('blocked', isMust), 'more waits for them', 'more wait for them')
    : countWords(count('blocked', isMust), 'MUST waits for others', 'MUST wait for others');
  return [
    [failed, waiting].filter(Boolean).join(', '),
    countWords(count('vacuous', isMust), 'MUST never reached'),
    countWords(count('failed', isOther), 'SHOULD warning', 'SHOULD warnings'),
    `${summary.passed} of ${judged} judged ${judged === 1 ? 'rule passes' : 'rules pass'}`,
    countWords(count('blocked', isOther), 'SHOULD or question waits', 'SHOULDs and questions wait'),
    countWords(
      count('vacuous', isOther),
      'SHOULD or question never reached',
      'SHOULDs and questions never reached',
    ),
    countWords(summary.errored, 'errored'),
    ...(['host', 'in-process', 'outcome', 'clock'] as const).map((capability) => {
      const object = capability === 'host' ? 'a host' : capability;
      return countWords(needs(capability), `needs ${object}`, `need ${object}`);
    }),
    countWords(summary.probed, 'question answered', 'questions answered'),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Formats a number and its words; empty if the number is 0. */
export function countWords(count: number, one: string, many = one): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
}

/** Gets the capability under which a rule is counted that lacks several. */
function getMainLack(lacks: readonly Capability[]): Capability | undefined {
  return lacks.includes('host') ? 'host' : lacks[0];
}

/** Counts verdicts by name. */
export function formatVerdictCounts(verdicts: readonly Pick<Verdict, 'verdict'>[]): string {
  return verdictNames
    .map((name) => ({ name, count: verdicts.filter(({ verdict }) => verdict === name).length }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${count} ${name}`)
    .join(', ');
}

/** Formats the number of rules, the duration of the run, and how many rules a baseline lists. */
export function formatFigures({ rules, timing }: Report): string {
  const expected = rules.filter((rule) => rule.expected).length;
  const unexpected = rules.filter((rule) => rule.unexpected).length;
  return [
    `${rules.length} ${rules.length === 1 ? 'rule' : 'rules'} in ${(timing.total / 1000).toFixed(1)} s`,
    countWords(expected, 'as the baseline expects'),
    countWords(unexpected, 'unlike the baseline'),
  ]
    .filter(Boolean)
    .join(', ');
}
