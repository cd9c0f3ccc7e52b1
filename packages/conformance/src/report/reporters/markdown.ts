import { markup } from '@post-challenge/spec/command-line';
import { type Report, type Verdict, verdictNames } from '../report.ts';
import { formatConclusion, formatFigures } from './conclusion.ts';
import {
  listAnswers,
  listBlockedFromOutside,
  listFailures,
  formatLevelAndBasis,
  filterByVerdict,
  groupByNamespace,
  listUnjudged,
} from './order.ts';
import { formatReplayCommand } from './replay-command.ts';
import type { ReporterOptions } from './reporter.ts';

/** The maximum length of a comment on GitHub, in characters. */
const MAX_LENGTH = 65_536;

/** The length reserved for the sentence about omitted rules. */
const RESERVED_LENGTH = 200;

/** Renders the report for a pull request: the conclusion, a table, and the failures, folded. */
export function renderMarkdown(report: Report, { path }: ReporterOptions): string {
  const hint = report.hint === undefined ? '' : `> **Hint:** ${escapeInline(report.hint)}\n\n`;
  const head = `${hint}**${escapeInline(formatConclusion(report))}**\n\n${renderVerdictTable(report)}\n\n${escapeInline(formatFigures(report))}\n`;
  const rules = [
    ...listFailures(report),
    ...listUnjudged(report),
    ...listBlockedFromOutside(report),
  ];
  const all = [
    ...listUnexpected(report),
    ...rules.map((rule) => renderRuleDetails(rule, path)),
    ...renderAnswers(report),
  ];
  const shown = selectFitting(all, MAX_LENGTH - RESERVED_LENGTH - head.length);
  const omitted = all.length - shown.length;
  const rest = `\n${omitted} more did not fit. \`--reporter html=report.html\` shows all.\n`;
  return [head, ...shown, ...(omitted > 0 ? [rest] : [])].join('');
}

/** Selects the texts that fit into a length, in their order. */
function selectFitting(texts: readonly string[], length: number): string[] {
  let remaining = length;
  return texts.filter((text) => {
    const fits = text.length <= remaining;
    if (fits) remaining -= text.length;
    return fits;
  });
}

/** Renders a table: the number of rules by namespace and verdict. */
function renderVerdictTable(report: Report): string {
  const verdicts = verdictNames.filter((verdict) => report.summary[verdict] > 0);
  const rows = groupByNamespace(report).map(({ name, rules }) => [
    name,
    ...verdicts.map((verdict) => filterByVerdict({ rules }, verdict).length || ''),
  ]);
  const renderRow = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  const rule = ['---', ...verdicts.map(() => '---:')];
  return [['namespace', ...verdicts], rule, ...rows].map(renderRow).join('\n');
}

/** Renders the answers to the probes, one a line, folded. */
function renderAnswers(report: Report): string[] {
  const answers = listAnswers(report);
  if (answers.length === 0) return [];
  const lines = answers.map(({ id, answer }) => `- \`${id}\`: ${escapeInline(answer)}`);
  const summary = '<summary>Questions that the sources leave open: no answer is wrong</summary>';
  return [['', '<details>', summary, '', ...lines, '', '</details>', ''].join('\n')];
}

/** Lists the differences from the baseline. */
function listUnexpected({ rules }: Report): string[] {
  return rules.flatMap(({ unexpected }) =>
    unexpected ? [`\n- ${escapeInline(unexpected)}\n`] : [],
  );
}

/** Renders a rule that unfolds to its script. */
function renderRuleDetails(rule: Verdict, path: string): string {
  const { id, verdict, text, message = '', replay } = rule;
  const summary = markup`<summary><code>${id}</code> ${verdict} (${formatLevelAndBasis(rule)})</summary>`;
  return [
    '',
    '<details>',
    summary.markup,
    '',
    text,
    '',
    renderCodeBlock(message),
    ...(replay === undefined ? [] : [renderCodeBlock(formatReplayCommand(rule, path), 'sh')]),
    '',
    '</details>',
    '',
  ].join('\n');
}

/** Renders a block of code, with a fence that the code does not contain. */
function renderCodeBlock(code: string, language = 'text'): string {
  const runs = code.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map(({ length }) => length + 1)));
  return `${fence}${language}\n${code}\n${fence}`;
}

/** Escapes a text on one line. A zero-width space keeps @ and # from becoming mentions and references. */
export function escapeInline(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_[\]<>&|~]/g, String.raw`\$&`)
    .replaceAll(/[@#]/g, '$&&#8203;');
}
