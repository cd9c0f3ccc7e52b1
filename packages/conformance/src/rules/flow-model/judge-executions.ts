import { formatExecution } from '../../language/format-execution.ts';
import type { TraceLocation } from '../../language/judgement.ts';
import type { Phase } from '../../language/trace.ts';
import { type ModelViolation, type Prohibition, forbid } from './prohibitions.ts';
import type { HandlerRun, Progress } from './transaction-model.ts';

/** The step of the user that led to a phase: none at the start, a completed factor, a return or a form. */
export type Cause = 'start' | 'completes' | 'returns' | 'submits';

type PhaseLocation = TraceLocation & { readonly phase: number };

/** Expects that a phase executes only handlers of its own transaction, each after the previous one has ended. */
export function findForeignExecution(
  { executions }: Phase,
  at: PhaseLocation,
): ModelViolation | undefined {
  const foreign = executions.findIndex(({ transaction }) => transaction !== undefined);
  if (foreign < 0) return undefined;
  return forbid(
    'An action of another transaction executes.',
    { ...at, execution: foreign },
    'must not execute: it is an action of another transaction',
  );
}

/** Expects that a challenge asks for nothing if the user had completed a factor of it. */
export function findRepeatedChallenge(
  { executions, outcome }: Phase,
  { runs, position, satisfiedAfter }: Progress,
  at: PhaseLocation,
): ModelViolation | undefined {
  const asksAgain =
    outcome?.status === 'challenged' &&
    satisfiedAfter.includes(executions.length) &&
    (executions.length < runs.length || position.status !== 'challenged');
  if (!asksAgain) return undefined;
  return forbid(
    'A challenge asks for a factor although the user completed its default factor, or one of its list, earlier in the transaction.',
    at,
    'no challenge for a factor that the user completed earlier',
  );
}

/** Expects the executions of the model, in order. Further ones may follow only if the model does not know how to go on. */
export function judgeExecutions(
  { executions }: Phase,
  { runs, position }: Progress,
  at: PhaseLocation,
  cause: Cause,
): ModelViolation | undefined {
  for (const [execution, expected] of runs.entries()) {
    const actual = executions[execution];
    const name = formatExecution(expected);
    if (!actual) return forbid(chooseMissing(expected, cause), at, `${name} to follow`);
    if (formatExecution(actual) === name) continue;
    const prohibition = chooseUnexpected(actual, cause);
    return forbid(prohibition, { ...at, execution }, `must not execute before ${name}`);
  }
  if (position.status === 'unknown') return undefined;
  const execution = executions.findIndex((actual) => actual.overlapped ?? actual.unfinished);
  if (execution >= 0)
    return forbid(
      'A handler begins before the previous one has ended, or is still running when the host reports the outcome.',
      { ...at, execution },
      executions[execution]?.overlapped
        ? 'must not begin before the host has awaited the one before it'
        : 'must end before the host reports an outcome',
    );
  const further = executions[runs.length];
  if (!further) return undefined;
  const [prohibition, reason] = chooseFurther(further, position, cause);
  return forbid(prohibition, { ...at, execution: runs.length }, `must not execute ${reason}`);
}

function chooseMissing({ handler }: HandlerRun, cause: Cause): Prohibition {
  if (handler === 'continue')
    return cause === 'submits'
      ? 'The action that rendered a form does not continue after the submission.'
      : 'The action that redirected the user does not continue after the return.';
  if (cause === 'submits') return 'The later actions do not execute after the submission.';
  if (cause === 'returns') return 'The later actions do not execute after the return.';
  return cause === 'completes'
    ? 'The next action does not execute although the user completed an offered factor.'
    : 'Actions execute in another order, more than once, or not at all.';
}

function chooseUnexpected({ handler }: HandlerRun, cause: Cause): Prohibition {
  if (handler === 'continue')
    return 'A continue handler executes although its action has not redirected the user.';
  if (cause === 'submits') return 'An action executes again after the submission.';
  return cause === 'returns'
    ? 'An execute handler executes again after the return.'
    : 'Actions execute in another order, more than once, or not at all.';
}

function chooseFurther(
  { action, handler }: HandlerRun,
  position: Progress['position'],
  cause: Cause,
): [Prohibition, reason: string] {
  if (handler === 'execute' && 'call' in position && action > position.action) {
    if (position.status === 'denied')
      return ['A later action executes after a denial.', 'after a denial'];
    if (position.status === 'rendered')
      return [
        'A later action executes before the form is submitted.',
        'before the form is submitted',
      ];
    return position.status === 'challenged'
      ? [
          'A later action executes before a challenge is satisfied.',
          'before the challenge is satisfied',
        ]
      : ['A later action executes before the user is back.', 'before the user is back'];
  }
  const reason = handler === 'continue' ? 'unless its action redirected' : 'again';
  return [chooseUnexpected({ action, handler }, cause), reason];
}
