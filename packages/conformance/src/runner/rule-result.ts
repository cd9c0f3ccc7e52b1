import { type RuleId, rules } from '@post-challenge/spec';
import type { ImplementationError } from '../implementations/implementation.ts';
import { formatFailure } from '../report/failure-message.ts';
import type { BrokenScenario } from './minimize-failure.ts';
import type { Property } from '../rules/property.ts';
import { encodeReplay } from '../language/replay-word.ts';
import type { TracedScenario, Verdict } from '../report/report.ts';
import { getHelpLink } from '../report/rule-book.ts';
import type { Scenario } from '../language/scenario.ts';
import type { Observation, Trace } from '../language/trace.ts';

/** The results of the scenarios of a rule so far. */
export interface RuleResult {
  held: boolean;
  broken?: BrokenScenario;
  error?: ImplementationError;
  missing?: string;
  /** Whether a trace reports times of this machine instead of those of the scenario. */
  machineClock?: true;
  readonly answers: Set<string>;
  /** The scenarios and their traces, if the options ask for them. */
  readonly traces: TracedScenario[];
}

/** Creates the result before the first scenario. */
export function createRuleResult(): RuleResult {
  return { held: false, answers: new Set(), traces: [] };
}

/** Judges one trace, records the judgement, and returns whether the rule held. */
export async function recordTrace(
  property: Property,
  { scenario, trace }: TracedScenario,
  result: RuleResult,
): Promise<boolean> {
  const missingMethod = property.judgesMissing ? undefined : findMissingMethod(scenario, trace);
  if (missingMethod !== undefined) {
    result.missing = missingMethod;
    return true;
  }
  const judgement = await property.judge(scenario, trace);
  if (judgement === 'held') result.held = true;
  if (typeof judgement === 'string') return true;
  if ('answer' in judgement) return Boolean(result.answers.add(judgement.answer));
  result.broken = { scenario, trace, violation: judgement };
  return false;
}

function findMissingMethod(scenario: Scenario, trace: Trace): string | undefined {
  for (const [transaction, { phases }] of trace.transactions.entries()) {
    for (const { executions } of phases) {
      for (const { action, handler, observations } of executions) {
        const step = observations.findIndex(isMissing);
        const missing = scenario.transactions[transaction]?.actions[action]?.[handler]?.[step];
        if (missing && 'call' in missing) return missing.call;
      }
    }
  }
  return undefined;
}

function isMissing(observation: Observation): boolean {
  return 'missing' in observation;
}

/** Derives the verdict from the results of the scenarios. */
export function toVerdict(id: RuleId, result: RuleResult, runs: number): Verdict {
  const { held, broken, error, missing, machineClock, answers } = result;
  const base = { ...getRuleFields(id), runs, ...(machineClock && { machineClock }) };
  if (broken) return { ...base, ...createFailedDetails(id, broken) };
  if (error) return { ...base, verdict: 'errored', message: error.message };
  if (missing !== undefined)
    return {
      ...base,
      ...createBlockedDetails(['api/has-every-method'], `api.${missing} is missing.`),
    };
  if (answers.size > 0) return { ...base, verdict: 'probed', answers: [...answers].toSorted() };
  if (held) return { ...base, verdict: 'passed' };
  return {
    ...base,
    verdict: 'vacuous',
    message: 'No scenario reached the case that the rule describes.',
  };
}

function createFailedDetails(id: RuleId, broken: BrokenScenario): VerdictDetails {
  const { scenario, trace } = broken;
  const replay = encodeReplay(id, scenario);
  return { verdict: 'failed', message: formatFailure(broken), scenario, trace, replay };
}

/** The fields of a verdict that depend on its scenarios. */
type VerdictDetails = Omit<
  Verdict,
  keyof ReturnType<typeof getRuleFields> | 'runs' | 'machineClock'
>;

/** Creates the fields of a verdict on a blocked rule. */
export function createBlockedDetails(
  blockedBy: readonly RuleId[],
  message: string,
): VerdictDetails {
  return { verdict: 'blocked', message, blockedBy };
}

/** Gets the fields of a verdict that depend on the rule only. */
export function getRuleFields(
  id: RuleId,
): Pick<Verdict, 'id' | 'level' | 'basis' | 'text' | 'help'> {
  const { level, text, basis } = { basis: undefined, ...rules[id] };
  return { id, level, ...(basis && { basis }), text, help: getHelpLink(id) };
}
