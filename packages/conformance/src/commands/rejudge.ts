import { UsageError } from '@post-challenge/spec/command-line';
import type { Command } from 'commander';
import { diffReports } from '../report/diff.ts';
import { rejudgeReport } from '../runner/rejudge.ts';
import { formatVerdictCounts } from '../report/reporters/conclusion.ts';
import { readReport } from '../report/read-document.ts';
import { packageInfo } from '../language/package-info.ts';
import { formatChanges, describeReport } from './changes.ts';
import { getExitCode } from './exit-code.ts';
import type { SetExitCode, Terminal } from './terminal.ts';

/** The command `rejudge`. */
export function addRejudge(program: Command, terminal: Terminal, exit: SetExitCode): void {
  program
    .command('rejudge')
    .description('judge again what a report holds, by the rules of this version')
    .argument('<report>', 'a report in JSON; one of check --traces holds all that was run')
    .action(async (path: string) => exit(await runRejudge(path, terminal)));
}

async function runRejudge(path: string, { stdout, stderr }: Terminal): Promise<number> {
  const old = readReport(path);
  const { report, again } = await rejudgeReport(old);
  if (again.length === 0) {
    throw new UsageError(
      `${path} holds nothing that can be judged again. Write it with --traces, or check the implementation.`,
    );
  }
  const changes = diffReports(old, report);
  const asBefore = again.length - changes.filter(({ after }) => after).length;
  const runs = report.rules.map((rule) => (again.includes(rule.id) ? rule.runs : 0));
  const scenarios = runs.reduce((sum, count) => sum + count, 0);
  const kept = report.rules.filter(({ id }) => !again.includes(id));
  stdout.write(
    [
      `${path}: ${describeReport(old)}\njudged again by version ${packageInfo.version}, rules: ${again.length}, scenarios: ${scenarios}`,
      formatChanges(changes, asBefore),
      ...(kept.length > 0
        ? [`Not judged again, for want of traces: ${formatVerdictCounts(kept)}.`]
        : []),
    ]
      .join('\n\n')
      .concat('\n'),
  );
  return getExitCode(report, stderr);
}
