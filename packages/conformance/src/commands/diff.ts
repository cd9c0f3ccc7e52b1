import { EXIT_FAILED, EXIT_OK, escapeControls } from '@post-challenge/spec/command-line';
import type { Command } from 'commander';
import { diffReports, isRegression } from '../report/diff.ts';
import { assertSameEdition, readReport } from '../report/read-document.ts';
import { formatChanges, describeReport } from './changes.ts';
import type { SetExitCode, Terminal } from './terminal.ts';

/** Adds the command `diff`, which compares two reports. */
export function addDiff(program: Command, { stdout }: Terminal, setExitCode: SetExitCode): void {
  program
    .command('diff')
    .description('compare two reports, rule by rule')
    .argument('<before>', 'path of the earlier report, in JSON')
    .argument('<after>', 'path of the later report, in JSON')
    .action((before: string, after: string) => {
      const [a, b] = [readReport(before), readReport(after)];
      assertSameEdition(before, a, { name: after, edition: b.edition });
      const changes = diffReports(a, b);
      const unchangedCount = b.rules.length - changes.filter((change) => change.after).length;
      const heads = `${before}: ${describeReport(a)}\n${after}: ${describeReport(b)}`;
      const text = `${heads}\n\n${formatChanges(changes, unchangedCount)}\n`;
      stdout.write(escapeControls(text));
      setExitCode(changes.some(isRegression) ? EXIT_FAILED : EXIT_OK);
    });
}
