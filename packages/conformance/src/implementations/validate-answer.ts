import { describeIssue } from '../language/validate.ts';
import type { Outcome } from '@post-challenge/spec';
import { isObject, quoteValue } from '@post-challenge/spec/command-line';
import type { Phase } from '../language/trace.ts';
import { type BudgetLimits, assertWithinBudget, isWithinBudget } from './budget.ts';
import { ImplementationError } from './implementation.ts';
import type { Description } from './process/protocol.ts';

/** The limits of a phase, which holds many observations. */
const PHASE_LIMITS: BudgetLimits = { parts: 50_000, depth: 120, length: 4_000_000 };

/** Asserts that the answer of an implementation is a phase. */
export function assertPhase(answer: unknown): Phase {
  const isSmall = isWithinBudget(answer);
  if (!isSmall) assertWithinBudget(answer, PHASE_LIMITS);
  const issue = describeIssue('Phase', answer);
  if (issue === undefined)
    return isSmall ? (answer as Phase) : assertObservationsWithinBudget(answer as Phase);
  if (issue.startsWith('/outcome/')) {
    const member = issue.replace(/^\/outcome\//, '').replaceAll('/', '.');
    throw new ImplementationError(
      `The outcome is wrong: ${member}. Fix outcome in the adapter: it must be an outcome of the contract, such as { status: 'completed' }.`,
    );
  }
  throw new ImplementationError(
    `The answer is not a phase: ${issue}. Fix the adapter so that it answers { executions, outcome }.`,
  );
}

/** Asserts that no observed value of a phase is larger than one that is observed in process may be. */
function assertObservationsWithinBudget(phase: Phase): Phase {
  for (const { event, observations } of phase.executions)
    for (const observed of [event, ...observations]) assertWithinBudget(observed);
  return phase;
}

/** Asserts that the function `outcome` of an adapter returned an object with a status. */
export function assertOutcome(returned: unknown): Outcome {
  if (isObject(returned) && typeof returned['status'] === 'string') {
    assertWithinBudget(returned);
    return returned as unknown as Outcome;
  }
  throw new ImplementationError(
    `The function outcome must return an object with a status, such as { status: 'completed' }; it returned ${describeReturned(returned)}.`,
  );
}

function describeReturned(returned: unknown): string {
  if (typeof returned === 'string') return `the text ${quoteValue(returned)}`;
  if (typeof returned !== 'object' || returned === null) return String(returned);
  const { constructor } = returned;
  const isPlain = constructor === undefined || constructor === Object;
  return isPlain ? 'an object without a status' : `an object of the class ${constructor.name}`;
}

/** Asserts that the answer of a process to `describe` is a description. */
export function assertDescription(answer: unknown): Description {
  if (typeof answer === 'object' && answer !== null && !('protocol' in answer))
    throw new ImplementationError(
      'The program speaks protocol 1, and this suite speaks protocol 2. Answer every request, take the world and the transaction from the params, and answer describe with protocol: 2; see the guide "Serve an implementation".',
    );
  const issue = describeIssue('Description', answer);
  if (issue === undefined) return answer as Description;
  throw new ImplementationError(
    `The answer to describe is not a description: ${issue}. Answer { protocol: 2, name, capabilities }.`,
  );
}
