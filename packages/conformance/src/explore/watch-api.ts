import { copyJson } from '../language/json.ts';
import type { CallRecord, ExecutionRecord } from './records.ts';
import type { CacheLoss } from './visit.ts';

/** How an `api` object is watched. */
export interface Watching {
  readonly loses: CacheLoss | undefined;
  /** The keys that handlers of this visit have stored before this one. */
  readonly earlierKeys: Set<string>;
  /** Called with the name of each namespace or method that the action looks for. */
  readonly noteRead?: (path: readonly string[]) => void;
  /** Wraps the claims of a token, which the action reads. */
  readonly observeClaims?: <T>(claims: T) => T;
}

/** The most calls of one execution. More of them are an endless loop. */
const MOST_CALLS = 5000;

/** Thrown to end an execution that calls methods without end. */
export class EndlessCallsError extends Error {}

/**
 * Wraps an `api` object so that each call is recorded. A call that comes after the handler has ended is recorded and not made. A reason
 * that is no text is replaced, so that one mistake is not reported as two.
 */
export function watchApi(api: object, execution: ExecutionRecord, watching: Watching): object {
  const keys = new Set<string>();
  const recorded = new Map<string, unknown>();
  const proxy: object = new Proxy(api, {
    get(target, name) {
      const namespace: unknown = Reflect.get(target, name);
      if (typeof name !== 'string' || name === 'then') return namespace;
      watching.noteRead?.([name]);
      if (typeof namespace !== 'object' || namespace === null) return namespace;
      if (!recorded.has(name)) recorded.set(name, recordNamespace(name, namespace));
      return recorded.get(name);
    },
  });
  return proxy;

  function recordNamespace(namespaceName: string, namespace: object): object {
    const methods = new Map<string, unknown>();
    return new Proxy(namespace, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        if (typeof name !== 'string' || typeof method !== 'function') return method;
        if (!methods.has(name))
          methods.set(name, (...args: unknown[]) =>
            recordCall(`${namespaceName}.${name}`, args, (given) =>
              Reflect.apply(method as () => unknown, target, given),
            ),
          );
        return methods.get(name);
      },
    });
  }

  function recordCall(
    method: string,
    args: readonly unknown[],
    call: (args: readonly unknown[]) => unknown,
  ): unknown {
    const record: CallRecord = { method, args: args.map(snapshotValue), site: new Error('call') };
    if (execution.hasEnded) {
      execution.lateCalls.push(record);
      return undefined;
    }
    execution.calls.push(record);
    if (execution.calls.length > MOST_CALLS)
      throw new EndlessCallsError(`api.${method} was called ${MOST_CALLS} times.`);
    try {
      const returned = performCall(record, args, call);
      record.returned = returned === api ? undefined : snapshotValue(returned);
      return wrapResult(record, returned);
    } catch (error) {
      record.threw = true;
      throw error;
    }
  }

  function performCall(
    { method }: CallRecord,
    args: readonly unknown[],
    call: (args: readonly unknown[]) => unknown,
  ): unknown {
    const [key] = args;
    if (method === 'access.deny') return call(isReason(key) ? args : ['denied']);
    if (method === 'cache.get' && typeof key === 'string') {
      if (isLost(key)) loseRecord(key);
      const found = call(args);
      if (found === undefined) execution.missesRecord = true;
      return found;
    }
    if (method === 'cache.set' && typeof key === 'string') keys.add(key);
    return call(args);
  }

  function isLost(key: string): boolean {
    const { loses, earlierKeys } = watching;
    return loses === 'all' || (loses === 'earlier' && earlierKeys.has(key) && !keys.has(key));
  }

  function loseRecord(key: string): void {
    const { cache } = api as { cache: { delete: (key: string) => unknown } };
    cache.delete(key);
  }

  function wrapResult(record: CallRecord, returned: unknown): unknown {
    if (returned === api) return proxy;
    if (record.method === 'redirect.validateToken')
      return watching.observeClaims?.(returned) ?? returned;
    if (!/^cache\.(?:set|delete)$/.test(record.method) || typeof returned !== 'object' || !returned)
      return returned;
    return noteReads(returned, () => (record.isRead = true));
  }
}

/** Copies a result so that reading any of its members is noted. It stays a plain object, which can be cloned. */
function noteReads(result: object, note: () => void): object {
  const members = Object.entries(result).map(([name, value]: [string, unknown]) => [
    name,
    {
      configurable: true,
      enumerable: true,
      get() {
        note();
        return value;
      },
    } satisfies PropertyDescriptor,
  ]);
  return Object.defineProperties({}, Object.fromEntries(members) as PropertyDescriptorMap);
}

/** Whether a value is a reason that a person can read. */
export function isReason(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

/** Copies an argument for the record: as JSON, or else as its text. */
function snapshotValue(value: unknown): unknown {
  if (value === undefined || typeof value !== 'object') return value;
  if (value instanceof Promise) return '[object Promise]';
  try {
    return copyJson(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
