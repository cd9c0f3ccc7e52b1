import { type Rule, citeSource, rules, sources } from '@post-challenge/spec';
import type { Command } from 'commander';
import { getDecisionLink, resolveDocsLink, resolveHelpLink } from '../report/rule-book.ts';
import { parseRuleId } from '../language/select-rules.ts';
import type { Terminal } from './terminal.ts';

/** Adds the command `explain`, which prints one rule. */
export function addExplain(program: Command, { stdout }: Terminal): void {
  program
    .command('explain')
    .description('show a rule: its level, basis, text, needs and requirements')
    .argument('<rule>', 'id of the rule')
    .action((id: string) => void stdout.write(explainRule(id)));
}

function explainRule(id: string): string {
  const rule = parseRuleId(id);
  const { level, basis, sources: references = [], text, note, needs, requires }: Rule = rules[rule];
  const cited = references.flatMap((reference) => [
    citeSource(reference),
    sources[reference.source].address,
  ]);
  const decision = getDecisionLink(rule);
  return [
    `${id}   ${[level, basis].filter(Boolean).join(', ')}`,
    `  ${text}`,
    ...(note === undefined ? [] : [`  ${note}`]),
    '',
    ...formatFact('source', cited),
    ...formatFact('decision', decision === undefined ? [] : [resolveDocsLink(decision)]),
    ...formatFact('needs', needs),
    ...formatFact('requires', requires),
    ...formatFact('blocks', listDependents(id)),
    ...formatFact('rule book', [resolveHelpLink(rule)]),
    '',
  ].join('\n');
}

/** Formats a label and its values, one a line. Without a value, there is no line. */
function formatFact(label: string, values: readonly string[]): string[] {
  return values.map((value, index) => `  ${(index === 0 ? label : '').padEnd(11)}${value}`);
}

function listDependents(id: string): string[] {
  return (Object.entries(rules) as [string, Rule][])
    .filter(([, rule]) => rule.requires.includes(id))
    .map(([other]) => other);
}
