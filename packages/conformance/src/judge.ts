import { type Capability, type RuleId, rules } from '@post-challenge/spec';
import fc from 'fast-check';
import type { CheckOptions } from './check.ts';
import { type Findings, baseOf, blocked, concluded, noFindings, noted } from './findings.ts';
import { type Implementation, ImplementationError, isImplementation } from './implementation.ts';
import { properties } from './properties.ts';
import { type Property, oneExecution } from './property.ts';
import type { Verdict } from './report.ts';
import { LONGEST_TIMEOUT, run } from './run.ts';
import type { Scenario } from './scenario.ts';

/** The largest seed: fast-check draws by 32 bits, so that a larger one would draw what a smaller one draws. @internal */
export const LARGEST_SEED = 2 ** 32 - 1;

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
    const beforehand = unjudged(id, capabilities);
    if (beforehand) return beforehand;
    const blockedBy: RuleId[] = [];
    for (const other of rules[id].requires) {
      // oxlint-disable-next-line no-await-in-loop -- An implementation has one world open at a time.
      const { verdict } = await judge(other);
      if (verdict !== 'passed') blockedBy.push(other);
    }
    if (blockedBy.length > 0) {
      const message = `${blockedBy.join(', ')} did not pass.`;
      return { ...baseOf(id), runs: 0, ...blocked(blockedBy, message) };
    }
    return examined(id, implementation, { ...options, onHost: capabilities.includes('host') });
  };
  return judge;
}

/**
 * The verdict on a rule that cannot be judged whatever the implementation does.
 *
 * @internal
 */
export function unjudged(id: RuleId, capabilities: readonly Capability[]): Verdict | undefined {
  const lacks = rules[id].needs.filter((need) => !capabilities.includes(need));
  if (lacks.length === 0) return undefined;
  const message = `The suite cannot see or do what it needs: ${lacks.join(', ')}.`;
  return { ...baseOf(id), runs: 0, verdict: 'unobservable', lacks, message };
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
  const findings = noFindings();
  await look(properties[id], scenario, implementation, findings, options);
  return concluded(id, findings, 1);
}

/** What the implementation says it can, less the outcome where it tells none. */
async function capabilitiesOf(
  implementation: Implementation,
  { timeout }: CheckOptions,
): Promise<readonly Capability[]> {
  const trace = await run(implementation, oneExecution([]), timeout);
  const tells = trace.transactions[0]?.phases[0]?.outcome !== undefined;
  return implementation.capabilities.filter((capability) => tells || capability !== 'outcome');
}

async function examined(
  id: RuleId,
  implementation: Implementation,
  options: CheckOptions & { onHost: boolean },
): Promise<Verdict> {
  const { runs = 100, seed = 0, signal, onHost, traces } = options;
  const property = properties[id];
  const findings = noFindings();
  const { failed, errorInstance, numRuns } = await fc.check(
    fc.asyncProperty(property.given, async (drawn) => {
      if (findings.error ?? findings.missing ?? signal?.aborted) return true;
      const scenario = property.scenario(drawn as never, onHost);
      return look(property, scenario, implementation, findings, options);
    }),
    {
      numRuns: runs,
      seed: seedOf(id) ^ seed,
      examples: property.examples.map((drawn) => [drawn]),
    },
  );
  if (failed && !findings.broken) throw errorInstance;
  return { ...concluded(id, findings, numRuns), ...(traces && { traces: findings.traces }) };
}

/** Runs one scenario, takes note of what it showed, and tells whether the rule was kept. */
async function look(
  property: Property,
  scenario: Scenario,
  implementation: Implementation,
  findings: Findings,
  { timeout, traces }: CheckOptions,
): Promise<boolean> {
  try {
    const trace = await run(implementation, scenario, timeout);
    if (traces) findings.traces.push({ scenario, trace });
    return await noted(property, { scenario, trace }, findings);
  } catch (error) {
    if (!(error instanceof ImplementationError)) throw error;
    findings.error = error;
    return true;
  }
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

/**
 * Refuses what is no implementation, and options out of range.
 *
 * @internal
 */
export function assertArguments(
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
    ['seed', seed, 0, LARGEST_SEED],
    ['timeout', timeout, 1, LONGEST_TIMEOUT],
  ] as const) {
    if (Number.isInteger(number) && number >= least && number <= most) continue;
    throw new TypeError(
      `Cannot check the rules: ${name} is ${number}, expected a whole number from ${least} to ${most}.`,
    );
  }
}
