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
  /** The last pause before that handler; after a return, it is the continue handler of the action that redirected. */
  readonly after: 'start' | 'challenge' | 'redirect' | 'return';
  /** The number of later actions. */
  readonly later: number;
  /** The turns of the event loop that the handler awaits first. */
  readonly turn: number;
  /** The steps of the user after the end. */
  readonly late: readonly UserStep[];
}

/** An ending with at least one step of the user after it. */
export const ending: fc.Arbitrary<Ending> = fc.record(
  {
    after: fc.constantFrom<Ending['after']>('start', 'challenge', 'redirect', 'return'),
    later: fc.integer({ min: 0, max: 2 }),
    turn: fc.integer({ min: 0, max: 2 }),
    late: fc.array(fc.oneof(strayReturn, strayReturn, fc.constant({ wait: 1000 })), {
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
  const factor = { type: 'otp' } as const;
  const last = [...awaitTurns(turn), ...steps];
  const challenge: ActionScript = { execute: [call('authentication.challengeWith', factor)] };
  const action: ActionScript = { execute: last, continue: [] };
  const ways: Record<Ending['after'], [actions: ActionScript[], user: UserStep[]]> = {
    start: [[action], []],
    challenge: [[challenge, action], [completeFactor(factor)]],
    redirect: [[redirectAndContinue(), action], [returnUser()]],
    return: [[redirectAndContinue(last)], [returnUser()]],
  };
  const [actions, user] = ways[after];
  const others = Array.from({ length: later }, (): ActionScript => ({ execute: [], continue: [] }));
  return createScenario([transaction([...actions, ...others], [...user, ...late])]);
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
