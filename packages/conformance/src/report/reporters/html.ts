import type { Report } from '../report.ts';
import { formatImplementationName } from './conclusion.ts';
import { renderLegend, renderRunFacts } from './html-legend.ts';
import { hashSource, readAsset } from './html-assets.ts';
import { chooseOpenIds, groupBySection, renderRuleGroup } from './html-sections.ts';
import { listOccurringVerdicts, renderOverview, renderSummary } from './html-summary.ts';
import { type Markup, markup } from '@post-challenge/spec/command-line';
import { groupByNamespace } from './order.ts';
import type { ReporterOptions } from './reporter.ts';

/**
 * Renders the report as a page of one file: the verdict, the rules to mend, then the rest, folded. The page makes no network requests, and
 * is readable without its script.
 */
export function renderHtml(report: Report, options: ReporterOptions): string {
  const { path, folder } = options;
  const style = readAsset('report.css');
  const script = readAsset('report.js');
  const { edition } = report;
  const groups = groupBySection(report);
  const verdicts = new Map(report.rules.map((rule) => [rule.id, rule]));
  const page = { path, folder, edition, verdicts, openIds: chooseOpenIds(groups) };
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
${readAsset('report-icons.svg')}${renderSummary(report)}
<main>
${renderFilter(report)}
${groups.map((group) => renderRuleGroup(group, page))}
${renderOverview(report)}
${renderRunFacts(report, options)}
${renderLegend()}
</main>
<script type="module">${script}</script>
</body>
</html>
`.markup;
}

/** Renders the form of the filter. The script of the page shows it. */
function renderFilter(report: Report): Markup {
  const namespaces = groupByNamespace(report).map(({ name }) => name);
  const levels = [...new Set(report.rules.map(({ level }) => level))];
  return markup`<details class="filter" hidden>
<summary>Search and filter</summary>
<form role="search">
<label class="search"><span>text</span> <input type="search" name="text"></label>
${renderChoice('verdict', listOccurringVerdicts(report))}
${renderChoice('level', levels)}
${renderChoice('namespace', namespaces)}
<button type="button">Show all</button>
</form>
</details>
<p role="status"></p>`;
}

function renderChoice(name: string, values: readonly string[]): Markup {
  const options = values.map((value) => markup`<option>${value}</option>`);
  return markup`<label><span>${name}</span> <select name="${name}"><option value="">all</option>${options}</select></label>`;
}
