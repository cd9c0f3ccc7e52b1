import {
  type Capability,
  type RuleBasis,
  type RuleId,
  type RuleLevel,
  rules,
} from '@post-challenge/spec';
import type { Scenario } from '../language/scenario.ts';
import { packageInfo } from '../language/package-info.ts';
import type { Trace } from '../language/trace.ts';

/**
 * What the suite says of a rule.
 *
 * @remarks
 * `passed`: held in every scenario drawn. `failed`: a scenario broke it. `blocked`: a rule it requires did not pass, or a method
 * it calls is missing. `unobservable`: the suite cannot see or do what the rule needs. `vacuous`: no scenario reached what the
 * rule is about. `errored`: the adapter or the implementation hung, crashed or answered nonsense. `probed`: a probe that was
 * answered. Only `passed` is green.
 *
 * @public
 */
export type VerdictName =
  | 'passed'
  | 'failed'
  | 'blocked'
  | 'unobservable'
  | 'vacuous'
  | 'errored'
  | 'probed';

/**
 * Every verdict, in the order of the report.
 *
 * @public
 */
export const verdictNames = [
  'passed',
  'failed',
  'blocked',
  'unobservable',
  'vacuous',
  'errored',
  'probed',
] as const satisfies readonly VerdictName[];

/**
 * A scenario that was run, and what was observed in it.
 *
 * @public
 */
export interface TracedScenario {
  /** What happened. */
  readonly scenario: Scenario;
  /** What was observed. */
  readonly trace: Trace;
}

/**
 * What the suite says of one rule, and why.
 *
 * @public
 */
export interface Verdict {
  /** The id of the rule. */
  readonly id: RuleId;
  /** How binding it is. */
  readonly level: RuleLevel;
  /** What it rests on. */
  readonly basis?: RuleBasis;
  /** The rule, in one sentence. */
  readonly text: string;
  /** Where the rule book shows it: a reference relative to the folder of the suite's package. */
  readonly help: string;
  /** The verdict. */
  readonly verdict: VerdictName;
  /** How many scenarios were run before the verdict was reached. */
  readonly runs: number;
  /** Why the verdict is not green. */
  readonly message?: string;
  /** The smallest scenario found that breaks the rule. */
  readonly scenario?: Scenario;
  /** What was observed in it. */
  readonly trace?: Trace;
  /** The scenario as one word for the command `replay`. */
  readonly replay?: string;
  /** What the suite could not see or do. */
  readonly lacks?: readonly Capability[];
  /** The rules that did not pass; where a method is missing, the one that asks for it. */
  readonly blockedBy?: readonly RuleId[];
  /** The rules that this one blocks. */
  readonly blocks?: readonly RuleId[];
  /** The answers to a probe. */
  readonly answers?: readonly string[];
  /** That a baseline lists the rule with this verdict, for this reason. */
  readonly expected?: true;
  /** How the rule is not as a baseline says. */
  readonly unexpected?: string;
  /** Every scenario that was run, in that order, where they were asked for. */
  readonly traces?: readonly TracedScenario[];
}

/**
 * What the suite says of an implementation.
 *
 * @public
 */
export interface Report {
  /** The suite. */
  readonly suite: {
    /** The name of its package. */
    readonly name: string;
    /** The version of its package. */
    readonly version: string;
  };
  /** The implementation. */
  readonly implementation: {
    /** Its name. */
    readonly name: string;
    /** Its version. */
    readonly version?: string;
  };
  /** Whether every rule that was selected has a verdict; not so where the run was interrupted. */
  readonly complete: boolean;
  /**
   * Whether every MUST of the catalogue passed: `host` where none needed more than the suite could see, `api` where only rules
   * that need a host are unobservable.
   */
  readonly conformant: 'host' | 'api' | false;
  /** How many rules were judged, passed or failed, of all that can be. */
  readonly judged: number;
  /** How many rules have each verdict. */
  readonly summary: Readonly<Record<VerdictName, number>>;
  /** The verdicts, in the order of the catalogue. */
  readonly rules: readonly Verdict[];
  /** How long it took; the only member that differs from run to run. */
  readonly timing: {
    /** In all, in milliseconds. */
    readonly total: number;
    /** By rule, in milliseconds. */
    readonly rules: Readonly<Record<string, number>>;
  };
}

/** The report on an implementation. */
export function createReport(
  { name, version }: Report['implementation'],
  verdicts: readonly Verdict[],
  { complete, timing }: Pick<Report, 'complete' | 'timing'>,
): Report {
  const count = (wanted: string) => verdicts.filter(({ verdict }) => verdict === wanted).length;
  const summary = Object.fromEntries(verdictNames.map((wanted) => [wanted, count(wanted)]));
  return {
    suite: packageInfo,
    implementation: { name, ...(version !== undefined && { version }) },
    complete,
    conformant: computeConformance(verdicts),
    judged: count('passed') + count('failed'),
    summary: summary as Report['summary'],
    rules: verdicts.map((verdict) => addBlocks(verdict, verdicts)),
    timing,
  };
}

/** Whether a rule makes the exit code 2: one that errored, where no baseline expects it. */
export function countsAsError({ verdict, expected }: Verdict): boolean {
  return verdict === 'errored' && !expected;
}

/**
 * Whether a rule makes the exit code 1: one that is not as a baseline says, or a MUST that did not pass, and not only for want
 * of a host.
 */
export function countsAsFailure(rule: Verdict): boolean {
  const { level, verdict, expected, unexpected } = rule;
  if (unexpected !== undefined) return true;
  return !expected && level === 'MUST' && verdict !== 'passed' && !lacksOnlyHost(rule);
}

function lacksOnlyHost({ lacks = [] }: Verdict): boolean {
  return lacks.length > 0 && lacks.every((lack) => lack === 'host');
}

function computeConformance(verdicts: readonly Verdict[]): Report['conformant'] {
  const musts = (Object.keys(rules) as RuleId[]).filter((id) => rules[id].level === 'MUST');
  const judged = new Map(verdicts.map((verdict) => [verdict.id, verdict]));
  const notPassed = musts.filter((id) => judged.get(id)?.verdict !== 'passed');
  if (notPassed.length === 0) return 'host';
  const lackingHost = new Set(verdicts.filter(lacksOnlyHost).map(({ id }) => id));
  return notPassed.every((id) => lackingHost.has(id)) ? 'api' : false;
}

function addBlocks(verdict: Verdict, verdicts: readonly Verdict[]): Verdict {
  if (!['failed', 'vacuous', 'errored'].includes(verdict.verdict)) return verdict;
  const blocks = findBlockedRules(verdict.id, verdicts);
  return blocks.length > 0 ? { ...verdict, blocks } : verdict;
}

/** The rules that a rule blocks, directly or by way of others. */
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
