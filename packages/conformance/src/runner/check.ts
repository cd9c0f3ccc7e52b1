import type { RuleId } from '@post-challenge/spec';
import type { Implementation } from '../implementations/implementation.ts';
import { createRuleChecker, replayScenario } from './check-rule.ts';
import { getElapsedTime, setImmediate } from '../language/real-timers.ts';
import { type Report, type Verdict, createReport } from '../report/report.ts';
import type { Scenario } from '../language/scenario.ts';
import { type RuleSelection, parseRuleId, selectRules } from '../language/select-rules.ts';
import { assertScenario } from '../language/validate.ts';

/**
 * How rules are checked.
 *
 * @public
 */
export interface CheckOptions {
  /**
   * How many scenarios are drawn for a rule.
   *
   * @defaultValue 100
   */
  readonly runs?: number;
  /**
   * What the draws depend on besides the rule, from 0 to 4294967295.
   *
   * @defaultValue 0
   */
  readonly seed?: number;
  /**
   * How long the implementation may take to answer, in milliseconds.
   *
   * @defaultValue 5000
   */
  readonly timeout?: number;
  /**
   * Whether the verdicts keep every scenario that was run, and what was observed in it.
   *
   * @defaultValue false
   */
  readonly traces?: boolean;
  /** Ends the run early; what was judged so far is reported as incomplete. */
  readonly signal?: AbortSignal;
}

/**
 * Which rules of an implementation are checked, and how.
 *
 * @public
 */
export interface ConformanceOptions extends CheckOptions, RuleSelection {
  /** Told of each rule before it is checked. */
  readonly onRule?: (id: RuleId, done: number, total: number) => void;
}

/**
 * Checks an implementation against the rules.
 *
 * @param implementation - What is checked.
 * @param options - Which rules, and how.
 * @returns The report.
 * @throws ImplementationError, where the implementation cannot even run an empty action.
 *
 * @public
 */
export async function checkConformance(
  implementation: Implementation,
  options: ConformanceOptions = {},
): Promise<Report> {
  const ids = selectRules(options.rules, options.level);
  const started = getElapsedTime();
  const check = await createRuleChecker(implementation, options);
  const verdicts: Verdict[] = [];
  const timing: Record<string, number> = {};
  for (const id of ids) {
    // oxlint-disable-next-line no-await-in-loop -- One rule after another, and a turn of the event loop for signals.
    await new Promise((resolve) => setImmediate(resolve));
    if (options.signal?.aborted) break;
    options.onRule?.(id, verdicts.length, ids.length);
    const before = getElapsedTime();
    // oxlint-disable-next-line no-await-in-loop -- See above.
    const verdict = await check(id);
    if (options.signal?.aborted) break;
    verdicts.push(verdict);
    timing[id] = getElapsedTime() - before;
  }
  return createReport(implementation, verdicts, {
    complete: verdicts.length === ids.length,
    timing: { total: getElapsedTime() - started, rules: timing },
  });
}

/**
 * Checks one rule, and those it requires.
 *
 * @param implementation - What is checked.
 * @param id - The rule.
 * @param options - How it is checked.
 * @returns What the suite says of the rule.
 * @throws TypeError, where there is no such rule or an option is out of range.
 * @throws ImplementationError, where the implementation cannot even run an empty action.
 *
 * @public
 */
export async function checkRule(
  implementation: Implementation,
  id: RuleId,
  options: CheckOptions = {},
): Promise<Verdict> {
  const judge = await createRuleChecker(implementation, options);
  return judge(parseRuleId(id));
}

/**
 * Runs one scenario of a rule again.
 *
 * @param implementation - What is checked.
 * @param id - The rule.
 * @param scenario - The scenario.
 * @param options - How it is checked.
 * @returns What the suite says of the rule, having seen nothing but this scenario.
 * @throws TypeError, where there is no such rule, or the scenario is none.
 *
 * @public
 */
export async function replayRule(
  implementation: Implementation,
  id: RuleId,
  scenario: Scenario,
  options: CheckOptions = {},
): Promise<Verdict> {
  return replayScenario(implementation, parseRuleId(id), assertScenario(scenario), options);
}
