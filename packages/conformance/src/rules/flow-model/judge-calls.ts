import { formatValue } from '../../language/format-value.ts';
import { isObject } from '../../language/json.ts';
import type { TraceLocation } from '../../language/judgement.ts';
import type { Scenario, Step } from '../../language/scenario.ts';
import type { Execution, Observation, Trace } from '../../language/trace.ts';
import { collectResults } from '../step-results.ts';
import { type ModelViolation, forbid } from './prohibitions.ts';

/** The values that were stored under each key, by any handler. */
export type StoredValues = ReadonlyMap<string, ReadonlySet<string>>;

/** Collects the values that were stored. A handler may find the value of any other one: the cache is best effort. */
export function collectStoredValues(scenario: Scenario, trace: Trace): StoredValues {
  const stored = new Map<string, Set<string>>();
  for (const result of collectResults(scenario, trace)) {
    if (!('call' in result.step) || result.step.call !== 'cache.set') continue;
    if (!isSuccess(result.observation)) continue;
    const [key = '', value = ''] = result.step.args.map(String);
    stored.set(key, new Set([...(stored.get(key) ?? []), value]));
  }
  return stored;
}

/** Expects that no method throws except the validation of a missing token, and that the cache returns nothing but values that were stored. */
export function judgeCalls(
  steps: readonly Step[],
  { observations }: Execution,
  stored: StoredValues,
  at: TraceLocation,
): ModelViolation | undefined {
  /** The keys that this handler stored or deleted, each with the value that it then has. */
  const own = new Map<string, string | undefined>();
  for (const [index, step] of steps.entries()) {
    const observation = observations[index];
    if (!observation || !('call' in step)) continue;
    const place = { ...at, step: index };
    // No action of the model has a token that can be validated.
    if ('threw' in observation && step.call !== 'redirect.validateToken')
      return forbid('A method throws, although its arguments are right.', place, 'no error');
    const [key = '', value = ''] = step.args.map(String);
    if (step.call === 'cache.set' && isSuccess(observation)) own.set(key, value);
    if (step.call === 'cache.delete' && isSuccess(observation)) own.set(key, undefined);
    if (step.call !== 'cache.get') continue;
    const allowed = own.has(key) ? [own.get(key)] : [...(stored.get(key) ?? [])];
    const found = readValue(observation);
    if (found === undefined || allowed.includes(found)) continue;
    return forbid(
      'The cache returns a value that was not stored under the key, or that the same handler replaced or deleted.',
      place,
      [
        'nothing',
        ...allowed.flatMap((one) => (one === undefined ? [] : [`a record of ${formatValue(one)}`])),
      ].join(', or '),
    );
  }
  return undefined;
}

function isSuccess(observation: Observation): boolean {
  const returned = 'returned' in observation ? observation.returned : undefined;
  return isObject(returned) && returned['type'] === 'success';
}

/** Reads the value of the record that `cache.get` found; undefined if it found none. */
function readValue(observation: Observation): string | undefined {
  const returned = 'returned' in observation ? observation.returned : undefined;
  return isObject(returned) && 'value' in returned ? String(returned['value']) : undefined;
}
