import { cacheKey, cacheValue } from './arbitraries.ts';
import { tolerated } from './cache-judgements.ts';
import { isObject } from './json.ts';
import {
  type Property,
  type Seen,
  call,
  callsOf,
  execution,
  fault,
  property,
  returnedBy,
  steps,
  threw,
} from './property.ts';
import type { Step } from './scenario.ts';
import type { Arbitrary } from 'fast-check';

/**
 * The property that a call lets the action finish: what is called before and after it returns the same kind of result.
 *
 * @internal
 */
export function letsTheActionFinish(step: Arbitrary<Step>): Property {
  return property({
    given: { step, key: cacheKey, value: cacheValue },
    scenario: ({ step, key, value }) => {
      const others = [
        call('cache.set', key, value),
        call('redirect.encodeToken', { secret: 'a'.repeat(32), payload: {} }),
      ];
      return execution([...others, step, ...others]);
    },
    judge: steps((seen) => {
      const [setBefore, encodedBefore, called, ...after] = seen;
      const [setAfter, encodedAfter] = after;
      if (!called || !setAfter || !encodedAfter) return 'vacuous';
      if (threw(called)) return fault(called, 'no error, so that the action goes on');
      for (const [before, later] of [
        [setBefore, setAfter],
        [encodedBefore, encodedAfter],
      ] as const) {
        if (before && tolerated(before)) continue;
        if (!tolerated(later) && kindOf(later) !== kindOf(before)) {
          return fault(later, `${kindOf(before)}, as before step ${(called.at.step ?? 0) + 1}`);
        }
      }
      return callsOf(seen, 'cache.set').some((set) => !threw(set)) ? 'held' : 'vacuous';
    }),
  });
}

function kindOf(seen: Seen | undefined): string {
  if (threw(seen)) return 'an error';
  const returned = returnedBy(seen);
  if (!isObject(returned)) return returned === undefined ? 'nothing' : `a ${typeof returned}`;
  if ('$undefined' in returned) return 'undefined';
  return typeof returned['type'] === 'string' ? `{ type: "${returned['type']}", … }` : 'an object';
}
