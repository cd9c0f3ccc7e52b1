import { type Markup, markup } from '@post-challenge/spec/command-line';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Report, type VerdictName, verdictNames } from '../report.ts';
import {
  countWords,
  formatConclusion,
  formatFigures,
  formatImplementationName,
  getStanding,
} from './conclusion.ts';
import { type PageContext, renderRule, renderSentence } from './html-rule.ts';
import {
  type NamespaceRules,
  filterByVerdict,
  groupByNamespace,
  isMust,
  listFailures,
} from './order.ts';
import type { ReporterOptions } from './reporter.ts';
import { join } from 'node:path';
import { packageRoot } from '../../language/package-info.ts';

/** Renders the report as a page of one file. The page makes no network requests, and is readable without its script. */
export function renderHtml(report: Report, { path }: ReporterOptions): string {
  const style = readAsset('report.css');
  const script = readAsset('report.js');
  const { suite } = report;
  const { edition } = report;
  const page = { path, edition, reportedIds: new Set(report.rules.map(({ id }) => id)) };
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${hashSource(style)}; script-src ${hashSource(script)}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Conformance of ${formatImplementationName(report)}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${formatImplementationName(report)}</h1>
<p class="conclusion ${getStanding(report)}"><span>${formatConclusion(report)}</span></p>
${
  report.hint === undefined
    ? undefined
    : markup`<p class="hint"><strong>Hint:</strong> ${report.hint}</p>
`
}<p class="figures">${formatFigures(report)}</p>
<p class="figures">Checked by ${suite.name} ${suite.version}.</p>
</header>
<main>
${renderFirstFailures(report)}
${renderOverview(report)}
${renderFilter(report)}
${groupByNamespace(report).map((namespace) => renderNamespace(namespace, page))}
</main>
<script type="module">${script}</script>
</body>
</html>
`.markup;
}

/** Reads a file of the package that becomes part of the page unchanged. */
function readAsset(name: string): Markup {
  return { markup: readFileSync(join(packageRoot, 'assets', name), 'utf8') };
}

/** Creates the source of the content security policy that allows exactly this inline text. */
function hashSource({ markup: text }: Markup): Markup {
  return { markup: `'sha256-${createHash('sha256').update(text).digest('base64')}'` };
}

/** Renders links to the failed MUSTs, in the order in which to mend them. */
function renderFirstFailures(report: Report): Markup | undefined {
  const failures = listFailures(report).filter((rule) => isMust(rule) && !rule.expected);
  if (failures.length === 0) return undefined;
  const items = failures.map(
    ({ id, text, blocks = [] }) =>
      markup`<li><a href="#${id}"><code>${id}</code></a> ${renderSentence(text)}${blocks.length > 0 ? ` ${countWords(blocks.length, 'rule waits for it.', 'rules wait for it.')}` : undefined}</li>
`,
  );
  return markup`<section class="first">
<h2>Mend first</h2>
<ol>
${items}</ol>
</section>`;
}

/** Renders a table: the number of rules by namespace and verdict, each a link to these rules. */
function renderOverview(report: Report): Markup {
  const verdicts = listOccurringVerdicts(report);
  const renderRow = ({ name, rules }: NamespaceRules) =>
    markup`<tr><th scope="row">${name}</th>${verdicts.map((verdict) => renderCell(name, verdict, filterByVerdict({ rules }, verdict).length))}</tr>
`;
  return markup`<section>
<h2 id="overview">Overview</h2>
<table aria-labelledby="overview">
<thead><tr><th scope="col">namespace</th>${verdicts.map((verdict) => markup`<th scope="col" class="${verdict}">${verdict}</th>`)}</tr></thead>
<tbody>
${groupByNamespace(report).map(renderRow)}</tbody>
</table>
</section>`;
}

function renderCell(namespace: string, verdict: VerdictName, count: number): Markup {
  if (count === 0) return markup`<td></td>`;
  return markup`<td><a href="#verdict=${verdict}&amp;namespace=${namespace}">${count}</a></td>`;
}

function listOccurringVerdicts({ summary }: Report): VerdictName[] {
  return verdictNames.filter((verdict) => summary[verdict] > 0);
}

/** Renders the form of the filter. The script of the page shows it. */
function renderFilter(report: Report): Markup {
  const names = groupByNamespace(report).map(({ name }) => name);
  return markup`<form hidden>
${renderChoice('verdict', listOccurringVerdicts(report))}
${renderChoice('namespace', names)}
<label>text <input type="search" name="text"></label>
<button type="button">Show all</button>
</form>
<p role="status"></p>`;
}

function renderChoice(name: string, values: readonly string[]): Markup {
  const options = values.map((value) => markup`<option>${value}</option>`);
  return markup`<label>${name} <select name="${name}"><option value="">all</option>${options}</select></label>`;
}

function renderNamespace({ name, rules }: NamespaceRules, page: PageContext): Markup {
  return markup`<section class="namespace" aria-labelledby="namespace-${name}">
<h2 id="namespace-${name}">${name}</h2>
${rules.map((rule) => renderRule(rule, name, page))}</section>
`;
}
