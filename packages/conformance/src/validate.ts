import { type Fault, type Validator, faultsBy } from '@post-challenge/spec';
import { validators } from './generated/validators.ts';
import { ImplementationError } from './implementation.ts';
import type { Json } from './json.ts';
import type { Scenario } from './scenario.ts';
import { showShort } from './show.ts';
import type { Phase } from './trace.ts';

const { Phase: phase, Scenario: scenario } = validators as Record<'Phase' | 'Scenario', Validator>;

/**
 * What an implementation answered, once it is known to be a phase.
 *
 * @internal
 */
export function assertPhase(answer: unknown): Phase {
  const [fault] = faultsBy(phase, answer);
  if (!fault) return answer as Phase;
  throw new ImplementationError(
    `Its answer is no phase: ${sentence(fault)}. Mend the adapter so that it answers { executions, outcome }.`,
  );
}

/**
 * A scenario that came from outside, once it is known to be one.
 *
 * @internal
 */
export function assertScenario(value: unknown): Scenario {
  const [fault] = faultsBy(scenario, value);
  if (!fault) return value as Scenario;
  throw new TypeError(`Cannot replay the scenario: ${sentence(fault)}.`);
}

function sentence({ path, expected, received }: Fault): string {
  return `${path === '' ? 'it' : path} is ${showShort(received as Json, 60)}, expected ${expected}`;
}
