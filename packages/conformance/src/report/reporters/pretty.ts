import type { Paint } from '@post-challenge/spec/command-line';
import type { Report, Verdict } from '../report.ts';
import { resolveHelpLink } from '../rule-book.ts';
import { type Standing, formatConclusion, formatFigures, getStanding } from './conclusion.ts';
import {
  listAnswers,
  listBlockedFromOutside,
  listFailures,
  formatLevelAndBasis,
  isMust,
  listUnjudged,
} from './order.ts';
import { formatReplayCommand } from './replay-command.ts';
import type { ReporterOptions } from './reporter.ts';

const MAX_NAMED_RULES = 3;
const MAX_FULL_FAILURES = 3;

/** The colour of the last line. */
const colours = { good: 'green', bad: 'red', open: 'yellow' } as const satisfies Record<
  Standing,
  string
>;

/** Renders the report for people: first the failures, then the reasons why other rules were not judged, then the figures. */
export function renderPretty(report: Report, { path, paint, full }: ReporterOptions): string {
  const failures = listFailures(report);
  const fullCount =
    full || failures.length <= MAX_FULL_FAILURES + 1 ? failures.length : MAX_FULL_FAILURES;
  return [
    ...(report.hint === undefined ? [] : [paint('yellow', `Hint: ${report.hint}`)]),
    ...failures.slice(0, fullCount).map((rule) => renderFailure(rule, path, paint)),
    renderShortFailures(failures.slice(fullCount), paint),
    listUnjudged(report)
      .map((rule) => renderUnjudged(rule, paint, fullCount === failures.length))
      .join('\n'),
    listBlockedFromOutside(report)
      .map(({ id, verdict, message }) => `- ${id} ${verdict}: ${message}`)
      .join('\n'),
    renderAnswers(report, paint),
    `${formatFigures(report)}\n${paint(colours[getStanding(report)], paint('bold', formatConclusion(report)))}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

/** Renders a failed rule: its text, the script, and the command that replays it. */
export function renderFailure(rule: Verdict, path: string, paint: Paint): string {
  const script = (rule.message ?? '').replaceAll(/^.*← here$/gm, (line) => paint('bold', line));
  return [
    `${renderMark(rule, paint)} ${renderRuleHead(rule, paint)}`,
    `  ${rule.text}`,
    '',
    script,
    `   replay     ${formatReplayCommand(rule, path)}`,
    `   rule book  ${resolveHelpLink(rule.id)}`,
    ...(rule.blocks ? [`   blocks     ${summarizeIds(rule.blocks)}`] : []),
  ].join('\n');
}

function renderMark(rule: Verdict, paint: Paint): string {
  return isMust(rule) ? paint('red', '✗') : paint('yellow', '!');
}

/** Renders the failures that do not fit on a screen in full, one a line. */
function renderShortFailures(failures: readonly Verdict[], paint: Paint): string {
  if (failures.length === 0) return '';
  const width = Math.max(...failures.map(({ id }) => id.length));
  const lines = failures.map(
    (rule) => `${renderMark(rule, paint)} ${paint('bold', rule.id.padEnd(width))}  ${rule.text}`,
  );
  return [
    ...lines,
    '',
    '  To see one in full, add --rule with its id. To see all in full, add --full.',
  ].join('\n');
}

function renderRuleHead(rule: Verdict, paint: Paint): string {
  return `${paint('bold', rule.id)}   ${paint('dim', formatLevelAndBasis(rule))}`;
}

/** Renders a rule that is errored or vacuous. The scenario that came nearest is left out beside many failures. */
function renderUnjudged(rule: Verdict, paint: Paint, full: boolean): string {
  const [sentence, ...script] = (rule.message ?? '').split('\n');
  const head = `? ${renderRuleHead(rule, paint)}   ${rule.verdict}`;
  if (rule.verdict === 'vacuous' && !isMust(rule) && !rule.blocks)
    return `${head}: no scenario reached its case`;
  return [
    head,
    ...(full && script.length > 0
      ? [`  ${sentence}`, ...script]
      : [`  ${sentence?.replace(/ This one came nearest:$/, '')}`]),
    ...(rule.blocks ? [`   blocks     ${summarizeIds(rule.blocks)}`] : []),
  ].join('\n');
}

/** Renders the answers to the probes, one a line. */
function renderAnswers(report: Report, paint: Paint): string {
  const answers = listAnswers(report);
  if (answers.length === 0) return '';
  const width = Math.max(...answers.map(({ id }) => id.length));
  return [
    'The sources leave these questions open. No answer is wrong; `explain` prints the question.',
    ...answers.map(({ id, answer }) => `  ${paint('dim', id.padEnd(width))}  ${answer}`),
  ].join('\n');
}

function summarizeIds(ids: readonly string[]): string {
  const omitted = ids.length - MAX_NAMED_RULES;
  return [...ids.slice(0, MAX_NAMED_RULES), ...(omitted > 0 ? [`and ${omitted} more`] : [])].join(
    ', ',
  );
}
