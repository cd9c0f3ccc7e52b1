import type { RuleId } from '@post-challenge/spec';
import {
  EXIT_ERROR,
  EXIT_FAILED,
  EXIT_OK,
  UsageError,
  createPaint,
} from '@post-challenge/spec/command-line';
import type { Command } from 'commander';
import { replayRule } from '../check.ts';
import { decodeReplay } from '../replay.ts';
import { failureOf } from '../reporters/pretty.ts';
import type { Scenario } from '../scenario.ts';
import { ruleNamed } from '../select.ts';
import {
  type RunOptions,
  faultsNamed,
  implementationArgument,
  isolateOption,
  loaded,
  timeoutOption,
} from './implementation.ts';
import type { Exit, Terminal } from './terminal.ts';

/**
 * The command `replay`.
 *
 * @internal
 */
export function addReplay(program: Command, terminal: Terminal, exit: Exit): void {
  program
    .command('replay')
    .description('run one scenario of a rule again')
    .argument(...implementationArgument)
    .argument('<rule>', 'the id of the rule')
    .argument('<scenario>', 'the word from the replay line of a report')
    .addOption(timeoutOption)
    .addOption(isolateOption)
    .action(async (path: string, rule: string, word: string, options: RunOptions) =>
      exit(await replay(path, rule, word, options, terminal)),
    );
}

async function replay(
  path: string,
  rule: string,
  word: string,
  options: RunOptions,
  terminal: Terminal,
): Promise<number> {
  const { stdout } = terminal;
  const id = ruleNamed(rule);
  const scenario = scenarioOf(id, word);
  const implementation = await loaded(path, options, terminal);
  const verdict = await faultsNamed(path, () =>
    replayRule(implementation, id, scenario, { timeout: options.timeout }),
  );
  if (verdict.verdict === 'failed') {
    stdout.write(`${failureOf(verdict, path, createPaint(stdout))}\n`);
    return EXIT_FAILED;
  }
  const { message, answers } = verdict;
  stdout.write(
    `${id} ${verdict.verdict}. ${answers?.join(', ') ?? message ?? 'This scenario does not break it.'}\n`,
  );
  return verdict.verdict === 'errored' ? EXIT_ERROR : EXIT_OK;
}

function scenarioOf(id: RuleId, word: string): Scenario {
  try {
    return decodeReplay(id, word);
  } catch (error) {
    throw error instanceof TypeError ? new UsageError(error.message, { cause: error }) : error;
  }
}
