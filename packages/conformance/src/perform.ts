import { after, inTurn, isReadable, isThenable } from './at-once.ts';
import type { SuiteClock } from './clock.ts';
import { type Json, type JsonObject, mapJson } from './json.ts';
import { observe, thrownBy } from './observe.ts';
import type { CallStep, ChangeStep, Step } from './scenario.ts';
import type { Observation } from './trace.ts';

/** A call as it was made, and what has come of it so far. */
interface Called {
  readonly given: readonly unknown[];
  /** The arguments as text, before the call. */
  readonly before: string | undefined;
  result?: unknown;
  thrown?: { readonly error: unknown };
  missing?: true;
  promised?: true;
}

/**
 * Does the steps of one handler on an `api` object up to the one that throws, and says what came of each.
 *
 * @param onStep - Told the number of each step before it is done.
 *
 * @internal
 */
export function perform(
  steps: readonly Step[],
  api: object,
  clock: SuiteClock,
  onStep?: (index: number) => void,
): Observation[] | Promise<Observation[]> {
  const calls: (Called | undefined)[] = [];
  const firstReadings = new Map<string, unknown>();
  const observations: Observation[] = [];
  const seenBy = (step: Step): Observation => {
    if (!('read' in step)) return { returned: { $undefined: true } };
    return { returned: isSame(firstReadings, step.read, Reflect.get(api, step.read)) };
  };
  const end = steps.findIndex((step) => 'throw' in step);
  const done = inTurn(end < 0 ? steps : steps.slice(0, end + 1), (step, index) => {
    onStep?.(index);
    if ('throw' in step) return undefined;
    if ('wait' in step) clock.advance(step.wait);
    if ('change' in step) change(step, calls[step.of]);
    const called = 'call' in step ? made(step, api, calls) : undefined;
    calls.push(called);
    const note = () => observations.push(called ? observationOf(called, api) : seenBy(step));
    return called?.promised ? settled(called, note) : note();
  });
  return after(done, () => observations);
}

function made(step: CallStep, api: object, calls: readonly (Called | undefined)[]): Called {
  const given = step.args.map((argument) => filledIn(argument, calls));
  if (step.frozen) given.forEach(freeze);
  const called: Called = { given, before: textOf(given) };
  const [namespaceName = '', name = ''] = step.call.split('.');
  try {
    const namespace: unknown = Reflect.get(api, namespaceName);
    const method: unknown = isReadable(namespace) ? Reflect.get(namespace, name) : undefined;
    if (typeof method !== 'function') return { ...called, missing: true };
    called.result = Reflect.apply(method, namespace, given);
    if (isThenable(called.result)) called.promised = true;
  } catch (error) {
    called.thrown = { error };
  }
  return called;
}

/** Waits for the result of a call, and does something then. */
function settled(called: Called, then: () => unknown): Promise<unknown> {
  return Promise.resolve(called.result).then(
    (result) => {
      called.result = result;
      return then();
    },
    (error: unknown) => {
      called.thrown = { error };
      return then();
    },
  );
}

function observationOf(called: Called, api: object): Observation {
  const { given, before, result, thrown, missing, promised } = called;
  if (missing) return { missing };
  const changed = textOf(given) === before ? undefined : (observe(given, api) as Json[]);
  return {
    ...(thrown ? { threw: thrownBy(thrown.error) } : { returned: observe(result, api) }),
    ...(promised && { promised }),
    ...(changed && { changed }),
  };
}

function filledIn(template: Json, calls: readonly (Called | undefined)[]): unknown {
  return mapJson(template, (object: JsonObject) => {
    if (typeof object['$result'] === 'number') return { with: calls[object['$result']]?.result };
    if (typeof object['$number'] === 'string') return { with: Number(object['$number']) };
    return undefined;
  });
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

function change({ change: what }: ChangeStep, called: Called | undefined): void {
  if (what === 'result') removeMembers(called?.result);
  else emptyLists(called?.given);
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
