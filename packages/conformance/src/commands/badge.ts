import { UsageError } from '@post-challenge/spec/command-line';
import type { Command } from 'commander';
import { createBadge } from '../report/badge.ts';
import { readReport } from '../report/read-document.ts';
import { addHelpEnd } from './help-end.ts';
import { assertNoReport, resolveWritablePath, tryWriteFile } from './reporter.ts';
import type { Terminal } from './terminal.ts';

interface BadgeOptions {
  readonly label?: string;
  readonly output?: string;
}

/** Adds the command `badge`, which describes a badge for shields.io. */
export function addBadge(program: Command, terminal: Terminal): void {
  const command = program.command('badge');
  command
    .description('write the JSON of a badge that shows the result of a report, for shields.io')
    .argument('<report>', 'path of a report, in JSON')
    .option(
      '--label <text>',
      'text on the left (default: post-challenge and the edition); "" leaves it out',
    )
    .option('--output <file>', 'the file to write (default: stdout)', resolveWritablePath)
    .action((path: string, options: BadgeOptions) => runBadge(path, options, terminal));
  addHelpEnd(command, terminal.stdout, {
    examples: [
      'post-challenge-conformance badge report.json --output badge.json',
      'post-challenge-conformance badge report.json --label "password reset"',
    ],
    exitCodes: [
      'The badge was written, whatever it says.',
      undefined,
      'The report cannot be read, or the file cannot be written.',
    ],
  });
}

function runBadge(path: string, { label, output }: BadgeOptions, { stdout }: Terminal): void {
  assertNoReport(output, [path]);
  const badge = createBadge(readReport(path), label);
  const text = `${JSON.stringify(badge, null, 2)}\n`;
  const [error] = output === undefined ? [] : tryWriteFile(output, text);
  if (error !== undefined) throw new UsageError(error);
  stdout.write(output === undefined ? text : `The badge says: ${badge.message}.\n`);
}
