import { type Report, type Verdict, verdictNames } from '../report.ts';
import { formatConclusion, formatFigures } from './conclusion.ts';
import { markup } from './markup.ts';
import {
  listBlockedFromOutside,
  listFailures,
  formatLevelAndBasis,
  filterByVerdict,
  groupByNamespace,
  listUnjudged,
} from './order.ts';
import { formatReplayCommand } from './replay-command.ts';
import type { ReporterOptions } from './reporter.ts';

/** What a comment on GitHub can hold, in characters. */
const MAX_LENGTH = 65_536;

/** Room for the sentence that says what was left out. */
const RESERVED_LENGTH = 200;

/** The report for a pull request: the conclusion, a table, and each failure where it is unfolded. */
export function renderMarkdown(report: Report, { path }: ReporterOptions): string {
  const head = `**${escapeInline(formatConclusion(report))}**\n\n${renderVerdictTable(report)}\n\n${escapeInline(formatFigures(report))}\n`;
  const rules = [
    ...listFailures(report),
    ...listUnjudged(report),
    ...listBlockedFromOutside(report),
  ];
  const all = [...listUnexpected(report), ...rules.map((rule) => renderRuleDetails(rule, path))];
  const shown = selectFitting(all, MAX_LENGTH - RESERVED_LENGTH - head.length);
  const omitted = all.length - shown.length;
  const rest = `\nThere was no room for ${omitted} more; \`--reporter html=report.html\` shows all.\n`;
  return [head, ...shown, ...(omitted > 0 ? [rest] : [])].join('');
}

/** As many of some texts as fit into a length, the first ones before the others. */
function selectFitting(texts: readonly string[], length: number): string[] {
  let remaining = length;
  return texts.filter((text) => {
    const fits = text.length <= remaining;
    if (fits) remaining -= text.length;
    return fits;
  });
}

/** How many rules of each namespace have each verdict. */
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

/** How the report is not as a baseline says, rule by rule. */
function listUnexpected({ rules }: Report): string[] {
  return rules.flatMap(({ unexpected }) =>
    unexpected ? [`\n- ${escapeInline(unexpected)}\n`] : [],
  );
}

/** A rule that is unfolded to its script. */
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

/** A block of code, whatever the code holds. */
function renderCodeBlock(code: string, language = 'text'): string {
  const runs = code.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map(({ length }) => length + 1)));
  return `${fence}${language}\n${code}\n${fence}`;
}

/** A text on one line in which everything stands for itself; a space of no width keeps an @ or a # from meaning anybody or anything. */
function escapeInline(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_[\]<>&|~]/g, String.raw`\$&`)
    .replaceAll(/[@#]/g, '$&&#8203;');
}
