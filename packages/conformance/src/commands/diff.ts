import { EXIT_FAILED, EXIT_OK } from '@post-challenge/spec/command-line';
import type { Command } from 'commander';
import { changesBetween, isWorse } from '../diff.ts';
import { readReport } from '../stored.ts';
import { changesShown, headOf } from './changes.ts';
import type { Exit, Terminal } from './terminal.ts';

/**
 * The command `diff`.
 *
 * @internal
 */
export function addDiff(program: Command, { stdout }: Terminal, exit: Exit): void {
  program
    .command('diff')
    .description('say what changed from one report to another')
    .argument('<before>', 'a report in JSON')
    .argument('<after>', 'a report in JSON')
    .action((before: string, after: string) => {
      const [a, b] = [readReport(before), readReport(after)];
      const changes = changesBetween(a, b);
      const asBefore = b.rules.length - changes.filter((change) => change.after).length;
      const heads = `${before}: ${headOf(a)}\n${after}: ${headOf(b)}`;
      stdout.write(`${heads}\n\n${changesShown(changes, asBefore)}\n`);
      exit(changes.some(isWorse) ? EXIT_FAILED : EXIT_OK);
    });
}
