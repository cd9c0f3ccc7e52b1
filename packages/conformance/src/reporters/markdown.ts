import { type Report, type Verdict, verdictNames } from '../report.ts';
import { conclusion, figures } from './conclusion.ts';
import { markup } from './markup.ts';
import {
  blockedFromOutside,
  failuresIn,
  groundOf,
  having,
  namespacesIn,
  unjudgedIn,
} from './order.ts';
import { replayCommand } from './replay-command.ts';
import type { Circumstances } from './reporter.ts';

/** What a comment on GitHub can hold, in characters. */
const LONGEST = 65_536;

/** Room for the sentence that says what was left out. */
const RESERVED = 200;

/**
 * The report for a pull request: the conclusion, a table, and each failure where it is unfolded.
 *
 * @internal
 */
export function markdownReport(report: Report, { path }: Circumstances): string {
  const head = `**${inline(conclusion(report))}**\n\n${tableOf(report)}\n\n${inline(figures(report))}\n`;
  const rules = [...failuresIn(report), ...unjudgedIn(report), ...blockedFromOutside(report)];
  const all = [...unexpectedIn(report), ...rules.map((rule) => folded(rule, path))];
  const shown = fitting(all, LONGEST - RESERVED - head.length);
  const more = all.length - shown.length;
  const rest = `\nThere was no room for ${more} more; \`--reporter html=report.html\` shows all.\n`;
  return [head, ...shown, ...(more > 0 ? [rest] : [])].join('');
}

/** As many of some texts as fit into a length, the first ones before the others. */
function fitting(texts: readonly string[], length: number): string[] {
  let left = length;
  return texts.filter((text) => {
    const fits = text.length <= left;
    if (fits) left -= text.length;
    return fits;
  });
}

/** How many rules of each namespace have each verdict. */
function tableOf(report: Report): string {
  const verdicts = verdictNames.filter((verdict) => report.summary[verdict] > 0);
  const rows = namespacesIn(report).map(({ name, rules }) => [
    name,
    ...verdicts.map((verdict) => having({ rules }, verdict).length || ''),
  ]);
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  const rule = ['---', ...verdicts.map(() => '---:')];
  return [['namespace', ...verdicts], rule, ...rows].map(line).join('\n');
}

/** How the report is not as a baseline says, rule by rule. */
function unexpectedIn({ rules }: Report): string[] {
  return rules.flatMap(({ unexpected }) => (unexpected ? [`\n- ${inline(unexpected)}\n`] : []));
}

/** A rule that is unfolded to its script. */
function folded(rule: Verdict, path: string): string {
  const { id, verdict, text, message = '', replay } = rule;
  const summary = markup`<summary><code>${id}</code> ${verdict} (${groundOf(rule)})</summary>`;
  return [
    '',
    '<details>',
    summary.markup,
    '',
    text,
    '',
    fenced(message),
    ...(replay === undefined ? [] : [fenced(replayCommand(rule, path), 'sh')]),
    '',
    '</details>',
    '',
  ].join('\n');
}

/** A block of code, whatever the code holds. */
function fenced(code: string, language = 'text'): string {
  const runs = code.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map(({ length }) => length + 1)));
  return `${fence}${language}\n${code}\n${fence}`;
}

/** A text on one line in which everything stands for itself; a space of no width keeps an @ or a # from meaning anybody or anything. */
function inline(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_[\]<>&|~]/g, String.raw`\$&`)
    .replaceAll(/[@#]/g, '$&&#8203;');
}
