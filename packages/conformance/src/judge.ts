import { type Capability, type RuleId, rules } from '@post-challenge/spec';
import fc from 'fast-check';
import type { CheckOptions } from './check.ts';
import { type Implementation, ImplementationError, isImplementation } from './implementation.ts';
import { failureMessage } from './message.ts';
import { properties } from './properties.ts';
import { type Fault, type Property, execution } from './property.ts';
import { encodeReplay } from './replay.ts';
import type { Verdict } from './report.ts';
import { helpOn } from './rule-book.ts';
import { LONGEST_TIMEOUT, run } from './run.ts';
import type { Scenario } from './scenario.ts';
import type { Trace } from './trace.ts';

/** What judges a rule, once, and those it requires. @internal */
export type Judge = (id: RuleId) => Promise<Verdict>;

/**
 * A function that judges a rule of an implementation and, once each, the rules it requires.
 *
 * @internal
 */
export async function judgeOf(
  implementation: Implementation,
  options: CheckOptions,
): Promise<Judge> {
  assertArguments(implementation, options);
  const capabilities = await capabilitiesOf(implementation, options);
  const verdicts = new Map<RuleId, Promise<Verdict>>();
  const judge: Judge = (id) => {
    const verdict = verdicts.get(id) ?? verdictOn(id);
    verdicts.set(id, verdict);
    return verdict;
  };
  const verdictOn: Judge = async (id) => {
    const { level, needs, requires, note } = { note: undefined, ...rules[id] };
    const base = { ...baseOf(id), runs: 0 };
    if (level === 'LISTED') return { ...base, verdict: 'listed', ...(note && { message: note }) };
    const lacks = needs.filter((need) => !capabilities.includes(need));
    if (lacks.length > 0)
      return { ...base, verdict: 'unobservable', lacks, message: lacking(lacks) };
    const blockedBy: RuleId[] = [];
    for (const other of requires) {
      // oxlint-disable-next-line no-await-in-loop -- An implementation has one world open at a time.
      const { verdict } = await judge(other);
      if (verdict !== 'passed') blockedBy.push(other);
    }
    if (blockedBy.length > 0)
      return blocked(id, 0, blockedBy, `${blockedBy.join(', ')} did not pass.`);
    const property = propertyOf(id);
    return property
      ? examined(id, property, implementation, {
          ...options,
          onHost: capabilities.includes('host'),
        })
      : { ...base, verdict: 'unobservable', message: 'The suite has no scenarios for it.' };
  };
  return judge;
}

/**
 * What one scenario says of a rule.
 *
 * @internal
 */
export async function replayed(
  implementation: Implementation,
  id: RuleId,
  scenario: Scenario,
  options: CheckOptions,
): Promise<Verdict> {
  assertArguments(implementation, options);
  const property = propertyOf(id);
  if (!property) throw new TypeError(`Cannot replay ${id}: the suite has no scenarios for it.`);
  const findings: Findings = { held: false, answers: new Set() };
  await look(property, scenario, implementation, findings, options.timeout);
  return concluded(id, findings, 1);
}

/** What the implementation says it can, less the outcome where it tells none. */
async function capabilitiesOf(
  implementation: Implementation,
  { timeout }: CheckOptions,
): Promise<readonly Capability[]> {
  const trace = await run(implementation, execution([]), timeout);
  const tells = trace.transactions[0]?.phases[0]?.outcome !== undefined;
  return implementation.capabilities.filter((capability) => tells || capability !== 'outcome');
}

interface Broken {
  readonly scenario: Scenario;
  readonly trace: Trace;
  readonly fault: Fault;
}

interface Findings {
  held: boolean;
  broken?: Broken;
  error?: ImplementationError;
  missing?: string;
  readonly answers: Set<string>;
}

async function examined(
  id: RuleId,
  property: Property,
  implementation: Implementation,
  { runs = 100, seed = 0, timeout, signal, onHost }: CheckOptions & { onHost: boolean },
): Promise<Verdict> {
  const findings: Findings = { held: false, answers: new Set() };
  const { failed, errorInstance, numRuns } = await fc.check(
    fc.asyncProperty(property.given, async (drawn) => {
      if (findings.error ?? findings.missing ?? signal?.aborted) return true;
      const scenario = property.scenario(drawn as never, onHost);
      return look(property, scenario, implementation, findings, timeout);
    }),
    {
      numRuns: runs,
      seed: seedOf(id) ^ seed,
      examples: property.examples.map((drawn) => [drawn]),
    },
  );
  if (failed && !findings.broken) throw errorInstance;
  return concluded(id, findings, numRuns);
}

