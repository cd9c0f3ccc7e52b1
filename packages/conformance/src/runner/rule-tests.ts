import { type Edition, type RuleId, rules } from '@post-challenge/spec';
import { quoteValue } from '@post-challenge/spec/command-line';
import { CHECK_OPTIONS, type CheckOptions } from './check.ts';
import type { Implementation } from '../implementations/implementation.ts';
import {
  type RuleChecker,
  assertCheckArguments,
  chooseDraws,
  chooseEdition,
  createRuleChecker,
  getSkipVerdict,
} from './check-rule.ts';
import { assertMemberNames } from '../language/assert-options.ts';
import { getElapsedTime, getMachineTime } from '../language/real-timers.ts';
import { CLOCK_HINT, type Report, type Verdict, isMisledByClock } from '../report/report.ts';
import { formatReplayCall, formatReplayCommand } from '../report/reporters/replay-command.ts';
import { resolveHelpLink } from '../report/rule-book.ts';
import { type RuleSelection, parseRuleId, selectRules } from '../language/select-rules.ts';

/** The options of the rules as tests. */
export interface RuleTestOptions extends CheckOptions, RuleSelection {
  /**
   * How long the implementation may take to answer a request, in milliseconds. Keep it below the timeout of the test runner: the
   * failure then names the step in which the implementation hung.
   *
   * @defaultValue 2000
   */
  readonly timeout?: number;
  /**
   * The path of the module that exports the implementation, for the command that replays a failure.
   *
   * @defaultValue the replay line is a call of `replayRule`
   */
  readonly adapter?: string;
  /**
   * What the test of a SHOULD that did not pass does: `'warn'` writes a warning and skips the test, `'fail'` fails it.
   *
   * @defaultValue `'warn'`
   */
  readonly should?: 'warn' | 'fail';
}

const RULE_TEST_OPTIONS = [...CHECK_OPTIONS, 'rules', 'level', 'adapter', 'should'];

/** One rule as a test, for any test runner. */
export interface RuleTest {
  /** The id of the rule. */
  readonly id: RuleId;
  /** The rule, in one sentence. */
  readonly text: string;
  /** The reason to skip the test, if it is known before the test runs. For runners that cannot skip a running test. */
  readonly skip?: string;
  /**
   * The body of the test.
   *
   * @remarks
   * If the rule is unobservable or a probe, the test skips itself through the context. Without a context it throws, so that a
   * rule that did not pass never counts as passed. If a SHOULD did not pass, the process emits a warning, and the test skips itself
   * if it can.
   *
   * @param context - The test context of vitest or `node:test`.
   * @throws Error if the rule did not pass. The message holds the scenario, the command that replays it, and the rules that block
   * this one.
   */
  readonly check: (context?: unknown) => Promise<void>;
}

/** The record of a test, for the vitest reporter. */
export interface RuleTestRecord {
  readonly implementation: Report['implementation'];
  readonly edition: Edition;
  /** The path of the module that exports the implementation. */
  readonly adapter?: string;
  /** Missing if the test ended before the rule was judged. */
  readonly verdict?: Verdict;
  /** How the scenarios were drawn. */
  readonly draws?: Report['draws'];
  /** The time at which the test began, in milliseconds since the Unix epoch. */
  readonly started?: number;
  /** In milliseconds. */
  readonly duration?: number;
}

/** The part of a test context that a rule test uses. */
interface TestContext {
  readonly task?: { readonly meta: { postChallenge?: RuleTestRecord } };
  skip?(reason: string): void;
}

/** A rule, and the other rules that are tested with it. */
interface RuleUnderTest {
  readonly id: RuleId;
  readonly ids: readonly RuleId[];
  readonly edition: Edition;
  readonly implementation: Implementation;
  readonly judge: RuleChecker;
  readonly draws: Report['draws'];
  readonly adapter: string | undefined;
  readonly should: 'warn' | 'fail';
}

/**
 * Creates a test for each rule, for any test runner. A rule that several tests require is checked once.
 *
 * @param implementation - The implementation to check.
 * @param options - The selected rules, and how to check them.
 * @returns A test for each rule, in the order of the catalogue.
 * @remarks
 * A method that blocks the event loop, such as an endless loop, cannot be interrupted: no timeout applies to it, neither that of the
 * suite nor that of the test runner. `check` ends such a process, and `check --isolate` goes on with the next rule.
 * @throws TypeError if a rule does not exist, or an option is unknown or out of range.
 * @example
 * ```js
 * for (const { id, check } of ruleTests(implementation)) test(id, check);
 * ```
 */
export function ruleTests(
  implementation: Implementation,
  options: RuleTestOptions = {},
): RuleTest[] {
  const { adapter, should = 'warn', rules: patterns, level, ...checkOptions } = options ?? {};
  assertMemberNames(options, RULE_TEST_OPTIONS, 'ruleTests');
  if (should !== 'warn' && should !== 'fail')
    throw new TypeError(`should is ${quoteValue(should)}, expected 'warn' or 'fail'.`);
  assertCheckArguments(implementation, options);
  const edition = chooseEdition(implementation, options);
  const ids = selectRules(patterns, level, edition);
  const draws = chooseDraws(checkOptions);
  let checker: Promise<RuleChecker> | undefined;
  const checkRule: RuleChecker = async (id) => {
    checker ??= createRuleChecker(implementation, { timeout: 2000, ...checkOptions });
    return (await checker)(id);
  };
  return ids.map((id) => {
    const skip = getSkipReason(id, edition, implementation);
    // Bound, because test runners count the parameters of a function to decide how to call it.
    const subject = { id, ids, edition, implementation, judge: checkRule, draws, adapter, should };
    const check = runRuleTest.bind(undefined, subject);
    return { id, text: rules[id].text, ...(skip !== undefined && { skip }), check };
  });
}

