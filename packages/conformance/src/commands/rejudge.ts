import { UsageError } from '@post-challenge/spec/command-line';
import type { Command } from 'commander';
import { changesBetween } from '../diff.ts';
import { rejudged } from '../rejudge.ts';
import { countsOf } from '../reporters/conclusion.ts';
import { readReport } from '../stored.ts';
import { suite } from '../suite.ts';
import { changesShown, headOf } from './changes.ts';
import { exitCodeOf } from './exit-code.ts';
import type { Exit, Terminal } from './terminal.ts';

/**
 * The command `rejudge`.
 *
 * @internal
 */
export function addRejudge(program: Command, terminal: Terminal, exit: Exit): void {
  program
    .command('rejudge')
    .description('judge again what a report holds, by the rules of this version')
    .argument('<report>', 'a report in JSON; one of check --traces holds all that was run')
    .action(async (path: string) => exit(await rejudge(path, terminal)));
}

async function rejudge(path: string, { stdout, stderr }: Terminal): Promise<number> {
  const old = readReport(path);
  const { report, again } = await rejudged(old);
  if (again.length === 0) {
    throw new UsageError(
      `${path} holds nothing that can be judged again. Write it with --traces, or check the implementation.`,
    );
  }
  const changes = changesBetween(old, report);
  const asBefore = again.length - changes.filter(({ after }) => after).length;
  const runs = report.rules.map((rule) => (again.includes(rule.id) ? rule.runs : 0));
  const scenarios = runs.reduce((sum, count) => sum + count, 0);
  const kept = report.rules.filter(({ id }) => !again.includes(id));
  stdout.write(
    [
      `${path}: ${headOf(old)}\njudged again by version ${suite.version}, rules: ${again.length}, scenarios: ${scenarios}`,
      changesShown(changes, asBefore),
      ...(kept.length > 0 ? [`Not judged again, for want of traces: ${countsOf(kept)}.`] : []),
    ]
      .join('\n\n')
      .concat('\n'),
  );
  return exitCodeOf(report, stderr);
}