/** Runs one scenario, takes note of what it showed, and tells whether the rule was kept. */
async function look(
  property: Property,
  scenario: Scenario,
  implementation: Implementation,
  findings: Findings,
  timeout: number | undefined,
): Promise<boolean> {
  try {
    const trace = await run(implementation, scenario, timeout);
    const missing = property.judgesMissing ? undefined : missingIn(scenario, trace);
    if (missing !== undefined) findings.missing = missing;
    const judgement = missing === undefined ? await property.judge(scenario, trace) : 'vacuous';
    if (judgement === 'held') findings.held = true;
    if (typeof judgement === 'string') return true;
    if ('answer' in judgement) return Boolean(findings.answers.add(judgement.answer));
    findings.broken = { scenario, trace, fault: judgement };
    return false;
  } catch (error) {
    if (!(error instanceof ImplementationError)) throw error;
    findings.error = error;
    return true;
  }
}

function missingIn(scenario: Scenario, trace: Trace): string | undefined {
  for (const [t, { phases }] of trace.transactions.entries()) {
    for (const { action, handler, observations } of phases.flatMap(
      ({ executions }) => executions,
    )) {
      const step = observations.findIndex((observation) => 'missing' in observation);
      const missing = scenario.transactions[t]?.actions[action]?.[handler]?.[step];
      if (missing && 'call' in missing) return missing.call;
    }
  }
  return undefined;
}

function concluded(id: RuleId, findings: Findings, runs: number): Verdict {
  const { held, broken, error, missing, answers } = findings;
  const base = { ...baseOf(id), runs };
  if (broken) return failure(id, broken, runs);
  if (error) return { ...base, verdict: 'errored', message: error.message };
  if (missing !== undefined)
    return blocked(id, runs, ['api/has-every-method'], `api.${missing} is missing.`);
  if (answers.size > 0) return { ...base, verdict: 'probed', answers: [...answers].toSorted() };
  if (held) return { ...base, verdict: 'passed' };
  return { ...base, verdict: 'vacuous', message: 'No scenario reached what the rule is about.' };
}

function failure(id: RuleId, broken: Broken, runs: number): Verdict {
  const { scenario, trace } = broken;
  const message = failureMessage(broken);
  return {
    ...baseOf(id),
    verdict: 'failed',
    runs,
    message,
    scenario,
    trace,
    replay: encodeReplay(id, scenario),
  };
}

function blocked(id: RuleId, runs: number, blockedBy: readonly RuleId[], message: string): Verdict {
  return { ...baseOf(id), verdict: 'blocked', runs, message, blockedBy };
}

function lacking(lacks: readonly Capability[]): string {
  return `The suite cannot see or do what it needs: ${lacks.join(', ')}.`;
}

function baseOf(id: RuleId): Pick<Verdict, 'id' | 'level' | 'basis' | 'text' | 'help'> {
  const { level, text, basis } = { basis: undefined, ...rules[id] };
  return { id, level, ...(basis && { basis }), text, help: helpOn(id) };
}

function propertyOf(id: RuleId): Property | undefined {
  return (properties as Partial<Record<RuleId, Property>>)[id];
}

/**
 * A number that depends on nothing but the id (FNV-1a).
 *
 * @internal
 */
export function seedOf(id: RuleId): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(id)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash | 0;
}

function assertArguments(
  implementation: Implementation,
  { runs = 1, seed = 0, timeout = 1 }: CheckOptions,
): void {
  if (!isImplementation(implementation)) {
    throw new TypeError(
      'Cannot check the implementation: it is none. Give what fromApi or fromHost returns.',
    );
  }
  for (const [name, number, least, most] of [
    ['runs', runs, 1, Number.MAX_SAFE_INTEGER],
    ['seed', seed, 0, Number.MAX_SAFE_INTEGER],
    ['timeout', timeout, 1, LONGEST_TIMEOUT],
  ] as const) {
    if (Number.isInteger(number) && number >= least && number <= most) continue;
    throw new TypeError(
      `Cannot check the rules: ${name} is ${number}, expected a whole number from ${least} to ${most}.`,
    );
  }
}