/**
 * Checks one rule, and throws if it did not pass.
 *
 * @param implementation - The implementation to check.
 * @param id - The id of the rule.
 * @param options - How to check the rule. A SHOULD that did not pass throws too, unless `should` is `'warn'`.
 * @throws Error if the rule did not pass. The message holds the scenario and the command that replays it. If another rule blocks
 * this one, the message holds them for that rule.
 * @throws TypeError if the rule does not exist, or an option is unknown or out of range.
 */
export async function assertRule(
  implementation: Implementation,
  id: RuleId,
  options: Omit<RuleTestOptions, keyof RuleSelection> = {},
): Promise<void> {
  assertMemberNames(options, [...CHECK_OPTIONS, 'adapter', 'should'], 'assertRule');
  const rule = parseRuleId(id);
  const defaults = { timeout: 5000, should: 'fail' } as const;
  const tests = ruleTests(implementation, { ...defaults, ...options, rules: rule });
  await Promise.all(tests.map(({ check }) => check()));
}

function getSkipReason(
  id: RuleId,
  edition: Edition,
  { capabilities }: Implementation,
): string | undefined {
  const verdict = getSkipVerdict(id, capabilities, edition);
  if (verdict) return describeUnjudged(verdict);
  return rules[id].level === 'PROBE' ? 'probed: no answer is wrong.' : undefined;
}

/** Describes why a rule neither passed nor failed. */
function describeUnjudged({ verdict, message, answers }: Verdict): string {
  return `${verdict}: ${message ?? `no answer is wrong; this implementation answers ${answers?.join(', ')}.`}`;
}

async function runRuleTest(subject: RuleUnderTest, given: unknown = {}): Promise<void> {
  const context = given as TestContext;
  const verdict = await checkAndReport(subject, context.task);
  if (verdict.verdict === 'passed') return;
  const isProbe = verdict.level === 'PROBE' && verdict.verdict !== 'errored';
  const isUnjudged = isProbe || verdict.verdict === 'unobservable';
  if (isUnjudged && context.skip) return context.skip(describeUnjudged(verdict));
  const cause = await findCause(verdict, subject);
  const { adapter } = subject;
  const paragraphs = [
    ...formatVerdict(verdict, adapter),
    ...(isUnjudged ? [SKIP_ADVICE] : cause.flatMap((one) => formatVerdict(one, adapter))),
  ];
  const isWarning = verdict.level === 'SHOULD' && verdict.verdict !== 'errored';
  if (isUnjudged || !isWarning || subject.should === 'fail') throw createStacklessError(paragraphs);
  process.emitWarning(paragraphs.join('\n\n'), 'ConformanceWarning');
  context.skip?.(`warning, ${verdict.verdict}: ${verdict.text}`);
}

/** Checks a rule and records the verdict for the reporter. A record without a verdict shows that the test ended early. */
async function checkAndReport(
  { id, edition, implementation, judge, draws, adapter }: RuleUnderTest,
  task: TestContext['task'],
): Promise<Verdict> {
  const { name, version } = implementation;
  const record = {
    implementation: { name, ...(version !== undefined && { version }) },
    edition,
    draws,
    started: getMachineTime(),
    ...(adapter !== undefined && { adapter }),
  };
  if (task) task.meta.postChallenge = record;
  const started = getElapsedTime();
  const verdict = await judge(id);
  const duration = getElapsedTime() - started;
  if (task) task.meta.postChallenge = { ...record, verdict, duration };
  return verdict;
}

/** Finds the verdict at the start of a chain of blocked rules, unless another test reports it. */
async function findCause({ blockedBy = [] }: Verdict, subject: RuleUnderTest): Promise<Verdict[]> {
  const [blocker] = blockedBy;
  if (blocker === undefined) return [];
  const verdict = await subject.judge(blocker);
  if (verdict.blockedBy) return findCause(verdict, subject);
  return subject.ids.includes(blocker) ? [] : [verdict];
}

/** The advice for a test that cannot be skipped. */
const SKIP_ADVICE =
  'The rule did not pass, and this running test cannot be skipped. Leave it out, or skip it if `skip` of ruleTests gives a reason.';

function formatVerdict(verdict: Verdict, adapter: string | undefined): string[] {
  const { id, level, basis, text, message, replay } = verdict;
  const command =
    adapter === undefined ? formatReplayCall(verdict) : formatReplayCommand(verdict, adapter);
  const replayLine = `replay     ${command}\n`;
  return [
    `${id} ${verdict.verdict} (${[level, basis].filter(Boolean).join(', ')})\n${text}`,
    ...(isMisledByClock(verdict) ? [`Hint: ${CLOCK_HINT}`] : []),
    ...(message === undefined ? [] : [message]),
    `${replay === undefined ? '' : replayLine}rule book  ${resolveHelpLink(id)}`,
  ];
}

/** Creates an error without a stack: the stack of the suite does not help to find a fault of the implementation. */
function createStacklessError(paragraphs: readonly string[]): Error {
  const error = new Error(paragraphs.join('\n\n'));
  error.stack = String(error);
  return error;
}
