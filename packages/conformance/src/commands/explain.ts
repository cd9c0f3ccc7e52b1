import {
  type Edition,
  citeSource,
  getEditionRule,
  listEditions,
  listRuleIds,
  rules,
  sources,
} from '@post-challenge/spec';
import type { Command } from 'commander';
import { getDecisionLink, resolveDocsLink, resolveHelpLink } from '../report/rule-book.ts';
import { assertInEdition, parseRuleId } from '../language/select-rules.ts';
import { createEditionOption } from './implementation.ts';
import type { Terminal } from './terminal.ts';

/** Adds the command `explain`, which prints one rule. */
export function addExplain(program: Command, { stdout }: Terminal): void {
  program
    .command('explain')
    .description('show a rule: its level, basis, text, needs and requirements')
    .argument('<rule>', 'id of the rule')
    .addOption(
      createEditionOption('the edition in which to show the rule (default: its first one)'),
    )
    .action(
      (id: string, { edition }: { edition?: Edition }) =>
        void stdout.write(explainRule(id, edition)),
    );
}

function explainRule(id: string, asked?: Edition): string {
  const rule = parseRuleId(id);
  const range = listEditions(rules[rule]);
  const [first = '2025'] = range;
  const edition = asked ?? first;
  assertInEdition(rule, edition);
  const {
    level,
    basis,
    sources: references = [],
    text,
    note,
    needs,
    requires,
  } = getEditionRule(rule, edition);
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
    ...formatFact('editions', [range.join(', ')]),
    ...formatFact('source', cited),
    ...formatFact('decision', decision === undefined ? [] : [resolveDocsLink(decision)]),
    ...formatFact('needs', needs),
    ...formatFact('requires', requires),
    ...formatFact('blocks', listDependents(id, edition)),
    ...formatFact('rule book', [resolveHelpLink(rule)]),
    '',
  ].join('\n');
}

/** Formats a label and its values, one a line. Without a value, there is no line. */
function formatFact(label: string, values: readonly string[]): string[] {
  return values.map((value, index) => `  ${(index === 0 ? label : '').padEnd(11)}${value}`);
}

function listDependents(id: string, edition: Edition): string[] {
  return listRuleIds(edition).filter((other) =>
    getEditionRule(other, edition).requires.includes(id),
  );
}
