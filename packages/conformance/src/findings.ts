import { type RuleId, rules } from '@post-challenge/spec';
import type { ImplementationError } from './implementation.ts';
import { failureMessage } from './message.ts';
import type { Violation, Property } from './property.ts';
import { encodeReplay } from './replay.ts';
import type { TracedScenario, Verdict } from './report.ts';
import { helpOn } from './rule-book.ts';
import type { Scenario } from './scenario.ts';
import type { Observation, Trace } from './trace.ts';

interface Broken extends TracedScenario {
  readonly fault: Violation;
}

/** What the scenarios of a rule have shown so far. @internal */
export interface Findings {
  held: boolean;
  broken?: Broken;
  error?: ImplementationError;
  missing?: string;
  readonly answers: Set<string>;
  /** The scenarios themselves, where they are asked for. */
  readonly traces: TracedScenario[];
}

/**
 * Findings to begin with.
 *
 * @internal
 */
export function noFindings(): Findings {
  return { held: false, answers: new Set(), traces: [] };
}

/**
 * Takes note of what one scenario showed, and tells whether the rule was kept.
 *
 * @internal
 */
export async function noted(
  property: Property,
  { scenario, trace }: TracedScenario,
  findings: Findings,
): Promise<boolean> {
  const missing = property.judgesMissing ? undefined : missingIn(scenario, trace);
  if (missing !== undefined) {
    findings.missing = missing;
    return true;
  }
  const judgement = await property.judge(scenario, trace);
  if (judgement === 'held') findings.held = true;
  if (typeof judgement === 'string') return true;
  if ('answer' in judgement) return Boolean(findings.answers.add(judgement.answer));
  findings.broken = { scenario, trace, fault: judgement };
  return false;
}

function missingIn(scenario: Scenario, trace: Trace): string | undefined {
  for (const [t, { phases }] of trace.transactions.entries()) {
    for (const { executions } of phases) {
      for (const { action, handler, observations } of executions) {
        const step = observations.findIndex(isMissing);
        const missing = scenario.transactions[t]?.actions[action]?.[handler]?.[step];
        if (missing && 'call' in missing) return missing.call;
      }
    }
  }
  return undefined;
}

function isMissing(observation: Observation): boolean {
  return 'missing' in observation;
}

/**
 * The verdict that findings come to.
 *
 * @internal
 */
export function concluded(id: RuleId, findings: Findings, runs: number): Verdict {
  const { held, broken, error, missing, answers } = findings;
  const base = { ...baseOf(id), runs };
  if (broken) return { ...base, ...failure(id, broken) };
  if (error) return { ...base, verdict: 'errored', message: error.message };
  if (missing !== undefined)
    return { ...base, ...blocked(['api/has-every-method'], `api.${missing} is missing.`) };
  if (answers.size > 0) return { ...base, verdict: 'probed', answers: [...answers].toSorted() };
  if (held) return { ...base, verdict: 'passed' };
  return { ...base, verdict: 'vacuous', message: 'No scenario reached what the rule is about.' };
}

function failure(id: RuleId, broken: Broken): Conclusion {
  const { scenario, trace } = broken;
  const replay = encodeReplay(id, scenario);
  return { verdict: 'failed', message: failureMessage(broken), scenario, trace, replay };
}

/** What a verdict says besides the rule that it is on, and how many scenarios led to it. */
type Conclusion = Omit<Verdict, keyof ReturnType<typeof baseOf> | 'runs'>;

/**
 * What is said of a rule that is blocked.
 *
 * @internal
 */
export function blocked(blockedBy: readonly RuleId[], message: string): Conclusion {
  return { verdict: 'blocked', message, blockedBy };
}

/**
 * What a verdict says of the rule that it is on.
 *
 * @internal
 */
export function baseOf(id: RuleId): Pick<Verdict, 'id' | 'level' | 'basis' | 'text' | 'help'> {
  const { level, text, basis } = { basis: undefined, ...rules[id] };
  return { id, level, ...(basis && { basis }), text, help: helpOn(id) };
}
