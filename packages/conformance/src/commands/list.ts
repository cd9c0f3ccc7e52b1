import {
  DEFAULT_EDITION,
  type Edition,
  type RuleId,
  getEditionRule,
  rules,
} from '@post-challenge/spec';
import { getReportWidth, wrapText } from '@post-challenge/spec/command-line';
import type { Command } from 'commander';
import { selectRules } from '../language/select-rules.ts';
import { createEditionOption } from './implementation.ts';
import { appendValue } from './append-value.ts';
import type { Terminal } from './terminal.ts';

interface ListOptions {
  readonly json?: true;
  readonly rule?: string[];
  readonly edition: Edition;
}

/** Adds the command `list`, which prints all rules. */
export function addList(program: Command, { stdout }: Terminal): void {
  program
    .command('list')
    .description('list all rules of an edition')
    .option(
      '--rule <glob>',
      'list only these rules; * matches any text; may be repeated',
      appendValue,
    )
    .addOption(createEditionOption('the edition of the rules').default(DEFAULT_EDITION))
    .option('--json', 'print JSON, with every property of a rule')
    .action(({ json, rule, edition }: ListOptions) => {
      const ids = selectRules(rule, 'should', edition);
      const text = json
        ? formatRulesAsJson(ids, edition)
        : formatRules(ids, getReportWidth(stdout));
      stdout.write(text);
    });
}

function formatRulesAsJson(ids: readonly RuleId[], edition: Edition): string {
  return `${JSON.stringify(
    ids.map((id) => ({ id, ...getEditionRule(id, edition) })),
    null,
    2,
  )}\n`;
}

const INDENT = ' '.repeat(8);

function formatRules(ids: readonly RuleId[], width: number): string {
  return ids
    .map((id) => {
      const { level, text } = rules[id];
      return `${level.padEnd(6)}  ${id}\n${wrapText(`${INDENT}${text}`, width, INDENT)}\n`;
    })
    .join('');
}
