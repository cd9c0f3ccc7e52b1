import { describeIssue } from '../language/validate.ts';
import type { Phase } from '../language/trace.ts';
import { ImplementationError } from './implementation.ts';
import type { Description } from './process/protocol.ts';

/** Asserts that the answer of an implementation is a phase. */
export function assertPhase(answer: unknown): Phase {
  const issue = describeIssue('Phase', answer);
  if (issue === undefined) return answer as Phase;
  throw new ImplementationError(
    `The answer is not a phase: ${issue}. Fix the adapter so that it answers { executions, outcome }.`,
  );
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
