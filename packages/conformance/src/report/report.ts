import {
  type Capability,
  type Edition,
  type RuleBasis,
  type RuleId,
  type RuleLevel,
  listRuleIds,
  rules,
} from '@post-challenge/spec';
import type { Scenario } from '../language/scenario.ts';
import { packageInfo } from '../language/package-info.ts';
import type { Trace } from '../language/trace.ts';

/**
 * The name of a verdict.
 *
 * @remarks
 * `passed`: the rule held in every scenario. `failed`: a scenario broke the rule. `blocked`: a rule that it requires did not pass,
 * or a method that it calls is missing. `unobservable`: the implementation lacks a capability that the rule needs. `vacuous`: no
 * scenario reached the case that the rule describes. `errored`: the adapter or the implementation hung, crashed or gave an invalid
 * answer. `probed`: the probe has an answer. Only `passed` is green.
 */
export type VerdictName =
  | 'passed'
  | 'failed'
  | 'blocked'
  | 'unobservable'
  | 'vacuous'
  | 'errored'
  | 'probed';

/** The names of all verdicts, in the order of the report. */
export const verdictNames = [
  'passed',
  'failed',
  'blocked',
  'unobservable',
  'vacuous',
  'errored',
  'probed',
] as const satisfies readonly VerdictName[];

/** A scenario and its trace. */
export interface TracedScenario {
  /** The scenario. */
  readonly scenario: Scenario;
  /** The trace of the implementation. */
  readonly trace: Trace;
}

/** The verdict on one rule, with its reason. */
export interface Verdict {
  /** The id of the rule. */
  readonly id: RuleId;
  /** How binding the rule is. */
  readonly level: RuleLevel;
  /** The source that the rule rests on. */
  readonly basis?: RuleBasis;
  /** The rule, in one sentence. */
  readonly text: string;
  /** The link to the rule in the rule book, relative to the folder of the suite's package. */
  readonly help: string;
  /** The name of the verdict. */
  readonly verdict: VerdictName;
  /** How many scenarios ran. */
  readonly runs: number;
  /** The reason why the verdict is not green. */
  readonly message?: string;
  /** The smallest scenario that the suite found to break the rule; if the rule errored, the drawn scenario in which it did. */
  readonly scenario?: Scenario;
  /** The trace of that scenario; absent if the rule errored. */
  readonly trace?: Trace;
  /** The encoded scenario, for the command `replay`. */
  readonly replay?: string;
  /** The capabilities that the rule needs and the implementation lacks. */
  readonly lacks?: readonly Capability[];
  /** The required rules that did not pass. If a method is missing, the rule that asks for it. */
  readonly blockedBy?: readonly RuleId[];
  /** The methods without which the rule failed or could not be judged, such as `cache.set`. */
  readonly missing?: readonly string[];
  /** The rules that this rule blocks. */
  readonly blocks?: readonly RuleId[];
  /** The answers to a probe. */
  readonly answers?: readonly string[];
  /** Present if results of the implementation hold times of this machine instead of those of the scenario. */
  readonly machineClock?: true;
  /** Present if a baseline lists the rule with this verdict and this message. */
  readonly expected?: true;
  /** A sentence about the difference from the baseline. */
  readonly unexpected?: string;
  /** Every scenario and its trace, in the order of the run, if the options ask for traces. */
  readonly traces?: readonly TracedScenario[];
}

/** The report on an implementation. */
export interface Report {
  /** The suite that wrote the report. */
  readonly suite: {
    /** The name of its package. */
    readonly name: string;
    /** The version of its package. */
    readonly version: string;
  };
  /** The checked implementation. */
  readonly implementation: {
    /** Its name. */
    readonly name: string;
    /** Its version. */
    readonly version?: string;
  };
  /** The edition by whose rules the implementation was judged. Reports of before have none, and are of edition 2025. */
  readonly edition: Edition;
  /** How the scenarios were drawn. Reports of before have none. */
  readonly draws?: {
    /** How many scenarios the suite was to draw for each rule. */
    readonly runs: number;
    /** The random seed. */
    readonly seed: number;
  };
  /** Whether every selected rule has a verdict. `false` if the run was interrupted. */
  readonly complete: boolean;
  /**
   * The level at which the implementation is conformant to the edition. `host`: every MUST passed, except those that the suite cannot observe
   * because they need `in-process`. `api`: every MUST passed, except those that need `host` or `in-process`. `false`: neither.
   */
  readonly conformant: 'host' | 'api' | false;
  /** How many rules passed or failed. */
  readonly judged: number;
  /** How many rules have each verdict. */
  readonly summary: Readonly<Record<VerdictName, number>>;
  /** A likely mistake of the adapter, and how to mend it. Most of the failures may come from it. */
  readonly hint?: string;
  /** The verdicts, in the order of the catalogue. */
  readonly rules: readonly Verdict[];
  /** The time and the durations. No other member differs between two runs. */
  readonly timing: {
    /** The time at which the run began, as an ISO 8601 date in UTC. Reports of before have none. */
    readonly started?: string;
    /** The duration of the whole run, in milliseconds. */
    readonly total: number;
    /** The duration of each rule, in milliseconds. */
    readonly rules: Readonly<Record<string, number>>;
  };
}

