import type { Edition, RuleId } from '@post-challenge/spec';
import { isInteractive } from '@post-challenge/spec/command-line';
import { Option } from 'commander';
import { checkConformance } from '../runner/check.ts';
import { MAX_SEED, chooseEdition } from '../runner/check-rule.ts';
import { type FailLevel, type Report, countsAsError, countsAsFailure } from '../report/report.ts';
import {
  type ImplementationOptions,
  nameFileInErrors,
  loadWithOptions,
  createWholeNumberParser,
} from './implementation.ts';
import type { Terminal } from './terminal.ts';

/** The options that set how the suite runs. */
export interface SuiteOptions extends ImplementationOptions {
  readonly edition?: Edition;
  readonly runs: number;
  readonly seed: number;
  readonly traces?: true;
  /** The run stops at the first rule that fails at this level. */
  readonly stopAt?: FailLevel;
}

/** The option that sets how many scenarios the suite draws for a rule. */
export const runsOption = new Option('--runs <n>', 'number of scenarios to draw for each rule')
  .argParser(createWholeNumberParser(1))
  .default(100);

/** The option that sets the random seed. */
export const seedOption = new Option(
  '--seed <n>',
  'random seed; the same seed draws the same scenarios',
)
  .argParser(createWholeNumberParser(0, MAX_SEED))
  .default(0);

/**
 * Checks the implementation that a module exports. Selects the rules when the edition is known. Shows the progress if stderr is a terminal.
 */
export async function runSuite(
  path: string,
  options: SuiteOptions & { readonly select?: (edition: Edition) => readonly RuleId[] },
  terminal: Terminal,
): Promise<Report> {
  const { stderr } = terminal;
  const { implementation, enterRule } = await loadWithOptions(path, options, terminal);
  const interrupted = terminal.interrupt?.();
  const { runs, seed, traces = false, select, timeout, stopAt } = options;
  const edition = chooseEdition(implementation, options);
  const rules = select?.(edition);
  const stop = new AbortController();
  const report = await nameFileInErrors(path, () =>
    checkConformance(implementation, {
      edition,
      runs,
      seed,
      timeout,
      traces,
      ...(rules && { rules }),
      signal: AbortSignal.any([stop.signal, ...(interrupted ? [interrupted] : [])]),
      onRule(id, done, total) {
        enterRule?.(id);
        if (isInteractive(stderr)) stderr.write(`\r\u001B[K${done + 1}/${total} ${id}`);
      },
      onVerdict(verdict) {
        if (stopAt && (countsAsError(verdict) || countsAsFailure(verdict, stopAt))) stop.abort();
      },
    }),
  );
  if (isInteractive(stderr)) stderr.write('\r\u001B[K');
  return report;
}
