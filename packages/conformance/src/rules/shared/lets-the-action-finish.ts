import { cacheKey, cacheValue } from '../../draw/text.ts';
import { isAlwaysAllowed } from '../cache/expectations.ts';
import { isObject } from '../../language/json.ts';
import { violation } from '../expectations.ts';
import { judgeSteps } from '../judges.ts';
import { type Property, property } from '../property.ts';
import { awaitTurns, call, oneExecution } from '../scenarios.ts';
import {
  type StepResult,
  filterCalls,
  getPhases,
  getReturned,
  hasThrown,
} from '../step-results.ts';
import type { Step } from '../../language/scenario.ts';
import fc, { type Arbitrary } from 'fast-check';

/**
 * The property that a call lets the action finish: the same calls before and after it return the same kind of result.
 */
export function createFinishProperty(step: Arbitrary<Step>): Property {
  return property({
    given: { step, key: cacheKey, value: cacheValue, turn: fc.integer({ min: 0, max: 2 }) },
    scenario: ({ step, key, value, turn }) => {
      const others = [
        call('cache.set', key, value),
        call('redirect.encodeToken', { secret: 'a'.repeat(32), payload: {} }),
      ];
      return oneExecution([...others, step, ...awaitTurns(turn), ...others]);
    },
    judge: judgeSteps((steps, _, trace) => {
      const at = { transaction: 0, phase: 0, execution: 0 };
      if (getPhases(trace)[0]?.executions[0]?.unfinished)
        return { at, expected: 'must end before the host reports an outcome' };
      const results = steps.filter(({ step }) => 'call' in step);
      const [setBefore, encodedBefore, called, ...after] = results;
      const [setAfter, encodedAfter] = after;
      if (!called || !setAfter || !encodedAfter) return 'vacuous';
      if (hasThrown(called)) return violation(called, 'no error, so that the action goes on');
      for (const [before, later] of [
        [setBefore, setAfter],
        [encodedBefore, encodedAfter],
      ] as const) {
        if (before && isAlwaysAllowed(before)) continue;
        if (!isAlwaysAllowed(later) && describeResult(later) !== describeResult(before)) {
          return violation(
            later,
            `${describeResult(before)}, as before step ${(called.at.step ?? 0) + 1}`,
          );
        }
      }
      return filterCalls(results, 'cache.set').some((set) => !hasThrown(set)) ? 'held' : 'vacuous';
    }),
  });
}

function describeResult(result: StepResult | undefined): string {
  if (hasThrown(result)) return 'an error';
  const returned = getReturned(result);
  if (!isObject(returned)) return returned === undefined ? 'nothing' : `a ${typeof returned}`;
  if ('$undefined' in returned) return 'undefined';
  return typeof returned['type'] === 'string' ? `{ type: "${returned['type']}", … }` : 'an object';
}
