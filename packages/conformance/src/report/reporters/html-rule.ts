import { type Markup, type MarkupPart, markup } from '@post-challenge/spec/command-line';
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
import { formatLevelAndBasis, isMust, listAnswers } from './order.ts';
import { formatReplayCommand } from './replay-command.ts';
import { getDecisionLink, resolveDocsLink } from '../rule-book.ts';

/** The page that holds a rule. */
export interface PageContext {
  /** The path of the implementation, for the commands that replay a failure. */
  readonly path: string;
  /** The edition of the report. */
  readonly edition: Edition;
  /** The rules on the page. */
  readonly reportedIds: ReadonlySet<RuleId>;
}

/** Renders a rule: its text, which unfolds to the script and other details. */
export function renderRule(rule: Verdict, namespace: string, page: PageContext): Markup {
  const { id, verdict, text, unexpected } = rule;
  const [answered] = listAnswers({ rules: [rule] });
  const failed = verdict === 'failed';
  const style = failed && !isMust(rule) ? 'warning' : verdict;
  return markup`<details class="rule" id="${id}" data-verdict="${verdict}" data-namespace="${namespace}"${failed || unexpected ? markup` open` : undefined}>
<summary><span class="verdict ${style}">${verdict}</span> <code>${id}</code> <span class="level">${formatLevelAndBasis(rule)}</span> <span class="text">${renderSentence(text)}</span>${answered && markup` <span class="answer">${answered.answer}</span>`}</summary>
<div class="why">
${renderReason(rule)}
${renderNote(id)}
<dl>
${listFacts(rule, page).map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`)}
</dl>
</div>
</details>
`;
}

/** Renders a sentence of the catalogue, with code in backticks as `code` elements. */
export function renderSentence(text: string): MarkupPart[] {
  return text.split('`').map((part, index) => (index % 2 ? markup`<code>${part}</code>` : part));
}

/** Renders the message of a verdict. The message of a failure is a script. */
function renderReason({ id, verdict, message }: Verdict): Markup | undefined {
  if (message === undefined) return undefined;
  if (verdict !== 'failed') return markup`<p>${message}</p>`;
  const lines = message
    .split('\n')
    .map((line) => (line.includes('← ') ? markup`<mark>${line}</mark>` : line));
  return markup`<pre tabindex="0" role="region" aria-label="script of ${id}">${lines.flatMap((line) => [line, '\n'])}</pre>`;
}

function renderNote(id: RuleId): Markup | undefined {
  const { note: text }: Rule = rules[id];
  return text === undefined ? undefined : markup`<p>${renderSentence(text)}</p>`;
}

/** Lists other facts about a rule, each with its label. */
function listFacts(rule: Verdict, { path, edition, reportedIds }: PageContext): [string, Markup][] {
  const { runs, help, replay, unexpected, blocks = [], blockedBy = [] } = rule;
  const { sources: references = [] } = getEditionRule(rule.id, edition);
  const decision = getDecisionLink(rule.id);
  const renderLink = (id: RuleId) => renderRuleLink(id, reportedIds);
  const all: [string, MarkupPart[]][] = [
    ['unexpected', unexpected === undefined ? [] : [unexpected]],
    ['replay', replay === undefined ? [] : [renderCommand(formatReplayCommand(rule, path))]],
    ['blocked by', blockedBy.map(renderLink)],
    ['blocks', blocks.map(renderLink)],
    ['scenarios', runs > 0 ? [runs] : []],
    ['source', references.map(renderSource)],
    ['decision', decision === undefined ? [] : [renderDocsLink(decision)]],
    ['rule book', [renderDocsLink(help)]],
  ];
  return all.flatMap(([name, values]) => (values.length > 0 ? [[name, renderList(values)]] : []));
}

/** Renders a link to the docs of the package. It works if the page is in the folder in which the command ran. */
function renderDocsLink(link: string): Markup {
  return markup`<a href="${resolveDocsLink(link)}">${link}</a>`;
}

/** Renders a citation, as a link to the source. */
function renderSource(reference: SourceReference): Markup {
  return markup`<a href="${sources[reference.source].address}">${citeSource(reference)}</a>`;
}

/** Renders a command with a button that copies it. The script of the page shows the button. */
function renderCommand(command: string): Markup {
  return markup`<code>${command}</code><button type="button" hidden>Copy</button>`;
}

/** Renders the id of a rule, as a link if the rule is on the page. */
function renderRuleLink(id: RuleId, reportedIds: ReadonlySet<RuleId>): MarkupPart {
  return reportedIds.has(id) ? markup`<a href="#${id}">${id}</a>` : id;
}

function renderList(values: readonly MarkupPart[]): Markup {
  return markup`${values.flatMap((value, index) => (index > 0 ? [', ', value] : [value]))}`;
}
