import {
  type Report,
  type Verdict,
  type VerdictName,
  isOutOfReach,
  verdictNames,
} from '../report.ts';
import { countWords, formatFigures, formatHeadline, getStanding } from './conclusion.ts';
import { renderIcon } from './html-rule.ts';
import { type Markup, type MarkupPart, markup } from '@post-challenge/spec/command-line';
import { type NamespaceRules, filterByVerdict, groupByNamespace } from './order.ts';

/** The icon beside the headline. */
const standingIcons = { good: 'passed', bad: 'failed', open: 'vacuous' } as const;

/** The verdicts in the order of a bar: first those that judge a rule. */
const barOrder = [
  'passed',
  'failed',
  'errored',
  'vacuous',
  'blocked',
  'unobservable',
] as const satisfies readonly VerdictName[];

/** The verdicts in the order of attention. */
const tallyOrder = [
  'failed',
  'errored',
  'vacuous',
  'blocked',
  'passed',
  'unobservable',
  'probed',
] as const satisfies readonly VerdictName[];

/** Renders the top of the page: the verdict, the rates, and the number of rules with each verdict. */
export function renderSummary(report: Report): Markup {
  const standing = getStanding(report);
  return markup`<header>
<p class="kicker">Conformance report</p>
<h1 class="${standing}">${renderIcon(standingIcons[standing])} <span>${formatHeadline(report)}.</span></h1>
${renderNotice('Hint', report.hint)}${renderNotice('Missing', formatMissingMethods(report))}<dl class="rates">
${renderRate(report, 'MUST')}${renderRate(report, 'SHOULD')}</dl>
<ul class="tally" aria-label="counts">
${tallyOrder.map((verdict) => renderTally(verdict, report.summary[verdict]))}</ul>
<p class="figures">${renderFigures(report)}</p>
</header>`;
}

function renderNotice(label: string, text: string | undefined): Markup | undefined {
  return text
    ? markup`<p class="notice"><strong>${label}:</strong> ${text}</p>
`
    : undefined;
}

/** Formats the names of the methods that the rules missed. */
function formatMissingMethods({ rules }: Report): string {
  const names = new Set(rules.flatMap(({ missing = [] }) => missing));
  return [...names].map((name) => `api.${name}`).join(', ');
}

/** Renders how many rules of a level the implementation keeps, as a sentence and as a bar. */
function renderRate({ rules }: Report, level: 'MUST' | 'SHOULD'): Markup | undefined {
  const all = rules.filter((rule) => rule.level === level);
  const counted = all.filter((rule) => !isOutOfReach(rule));
  if (all.length === 0) return undefined;
  const kept = filterByVerdict({ rules: counted }, 'passed').length;
  const judged = kept + filterByVerdict({ rules: counted }, 'failed').length;
  const rest = [
    judged === counted.length ? 'all judged' : `${counted.length - judged} not judged`,
    countWords(all.length - counted.length, 'out of reach'),
  ];
  return markup`<div class="rate"><dt>${level}</dt><dd><strong>${kept} of ${counted.length} kept</strong></dd><dd class="rest">${rest.filter(Boolean).join(', ')}</dd>${renderBar(counted)}</div>
`;
}

/** Renders the verdicts on rules as a bar. The segments of rules that were not judged are thinner. */
function renderBar(rules: readonly Verdict[]): Markup | undefined {
  if (rules.length === 0) return undefined;
  let x = 0;
  const segments = barOrder.map((verdict, index) => {
    const width = filterByVerdict({ rules }, verdict).length;
    const isJudged = index < 2;
    const segment = markup`<rect class="${verdict}" x="${x}" width="${width}" y="${isJudged ? 0 : 3}" height="${isJudged ? 10 : 4}"/>`;
    x += width;
    return width > 0 ? segment : undefined;
  });
  return markup`<dd class="bar" aria-hidden="true"><svg viewBox="0 0 ${rules.length} 10" preserveAspectRatio="none">${segments}</svg></dd>`;
}

/** Renders the number of rules with a verdict, as a link that shows these rules. */
function renderTally(verdict: VerdictName, count: number): Markup | undefined {
  if (count === 0) return undefined;
  return markup`<li><a href="#verdict=${verdict}">${renderIcon(verdict)}<b>${count}</b> ${verdict}</a></li>
`;
}

/** Renders the time, the number of rules and the duration, with links to the end of the page. */
function renderFigures(report: Report): MarkupPart {
  const { started } = report.timing;
  const time = started === undefined ? undefined : [renderTime(started), ' · '];
  const links = markup`<a href="#run">Repeat this run</a> · <a href="#legend">Legend</a>`;
  return [time, `${formatFigures(report)} · `, links];
}

/** Renders a time, in UTC so that the page is the same everywhere. */
export function renderTime(started: string): Markup {
  const date = new Date(started);
  if (Number.isNaN(date.getTime())) return markup`${started}`;
  const text = date.toISOString().replace('T', ' ').slice(0, 16);
  return markup`<time datetime="${started}">${text} UTC</time>`;
}

/** Lists the verdicts that a rule of the report has. */
export function listOccurringVerdicts({ summary }: Report): VerdictName[] {
  return verdictNames.filter((verdict) => summary[verdict] > 0);
}

/** Renders a table: the number of rules by namespace and verdict, each a link to these rules. */
export function renderOverview(report: Report): Markup {
  const verdicts = listOccurringVerdicts(report);
  const renderRow = ({ name, rules }: NamespaceRules) =>
    markup`<tr><th scope="row">${name}</th>${verdicts.map((verdict) => renderCell(name, verdict, filterByVerdict({ rules }, verdict).length))}</tr>
`;
  return markup`<section>
<h2 id="overview">By namespace</h2>
<table aria-labelledby="overview">
<thead><tr><th scope="col">namespace</th>${verdicts.map((verdict) => markup`<th scope="col">${renderIcon(verdict)}<span>${verdict}</span></th>`)}</tr></thead>
<tbody>
${groupByNamespace(report).map(renderRow)}</tbody>
</table>
</section>`;
}

function renderCell(namespace: string, verdict: VerdictName, count: number): Markup {
  if (count === 0) return markup`<td></td>`;
  return markup`<td><a href="#verdict=${verdict}&amp;namespace=${namespace}">${count}</a></td>`;
}
