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
  const issue = describeIssue('Description', answer);
  if (issue === undefined) return answer as Description;
  throw new ImplementationError(
    `The answer to describe is not a description: ${issue}. Answer { name, capabilities }.`,
  );
}
