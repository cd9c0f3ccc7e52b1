import type { MethodName } from '@post-challenge/spec';
import { formatValue } from '../../language/format-value.ts';
import { isObject } from '../../language/json.ts';
import { onCall } from '../judges.ts';
import { type Property, property } from '../property.ts';
import { call, oneExecution } from '../scenarios.ts';
import { getReturned, hasThrown } from '../step-results.ts';

/** The probe that asks what a method returns. */
export function createResultProbe(method: MethodName, argument: string): Property {
  return property({
    given: {},
    scenario: () => oneExecution([call(method, argument)]),
    judge: onCall(method, (called) => {
      if (hasThrown(called)) return { answer: 'an error' };
      const returned = getReturned(called) ?? null;
      if (isObject(returned) && '$api' in returned) return { answer: 'the api object' };
      return { answer: formatValue(returned) };
    }),
  });
}
