import fc from 'fast-check';
import type { Outcome } from '@post-challenge/spec';
import { strayReturn } from '../../draw/returns.ts';
import { forbidExecution } from '../expectations.ts';
import type { Judge } from '../property.ts';
import {
  awaitTurns,
  call,
  completeFactor,
  createScenario,
  redirectAndContinue,
  returnUser,
  transaction,
} from '../scenarios.ts';
import { getPhases } from '../step-results.ts';
import type { ActionScript, Scenario, Step, UserStep } from '../../language/scenario.ts';
import type { Trace } from '../../language/trace.ts';

/** How a transaction reaches the handler that ends it, and what the user does afterwards. */
export interface Ending {
  /** The pauses before that handler, in order. After `return`, it is the continue handler of the action that redirected. */
  readonly after: readonly ('challenge' | 'redirect' | 'return')[];
  /** The number of later actions. */
  readonly later: number;
  /** The turns of the event loop that the handler awaits first. */
  readonly turn: number;
  /** The steps of the user after the end. */
  readonly late: readonly UserStep[];
}

/** The factors of the challenges, in order. */
const factors = [{ type: 'otp' }, { type: 'email' }] as const;

/** An action that does nothing, and could continue. */
const idleAction: ActionScript = { execute: [], continue: [] };

/** A step of the user after the end. */
const lateStep: fc.Arbitrary<UserStep> = fc.oneof(
  { weight: 4, arbitrary: strayReturn },
  { weight: 1, arbitrary: fc.constantFrom(...factors).map(completeFactor) },
  { weight: 1, arbitrary: fc.constant({ wait: 1000 }) },
);

/** An ending with at least one step of the user after it. */
export const ending: fc.Arbitrary<Ending> = fc.record(
  {
    after: fc.constantFrom<Ending['after']>(
      [],
      ['challenge'],
      ['redirect'],
      ['return'],
      ['challenge', 'challenge'],
      ['redirect', 'challenge'],
      ['challenge', 'return'],
    ),
    later: fc.integer({ min: 0, max: 2 }),
    turn: fc.integer({ min: 0, max: 2 }),
    late: fc.array(lateStep, {
      minLength: 1,
      maxLength: 3,
    }),
  },
  { noNullPrototype: true },
);

/** A transaction whose last handler does these steps. Each other action does nothing, and could continue. */
export function createEnding(
  { after, later, turn, late }: Ending,
  steps: readonly Step[],
): Scenario {
  const last = [...awaitTurns(turn), ...steps];
  const pausing = after.map((pause, number): [ActionScript, UserStep] => {
    const factor = factors[number] ?? { type: 'otp' };
    if (pause === 'challenge')
      return [{ execute: [call('authentication.challengeWith', factor)] }, completeFactor(factor)];
    return [redirectAndContinue(pause === 'return' ? last : []), returnUser()];
  });
  const others = Array.from({ length: later }, () => idleAction);
  const actions = [
    ...pausing.map(([action]) => action),
    ...(after.at(-1) === 'return' ? [] : [{ execute: last, continue: [] }]),
    ...others,
  ];
  const user = pausing.map(([, step]) => step);
  return createScenario([transaction(actions.slice(0, 4), [...user, ...late])]);
}

/** The place at which a transaction has ended. */
interface End {
  /** The number of the phase. */
  readonly phase: number;
  /** The number of the last execution that may take place in the phase; absent if the phase is over. */
  readonly execution?: number;
}

/** Finds the first phase whose outcome has one of the statuses. */
export function findOutcome(trace: Trace, ...statuses: Outcome['status'][]): End | undefined {
  const phase = getPhases(trace).findIndex(
    ({ outcome }) => outcome && statuses.includes(outcome.status),
  );
  return phase < 0 ? undefined : { phase };
}

/** Finds the first execution of a handler that has such a step. */
export function findExecution(
  scenario: Scenario,
  trace: Trace,
  isStep: (step: Step) => boolean,
): End | undefined {
  const { actions = [] } = scenario.transactions[0] ?? {};
  for (const [phase, { executions }] of getPhases(trace).entries()) {
    const execution = executions.findIndex(({ action, handler }) =>
      actions[action]?.[handler]?.some(isStep),
    );
    if (execution >= 0) return { phase, execution };
  }
  return undefined;
}

/** Judges that no handler of the transaction executes after its end; vacuous if it has not ended. */
export function judgeAfterEnd(
  findEnd: (scenario: Scenario, trace: Trace) => End | undefined,
  when: string,
): Judge {
  return (scenario, trace) => {
    const end = findEnd(scenario, trace);
    if (!end) return 'vacuous';
    for (const [phase, { executions }] of getPhases(trace).entries()) {
      const first = phase === end.phase ? (end.execution ?? executions.length - 1) + 1 : 0;
      if (phase >= end.phase && first < executions.length)
        return forbidExecution({ transaction: 0, phase, execution: first }, when);
    }
    return 'held';
  };
}
