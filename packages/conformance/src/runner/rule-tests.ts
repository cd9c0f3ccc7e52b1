import { type RuleId, rules } from '@post-challenge/spec';
import type { CheckOptions } from './check.ts';
import type { Implementation } from '../implementations/implementation.ts';
import {
  type RuleChecker,
  assertCheckArguments,
  createRuleChecker,
  getSkipVerdict,
} from './check-rule.ts';
import { getElapsedTime } from '../language/real-timers.ts';
import type { Report, Verdict } from '../report/report.ts';
import { formatReplayCommand } from '../report/reporters/replay-command.ts';
import { resolveHelpLink } from '../report/rule-book.ts';
import { type RuleSelection, parseRuleId, selectRules } from '../language/select-rules.ts';

/**
 * Which rules become tests, and how they are checked.
 *
 * @public
 */
export interface RuleTestOptions extends CheckOptions, RuleSelection {
  /**
   * How long the implementation may take to answer, in milliseconds; less than a runner gives a test, so that the failure says
   * where the implementation hung.
   *
   * @defaultValue 2000
   */
  readonly timeout?: number;
}

/**
 * One rule, as a test of any runner.
 *
 * @public
 */
export interface RuleTest {
  /** The id of the rule. */
  readonly id: RuleId;
  /** The rule, in one sentence. */
  readonly text: string;
  /** Why the test is bound to be skipped, for runners that cannot skip one that has begun. */
  readonly skip?: string;
  /**
   * The body of the test.
   *
   * @remarks
   * By way of the context it skips itself where the rule cannot be judged or is a probe; without one that is an
   * error, so that nothing counts as passed that did not pass.
   *
   * @param context - What vitest and `node:test` give to a test.
   * @throws Error, where the rule did not pass: the message says what happened, how to replay it, and what blocks the rule.
   */
  readonly check: (context?: unknown) => Promise<void>;
}

/** What a test tells a reporter of vitest. */
export interface RuleTestRecord {
  readonly implementation: Report['implementation'];
  /** Not there where the test ended before the rule was judged. */
  readonly verdict?: Verdict;
  /** How long it took, in milliseconds. */
  readonly duration?: number;
}

/** What runners give to a test, as far as it matters here. */
interface TestContext {
  readonly task?: { readonly meta: { postChallenge?: RuleTestRecord } };
  skip?(reason: string): void;
}

/** A rule among those that are tested together. */
interface RuleUnderTest {
  readonly id: RuleId;
  readonly ids: readonly RuleId[];
  readonly implementation: Implementation;
  readonly judge: RuleChecker;
}

/**
 * The rules as tests, for the loop of any runner; what they require of each other is checked once for all.
 *
 * @param implementation - What is checked.
 * @param options - Which rules, and how.
 * @returns A test for each rule, in the order of the catalogue.
 * @throws TypeError, where there is no such rule or an option is out of range.
 * @example
 * ```js
 * for (const { id, check } of ruleTests(implementation)) test(id, check);
 * ```
 *
 * @public
 */
export function ruleTests(
  implementation: Implementation,
  options: RuleTestOptions = {},
): RuleTest[] {
  assertCheckArguments(implementation, options);
  const ids = selectRules(options.rules, options.level);
  let checker: Promise<RuleChecker> | undefined;
  const checkRule: RuleChecker = async (id) => {
    checker ??= createRuleChecker(implementation, { timeout: 2000, ...options });
    return (await checker)(id);
  };
  return ids.map((id) => {
    const skip = getSkipReason(id, implementation);
    // Bound, since runners read from the parameters of a function what to call it with.
    const check = runRuleTest.bind(undefined, { id, ids, implementation, judge: checkRule });
    return { id, text: rules[id].text, ...(skip !== undefined && { skip }), check };
  });
}

/**
 * Checks one rule, and throws where it did not pass: one line of a test.
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
  const tests = ruleTests(implementation, { timeout: 5000, ...options, rules: parseRuleId(id) });
  await Promise.all(tests.map(({ check }) => check()));
}

function getSkipReason(id: RuleId, { capabilities }: Implementation): string | undefined {
  const verdict = getSkipVerdict(id, capabilities);
  if (verdict) return describeUnjudged(verdict);
  return rules[id].level === 'PROBE' ? 'probed: no answer is wrong.' : undefined;
}

/** Why a rule neither passed nor failed. */
function describeUnjudged({ verdict, message, answers }: Verdict): string {
  return `${verdict}: ${message ?? `no answer is wrong; here it is ${answers?.join(', ')}.`}`;
}

async function runRuleTest(subject: RuleUnderTest, given: unknown = {}): Promise<void> {
  const context = given as TestContext;
  const verdict = await checkAndReport(subject, context.task);
  if (verdict.verdict === 'passed') return;
  const isUnjudged = ['unobservable', 'probed'].includes(verdict.verdict);
  if (isUnjudged && context.skip) return context.skip(describeUnjudged(verdict));
  const cause = await findCause(verdict, subject);
  throw createStacklessError([
    ...formatVerdict(verdict),
    ...(isUnjudged ? [SKIP_ADVICE] : cause.flatMap(formatVerdict)),
  ]);
}

/** The verdict on a rule, which a reporter is told of too, and before it is reached that there is to be one. */
async function checkAndReport(
  { id, implementation, judge }: RuleUnderTest,
  task: TestContext['task'],
): Promise<Verdict> {
  const { name, version } = implementation;
  const record = { implementation: { name, ...(version !== undefined && { version }) } };
  if (task) task.meta.postChallenge = record;
  const started = getElapsedTime();
  const verdict = await judge(id);
  const duration = getElapsedTime() - started;
  if (task) task.meta.postChallenge = { ...record, verdict, duration };
  return verdict;
}

/** The verdict that blocks others without being blocked itself, where no test of its own shows it. */
async function findCause({ blockedBy = [] }: Verdict, subject: RuleUnderTest): Promise<Verdict[]> {
  const [blocker] = blockedBy;
  if (blocker === undefined) return [];
  const verdict = await subject.judge(blocker);
  if (verdict.blockedBy) return findCause(verdict, subject);
  return subject.ids.includes(blocker) ? [] : [verdict];
}

/** What to do with a rule that is not judged where nothing can skip its test. */
const SKIP_ADVICE =
  'It did not pass, and this test cannot be skipped any more. Leave it out, or skip it where `skip` of ruleTests gives a reason.';

function formatVerdict(verdict: Verdict): string[] {
  const { id, level, basis, text, message, replay } = verdict;
  const replayLine = `replay     ${formatReplayCommand(verdict, 'ADAPTER')}\n`;
  return [
    `${id} ${verdict.verdict} (${[level, basis].filter(Boolean).join(', ')})\n${text}`,
    ...(message === undefined ? [] : [message]),
    `${replay === undefined ? '' : replayLine}rule book  ${resolveHelpLink(id)}`,
  ];
}

/** An error without a stack: where the suite throws says nothing of the implementation. */
function createStacklessError(paragraphs: readonly string[]): Error {
  const error = new Error(paragraphs.join('\n\n'));
  error.stack = String(error);
  return error;
}
