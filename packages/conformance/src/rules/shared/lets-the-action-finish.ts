import { cacheKey, cacheValue } from '../../draw/text.ts';
import { isAlwaysAllowed } from '../cache/expectations.ts';
import { isObject } from '../../language/json.ts';
import { violation } from '../expectations.ts';
import { judgeSteps } from '../judges.ts';
import { type Property, property } from '../property.ts';
import { call, oneExecution } from '../scenarios.ts';
import { type StepResult, filterCalls, getReturned, hasThrown } from '../step-results.ts';
import type { Step } from '../../language/scenario.ts';
import type { Arbitrary } from 'fast-check';

/**
 * The property that a call lets the action finish: the same calls before and after it return the same kind of result.
 */
export function createFinishProperty(step: Arbitrary<Step>): Property {
  return property({
    given: { step, key: cacheKey, value: cacheValue },
    scenario: ({ step, key, value }) => {
      const others = [
        call('cache.set', key, value),
        call('redirect.encodeToken', { secret: 'a'.repeat(32), payload: {} }),
      ];
      return oneExecution([...others, step, ...others]);
    },
    judge: judgeSteps((results) => {
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
