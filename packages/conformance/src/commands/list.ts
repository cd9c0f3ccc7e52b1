import { type Rule, rules } from '@post-challenge/spec';
import type { Command } from 'commander';
import type { Terminal } from './terminal.ts';

/** Adds the command `list`, which prints all rules. */
export function addList(program: Command, { stdout }: Terminal): void {
  program
    .command('list')
    .description('list all rules')
    .option('--json', 'print JSON, with every property of a rule')
    .action(
      ({ json }: { json?: true }) => void stdout.write(json ? formatRulesAsJson() : formatRules()),
    );
}

const ruleEntries = Object.entries(rules) as [string, Rule][];

function formatRulesAsJson(): string {
  return `${JSON.stringify(
    ruleEntries.map(([id, rule]) => ({ id, ...rule })),
    null,
    2,
  )}\n`;
}

function formatRules(): string {
  return ruleEntries
    .map(([id, { level, text }]) => `${level.padEnd(6)}  ${id}\n        ${text}\n`)
    .join('');
}
