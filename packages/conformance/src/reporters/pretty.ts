import type { Paint } from '@post-challenge/spec/command-line';
import type { Report, Verdict } from '../report.ts';
import { ruleBookOn } from '../rule-book.ts';
import { type Standing, conclusion, figures, standingOf } from './conclusion.ts';
import { blockedFromOutside, failuresIn, groundOf, isMust, unjudgedIn } from './order.ts';
import { replayCommand } from './replay-command.ts';
import type { Circumstances } from './reporter.ts';

const MOST_NAMED = 3;
const MOST_IN_FULL = 3;

/** The colour of the last line. */
const colours = { good: 'green', bad: 'red', open: 'yellow' } as const satisfies Record<
  Standing,
  string
>;

/**
 * The report for people: what failed first, then why other rules were not judged, then the figures.
 *
 * @internal
 */
export function prettyReport(report: Report, { path, paint, full }: Circumstances): string {
  const failures = failuresIn(report);
  const inFull = full || failures.length <= MOST_IN_FULL + 1 ? failures.length : MOST_IN_FULL;
  return [
    ...failures
      .slice(0, inFull)
      .map((rule) => failureOf(rule, path, paint, otherMissing(rule, report))),
    inShort(failures.slice(inFull), paint),
    unjudgedIn(report)
      .map((rule) => notGreen(rule, paint))
      .join('\n'),
    blockedFromOutside(report)
      .map(({ id, verdict, message }) => `- ${id} ${verdict}: ${message}`)
      .join('\n'),
    figures(report),
    paint(colours[standingOf(report)], paint('bold', conclusion(report))),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

/**
 * A rule that failed: what it says, what happened, and how to see it again.
 *
 * @internal
 */
export function failureOf(
  rule: Verdict,
  path: string,
  paint: Paint,
  missing: readonly string[] = [],
): string {
  const script = (rule.message ?? '').replaceAll(/^.*← here$/gm, (line) => paint('bold', line));
  return [
    `${markOf(rule, paint)} ${headOf(rule, paint)}`,
    `  ${rule.text}`,
    '',
    script,
    ...(missing.length > 0 ? [`   missing    ${missing.join(', ')}`] : []),
    `   replay     ${replayCommand(rule, path)}`,
    `   rule book  ${ruleBookOn(rule.id)}`,
    ...(rule.blocks ? [`   blocks     ${someOf(rule.blocks)}`] : []),
  ].join('\n');
}

function markOf(rule: Verdict, paint: Paint): string {
  return isMust(rule) ? paint('red', '✗') : paint('yellow', '!');
}

/** Failures that would not fit on a screen in full: a line each. */
function inShort(failures: readonly Verdict[], paint: Paint): string {
  if (failures.length === 0) return '';
  const width = Math.max(...failures.map(({ id }) => id.length));
  const lines = failures.map(
    (rule) => `${markOf(rule, paint)} ${paint('bold', rule.id.padEnd(width))}  ${rule.text}`,
  );
  return [...lines, '', '  In full: --full, or --rule with the id of one.'].join('\n');
}

function headOf(rule: Verdict, paint: Paint): string {
  return `${paint('bold', rule.id)}   ${paint('dim', groundOf(rule))}`;
}

function notGreen(rule: Verdict, paint: Paint): string {
  const blocks = rule.blocks ? ` It blocks ${someOf(rule.blocks)}.` : '';
  return `? ${headOf(rule, paint)}   ${rule.verdict}\n  ${rule.message}${blocks}`;
}

/** The methods that are missing besides the one that the failure shows. */
function otherMissing({ id, message = '' }: Verdict, { rules }: Report): string[] {
  if (id !== 'api/has-every-method') return [];
  const sentences = rules
    .filter(({ blockedBy = [] }) => blockedBy.includes(id))
    .map((rule) => rule.message?.split(' ')[0] ?? '')
    .filter((method) => !message.includes(method));
  return [...new Set(sentences)];
}

function someOf(ids: readonly string[]): string {
  const more = ids.length - MOST_NAMED;
  return [...ids.slice(0, MOST_NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}
