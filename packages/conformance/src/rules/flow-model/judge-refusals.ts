import type { TraceLocation } from '../../language/judgement.ts';
import type { UserStep } from '../../language/scenario.ts';
import type { Execution, Phase } from '../../language/trace.ts';
import { type ModelViolation, type Prohibition, forbid } from './prohibitions.ts';
import type { Position } from './transaction-model.ts';

/** Expects that a step of the user that does not answer the pause executes nothing, and does not complete the transaction. */
export function judgeRefusal(
  { executions: [first], outcome }: Phase,
  input: UserStep,
  position: Position,
  at: TraceLocation,
): ModelViolation | undefined {
  if (first) {
    const [prohibition, when] = chooseProhibition(position, input, first);
    return forbid(prohibition, { ...at, execution: 0 }, `must not execute ${when}`);
  }
  if (outcome?.status !== 'completed') return undefined;
  const [prohibition, when] = chooseProhibition(position, input);
  return forbid(prohibition, at, `another status than "completed" ${when}`);
}

/** Expects that a return to an earlier redirect does not satisfy the challenge that waits. */
export function judgeUsedState(
  { executions, outcome }: Phase,
  position: Position,
  at: TraceLocation,
): ModelViolation | undefined {
  const challenging = 'action' in position ? position.action : 0;
  const execution = executions.findIndex(({ action }) => action > challenging);
  const when = 'before the challenge is satisfied';
  if (execution >= 0)
    return forbid(
      'A return satisfies a challenge.',
      { ...at, execution },
      `must not execute ${when}`,
    );
  return outcome?.status === 'completed'
    ? forbid('A return satisfies a challenge.', at, `another status than "completed" ${when}`)
    : undefined;
}

function chooseProhibition(
  position: Position,
  input: UserStep,
  execution?: Execution,
): [Prohibition, when: string] {
  if (position.status === 'denied')
    return execution
      ? ['A handler executes after the transaction was denied.', 'after a denial']
      : ['A transaction in which an action calls access.deny is not denied.', 'after a denial'];
  if (position.status === 'redirected')
    return 'returns' in input
      ? [
          'A return with a missing or another state resumes the transaction.',
          'without the state of the redirect',
        ]
      : ['A later action executes before the user is back.', 'before the user is back'];
  if (position.status === 'rendered')
    return [
      'A later action executes before the form is submitted.',
      'before the form is submitted',
    ];
  if (execution?.handler === 'continue')
    return [
      'A continue handler executes although its action has not redirected the user.',
      'unless its action redirected',
    ];
  const when = 'before the challenge is satisfied';
  if ('returns' in input) return ['A return satisfies a challenge.', when];
  return 'completes' in input
    ? ['A factor that was not offered satisfies a challenge.', when]
    : ['A later action executes before a challenge is satisfied.', when];
}
