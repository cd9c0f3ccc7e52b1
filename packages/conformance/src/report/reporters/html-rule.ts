import {
  type Edition,
  type Rule,
  type RuleId,
  type SourceReference,
  citeSource,
  getEditionRule,
  rules,
  sources,
} from '@post-challenge/spec';
import type { Verdict } from '../report.ts';
import { getDecisionLink, getHelpLink, locateRulePage, resolveDocsLink } from '../rule-book.ts';
import { countWords } from './conclusion.ts';
import { listMessageFacts, renderMessage } from './html-message.ts';
import { type Markup, type MarkupPart, markup } from '@post-challenge/spec/command-line';
import { formatLevelAndBasis, getNamespace, isMust, listAnswers } from './order.ts';
import { formatReplayCommand } from './replay-command.ts';

/** The page that holds a rule. */
export interface PageContext {
  /** The path of the implementation, for the commands that replay a failure. */
  readonly path: string;
  /** The folder of the page, for the links to the docs; the default is the working directory. */
  readonly folder: string | undefined;
  /** The edition of the report. */
  readonly edition: Edition;
  /** The verdicts on the page, by the id of the rule. */
  readonly verdicts: ReadonlyMap<RuleId, Verdict>;
  /** The rules that are unfolded at first. */
  readonly openIds: ReadonlySet<RuleId>;
}

/** Renders a rule: its text, which unfolds to the script and other details. */
export function renderRule(rule: Verdict, page: PageContext): Markup {
  const { id, verdict, level, text } = rule;
  const [answered] = listAnswers({ rules: [rule] });
  const state = answered?.answer ?? formatWaiting(rule, page);
  return markup`<details class="rule" id="${id}" data-verdict="${verdict}" data-level="${level}" data-namespace="${getNamespace(rule)}"${page.openIds.has(id) ? markup` open` : undefined}>
<summary>${renderVerdict(rule)} <code>${id}</code> <span class="level">${formatLevelAndBasis(rule)}</span> <span class="text">${renderSentence(text)}</span>${state && markup` <span class="state">${state}</span>`}</summary>
<div class="why">
${renderReason(rule)}${renderNote(id)}${renderReplay(rule, page)}<dl class="facts">
${listFacts(rule, page).map(
  ([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>
`,
)}</dl>
</div>
</details>
`;
}

/** Renders the name of a verdict with its icon. A SHOULD that failed is a warning. */
function renderVerdict(rule: Verdict): Markup {
  const { verdict } = rule;
  const style = verdict === 'failed' && !isMust(rule) ? 'warning' : verdict;
  return markup`<span class="verdict ${style}">${renderIcon(style)}${verdict}</span>`;
}

/** Renders an icon of the page. A word beside it says the same. */
export function renderIcon(name: string): Markup {
  return markup`<svg class="icon ${name}" aria-hidden="true"><use href="#icon-${name}"/></svg>`;
}

/** Renders a sentence of the catalogue, with code in backticks as `code` elements. */
export function renderSentence(text: string): MarkupPart[] {
  return text.split('`').map((part, index) => (index % 2 ? markup`<code>${part}</code>` : part));
}

/** Says how many rules wait for a rule, or for which rules it waits itself. */
function formatWaiting(rule: Verdict, { verdicts }: PageContext): string {
  const { id, blocks = [], blockedBy = [] } = rule;
  if (blocks.length > 0) return `${countWords(blocks.length, 'rule waits', 'rules wait')} for it`;
  if (blockedBy.length === 0) return '';
  const causes = [...verdicts.values()].filter((one) => one.blocks?.includes(id));
  const names = causes.length > 0 ? causes.map((one) => one.id) : blockedBy;
  return `waits for ${names.join(', ')}`;
}

/** Renders the message of a verdict. */
function renderReason({ id, message }: Verdict): MarkupPart {
  return message === undefined ? undefined : renderMessage(message, id);
}

function renderNote(id: RuleId): Markup | undefined {
  const { note: text }: Rule = rules[id];
  return text === undefined
    ? undefined
    : markup`<p class="note">${renderSentence(text)}</p>
`;
}

function renderReplay(rule: Verdict, { path }: PageContext): Markup | undefined {
  if (rule.replay === undefined) return undefined;
  return markup`<p class="label">After a change, run this scenario again:</p>
${renderShellCommand(formatReplayCommand(rule, path))}
`;
}

/** Renders a command with a button that copies it. The script of the page shows the button. */
export function renderShellCommand(command: string): Markup {
  return markup`<div class="command"><code>${command}</code><button type="button" hidden>Copy</button></div>`;
}

/** Lists other facts about a rule, each with its label. */
function listFacts(rule: Verdict, page: PageContext): [string, Markup][] {
  const { edition, folder } = page;
  const { id, runs, message = '', missing = [], unexpected, blocks = [], blockedBy = [] } = rule;
  const { sources: references = [] } = getEditionRule(id, edition);
  const decision = getDecisionLink(id);
  const facts = listMessageFacts(message).filter(([label]) => label !== 'missing');
  const all: [string, MarkupPart[]][] = [
    ['unexpected', unexpected === undefined ? [] : [unexpected]],
    ['missing', missing.map((method) => markup`<code>${method}</code>`)],
    ...facts.map(([label, text]): [string, MarkupPart[]] => [label, [text]]),
    ['waits for', renderRuleLinks(blockedBy, page)],
    ['wait for it', renderRuleLinks(blocks, page)],
    ['scenarios', runs > 0 ? [runs] : []],
    ['source', references.map(renderSource)],
    [
      'decision',
      decision === undefined ? [] : [renderHyperlink(resolveDocsLink(decision, folder), decision)],
    ],
    ['rule book', [renderHyperlink(locateRulePage(id, folder), getHelpLink(id))]],
  ];
  return all.flatMap(([name, values]) => (values.length > 0 ? [[name, renderList(values)]] : []));
}

function renderHyperlink(address: string, text: string): Markup {
  return markup`<a href="${address}">${text}</a>`;
}

/** Renders a citation, as a link to the source. */
function renderSource(reference: SourceReference): Markup {
  return renderHyperlink(sources[reference.source].address, citeSource(reference));
}

/** How many links a fact shows unfolded. */
const MAX_LINKS = 5;

/** Renders links to rules, folded if there are many. */
function renderRuleLinks(ids: readonly RuleId[], { verdicts }: PageContext): MarkupPart[] {
  const links = ids.map((id) => renderRuleLink(id, verdicts));
  return links.length > MAX_LINKS
    ? [markup`<details><summary>${links.length} rules</summary>${renderList(links)}</details>`]
    : links;
}

/** Renders the id of a rule, as a link if the rule is on the page. */
function renderRuleLink(id: RuleId, verdicts: ReadonlyMap<RuleId, Verdict>): MarkupPart {
  return verdicts.has(id) ? renderHyperlink(`#${id}`, id) : id;
}

function renderList(values: readonly MarkupPart[]): Markup {
  return markup`${values.flatMap((value, index) => (index > 0 ? [', ', value] : [value]))}`;
}
