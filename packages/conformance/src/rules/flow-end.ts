import fc from 'fast-check';
import { plainUrl } from '../draw/urls.ts';
import { formatValue } from '../language/format-value.ts';
import { type Json, isSameJson } from '../language/json.ts';
import type { Step } from '../language/scenario.ts';
import { harmless } from './flow.ts';
import { type Property, property } from './property.ts';
import { call } from './scenarios.ts';
import {
  createEnding,
  ending,
  findExecution,
  findOutcome,
  judgeAfterEnd,
} from './shared/endings.ts';
import { getPhases } from './step-results.ts';

/** Steps with which a transaction ends. */
const lastSteps = fc.oneof<fc.Arbitrary<readonly Step[]>[]>(
  fc.constant([]),
  plainUrl.map((url) => [call('transaction.setResultUrl', url)]),
  fc.constant([call('access.deny', 'no')]),
  fc.constant([{ throw: 'out of order' }]),
);

/** The properties about the end of a transaction. */
export const flowEndProperties = {
  'flow/fails-when-an-action-throws': property({
    given: { ending, before: harmless },
    scenario: ({ ending, before }) =>
      createEnding({ ...ending, late: [] }, [...before, { throw: 'out of order' }]),
    judge: (scenario, trace) => {
      const thrown = findExecution(scenario, trace, (step) => 'throw' in step);
      const outcome = thrown && getPhases(trace)[thrown.phase]?.outcome;
      if (!outcome) return 'vacuous';
      return outcome.status === 'completed'
        ? {
            at: { transaction: 0, phase: thrown.phase },
            expected: 'another status than "completed"',
          }
        : 'held';
    },
  }),
  'flow/stops-when-an-action-throws': property({
    given: { ending },
    scenario: ({ ending }) => createEnding(ending, [{ throw: 'out of order' }]),
    judge: judgeAfterEnd(
      (scenario, trace) => findExecution(scenario, trace, (step) => 'throw' in step),
      'after an action has thrown',
    ),
  }),
  'flow/completes-once': property({
    given: { ending },
    scenario: ({ ending }) => createEnding(ending, []),
    judge: judgeAfterEnd(
      (_, trace) => findOutcome(trace, 'completed'),
      'after the transaction has completed',
    ),
  }),
  'flow/result-is-final': property({
    given: { ending, steps: lastSteps },
    scenario: ({ ending, steps }) => createEnding(ending, steps),
    judge: (_, trace) => {
      const end = findOutcome(trace, 'completed', 'denied', 'failed');
      if (!end) return 'vacuous';
      const results = getPhases(trace).map(({ outcome }) => pickResult(outcome));
      const result = results[end.phase] ?? null;
      const phase = results.findIndex(
        (other, number) => number > end.phase && !isSameJson(other, result),
      );
      if (phase < 0) return results.length - 1 > end.phase ? 'held' : 'vacuous';
      return { at: { transaction: 0, phase }, expected: `${formatValue(result)}, as before` };
    },
  }),
} satisfies Record<string, Property>;

/** Picks the members of an outcome that are the result of a transaction. */
function pickResult(outcome: object | undefined): Json {
  const members = Object.entries(outcome ?? {}) as [string, Json][];
  return Object.fromEntries(
    members.filter(([name]) => ['status', 'reason', 'resultUrl'].includes(name)),
  );
}
