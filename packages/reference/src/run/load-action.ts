import type { PostChallengeAction, PostChallengeModule } from '@post-challenge/spec';
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { types } from 'node:util';
import { suggestPath } from '@post-challenge/spec/command-line';
import { findMisnamedHandler } from '../runtime/handlers.ts';
import { assertNames } from '../runtime/options.ts';
import { canImportModules, provideModules } from './actions-modules.ts';
import { explainLoadError, explainPath, isCompiledBelowES2017 } from './load-problem.ts';

type HandlerName = keyof PostChallengeModule;

const EXECUTE: HandlerName = 'onExecutePostChallenge';
const CONTINUE: HandlerName = 'onContinuePostChallenge';

/** The options of {@link loadAction}. */
export interface LoadActionOptions {
  /**
   * The modules that the action loads with `require('actions:name')`, or with `import` on Node 22.15 or newer, by their names: the path
   * of a file, absolute or from the working directory, or the exports themselves.
   *
   * @defaultValue no modules
   */
  readonly modules?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Loads an action from a file, which may be a CommonJS or ES module.
 *
 * @remarks
 * The handlers may be named exports, members of `module.exports`, or members of a default export. An exported promise is awaited. As on
 * the platform, the file must export the handler `onExecutePostChallenge`, and every handler must be an async function. A misnamed
 * handler, such as `onPostChallenge`, is refused too, because the trigger would ignore it.
 *
 * @param path - The path of the file, absolute or from the working directory.
 * @param options - The modules of the action.
 * @returns The handlers; other exports are left out.
 * @throws TypeError if the file exports no action, or if an option is misspelt; the message names the remedy.
 * @throws Error if the file or a module does not exist, or if the file does not parse or throws.
 * @example
 * ```js
 * const runtime = createRuntime({ actions: [await loadAction('deny.cjs')] });
 * ```
 */
export async function loadAction(
  path: string,
  options: LoadActionOptions = {},
): Promise<PostChallengeModule> {
  assertPath(path);
  assertNames('load the action', options, ['modules']);
  const { modules } = options;
  const file = resolve(path);
  const problem = explainPath(path);
  if (problem !== undefined) throw new Error(`Cannot load the action ${path}: ${problem}`);
  const load = createRequire(file);
  if (modules) {
    assertModuleFiles(modules, path, load);
    const real = realpathSync(file);
    // Its exports may hold other modules.
    delete load.cache[real];
    provideModules(real, modules);
  }
  const exported = await importExports(load, file, path, modules !== undefined);
  const action = findAction(exported);
  assertAction(action, exported, { file, path });
  const { onExecutePostChallenge, onContinuePostChallenge } = action;
  return { onExecutePostChallenge, ...(onContinuePostChallenge && { onContinuePostChallenge }) };
}

function assertPath(path: unknown): asserts path is string {
  if (typeof path === 'string' && path !== '' && !path.startsWith('file:')) return;
  const isUrl = path instanceof URL || typeof path === 'string';
  const advice =
    isUrl && path !== '' ? 'Write fileURLToPath(url).' : "Write loadAction('action.cjs').";
  throw new TypeError(
    `Cannot load an action: path is ${path === '' ? 'an empty string' : isUrl ? 'a URL' : describeExport(path)}, expected the path of a file. ${advice}`,
  );
}

async function importExports(
  load: NodeJS.Require,
  file: string,
  path: string,
  hasModules: boolean,
): Promise<unknown> {
  try {
    return await unwrap(await requireModule(load, file, hasModules));
  } catch (cause) {
    throw new Error(`Cannot load the action ${path}: ${explainLoadError(cause, file, path)}`, {
      cause,
    });
  }
}

/** The files that are ES modules. Node keeps them, and loads them again only at another address. */
const esModules = new Set<string>();

let reloads = 0;

/** Reads the exports of a file. `require` reads ES modules too, and unlike `import` it locates a syntax error. */
async function requireModule(
  load: NodeJS.Require,
  file: string,
  hasModules: boolean,
): Promise<{ exports: unknown }> {
  const { href } = pathToFileURL(file);
  if (hasModules && esModules.has(file)) {
    reloads += 1;
    return { exports: await import(`${href}?${reloads}`) };
  }
  try {
    // An exported promise is not awaited here.
    const exported: unknown = load(file);
    if (types.isModuleNamespaceObject(exported)) esModules.add(file);
    return { exports: exported };
  } catch (error) {
    const { code } = Object(error) as { code?: unknown };
    // In Node 22, the hook of `import` does not see the imports of a module that is required.
    const isUnseen = hasModules && canImportModules() && code === 'ERR_INTERNAL_ASSERTION';
    if (code !== 'ERR_REQUIRE_ASYNC_MODULE' && !isUnseen) throw error;
    esModules.add(file);
    return { exports: await import(href) };
  }
}

/** Awaits a promise that is the exports or the default export. */
async function unwrap({ exports: exported }: { exports: unknown }): Promise<unknown> {
  if (types.isPromise(exported)) return exported;
  if (!isObject(exported) || !types.isPromise(exported['default'])) return exported;
  return { ...exported, default: await exported['default'] };
}

type Members = Readonly<Record<string, unknown>>;

/** Finds the object with the handlers: the exports, or the default export if only it is an object of handlers. */
function findAction(exported: unknown): Members | undefined {
  if (!isObject(exported)) return undefined;
  const { default: inner } = exported;
  if (!isObject(inner) || EXECUTE in exported) return exported;
  // A compiler to CommonJS, and then an import of its file, wrap an export twice.
  const { default: innermost } = inner;
  return isObject(innermost) && !(EXECUTE in inner) ? innermost : inner;
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}

function assertAction(
  action: Members | undefined,
  exported: unknown,
  { file, path }: { readonly file: string; readonly path: string },
): asserts action is Members & PostChallengeModule {
  const writing = types.isModuleNamespaceObject(exported) ? 'export const ' : 'exports.';
  const write = (name: HandlerName) => `Write ${writing}${name} = async (event, api) => { … }.`;
  const reason = action
    ? findProblem(action, write, file)
    : `it exports ${describeExport(exported)}, not an object. ${write(EXECUTE)}`;
  if (reason !== undefined) throw new TypeError(`Cannot load the action ${path}: ${reason}`);
}

/** Finds the reason for which the members are not an action, with the remedy. */
function findProblem(
  action: Members,
  write: (name: HandlerName) => string,
  file: string,
): string | undefined {
  const misnamed = findMisnamedHandler(action);
  if (misnamed !== undefined)
    return `it exports ${misnamed.found}, which the trigger ignores. Rename it to ${misnamed.right}.`;
  if (!(EXECUTE in action))
    return `it exports ${listNames(action)}, expected ${EXECUTE}. ${write(EXECUTE)}`;
  const wrong = [EXECUTE, CONTINUE].find(
    (name) => (name === EXECUTE || action[name] !== undefined) && !isHandler(action[name]),
  );
  if (wrong && typeof action[wrong] === 'function' && isCompiledBelowES2017(file))
    return `${wrong} was compiled below ES2017, and so is not an async function. Set the target of the compiler to es2017 or later.`;
  return (
    wrong && `${wrong} is ${describeExport(action[wrong])}, not an async function. ${write(wrong)}`
  );
}

function isHandler(value: unknown): value is PostChallengeAction {
  return Object.prototype.toString.call(value) === '[object AsyncFunction]';
}

/** Lists the names of the exports, without the marker that compilers to CommonJS add. */
function listNames(action: Members): string {
  const names = Object.keys(action).filter((name) => name !== '__esModule');
  return names.length === 0 ? 'nothing' : names.join(', ');
}

function describeExport(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function assertModuleFiles(
  modules: Readonly<Record<string, unknown>>,
  path: string,
  load: NodeJS.Require,
): void {
  for (const [name, given] of Object.entries(modules)) {
    if (typeof given !== 'string' || canResolve(given, load)) continue;
    throw new Error(
      `Cannot load the action ${path}: its module ${name} cannot be read: ${given} does not exist.${suggestPath(given)}`,
    );
  }
}

function canResolve(path: string, load: NodeJS.Require): boolean {
  try {
    load.resolve(resolve(path));
    return true;
  } catch {
    return false;
  }
}
