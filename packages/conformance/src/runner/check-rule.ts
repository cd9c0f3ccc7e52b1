import {
  type Capability,
  DEFAULT_EDITION,
  type Edition,
  type RuleId,
  getEditionRule,
  rules,
} from '@post-challenge/spec';
import fc from 'fast-check';
import type { CheckOptions } from './check.ts';
import {
  type RuleResult,
  getRuleFields,
  createBlockedDetails,
  toVerdict,
  createRuleResult,
  findMissingMethod,
  recordTrace,
} from './rule-result.ts';
import {
  type Implementation,
  ImplementationError,
  isImplementation,
} from '../implementations/implementation.ts';
import { getProperty } from '../rules/index.ts';
import { assertInEdition } from '../language/select-rules.ts';
import { assertEdition } from '../implementations/editions.ts';
import type { Property } from '../rules/property.ts';
import { oneExecution } from '../rules/scenarios.ts';
import type { Report, Verdict } from '../report/report.ts';
import { areTimersFakedForGood, getMachineTime } from '../language/real-timers.ts';
import type { Trial } from './broken-scenario.ts';
import { minimizeFailure } from './minimize-failure.ts';
import { simplifyTexts } from './simplify-texts.ts';
import { acceptGivenScenarios } from './given-scenario.ts';
import { reportsMachineTime } from './machine-clock.ts';
import { MAX_TIMEOUT, assertOptionTypes, optionChecks } from '../language/assert-options.ts';
import { runScenario } from './run-scenario.ts';
import { awaitUncaughtError } from './uncaught-errors.ts';
import type { Scenario } from '../language/scenario.ts';

/** The largest seed. fast-check uses 32 bits of a seed, so a larger one would draw the same scenarios as a smaller one. */
export const MAX_SEED = 2 ** 32 - 1;

/** Checks a rule and the rules that it requires, each of them once. */
export type RuleChecker = (id: RuleId) => Promise<Verdict>;

/** The options of a rule checker. */
export interface RuleCheckerOptions extends CheckOptions {
  /** How many examples of each rule to try; the default is all. */
  readonly maxExamples?: number;
}

/** Chooses the edition of a check: that of the options, the first one of the implementation, or else the default. */
export function chooseEdition(
  implementation: Implementation,
  { edition }: Pick<CheckOptions, 'edition'>,
): Edition {
  if (edition !== undefined) assertEdition(edition);
  // What is not an implementation gets its own error later.
  const { editions = [] } = (implementation as Partial<Implementation> | undefined) ?? {};
  return edition ?? editions[0] ?? DEFAULT_EDITION;
}

/** Chooses how many scenarios to draw for each rule, and from which seed. */
export function chooseDraws({
  runs = 100,
  seed = 0,
}: Pick<CheckOptions, 'runs' | 'seed'>): NonNullable<Report['draws']> {
  return { runs, seed };
}

/** Names the edition in a scenario, unless it is the default. */
function nameEdition(scenario: Scenario, edition: Edition): Scenario {
  return edition === DEFAULT_EDITION ? scenario : { ...scenario, edition };
}

/** Creates the rule checker for an implementation. */
export async function createRuleChecker(
  implementation: Implementation,
  options: RuleCheckerOptions,
): Promise<RuleChecker> {
  assertCheckArguments(implementation, options);
  if (areTimersFakedForGood())
    throw new TypeError(
      'Fake timers were installed before the suite was loaded, so it cannot limit any time. Import it before you fake the timers.',
    );
  const edition = chooseEdition(implementation, options);
  const capabilities = await detectCapabilities(implementation, edition, options);
  const verdicts = new Map<RuleId, Promise<Verdict>>();
  const check: RuleChecker = (id) => {
    const verdict = verdicts.get(id) ?? checkUncached(id);
    verdicts.set(id, verdict);
    return verdict;
  };
  const checkUncached: RuleChecker = async (id) => {
    const skipped = getSkipVerdict(id, capabilities, edition);
    if (skipped) return skipped;
    const blockedBy: RuleId[] = [];
    for (const required of getEditionRule(id, edition).requires as readonly RuleId[]) {
      const { verdict } = await check(required);
      if (verdict !== 'passed') blockedBy.push(required);
    }
    if (blockedBy.length > 0) {
      const message = `${blockedBy.join(', ')} did not pass.`;
      return {
        ...getRuleFields(id, edition),
        runs: 0,
        ...createBlockedDetails(blockedBy, message),
      };
    }
    return checkByDrawing(id, implementation, {
      ...options,
      edition,
      onHost: capabilities.includes('host'),
    });
  };
  return check;
}

