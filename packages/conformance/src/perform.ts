import { type Steps, awaited, isReadable, isThenable } from './at-once.ts';
import type { SuiteClock } from './clock.ts';
import { type Json, type JsonObject, mapJson } from './json.ts';
import { observe, thrownBy } from './observe.ts';
import type { CallStep, ChangeStep, Step } from './scenario.ts';
import type { Observation } from './trace.ts';

/** A call as it was made, and what has come of it so far. */
interface Called {
  readonly step: CallStep;
  readonly given: readonly unknown[];
  /** The arguments as text, before the call, where the result of an earlier one is among them: nobody has written that. */
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
export function* perform(
  steps: readonly Step[],
  api: object,
  clock: SuiteClock,
  onStep?: (index: number) => void,
): Steps<Observation[]> {
  const calls: (Called | undefined)[] = [];
  const firstReadings = new Map<string, unknown>();
  const observations: Observation[] = [];
  for (const [index, step] of steps.entries()) {
    onStep?.(index);
    if ('throw' in step) break;
    if ('wait' in step) clock.advance(step.wait);
    if ('change' in step) change(step, calls[step.of]);
    const called = 'call' in step ? made(step, api, calls) : undefined;
    if (called?.promised) yield* settle(called);
    calls.push(called);
    const same = 'read' in step && isSame(firstReadings, step.read, Reflect.get(api, step.read));
    const seen = { returned: 'read' in step ? same : { $undefined: true } };
    observations.push(called ? observationOf(called, api, calls) : seen);
  }
  return observations;
}

/** The calls of a handler, by the number of the step. */
type Calls = readonly (Called | undefined)[];

function made(step: CallStep, api: object, calls: Calls): Called {
  const { given, holdsResult } = filledIn(step.args, calls);
  if (step.frozen) given.forEach(freeze);
  const called: Called = { step, given, before: holdsResult ? textOf(given) : undefined };
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

function* settle(called: Called): Steps<void> {
  try {
    called.result = yield* awaited(called.result);
  } catch (error) {
    called.thrown = { error };
  }
}

function observationOf(called: Called, api: object, calls: Calls): Observation {
  const { given, result, thrown, missing, promised } = called;
  if (missing) return { missing };
  const changed = isAsGiven(called, calls) ? undefined : (observe(given, api) as Json[]);
  return {
    ...(thrown ? { threw: thrownBy(thrown.error) } : { returned: observe(result, api) }),
    ...(promised && { promised }),
    ...(changed && { changed }),
  };
}

/** The arguments of a call, and whether one of them has members of an earlier result. */
function filledIn(args: readonly Json[], calls: Calls) {
  let holdsResult = false;
  const given = args.map((argument) =>
    mapJson(argument, (object) => {
      const filling = fillingOf(object, calls);
      holdsResult ||= isReadable(filling?.with);
      return filling;
    }),
  );
  return { given, holdsResult };
}

/** What an object of a template stands for, where that is known only while the scenario runs. */
function fillingOf(object: JsonObject, calls: Calls): { with: unknown } | undefined {
  if (typeof object['$result'] === 'number') return { with: calls[object['$result']]?.result };
  if (typeof object['$number'] === 'string') return { with: Number(object['$number']) };
  return undefined;
}

/** Whether a call has left its arguments alone. */
function isAsGiven({ step, given, before }: Called, calls: Calls): boolean {
  try {
    return (before === undefined || textOf(given) === before) && isStill(given, step.args, calls);
  } catch {
    return false;
  }
}

/** Arguments as text; none where JSON cannot say what they are. */
function textOf(given: readonly unknown[]): string | undefined {
  try {
    return JSON.stringify(given);
  } catch {
    return undefined;
  }
}

/** Whether a value is still what was made of a template. */
function isStill(value: unknown, template: Json, calls: Calls): boolean {
  if (!isReadable(template)) return value === template;
  const filling = fillingOf(template as JsonObject, calls);
  if (filling) return Object.is(value, filling.with);
  if (Array.isArray(template)) return isStillList(value, template as readonly Json[], calls);
  if (!isReadable(value) || Array.isArray(value)) return false;
  const [names, found] = [Object.keys(template), Object.keys(value)];
  return (
    names.length === found.length &&
    names.every((name, at) => {
      const part = (template as JsonObject)[name] as Json;
      return name === found[at] && isStill(Reflect.get(value, name), part, calls);
    })
  );
}

/** The same of a list. Whatever else it is given besides its items, no observation can show. */
function isStillList(value: unknown, template: readonly Json[], calls: Calls): boolean {
  return (
    Array.isArray(value) &&
    value.length === template.length &&
    template.every((part, at) => isStill(value[at], part, calls))
  );
}

function isSame(first: Map<string, unknown>, name: string, value: unknown): boolean {
  if (!first.has(name)) first.set(name, value);
  return first.get(name) === value;
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
