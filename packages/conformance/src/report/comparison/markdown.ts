import { isKnownRule } from '../../language/select-rules.ts';
import { escapeInline } from '../reporters/markdown.ts';
import { locateRulePage } from '../rule-book.ts';
import { type ComparedReport, type ComparedRule, type Comparison } from './compare-reports.ts';
import type { ComparisonOptions } from './comparison-reporter.ts';
import {
  type ComparisonSection,
  countRest,
  formatComparedVerdict,
  formatMusts,
  formatText,
  headColumns,
  listSections,
} from './sections.ts';

/** Renders a comparison in Markdown. Sections after the first are folded. */
export function renderComparisonMarkdown(
  comparison: Comparison,
  { all, folder }: ComparisonOptions,
): string {
  const { reports, notes } = comparison;
  const sections = listSections(comparison, all);
  return [
    renderHead(reports),
    ...notes.map((note) => `> **Note:** ${escapeInline(note)}`),
    ...(sections.some(({ difference }) => difference !== 'same' && difference !== 'missing')
      ? []
      : ['The reports do not differ.']),
    ...sections.map((section) => renderSection(section, reports, folder)),
    ...(all ? [] : renderRest(comparison)),
  ]
    .join('\n\n')
    .concat('\n');
}

function renderHead(reports: readonly ComparedReport[]): string {
  return renderTable(
    headColumns,
    reports.map((report) => [
      escapeInline(report.label),
      escapeInline(formatText(report.version ?? '')),
      report.edition,
      escapeInline(report.conformance),
      ...formatMusts(report).map(String),
      escapeInline(formatText(report.suiteVersion)),
    ]),
  );
}

function renderSection(
  { difference, title, count, methods }: ComparisonSection,
  reports: readonly ComparedReport[],
  folder: string,
): string {
  const table = renderTable(
    ['rule', 'level', ...reports.map(({ label }) => escapeInline(label))],
    methods.flatMap(({ method, rules }) => [
      [`**${escapeInline(formatText(method))}**`, '', ...reports.map(() => '')],
      ...rules.map((rule) => renderRow(rule, folder)),
    ]),
  );
  if (difference === 'failed') return `**${title}** (${count})\n\n${table}`;
  return `<details>\n<summary>${title} (${count})</summary>\n\n${table}\n\n</details>`;
}

function renderRow({ id, level, text, verdicts }: ComparedRule, folder: string): string[] {
  const cells = verdicts.map((verdict) => {
    const cell = escapeInline(formatComparedVerdict(verdict, level));
    return 'verdict' in verdict && verdict.verdict === 'failed' ? `**${cell}**` : cell;
  });
  const name = isKnownRule(id)
    ? `[${id}](${locateRulePage(id, folder)})<br>${text.replaceAll('|', String.raw`\|`)}`
    : escapeInline(formatText(`${id} ${text}`));
  return [name, level, ...cells];
}

function renderRest(comparison: Comparison): string[] {
  const rest = countRest(comparison);
  return rest.length > 0 ? [`${rest.join(' ')} \`--all\` lists them.`] : [];
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const renderRow = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [head, head.map(() => '---'), ...rows].map(renderRow).join('\n');
}
