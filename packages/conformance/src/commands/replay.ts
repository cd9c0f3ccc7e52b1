import type { RuleId } from '@post-challenge/spec';
import {
  EXIT_ERROR,
  EXIT_FAILED,
  EXIT_OK,
  UsageError,
  createPaint,
  escapeControls,
  getReportWidth,
} from '@post-challenge/spec/command-line';
import type { Command } from 'commander';
import { replayRule } from '../runner/check.ts';
import { decodeReplay } from '../language/replay-word.ts';
import { escapeVerdict } from '../report/escape-report.ts';
import { renderFailure } from '../report/reporters/pretty.ts';
import type { Scenario } from '../language/scenario.ts';
import { parseRuleId } from '../language/select-rules.ts';
import {
  type ImplementationOptions,
  nameFileInErrors,
  implementationArgument,
  isolateOption,
  loadWithOptions,
  timeoutOption,
} from './implementation.ts';
import type { SetExitCode, Terminal } from './terminal.ts';

/** Adds the command `replay`, which runs one scenario again. */
export function addReplay(program: Command, terminal: Terminal, setExitCode: SetExitCode): void {
  program
    .command('replay')
    .description('run one scenario of a rule again')
    .argument(...implementationArgument)
    .argument('<rule>', 'id of the rule')
    .argument('<scenario>', 'encoded scenario, from the replay line of a report')
    .addOption(timeoutOption)
    .addOption(isolateOption)
    .action(async (path: string, rule: string, word: string, options: ImplementationOptions) =>
      setExitCode(await runReplay(path, rule, word, options, terminal)),
    );
}

/** The sentences about a scenario that no longer breaks its rule, or no longer errs. */
const PASSED =
  'This scenario did not pass when it was recorded. Now it does: the implementation has changed, or it is not deterministic.';

async function runReplay(
  path: string,
  rule: string,
  word: string,
  options: ImplementationOptions,
  terminal: Terminal,
): Promise<number> {
  const { stdout } = terminal;
  const id = parseRuleId(rule);
  const scenario = decodeScenario(id, word);
  const { implementation, enterRule } = await loadWithOptions(path, options, terminal);
  enterRule?.(id);
  const verdict = await nameFileInErrors(path, () =>
    replayRule(implementation, id, scenario, { timeout: options.timeout }),
  );
  if (verdict.verdict === 'failed') {
    stdout.write(
      `${renderFailure(escapeVerdict(verdict), escapeControls(path), createPaint(stdout, terminal.color), getReportWidth(stdout))}\n`,
    );
    return EXIT_FAILED;
  }
  const { message, answers } = escapeVerdict(verdict);
  stdout.write(`${id} ${verdict.verdict}. ${answers?.join(', ') ?? message ?? PASSED}\n`);
  return verdict.verdict === 'errored' ? EXIT_ERROR : EXIT_OK;
}

function decodeScenario(id: RuleId, word: string): Scenario {
  try {
    return decodeReplay(id, word);
  } catch (error) {
    throw error instanceof TypeError ? new UsageError(error.message, { cause: error }) : error;
  }
}
