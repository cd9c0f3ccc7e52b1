import { type RuleId, rules } from '@post-challenge/spec';
import { performance } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import type { Implementation } from './implementation.ts';
import { type Judge, judgeOf, replayed } from './judge.ts';
import { type Report, type Verdict, reportOf } from './report.ts';
import { ruleBookOn } from './rule-book.ts';
import type { Scenario } from './scenario.ts';
import { assertScenario } from './validate.ts';

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
   * What the draws depend on besides the rule.
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
export interface ConformanceOptions extends CheckOptions {
  /**
   * The rules; those they require are checked with them, but not reported.
   *
   * @defaultValue every rule of the catalogue
   */
  readonly rules?: readonly RuleId[];
  /** Told of each rule before it is checked. */
  readonly onRule?: (id: RuleId, done: number, of: number) => void;
}

/** Every rule, in the order of the catalogue. */
const catalogue = Object.keys(rules) as RuleId[];

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
  (options.rules ?? []).forEach(assertRuleId);
  const selected = catalogue.filter((id) => options.rules?.includes(id) ?? true);
  const started = performance.now();
  const judge = await judgeOf(implementation, options);
  const verdicts: Verdict[] = [];
  const timing: Record<string, number> = {};
  for (const id of selected) {
    // oxlint-disable-next-line no-await-in-loop -- One rule after another, and a turn of the event loop for signals.
    await turn();
    if (options.signal?.aborted) break;
    options.onRule?.(id, verdicts.length, selected.length);
    const before = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- See above.
    const verdict = await judge(id);
    if (options.signal?.aborted) break;
    verdicts.push(verdict);
    timing[id] = performance.now() - before;
  }
  return reportOf(implementation, verdicts, {
    complete: verdicts.length === selected.length,
    timing: { total: performance.now() - started, rules: timing },
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
  assertRuleId(id);
  const judge = await judgeOf(implementation, options);
  return judge(id);
}

/**
 * Checks one rule, and throws where its verdict is not green: one line of a test.
 *
 * @param implementation - What is checked.
 * @param id - The rule.
 * @param options - How it is checked.
 * @throws Error, whose message says what happened and how to replay it, and where a rule blocks this one, what happened there.
 *
 * @public
 */
export async function assertRule(
  implementation: Implementation,
  id: RuleId,
  options: CheckOptions = {},
): Promise<void> {
  assertRuleId(id);
  const judge = await judgeOf(implementation, options);
  const verdict = await judge(id);
  if (['passed', 'probed', 'listed'].includes(verdict.verdict)) return;
  const [by] = verdict.blockedBy ?? [];
  const cause = by && (await firstOf(by, judge));
  throw new Error([verdict, cause].flatMap((one) => (one ? linesOn(one) : [])).join('\n\n'));
}

/** The verdict that blocks others without being blocked itself. */
async function firstOf(id: RuleId, judge: Judge): Promise<Verdict> {
  const verdict = await judge(id);
  const [by] = verdict.blockedBy ?? [];
  return by === undefined ? verdict : firstOf(by, judge);
}

function linesOn({ id, verdict, level, basis, text, message, replay }: Verdict): string[] {
  const again = `replay     npx @post-challenge/conformance replay <adapter> ${id} ${replay}`;
  return [
    `${id} ${verdict} (${level}, ${basis})\n${text}`,
    ...(message === undefined ? [] : [message]),
    ...(replay === undefined ? [] : [again]),
    `rule book  ${ruleBookOn(id)}`,
  ];
}

/**
 * Runs one scenario of a rule again.
 *
 * @param implementation - What is checked.
 * @param id - The rule.
 * @param scenario - The scenario.
 * @param options - How it is checked.
 * @returns What the suite says of the rule, having seen nothing but this scenario.
 * @throws TypeError, where there is no such rule, nothing can judge it, or the scenario is none.
 *
 * @public
 */
export async function replayRule(
  implementation: Implementation,
  id: RuleId,
  scenario: Scenario,
  options: CheckOptions = {},
): Promise<Verdict> {
  assertRuleId(id);
  return replayed(implementation, id, assertScenario(scenario), options);
}

function assertRuleId(id: RuleId): void {
  if (Object.hasOwn(rules, id)) return;
  throw new TypeError(`Cannot check the rule: there is none with the id ${JSON.stringify(id)}.`);
}
