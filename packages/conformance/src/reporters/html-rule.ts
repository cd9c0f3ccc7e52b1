import { type Rule, type RuleId, rules } from '@post-challenge/spec';
import type { Verdict } from '../report.ts';
import { type Markup, type Part, markup } from './markup.ts';
import { groundOf, isMust } from './order.ts';
import { replayCommand } from './replay-command.ts';

/** What a rule is told of the page that it stands on. @internal */
export interface Page {
  /** The path of the implementation, for the commands that replay a failure. */
  readonly path: string;
  /** The rules that the page holds. */
  readonly reported: ReadonlySet<RuleId>;
}

/**
 * A rule on the page of a report: its sentence, which is unfolded to what happened.
 *
 * @internal
 */
export function ruleInHtml(rule: Verdict, namespace: string, page: Page): Markup {
  const { id, verdict, text, unexpected } = rule;
  const failed = verdict === 'failed';
  const look = failed && !isMust(rule) ? 'warning' : verdict;
  return markup`<details class="rule" id="${id}" data-verdict="${verdict}" data-namespace="${namespace}"${failed || unexpected ? markup` open` : undefined}>
<summary><span class="verdict ${look}">${verdict}</span> <code>${id}</code> <span class="level">${groundOf(rule)}</span> <span class="text">${sentence(text)}</span></summary>
<div class="why">
${reason(rule)}
${note(id)}
<dl>
${facts(rule, page).map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`)}
</dl>
</div>
</details>
`;
}

/** A sentence of the catalogue, which sets code off. */
function sentence(text: string): Part[] {
  return text.split('`').map((part, index) => (index % 2 ? markup`<code>${part}</code>` : part));
}

/** Why the verdict is what it is: of a failure, its script. */
function reason({ id, verdict, message }: Verdict): Markup | undefined {
  if (message === undefined) return undefined;
  if (verdict !== 'failed') return markup`<p>${message}</p>`;
  const lines = message
    .split('\n')
    .map((line) => (line.includes('← ') ? markup`<mark>${line}</mark>` : line));
  return markup`<pre tabindex="0" role="region" aria-label="script of ${id}">${lines.flatMap((line) => [line, '\n'])}</pre>`;
}

function note(id: RuleId): Markup | undefined {
  const { note: text }: Rule = rules[id];
  return text === undefined ? undefined : markup`<p>${sentence(text)}</p>`;
}

/** What else is known of a rule, by its name. */
function facts(rule: Verdict, { path, reported }: Page): [string, Markup][] {
  const { runs, help, replay, unexpected, answers = [], blocks = [], blockedBy = [] } = rule;
  const link = (id: RuleId) => linkTo(id, reported);
  const all: [string, Part[]][] = [
    ['unexpected', unexpected === undefined ? [] : [unexpected]],
    ['replay', replay === undefined ? [] : [copied(replayCommand(rule, path))]],
    ['answers', [...answers]],
    ['blocked by', blockedBy.map(link)],
    ['blocks', blocks.map(link)],
    ['scenarios', runs > 0 ? [runs] : []],
    ['rule book', [help]],
  ];
  return all.flatMap(([name, values]) => (values.length > 0 ? [[name, listed(values)]] : []));
}

/** A command, and a button that copies it, which the script shows. */
function copied(command: string): Markup {
  return markup`<code>${command}</code><button type="button" hidden>Copy</button>`;
}

/** The id of a rule, which leads to it where the page holds it. */
function linkTo(id: RuleId, reported: ReadonlySet<RuleId>): Part {
  return reported.has(id) ? markup`<a href="#${id}">${id}</a>` : id;
}

function listed(values: readonly Part[]): Markup {
  return markup`${values.flatMap((value, index) => (index > 0 ? [', ', value] : [value]))}`;
}
