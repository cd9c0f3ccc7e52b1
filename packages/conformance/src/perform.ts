import type { Clock } from './implementation.ts';
import { type Json, type JsonObject, mapJson } from './json.ts';
import { observe, thrownBy } from './observe.ts';
import type { CallStep, ChangeStep, Step } from './scenario.ts';
import type { Observation } from './trace.ts';

/**
 * A clock that only the suite moves.
 *
 * @internal
 */
export interface SuiteClock extends Clock {
  /** Lets time pass. */
  advance(milliseconds: number): void;
}

/**
 * Makes a clock that stands at a time.
 *
 * @internal
 */
export function suiteClock(now: number): SuiteClock {
  let time = now;
  return { now: () => time, advance: (milliseconds) => void (time += milliseconds) };
}

interface Performed {
  readonly given: readonly unknown[];
  readonly result: unknown;
}

/**
 * Does the steps of one handler on an `api` object up to the one that throws, and says what came of each.
 *
 * @internal
 */
export async function perform(
  steps: readonly Step[],
  api: object,
  clock: SuiteClock,
): Promise<Observation[]> {
  const performed: (Performed | undefined)[] = [];
  const firstReadings = new Map<string, unknown>();
  const observations: Observation[] = [];
  for (const step of steps) {
    if ('throw' in step) break;
    if ('wait' in step) clock.advance(step.wait);
    if ('change' in step) change(step, performed[step.of]);
    if ('call' in step) {
      // oxlint-disable-next-line no-await-in-loop -- The steps of a handler follow one another.
      const [observation, record] = await call(step, api, performed);
      observations.push(observation);
      performed.push(record);
    } else {
      const same = 'read' in step && isSame(firstReadings, step.read, Reflect.get(api, step.read));
      observations.push({ returned: 'read' in step ? same : { $undefined: true } });
      performed.push(undefined);
    }
  }
  return observations;
}

async function call(
  step: CallStep,
  api: object,
  performed: readonly (Performed | undefined)[],
): Promise<[Observation, Performed]> {
  const [namespaceName = '', name = ''] = step.call.split('.');
  const given = step.args.map((argument) => filledIn(argument, performed));
  if (step.frozen) given.forEach(freeze);
  const before = textOf(given);
  let result: unknown;
  let promised = false;
  let observation: Observation;
  try {
    const namespace: unknown = Reflect.get(api, namespaceName);
    const method: unknown = isReadable(namespace) ? Reflect.get(namespace, name) : undefined;
    if (typeof method !== 'function') return [{ missing: true }, { given, result }];
    result = Reflect.apply(method, namespace, given);
    promised = isThenable(result);
    if (promised) result = await result;
    observation = { returned: observe(result, api) };
  } catch (error) {
    observation = { threw: thrownBy(error) };
  }
  const changed = textOf(given) === before ? undefined : (observe(given, api) as Json[]);
  return [
    { ...observation, ...(promised && { promised }), ...(changed && { changed }) },
    { given, result },
  ];
}

function filledIn(template: Json, performed: readonly (Performed | undefined)[]): unknown {
  return mapJson(template, (object: JsonObject) => {
    if (typeof object['$result'] === 'number')
      return { with: performed[object['$result']]?.result };
    if (typeof object['$number'] === 'string') return { with: Number(object['$number']) };
    return undefined;
  });
}

function isReadable(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function isThenable(value: unknown): boolean {
  return isReadable(value) && 'then' in value && typeof value.then === 'function';
}

function isSame(first: Map<string, unknown>, name: string, value: unknown): boolean {
  if (!first.has(name)) first.set(name, value);
  return first.get(name) === value;
}

/** The arguments as text; none where a call cannot change them, or JSON cannot say what they are. */
function textOf(given: readonly unknown[]): string | undefined {
  if (!given.some(isReadable)) return undefined;
  try {
    return JSON.stringify(given);
  } catch {
    return undefined;
  }
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  Object.values(value).forEach(freeze);
  Object.freeze(value);
}

function change({ change: what }: ChangeStep, performed: Performed | undefined): void {
  if (what === 'result') removeMembers(performed?.result);
  else emptyLists(performed?.given);
}

function removeMembers(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const name of Reflect.ownKeys(value)) Reflect.deleteProperty(value, name);
}

/** The array of the arguments itself is the suite's. */
function emptyLists(value: unknown, depth = 0): void {
  if (typeof value !== 'object' || value === null) return;
  Object.values(value).forEach((member) => emptyLists(member, depth + 1));
  if (Array.isArray(value) && depth > 0) Reflect.set(value, 'length', 0);
}
