import { cacheKey, cacheValue } from '../../draw/text.ts';
import { isAlwaysAllowed } from '../cache/expectations.ts';
import { formatValue } from '../../language/format-value.ts';
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
      const encodeAndStore = (name: string) => [
        call('redirect.encodeToken', { secret: 'a'.repeat(32), payload: {} }),
        call('cache.set', name, value),
        call('cache.get', name),
      ];
      const later = encodeAndStore(`${key}-2`);
      return oneExecution([...encodeAndStore(key), step, ...awaitTurns(turn), ...later]);
    },
    judge: judgeSteps((steps, _, trace) => {
      const at = { transaction: 0, phase: 0, execution: 0 };
      if (getPhases(trace)[0]?.executions[0]?.unfinished)
        return { at, expected: 'must end before the host reports an outcome' };
      const results = steps.filter(({ step }) => 'call' in step);
      const [before, called, after] = [results.slice(0, 3), results[3], results.slice(4)];
      if (!called) return 'vacuous';
      if (hasThrown(called)) return violation(called, 'no error, so that the action goes on');
      for (const [number, later] of after.entries()) {
        const earlier = before[number];
        // A write may be refused, and a record may be absent. Then the cache says nothing about the other calls.
        if (!earlier || isInconclusive(earlier) || isAlwaysAllowed(later)) break;
        if (describeResult(later) === describeResult(earlier)) continue;
        const place = (called.at.step ?? 0) + 1;
        return violation(later, `${describeResult(earlier)}, as before step ${place}`);
      }
      return filterCalls(results, 'cache.set').some((set) => !hasThrown(set)) ? 'held' : 'vacuous';
    }),
  });
}

function isInconclusive(earlier: StepResult): boolean {
  return isAlwaysAllowed(earlier) || describeResult(earlier) === 'undefined';
}

function describeResult(result: StepResult | undefined): string {
  if (hasThrown(result)) return 'an error';
  const returned = getReturned(result);
  if (!isObject(returned)) return returned === undefined ? 'nothing' : `a ${typeof returned}`;
  if ('$undefined' in returned) return 'undefined';
  if (typeof returned['value'] === 'string') return `a record of ${formatValue(returned['value'])}`;
  return typeof returned['type'] === 'string' ? `{ type: "${returned['type']}", … }` : 'an object';
}