/** Gets the verdict on a rule whose needs exceed the capabilities of the implementation. */
export function getSkipVerdict(
  id: RuleId,
  capabilities: readonly Capability[],
  edition: Edition,
): Verdict | undefined {
  const lacks = rules[id].needs.filter((need) => !capabilities.includes(need));
  if (lacks.length === 0) return undefined;
  const message = `The implementation lacks capabilities that the rule needs: ${lacks.join(', ')}.`;
  return { ...getRuleFields(id, edition), runs: 0, verdict: 'unobservable', lacks, message };
}

/** Judges a rule by one scenario. */
export async function replayScenario(
  implementation: Implementation,
  id: RuleId,
  scenario: Scenario,
  options: CheckOptions,
): Promise<Verdict> {
  assertCheckArguments(implementation, options);
  const result = createRuleResult();
  const { edition = DEFAULT_EDITION } = scenario;
  assertInEdition(id, edition);
  const property = acceptGivenScenarios(getProperty(id, edition));
  await runOnce(property, scenario, implementation, result, options);
  await receiveLateError(result);
  if (result.broken) {
    const tryScenario = createTrial(property, implementation, options);
    const { oddTexts } = await simplifyTexts(result.broken, { judgesAnyPart: false, tryScenario });
    if (oddTexts) result.broken = { ...result.broken, oddTexts };
  }
  return toVerdict(id, result, 1, edition);
}

/** Gets the capabilities that the implementation declares, without `outcome` if it reports no outcome. */
async function detectCapabilities(
  implementation: Implementation,
  edition: Edition,
  { timeout }: CheckOptions,
): Promise<readonly Capability[]> {
  const scenario = nameEdition(oneExecution([]), edition);
  const trace = await runScenario(implementation, scenario, timeout);
  const hasOutcome = trace.transactions[0]?.phases[0]?.outcome !== undefined;
  return implementation.capabilities.filter((capability) => hasOutcome || capability !== 'outcome');
}

/** Checks a rule by drawn scenarios. The rules that it requires are not checked. */
export async function checkByDrawing(
  id: RuleId,
  implementation: Implementation,
  options: RuleCheckerOptions & { edition: Edition; onHost: boolean },
): Promise<Verdict> {
  const { signal, edition, onHost, traces, maxExamples } = options;
  const { runs, seed } = chooseDraws(options);
  const property = getProperty(id, edition);
  const examples = property.examples.slice(0, maxExamples);
  const result = createRuleResult();
  const { failed, errorInstance, numRuns } = await fc.check(
    fc.asyncProperty(property.given, async (drawn) => {
      if (result.error ?? (isHopeless(result) || signal?.aborted)) return true;
      const scenario = nameEdition(property.scenario(drawn as never, onHost), edition);
      return runOnce(property, scenario, implementation, result, options);
    }),
    {
      // fast-check counts the examples as runs.
      numRuns: runs * (property.draws ?? 1) + examples.length,
      seed: deriveSeed(id) ^ seed,
      examples: examples.map((drawn) => [drawn]),
    },
  );
  if (failed && !result.broken) throw errorInstance;
  await receiveLateError(result);
  if (result.broken) {
    const { judgesAnyPart = false } = property;
    const tryScenario = createTrial(property, implementation, options);
    result.broken = await minimizeFailure(result.broken, { judgesAnyPart, tryScenario });
    if (id === 'api/has-every-method')
      result.missingMethods = await listMissingMethods(property, implementation, options);
  }
  return { ...toVerdict(id, result, numRuns, edition), ...(traces && { traces: result.traces }) };
}

