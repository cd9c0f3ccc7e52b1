import type { Edition, RuleId } from '@post-challenge/spec';
import { assertMemberNames } from '../language/assert-options.ts';
import type { Implementation } from '../implementations/implementation.ts';
import { chooseDraws, chooseEdition, createRuleChecker, replayScenario } from './check-rule.ts';
import { getElapsedTime, getMachineTime, setImmediate } from '../language/real-timers.ts';
import { type Report, type Verdict, createReport } from '../report/report.ts';
import type { Scenario } from '../language/scenario.ts';
import {
  type RuleSelection,
  assertInEdition,
  parseRuleId,
  selectRules,
} from '../language/select-rules.ts';
import { assertScenario } from '../language/validate.ts';

/** The options of a check. */
export interface CheckOptions {
  /**
   * The edition whose rules judge the implementation.
   *
   * @defaultValue the first one that the implementation names, or else edition 2025
   */
  readonly edition?: Edition;
  /**
   * How many scenarios the suite draws for each rule.
   *
   * @defaultValue 100
   */
  readonly runs?: number;
  /**
   * The random seed, from 0 to 4294967295. The same seed draws the same scenarios.
   *
   * @defaultValue 0
   */
  readonly seed?: number;
  /**
   * How long the implementation may take to answer a request, in milliseconds.
   *
   * @defaultValue 5000
   */
  readonly timeout?: number;
  /**
   * Whether the verdicts keep every scenario and its trace.
   *
   * @defaultValue false
   */
  readonly traces?: boolean;
  /** Ends the run early. The report then covers the rules judged so far, and is incomplete. */
  readonly signal?: AbortSignal;
}

/** The options of a check of an implementation. */
export interface ConformanceOptions extends CheckOptions, RuleSelection {
  /** Called before each rule, with its id, the number of finished rules and the number of all rules. */
  readonly onRule?: (id: RuleId, done: number, total: number) => void;
  /** Called after each rule, with its verdict. */
  readonly onVerdict?: (verdict: Verdict) => void;
}

/** The names of the options of a check. */
export const CHECK_OPTIONS = [
  'runs',
  'seed',
  'timeout',
  'traces',
  'signal',
  'edition',
] as const satisfies readonly (keyof CheckOptions)[];

/**
 * Checks an implementation against the rules.
 *
 * @param implementation - The implementation to check.
 * @param options - The selected rules, and how to check them.
 * @returns The report.
 * @throws TypeError if a rule does not exist or is not in the edition, or an option is unknown or out of range.
 * @throws ImplementationError if the implementation cannot run an empty action.
 */
export async function checkConformance(
  implementation: Implementation,
  options: ConformanceOptions = {},
): Promise<Report> {
  assertMemberNames(
    options,
    [...CHECK_OPTIONS, 'rules', 'level', 'onRule', 'onVerdict'],
    'checkConformance',
  );
  const edition = chooseEdition(implementation, options);
  const ids = selectRules(options.rules, options.level, edition);
  const began = new Date(getMachineTime()).toISOString();
  const started = getElapsedTime();
  const check = await createRuleChecker(implementation, options);
  const verdicts: Verdict[] = [];
  const timing: Record<string, number> = {};
  for (const id of ids) {
    await new Promise((resolve) => setImmediate(resolve));
    if (options.signal?.aborted) break;
    options.onRule?.(id, verdicts.length, ids.length);
    const before = getElapsedTime();
    const verdict = await check(id);
    if (options.signal?.aborted) break;
    verdicts.push(verdict);
    timing[id] = getElapsedTime() - before;
    options.onVerdict?.(verdict);
  }
  return createReport(implementation, verdicts, {
    edition,
    draws: chooseDraws(options),
    complete: verdicts.length === ids.length,
    timing: { started: began, total: getElapsedTime() - started, rules: timing },
  });
}

/**
 * Checks one rule and the rules that it requires.
 *
 * @param implementation - The implementation to check.
 * @param id - The id of the rule.
 * @param options - How to check the rule.
 * @returns The verdict on the rule.
 * @throws TypeError if the rule does not exist or is not in the edition, or an option is unknown or out of range.
 * @throws ImplementationError if the implementation cannot run an empty action.
 */
export async function checkRule(
  implementation: Implementation,
  id: RuleId,
  options: CheckOptions = {},
): Promise<Verdict> {
  assertMemberNames(options, CHECK_OPTIONS, 'checkRule');
  const rule = parseRuleId(id);
  assertInEdition(rule, chooseEdition(implementation, options));
  const judge = await createRuleChecker(implementation, options);
  return judge(rule);
}

/**
 * Runs one scenario of a rule again, in the edition of the scenario.
 *
 * @param implementation - The implementation to check.
 * @param id - The id of the rule.
 * @param scenario - The scenario to run.
 * @param options - How to check the rule.
 * @returns The verdict on the rule, judged by this scenario only.
 * @throws TypeError if the rule does not exist, an option is unknown or out of range, or the scenario does not match its schema.
 */
export async function replayRule(
  implementation: Implementation,
  id: RuleId,
  scenario: Scenario,
  options: Omit<CheckOptions, 'edition'> = {},
): Promise<Verdict> {
  const known = CHECK_OPTIONS.filter((name) => name !== 'edition');
  assertMemberNames(options, known, 'replayRule');
  return replayScenario(implementation, parseRuleId(id), assertScenario(scenario), options);
}
