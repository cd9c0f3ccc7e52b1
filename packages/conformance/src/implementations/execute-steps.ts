import { OBSERVATION_LIMITS, tryStringify } from './budget.ts';
import type { SuiteClock } from './clock.ts';
import { type Json, type JsonObject, mapJson } from '../language/json.ts';
import { serializeThrown, serializeValue } from './serialize.ts';
import { setImmediate } from '../language/real-timers.ts';
import type { CallStep, ChangeStep, Step } from '../language/scenario.ts';
import type { Observation } from '../language/trace.ts';

/** A call of a method and its result so far. */
interface MethodCall {
  readonly given: readonly unknown[];
  /** The arguments before the call, as JSON; undefined if no call can change them. */
  readonly argsBefore: string | undefined;
  result?: unknown;
  thrown?: { readonly error: unknown };
  missing?: true;
  promised?: true;
}

/**
 * Executes the steps of one handler on an `api` object, up to a `throw` step, and returns an observation of each.
 *
 * @param onStep - Called with the number of each step before the step is executed.
 */
export async function executeSteps(
  steps: readonly Step[],
  api: object,
  clock: SuiteClock,
  onStep?: (index: number) => void,
): Promise<Observation[]> {
  const calls = new Map<number, MethodCall>();
  const firstReadings = new Map<string, unknown>();
  const observations: Observation[] = [];
  for (const [index, step] of steps.entries()) {
    onStep?.(index);
    if ('throw' in step) break;
    if ('call' in step) calls.set(index, invokeMethod(step, api, calls));
    if ('wait' in step) clock.advance(step.wait);
    if ('turn' in step) await awaitTurns(step.turn);
    if ('change' in step) applyChange(step, calls.get(step.of));
    const call = calls.get(index);
    // Only promises are awaited: in an action, nothing runs between two synchronous calls.
    if (call?.promised) await awaitResult(call);
    observations.push(
      call ? createObservation(call, api) : createReadObservation(step, api, firstReadings),
    );
  }
  return observations;
}

/** Awaits turns of the event loop. */
async function awaitTurns(remaining: number): Promise<void> {
  if (remaining === 0) return;
  await new Promise<void>((resolve) => void setImmediate(resolve));
  await awaitTurns(remaining - 1);
}

function invokeMethod(
  step: CallStep,
  api: object,
  calls: ReadonlyMap<number, MethodCall>,
): MethodCall {
  const args = step.args.map((argument) => resolveArgument(argument, calls));
  if (step.frozen) args.forEach(freezeDeeply);
  const called: MethodCall = { given: args, argsBefore: snapshotArguments(args) };
  const [namespaceName = '', name = ''] = step.call.split('.');
  try {
    const namespace: unknown = Reflect.get(api, namespaceName);
    const method: unknown = isReadable(namespace) ? Reflect.get(namespace, name) : undefined;
    if (typeof method !== 'function') return { ...called, missing: true };
    called.result = Reflect.apply(method, namespace, args);
    if (isThenable(called.result)) called.promised = true;
  } catch (error) {
    called.thrown = { error };
  }
  return called;
}

async function awaitResult(called: MethodCall): Promise<void> {
  try {
    called.result = await called.result;
  } catch (error) {
    called.thrown = { error };
  }
}

function createObservation(called: MethodCall, api: object): Observation {
  const { given, argsBefore: before, result, thrown, missing, promised } = called;
  if (missing) return { missing };
  const changed =
    snapshotArguments(given) === before ? undefined : (serializeValue(given, api) as Json[]);
  return {
    ...(thrown
      ? { threw: serializeThrown(thrown.error) }
      : { returned: serializeValue(result, api) }),
    ...(promised && { promised }),
    ...(changed && { changed }),
  };
}

function resolveArgument(template: Json, calls: ReadonlyMap<number, MethodCall>): unknown {
  return mapJson(template, (object: JsonObject) => {
    if (typeof object['$result'] === 'number')
      return { with: calls.get(object['$result'])?.result };
    if (typeof object['$number'] === 'string') return { with: Number(object['$number']) };
    return undefined;
  });
}

/** Observes whether a namespace is the same object as at its first reading. The other steps that do not call observe undefined. */
function createReadObservation(step: Step, api: object, first: Map<string, unknown>): Observation {
  if (!('read' in step)) return { returned: { $undefined: true } };
  const namespace: unknown = Reflect.get(api, step.read);
  if (!first.has(step.read)) first.set(step.read, namespace);
  return { returned: first.get(step.read) === namespace };
}

/** Serializes the arguments. Returns undefined if no call can change them, or if they are not JSON. */
function snapshotArguments(given: readonly unknown[]): string | undefined {
  return given.some(isReadable) ? tryStringify(given) : undefined;
}

function freezeDeeply(value: unknown): void {
  collectObjects(value).forEach((object) => Object.freeze(object));
}

/** Collects a value and everything in it, each object once. Arguments can hold results, which can contain themselves. */
function collectObjects(value: unknown, found = new Set<object>()): Set<object> {
  if (typeof value !== 'object' || value === null || found.has(value)) return found;
  found.add(value);
  if (found.size < OBSERVATION_LIMITS.parts)
    Object.values(value).forEach((one) => collectObjects(one, found));
  return found;
}

function applyChange({ change: target }: ChangeStep, called: MethodCall | undefined): void {
  if (target === 'result') removeMembers(called?.result);
  else emptyLists(called?.given);
}

function removeMembers(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const name of Reflect.ownKeys(value)) Reflect.deleteProperty(value, name);
}

/** Empties the arrays in arguments. The array of the arguments itself belongs to the suite and is left as it is. */
function emptyLists(given: readonly unknown[] = []): void {
  for (const object of given.flatMap((argument) => [...collectObjects(argument)]))
    if (Array.isArray(object)) Reflect.set(object, 'length', 0);
}

/** Checks whether a value has a `then` method. */
function isThenable(value: unknown): value is PromiseLike<unknown> {
  return isReadable(value) && 'then' in value && typeof value.then === 'function';
}

/** Checks whether a value can have members. */
function isReadable(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
