import { type Rule, type RuleId, rules } from '@post-challenge/spec';
import { getReportWidth, wrapText } from '@post-challenge/spec/command-line';
import type { Command } from 'commander';
import { selectRules } from '../language/select-rules.ts';
import { appendValue } from './append-value.ts';
import type { Terminal } from './terminal.ts';

/** Adds the command `list`, which prints all rules. */
export function addList(program: Command, { stdout }: Terminal): void {
  program
    .command('list')
    .description('list all rules')
    .option(
      '--rule <glob>',
      'list only these rules; * matches any text; may be repeated',
      appendValue,
    )
    .option('--json', 'print JSON, with every property of a rule')
    .action(
      ({ json, rule }: { json?: true; rule?: string[] }) =>
        void stdout.write(
          (json ? formatRulesAsJson : formatRules)(selectRules(rule), getReportWidth(stdout)),
        ),
    );
}

function formatRulesAsJson(ids: readonly RuleId[]): string {
  return `${JSON.stringify(
    ids.map((id) => ({ id, ...(rules[id] as Rule) })),
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
