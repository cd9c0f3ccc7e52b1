import { UsageError, escapeControls } from '@post-challenge/spec/command-line';
import type { Command } from 'commander';
import { diffReports } from '../report/diff.ts';
import { rejudgeReport } from '../runner/rejudge.ts';
import { formatVerdictCounts } from '../report/reporters/conclusion.ts';
import { readReport } from '../report/read-document.ts';
import { packageInfo } from '../language/package-info.ts';
import { formatChanges, describeReport } from './changes.ts';
import { getExitCode } from './exit-code.ts';
import type { SetExitCode, Terminal } from './terminal.ts';

/** Adds the command `rejudge`, which judges the traces of a report again. */
export function addRejudge(program: Command, terminal: Terminal, setExitCode: SetExitCode): void {
  program
    .command('rejudge')
    .description('judge the traces of a report again, by the rules of this version')
    .argument(
      '<report>',
      'path of a JSON report; write it with check --traces, or most rules cannot be judged again',
    )
    .action(async (path: string) => setExitCode(await runRejudge(path, terminal)));
}

async function runRejudge(path: string, { stdout, stderr }: Terminal): Promise<number> {
  const previous = readReport(path);
  const { report, rejudgedIds } = await rejudgeReport(previous);
  if (rejudgedIds.length === 0) {
    throw new UsageError(
      `${path} holds no traces to judge. Write the report with --traces, or check the implementation again.`,
    );
  }
  const changes = diffReports(previous, report);
  const unchangedCount = rejudgedIds.length - changes.filter(({ after }) => after).length;
  const runCounts = report.rules.map((rule) => (rejudgedIds.includes(rule.id) ? rule.runs : 0));
  const scenarios = runCounts.reduce((sum, count) => sum + count, 0);
  const notRejudged = report.rules.filter(({ id }) => !rejudgedIds.includes(id));
  const text = [
    `${path}: ${describeReport(previous)}\njudged again by version ${packageInfo.version}, rules: ${rejudgedIds.length}, scenarios: ${scenarios}`,
    formatChanges(changes, unchangedCount),
    ...(notRejudged.length > 0
      ? [
          `Not judged again, because the report has no traces of them: ${formatVerdictCounts(notRejudged)}.`,
        ]
      : []),
  ]
    .join('\n\n')
    .concat('\n');
  stdout.write(escapeControls(text));
  return getExitCode(report, stderr);
}