/** Creates the report on an implementation. */
export function createReport(
  { name, version }: Report['implementation'],
  verdicts: readonly Verdict[],
  { edition, draws, complete, timing }: Pick<Report, 'edition' | 'draws' | 'complete' | 'timing'>,
): Report {
  const count = (wanted: string) => verdicts.filter(({ verdict }) => verdict === wanted).length;
  const summary = Object.fromEntries(verdictNames.map((wanted) => [wanted, count(wanted)]));
  return {
    suite: packageInfo,
    implementation: { name, ...(version !== undefined && { version }) },
    edition,
    ...(draws && { draws }),
    complete,
    conformant: computeConformance(verdicts, edition),
    judged: count('passed') + count('failed'),
    summary: summary as Report['summary'],
    ...(verdicts.some(isMisledByClock) && { hint: CLOCK_HINT }),
    rules: verdicts.map((verdict) => addBlocks(verdict, verdicts)),
    timing,
  };
}

/** The hint for an adapter that does not give the implementation the clock of the scenario. */
export const CLOCK_HINT =
  "The implementation reports times of this machine, not of the scenario, so rules about time fail. If it reads the time of the system, write clock: 'system' beside name in the adapter. Otherwise give it the clock that create or open receives; a program reads the time from the request open. If the adapter says so already, call Date.now() at each use: the suite cannot change a Date or a performance object that was kept before.";

/** Whether a rule did not pass, and the implementation reported times of this machine. */
export function isMisledByClock({ machineClock, verdict }: Verdict): boolean {
  return machineClock === true && verdict === 'failed';
}

/** Whether a rule makes the exit code 2: it errored, and no baseline expects that. */
export function countsAsError({ verdict, expected }: Verdict): boolean {
  return verdict === 'errored' && !expected;
}

/** Whether a rule makes the exit code 1: it differs from the baseline, it is a MUST that prevents conformance, or a SHOULD that must not fail. */
export function countsAsFailure(rule: Verdict, failOn: FailLevel = 'must'): boolean {
  const { expected, unexpected, verdict } = rule;
  const isFailure = failOn === 'should' && verdict === 'failed';
  return unexpected !== undefined || (!expected && (isFailure || preventsConformance(rule)));
}

/** The lowest level whose failure makes the exit code bad. */
export type FailLevel = 'must' | 'should';

/**
 * Whether a rule is a MUST that did not pass, for another reason than a missing host or that the implementation does not run in this
 * process.
 */
export function preventsConformance(rule: Verdict): boolean {
  return rule.level === 'MUST' && rule.verdict !== 'passed' && !isOutOfReach(rule);
}

/** Whether the suite cannot observe a rule only because it needs a host or `in-process`. The implementation may be conformant nevertheless. */
export function isOutOfReach(rule: Verdict): boolean {
  return lacksOnly(rule, FREE_CAPABILITIES);
}

/** The capabilities that an implementation may lack and still be conformant. */
const FREE_CAPABILITIES = ['host', 'in-process'] as const satisfies readonly Capability[];

function lacksOnly({ lacks = [] }: Verdict, capabilities: readonly Capability[]): boolean {
  return lacks.length > 0 && lacks.every((lack) => capabilities.includes(lack));
}

/** Whether a report has a verdict on every MUST of its edition. */
export function coversEveryMust(verdicts: readonly Verdict[], edition: Edition): boolean {
  const judgedIds = new Set(verdicts.map(({ id }) => id));
  return listRuleIds(edition).every((id) => rules[id].level !== 'MUST' || judgedIds.has(id));
}

function computeConformance(verdicts: readonly Verdict[], edition: Edition): Report['conformant'] {
  if (!coversEveryMust(verdicts, edition) || verdicts.some(preventsConformance)) return false;
  return verdicts.some(({ level, lacks = [] }) => level === 'MUST' && lacks.includes('host'))
    ? 'api'
    : 'host';
}

function addBlocks(verdict: Verdict, verdicts: readonly Verdict[]): Verdict {
  if (!['failed', 'vacuous', 'errored'].includes(verdict.verdict)) return verdict;
  const blocks = findBlockedRules(verdict.id, verdicts);
  return blocks.length > 0 ? { ...verdict, blocks } : verdict;
}

/** Finds the rules that a rule blocks, directly or through other rules. */
function findBlockedRules(id: RuleId, verdicts: readonly Verdict[]): RuleId[] {
  const blockedIds = new Set<RuleId>([id]);
  for (let size = 0; size < blockedIds.size;) {
    size = blockedIds.size;
    for (const { id: other, blockedBy = [] } of verdicts) {
      if (blockedBy.some((by) => blockedIds.has(by))) blockedIds.add(other);
    }
  }
  return verdicts.map((other) => other.id).filter((other) => other !== id && blockedIds.has(other));
}
