import { isKnownRule } from '../../language/select-rules.ts';
import { type Markup, markup } from '@post-challenge/spec/command-line';
import { hashSource, readAsset } from '../reporters/html-assets.ts';
import { renderSentence } from '../reporters/html-rule.ts';
import { locateRulePage } from '../rule-book.ts';
import {
  type ComparedReport,
  type ComparedRule,
  type ComparedVerdict,
  type Comparison,
} from './compare-reports.ts';
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

/** Renders a comparison as a page of one file. The page has no script and makes no network requests. */
export function renderComparisonHtml(
  comparison: Comparison,
  { all, folder }: ComparisonOptions,
): string {
  const style = readAsset('comparison.css');
  const { suite, reports, notes } = comparison;
  const sections = listSections(comparison, all);
  const rest = all ? [] : countRest(comparison);
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${hashSource(style)}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Comparison of ${reports.length} reports</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Comparison of ${reports.length} reports</h1>
${notes.map((note) => markup`<p class="note"><strong>Note:</strong> ${note}</p>\n`)}${renderHead(reports)}
${sections.map((section) => renderSection(section, reports, folder))}${
    rest.length === 0
      ? undefined
      : markup`<p class="rest">${rest.join(' ')} <code>--all</code> lists them.</p>\n`
  }</main>
<footer>Compared by ${suite.name} ${suite.version}.</footer>
</body>
</html>
`.markup;
}

function renderHead(reports: readonly ComparedReport[]): Markup {
  const rows = reports.map(
    (report) =>
      markup`<tr><th scope="row">${report.label}</th><td>${formatText(report.version ?? '')}</td><td>${report.edition}</td><td class="${report.standing}">${report.conformance}</td>${formatMusts(report).map((cell) => markup`<td>${cell}</td>`)}<td>${formatText(report.suiteVersion)}</td></tr>\n`,
  );
  return renderBox(
    'implementations',
    markup`<table>
<thead><tr>${headColumns.map((column) => markup`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${rows}</tbody>
</table>`,
  );
}

function renderSection(
  { difference, title, count, methods }: ComparisonSection,
  reports: readonly ComparedReport[],
  folder: string,
): Markup {
  const columns = reports.map(({ label }) => markup`<th scope="col">${label}</th>`);
  const bodies = methods.map(
    ({ method, rules }) => markup`<tbody>
<tr><th class="method" scope="rowgroup" colspan="${reports.length + 2}">${formatText(method)}</th></tr>
${rules.map((rule) => renderRow(rule, folder))}</tbody>
`,
  );
  const table = renderBox(
    title,
    markup`<table>
<thead><tr><th scope="col">rule</th><th scope="col">level</th>${columns}</tr></thead>
${bodies}</table>`,
  );
  const isOpen = difference === 'failed' ? markup` open` : undefined;
  return markup`<details${isOpen}>
<summary><h2>${title} (${count})</h2></summary>
${table}
</details>
`;
}

/** Renders a table into a box that scrolls sideways, also by keyboard. */
function renderBox(label: string, table: Markup): Markup {
  return markup`<div class="box" tabindex="0" role="region" aria-label="${label}">${table}</div>`;
}

function renderRow({ id, level, text, verdicts }: ComparedRule, folder: string): Markup {
  const [name, sentence] = isKnownRule(id)
    ? [markup`<a href="${locateRulePage(id, folder)}">${id}</a>`, text]
    : [formatText(id), formatText(text)];
  const cells = verdicts.map(
    (verdict) =>
      markup`<td class="${getClass(verdict, level)}">${formatComparedVerdict(verdict, level)}</td>`,
  );
  return markup`<tr><th scope="row">${name}<span class="text">${renderSentence(sentence)}</span></th><td>${level}</td>${cells}</tr>\n`;
}

function getClass(verdict: ComparedVerdict, level: ComparedRule['level']): string {
  if ('missing' in verdict) return 'missing';
  return verdict.verdict === 'failed' && level !== 'MUST' ? 'warning' : verdict.verdict;
}
