import Module from 'node:module';
import { types } from 'node:util';
import { UsageError, isObject } from '@post-challenge/spec/command-line';
import { isFileOfSuite } from '../language/package-info.ts';
import { importModule } from '../implementations/load-implementation.ts';
import { awaitTurn } from './network.ts';

/** The stand-ins for all that an action reaches outside of the trigger. */
export interface StandIns {
  /** Answers each request of `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** The exports of modules, by the name with which the action requires each. */
  readonly modules?: Readonly<Record<string, unknown>>;
  /** Called before each visit, so that one visit does not depend on another. */
  readonly reset?: () => unknown;
}

/** Loads the module of `--mock`. */
export async function loadStandIns(path: string): Promise<StandIns> {
  const exported = await importModule(path, 'Name a module that exports fetch, modules or reset.');
  const given = { ...(isObject(exported['default']) && exported['default']), ...exported };
  const { fetch, modules, reset } = given as Record<string, unknown>;
  if (fetch === undefined && modules === undefined)
    throw new UsageError(
      `--mock ${path} exports neither fetch nor modules. Write export const fetch = async () => Response.json({}), or export const modules = { name: exports }.`,
    );
  for (const [name, value] of Object.entries({ fetch, reset }))
    if (value !== undefined && typeof value !== 'function')
      throw new UsageError(
        `--mock ${path} exports ${name}, which is no function. Export a function.`,
      );
  if (modules !== undefined && !isObject(modules))
    throw new UsageError(
      `--mock ${path} exports modules, which is no object. Write export const modules = { name: exports }.`,
    );
  return given;
}

interface Loader {
  _load(request: string, parent: { filename?: string | null } | null, ...rest: unknown[]): unknown;
}

/**
 * Lets `require` of an action return stand-ins. Promises of their functions settle after a turn of the event loop, as they do if a
 * network is in between.
 *
 * @returns The function that ends this.
 */
export function provideStandIns(
  modules: Readonly<Record<string, unknown>>,
  onCall: (name: string) => void,
): () => void {
  const loader = Module as unknown as Loader;
  const delayed = new Map(
    Object.entries(modules).map(([name, exports]) => [
      name.replace(/^node:/, ''),
      delayResults(exports, () => onCall(name)),
    ]),
  );
  /* oxlint-disable no-underscore-dangle -- Older versions of Node have no other hook of `require`. */
  const load = loader._load;
  loader._load = (request, parent, ...rest) => {
    const name = request.replace(/^node:/, '');
    return delayed.has(name) && !isFileOfSuite(parent?.filename ?? '')
      ? delayed.get(name)
      : Reflect.apply(load, loader, [request, parent, ...rest]);
  };
  return () => void (loader._load = load);
  /* oxlint-enable no-underscore-dangle */
}

/** Wraps a value so that the promises of its functions settle later. Objects that its functions return are wrapped too. */
function delayResults<T>(value: T, onCall: () => void): T {
  const originals = new WeakMap<object, object>();
  const wrap = (part: unknown): unknown => {
    if (types.isPromise(part)) return delay(part);
    if (!isWrappable(part)) return part;
    const proxy: object = new Proxy(part, {
      get(target, name) {
        const isLocked = Object.getOwnPropertyDescriptor(target, name)?.configurable === false;
        const member: unknown = Reflect.get(target, name);
        return isLocked || typeof name === 'symbol' ? member : wrap(member);
      },
      apply(target, self: unknown, args: unknown[]) {
        onCall();
        const owner = originals.get(Object(self) as object) ?? self;
        return wrap(Reflect.apply(target as () => unknown, owner, args));
      },
      construct: (target, args: unknown[]) =>
        wrap(Reflect.construct(target as new () => object, args)) as object,
    });
    originals.set(proxy, part);
    return proxy;
  };
  return wrap(value) as T;
}

/** Whether a value is an object with methods, or a function, that is not wrapped yet. */
function isWrappable(value: unknown): value is object {
  if (types.isProxy(value) || Array.isArray(value)) return false;
  return typeof value === 'function' || (typeof value === 'object' && value !== null);
}

async function delay<T>(promise: Promise<T>): Promise<T> {
  // If it rejects meanwhile, the caller still handles it.
  promise.catch(() => undefined);
  await awaitTurn();
  return promise;
}
