import type { FactorSelector } from '@post-challenge/spec';
import fc from 'fast-check';
import { factors } from '../../draw/factors.ts';
import { returnMethod } from '../../draw/returns.ts';
import type { ActionScript, Step, UserStep } from '../../language/scenario.ts';
import {
  awaitTurns,
  away,
  call,
  completeFactor,
  redirectAndContinue,
  returnUser,
  stayAway,
} from '../scenarios.ts';

/** The pauses of a transaction, each in an action of its own, and how the user ends them. */
export interface Pauses {
  /** The pauses, in order; at most one redirect. */
  readonly order: readonly ('challenge' | 'redirect')[];
  /** The factors of the challenges, in order. */
  readonly list: readonly FactorSelector[];
  /** The method of the return. */
  readonly method: 'GET' | 'POST';
  /** How long the user is away at each pause, in milliseconds. */
  readonly away: number;
}

/** At most three pauses. */
export const pauses: fc.Arbitrary<Pauses> = fc.record(
  {
    order: fc.constantFrom<Pauses['order']>(
      ['challenge'],
      ['redirect'],
      [],
      ['challenge', 'challenge'],
      ['challenge', 'redirect'],
      ['redirect', 'challenge'],
      ['challenge', 'redirect', 'challenge'],
      ['challenge', 'challenge', 'challenge'],
    ),
    list: factors(3, 3),
    method: returnMethod,
    away,
  },
  { noNullPrototype: true },
);

/**
 * Creates the actions that pause a transaction, one after another, and the steps of the user. They await turns of the event loop.
 *
 * @param resumed - The steps of the continue handler.
 */
export function createPauses(
  { order, list, method, away }: Pauses,
  turn = 0,
  resumed: readonly Step[] = [],
): { actions: ActionScript[]; user: UserStep[] } {
  const turns: readonly Step[] = awaitTurns(turn);
  const pausing = order.map((pause, number) => {
    const factor = list[number] ?? { type: 'otp' };
    return pause === 'redirect'
      ? {
          action: redirectAndContinue([...turns, ...resumed]),
          step: returnUser(0, { method, query: { from: 'b' } }),
        }
      : {
          action: { execute: [...turns, call('authentication.challengeWith', factor)] },
          step: completeFactor(factor),
        };
  });
  return {
    actions: pausing.map(({ action }) => action),
    user: pausing.flatMap(({ step }) => [...stayAway(away), step]),
  };
}
