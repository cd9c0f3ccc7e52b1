import { type Rule, rules } from '@post-challenge/spec';
import type { Command } from 'commander';
import { resolveHelpLink } from '../report/rule-book.ts';
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
  const { level, basis, text, note, needs, requires }: Rule = rules[rule];
  return [
    `${id}   ${[level, basis].filter(Boolean).join(', ')}`,
    `  ${text}`,
    ...(note === undefined ? [] : [`  ${note}`]),
    '',
    ...(needs.length > 0 ? [`  needs      ${needs.join(', ')}`] : []),
    ...(requires.length > 0 ? [`  requires   ${requires.join('\n             ')}`] : []),
    ...formatDependents(id),
    `  rule book  ${resolveHelpLink(rule)}`,
    '',
  ].join('\n');
}

function formatDependents(id: string): string[] {
  const dependents = (Object.entries(rules) as [string, Rule][])
    .filter(([, rule]) => rule.requires.includes(id))
    .map(([other]) => other);
  return dependents.length > 0 ? [`  blocks     ${dependents.join('\n             ')}`] : [];
}
