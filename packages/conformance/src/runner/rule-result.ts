import { type Edition, type RuleId, getEditionRule } from '@post-challenge/spec';
import type { ImplementationError } from '../implementations/implementation.ts';
import { isObject } from '../language/json.ts';
import { formatFailure, formatScript } from '../report/failure-message.ts';
import { formatValue } from '../language/format-value.ts';
import type { BrokenScenario } from './broken-scenario.ts';
import type { Property } from '../rules/property.ts';
import { hasNeighbours } from '../rules/shared/neighbours.ts';
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
  /** The scenario in which the error came. */
  erring?: Scenario;
  /** The first missing method that a scenario called. */
  missing?: string;
  /** All missing methods, if the rule is about them. */
  missingMethods?: readonly string[];
  /** How many scenarios called a missing method. */
  missingCount: number;
  /** The scenario that came nearest to the case that the rule describes. */
  nearest?: TracedScenario;
  /** Whether a trace reports times of this machine instead of those of the scenario. */
  machineClock?: true;
  readonly answers: Set<string>;
  /** The scenarios and their traces, if the options ask for them. */
  readonly traces: TracedScenario[];
}

/** Creates the result before the first scenario. */
export function createRuleResult(): RuleResult {
  return { held: false, missingCount: 0, answers: new Set(), traces: [] };
}

/** Judges one trace, records the judgement, and returns whether the rule held. */
export async function recordTrace(
  property: Property,
  { scenario, trace }: TracedScenario,
  result: RuleResult,
): Promise<boolean> {
  const missingMethod = property.judgesMissing ? undefined : findMissingMethod(scenario, trace);
  if (missingMethod !== undefined) {
    result.missing ??= missingMethod;
    result.missingCount += 1;
    return true;
  }
  const judgement = await property.judge(scenario, trace);
  if (judgement === 'held') result.held = true;
  if (judgement === 'vacuous' && !hasNeighbours(scenario))
    result.nearest = chooseNearest({ scenario, trace }, result.nearest);
  if (typeof judgement === 'string') return true;
  if ('answer' in judgement) return Boolean(result.answers.add(judgement.answer));
  result.broken = { scenario, trace, violation: judgement };
  return false;
}

/** Finds the first call of a missing method. */
export function findMissingMethod(scenario: Scenario, trace: Trace): string | undefined {
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
export function toVerdict(id: RuleId, result: RuleResult, runs: number, edition: Edition): Verdict {
  const { held, broken, error, erring, missing, machineClock, answers } = result;
  const base = { ...getRuleFields(id, edition), runs, ...(machineClock && { machineClock }) };
  if (broken) return { ...base, ...createFailedDetails(id, broken, result.missingMethods) };
  if (error)
    return {
      ...base,
      verdict: 'errored',
      message: error.message,
      ...(erring && { scenario: erring, replay: encodeReplay(id, erring) }),
    };
  if (answers.size > 0) return { ...base, verdict: 'probed', answers: [...answers].toSorted() };
  if (held) return { ...base, verdict: 'passed' };
  if (missing !== undefined)
    return {
      ...base,
      ...createBlockedDetails(['api/has-every-method'], `api.${missing} is missing.`),
      missing: [missing],
    };
  return { ...base, verdict: 'vacuous', message: describeVacuity(base.level, result.nearest) };
}

const VACUITY = 'No scenario reached the case that the rule describes.';

/** Describes why a rule is vacuous. For a MUST, shows the scenario that came nearest. */
function describeVacuity(level: Verdict['level'], nearest: TracedScenario | undefined): string {
  if (level !== 'MUST' || !nearest) return VACUITY;
  const script = formatScript(nearest.scenario, nearest.trace, { outcomes: true });
  return `${VACUITY} This one came nearest:\n${script}`;
}

/** Chooses the scenario in which more steps succeeded, or else the shorter one. */
function chooseNearest(one: TracedScenario, best: TracedScenario | undefined): TracedScenario {
  if (!best) return one;
  const more = countSuccesses(one.trace) - countSuccesses(best.trace);
  if (more !== 0) return more > 0 ? one : best;
  return measure(one) < measure(best) ? one : best;
}

/** Measures how much there is to read in a scenario. Ordinary texts are read at a glance. */
function measure({ scenario }: TracedScenario): number {
  return JSON.stringify(scenario).replaceAll(/"(?:key|value|no)"/g, '').length;
}

/** Counts the steps that returned something else than an error. */
function countSuccesses({ transactions }: Trace): number {
  const observations = transactions.flatMap(({ phases }) =>
    phases.flatMap(({ executions }) => executions.flatMap((execution) => execution.observations)),
  );
  return observations.filter(
    (observation) =>
      'returned' in observation &&
      !(isObject(observation.returned) && observation.returned['type'] === 'error'),
  ).length;
}

function createFailedDetails(
  id: RuleId,
  broken: BrokenScenario,
  missingMethods: readonly string[] = [],
): VerdictDetails {
  const { scenario, trace } = broken;
  const replay = encodeReplay(id, scenario);
  const missing = missingMethods.length > 1 ? [`   missing    ${missingMethods.join(', ')}`] : [];
  const odd = (broken.oddTexts ?? []).map(
    ({ text, ordinary }) =>
      `   note       with ${formatValue(ordinary)} in place of ${formatValue(text)}, the rule holds`,
  );
  const message = [formatFailure(broken), ...odd, ...missing].join('\n');
  return {
    verdict: 'failed',
    message,
    scenario,
    trace,
    replay,
    ...(missingMethods.length > 0 && { missing: missingMethods }),
  };
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
  edition: Edition,
): Pick<Verdict, 'id' | 'level' | 'basis' | 'text' | 'help'> {
  const { level, text, basis } = getEditionRule(id, edition);
  return { id, level, ...(basis && { basis }), text, help: getHelpLink(id) };
}
