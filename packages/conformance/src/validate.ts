import { type ValidationIssue, type Validator, collectIssues } from '@post-challenge/spec';
import { validators } from './generated/validators.ts';
import { ImplementationError } from './implementation.ts';
import type { Json } from './json.ts';
import type { Description, ProtocolMessage } from './protocol.ts';
import type { Scenario } from './scenario.ts';
import { formatShortValue } from './show.ts';
import type { Phase } from './trace.ts';

const compiled = validators as Record<
  'Baseline' | 'Description' | 'Phase' | 'ProtocolMessage' | 'Report' | 'Scenario',
  Validator
>;

/**
 * What an implementation answered, once it is known to be a phase.
 *
 * @internal
 */
export function assertPhase(answer: unknown): Phase {
  const [fault] = collectIssues(compiled.Phase, answer);
  if (!fault) return answer as Phase;
  throw new ImplementationError(
    `Its answer is no phase: ${describeIssue(fault)}. Mend the adapter so that it answers { executions, outcome }.`,
  );
}

/**
 * What a process says of the implementation that it serves, once it is known to be a description.
 *
 * @internal
 */
export function assertDescription(answer: unknown): Description {
  const [fault] = collectIssues(compiled.Description, answer);
  if (!fault) return answer as Description;
  throw new ImplementationError(
    `Its answer to describe is no description: ${describeIssue(fault)}. Answer { name, capabilities }.`,
  );
}

/**
 * Whether a line of a process is one of the protocol.
 *
 * @internal
 */
export function isProtocolMessage(line: unknown): line is ProtocolMessage {
  return collectIssues(compiled.ProtocolMessage, line).length === 0;
}

/**
 * A scenario that came from outside, once it is known to be one.
 *
 * @internal
 */
export function assertScenario(value: unknown): Scenario {
  const [fault] = collectIssues(compiled.Scenario, value);
  if (!fault) return value as Scenario;
  throw new TypeError(`Cannot replay the scenario: ${describeIssue(fault)}.`);
}

/**
 * What is wrong with a document that the suite may have written; nothing where it is one.
 *
 * @internal
 */
export function describeDocumentIssue(
  kind: 'Baseline' | 'Report',
  value: unknown,
): string | undefined {
  const [fault] = collectIssues(compiled[kind], value);
  return fault && describeIssue(fault);
}

function describeIssue({ path, expected, received }: ValidationIssue): string {
  return `${path === '' ? 'it' : path} is ${formatShortValue(received as Json, 60)}, expected ${expected}`;
}
