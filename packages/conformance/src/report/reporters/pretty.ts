import { type Paint, wrapText } from '@post-challenge/spec/command-line';
import type { Report, Verdict } from '../report.ts';
import { resolveHelpLink } from '../rule-book.ts';
import { type Standing, formatConclusion, formatFigures, getStanding } from './conclusion.ts';
import {
  listAnswers,
  listBlockedFromOutside,
  listFailures,
  formatLevelAndBasis,
  formatOrderAdvice,
  isMust,
  listUnjudged,
} from './order.ts';
import { layoutScript } from './layout-script.ts';
import { listReplayLine } from './replay-command.ts';
import type { ReporterOptions } from './reporter.ts';

const MAX_NAMED_RULES = 3;
const MAX_FULL_FAILURES = 3;

/** The colour of the last line. */
const colours = { good: 'green', bad: 'red', open: 'yellow' } as const satisfies Record<
  Standing,
  string
>;

/** Renders the report for people: first the failures, then the reasons why other rules were not judged, then the figures. */
export function renderPretty(report: Report, options: ReporterOptions): string {
  const { path, paint, full, width } = options;
  const failures = listFailures(report);
  const fullCount =
    full || failures.length <= MAX_FULL_FAILURES + 1 ? failures.length : MAX_FULL_FAILURES;
  const conclusion = wrapText(formatConclusion(report), width);
  return [
    ...(report.hint === undefined
      ? []
      : [paint('yellow', wrapText(`Hint: ${report.hint}`, width))]),
    ...failures.slice(0, fullCount).map((rule) => renderFailure(rule, path, paint, width)),
    renderShortFailures(failures.slice(fullCount), options),
    listUnjudged(report)
      .map((rule) => renderUnjudged(rule, options, fullCount === failures.length))
      .join('\n'),
    listBlockedFromOutside(report)
      .map(({ id, verdict, message }) => wrapText(`- ${id} ${verdict}: ${message}`, width, '  '))
      .join('\n'),
    renderAnswers(report, options),
    `${wrapText([formatFigures(report), formatOrderAdvice(failures)].filter(Boolean).join('. '), width)}\n${paint(colours[getStanding(report)], paint('bold', conclusion))}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

/** Renders a failed rule: its text, the script, and the command that replays it. With a width, the script is laid out for a terminal. */
export function renderFailure(rule: Verdict, path: string, paint: Paint, width?: number): string {
  const { message: script = '' } = rule;
  return [
    `${renderMark(rule, paint)} ${renderRuleHead(rule, paint)}`,
    wrapText(`  ${rule.text}`, width ?? Infinity, '  '),
    '',
    width === undefined ? script : layoutScript(script, width, paint),
    ...listReplayLine(rule, path),
    `   rule book  ${resolveHelpLink(rule.id)}`,
    ...renderBlocks(rule, width),
  ].join('\n');
}

function renderBlocks({ blocks }: Verdict, width = Infinity): string[] {
  const label = '   blocks     ';
  return blocks
    ? [wrapText(`${label}${summarizeIds(blocks)}`, width, ' '.repeat(label.length))]
    : [];
}

function renderMark(rule: Verdict, paint: Paint): string {
  return isMust(rule) ? paint('red', '✗') : paint('yellow', '!');
}

/** The options that decide how a part of the report looks. */
type Look = Pick<ReporterOptions, 'paint' | 'width'>;

/** Renders the failures that do not fit on a screen in full, one a line. */
function renderShortFailures(failures: readonly Verdict[], look: Look): string {
  if (failures.length === 0) return '';
  const { paint, width } = look;
  const rows = failures.map((rule) => ({
    start: `${renderMark(rule, paint)} `,
    id: rule.id,
    paintId: (id: string) => paint('bold', id),
    text: rule.text,
  }));
  const advice = '  To see one in full, add --rule with its id. To see all in full, add --full.';
  return [renderRows(rows, width), '', wrapText(advice, width, '  ')].join('\n');
}

/** A row of two columns: the id of a rule, and a text. */
interface Row {
  /** Two characters. */
  readonly start: string;
  readonly id: string;
  readonly paintId: (id: string) => string;
  readonly text: string;
}

/** Renders rows of two columns. If the second would be narrow, a text goes below its id. */
function renderRows(rows: readonly Row[], width: number): string {
  const column = Math.max(...rows.map(({ id }) => id.length)) + 4;
  const isNarrow = column > width / 2;
  const indent = ' '.repeat(isNarrow ? 6 : column);
  return rows
    .map(({ start, id, paintId, text }) => {
      const wrapped = wrapText(`${indent}${text}`, width, indent);
      return isNarrow
        ? `${start}${paintId(id)}\n${wrapped}`
        : `${start}${paintId(id.padEnd(column - 4))}  ${wrapped.trimStart()}`;
    })
    .join('\n');
}

function renderRuleHead(rule: Verdict, paint: Paint): string {
  return `${paint('bold', rule.id)}   ${paint('dim', formatLevelAndBasis(rule))}`;
}

/** Renders a rule that is errored or vacuous. The scenario that came nearest is left out beside many failures. */
function renderUnjudged(
  rule: Verdict,
  { paint, width, path }: Look & Pick<ReporterOptions, 'path'>,
  full: boolean,
): string {
  const [sentence = '', ...script] = (rule.message ?? '').split('\n');
  const head = `? ${renderRuleHead(rule, paint)}   ${rule.verdict}`;
  if (rule.verdict === 'vacuous' && !isMust(rule) && !rule.blocks)
    return `${head}: no scenario reached its case`;
  const isFull = full && script.length > 0;
  const shown = isFull ? sentence : sentence.replace(/ This one came nearest:$/, '');
  return [
    head,
    wrapText(`  ${shown}`, width, '  '),
    ...(isFull ? [layoutScript(script.join('\n'), width, paint)] : []),
    ...listReplayLine(rule, path),
    ...renderBlocks(rule, width),
  ].join('\n');
}

/** Renders the answers to the probes, one a line. */
function renderAnswers(report: Report, { paint, width }: Look): string {
  const answers = listAnswers(report);
  if (answers.length === 0) return '';
  const intro =
    'The sources leave these questions open. No answer is wrong; `explain` prints the question.';
  const rows = answers.map(({ id, answer }) => ({
    start: '  ',
    id,
    paintId: (padded: string) => paint('dim', padded),
    text: answer,
  }));
  return [wrapText(intro, width), renderRows(rows, width)].join('\n');
}

function summarizeIds(ids: readonly string[]): string {
  const omitted = ids.length - MAX_NAMED_RULES;
  return [...ids.slice(0, MAX_NAMED_RULES), ...(omitted > 0 ? [`and ${omitted} more`] : [])].join(
    ', ',
  );
}