/** Records an error that the implementation threw after its last answer. */
async function receiveLateError(result: RuleResult): Promise<void> {
  const error = await awaitUncaughtError();
  if (error) result.error ??= error;
}

/** How many scenarios may call a missing method before the suite stops to draw scenarios without it. */
const MAX_MISSING = 10;

/** Whether every scenario so far called a missing method, which the rule is then about. */
function isHopeless({ missingCount, held, answers }: RuleResult): boolean {
  return missingCount >= MAX_MISSING && !held && answers.size === 0;
}

/** Runs one scenario, records the judgement, and returns whether the rule held. */
async function runOnce(
  property: Property,
  scenario: Scenario,
  implementation: Implementation,
  result: RuleResult,
  { timeout, traces }: CheckOptions,
): Promise<boolean> {
  try {
    const trace = await runScenario(implementation, scenario, timeout);
    if (reportsMachineTime({ scenario, trace }, getMachineTime())) result.machineClock = true;
    if (traces) result.traces.push({ scenario, trace });
    return await recordTrace(property, { scenario, trace }, result);
  } catch (error) {
    if (!(error instanceof ImplementationError)) throw error;
    result.error = error;
    result.erring = scenario;
    return true;
  }
}

/** Lists the missing methods. The examples of the rule call each method once. */
async function listMissingMethods(
  { examples, scenario }: Property,
  implementation: Implementation,
  { timeout, edition, onHost }: CheckOptions & { edition: Edition; onHost: boolean },
): Promise<string[]> {
  const missing: string[] = [];
  for (const example of examples) {
    const calling = nameEdition(scenario(example as never, onHost), edition);
    const trace = await runScenario(implementation, calling, timeout).catch(
      ignoreImplementationError,
    );
    const method = trace && findMissingMethod(calling, trace);
    if (method !== undefined) missing.push(method);
  }
  return missing;
}

function ignoreImplementationError(error: unknown): undefined {
  if (!(error instanceof ImplementationError)) throw error;
}

/** Creates the function that runs a changed scenario. A judge may throw, because the property does not draw such scenarios. */
function createTrial(
  property: Property,
  implementation: Implementation,
  { timeout }: CheckOptions,
): Trial {
  return async (scenario) => {
    try {
      const trace = await runScenario(implementation, scenario, timeout);
      const judgement = await property.judge(scenario, trace);
      if (typeof judgement === 'string') return judgement;
      return 'at' in judgement ? { scenario, trace, violation: judgement } : 'vacuous';
    } catch (error) {
      return error instanceof ImplementationError ? 'error' : 'vacuous';
    }
  };
}

/** Derives a seed from the id of a rule (FNV-1a). */
export function deriveSeed(id: RuleId): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(id)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash | 0;
}

/** Throws if the implementation is not one, or if an option is out of range. */
export function assertCheckArguments(implementation: Implementation, options: CheckOptions): void {
  const { runs = 1, seed = 0, timeout = 1 } = options;
  if (!isImplementation(implementation)) {
    throw new TypeError(
      `Expected an implementation, as returned by fromApi, fromHost or fromProcess; received ${describeType(implementation)}.`,
    );
  }
  assertOptionTypes(implementation, { name: optionChecks.text }, 'the implementation');
  const { signal, flag: traces, callback, text: adapter } = optionChecks;
  const callbacks = { onRule: callback, onVerdict: callback };
  assertOptionTypes(options, { signal, traces, adapter, ...callbacks }, 'the check');
  for (const [name, number, least, most] of [
    ['runs', runs, 1, Number.MAX_SAFE_INTEGER],
    ['seed', seed, 0, MAX_SEED],
    ['timeout', timeout, 1, MAX_TIMEOUT],
  ] as const) {
    if (Number.isInteger(number) && number >= least && number <= most) continue;
    throw new TypeError(
      `options.${name} is ${number}. Expected a whole number from ${least} to ${most}.`,
    );
  }
}

function describeType(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
