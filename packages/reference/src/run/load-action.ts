import type { PostChallengeAction, PostChallengeModule } from '@post-challenge/spec';
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { types } from 'node:util';
import { findMisnamedHandler } from '../runtime/handlers.ts';
import { describeLocation } from './stack-location.ts';

type HandlerName = keyof PostChallengeModule;

const EXECUTE: HandlerName = 'onExecutePostChallenge';
const CONTINUE: HandlerName = 'onContinuePostChallenge';

/**
 * Loads an action from a file, which may be a CommonJS or ES module.
 *
 * @remarks
 * The handlers may be named exports, members of `module.exports`, or members of a default export. As on the platform, the file must
 * export the handler `onExecutePostChallenge`, and every handler must be an async function. A misnamed handler, such as
 * `onPostChallenge`, is refused too, because the trigger would ignore it.
 *
 * @param path - The path of the file, absolute or from the working directory.
 * @returns The handlers; other exports are left out.
 * @throws TypeError if the file exports no action; the message names the exports and the remedy.
 * @throws Error if the file does not exist, does not parse or throws.
 * @example
 * ```js
 * const runtime = createRuntime({ actions: [await loadAction('deny.cjs')] });
 * ```
 */
export async function loadAction(path: string): Promise<PostChallengeModule> {
  const file = resolve(path);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new Error(`Cannot load the action ${path}: the file does not exist.`);
  const exported = await importExports(file, path);
  const action = findAction(exported);
  assertAction(action, exported, path);
  const { onExecutePostChallenge, onContinuePostChallenge } = action;
  return { onExecutePostChallenge, ...(onContinuePostChallenge && { onContinuePostChallenge }) };
}

async function importExports(file: string, path: string): Promise<unknown> {
  try {
    return await requireModule(file);
  } catch (cause) {
    const verb = cause instanceof SyntaxError ? 'does not parse' : 'throws while it loads';
    const sentence = `it ${verb}: ${describeLocation(cause, file, path)}.`;
    throw new Error(`Cannot load the action ${path}: ${sentence}`, { cause });
  }
}

/** Reads the exports of a file. `require` reads ES modules too, and unlike `import` it locates a syntax error. */
async function requireModule(file: string): Promise<unknown> {
  try {
    return createRequire(import.meta.url)(file);
  } catch (error) {
    const waits = Object(error).code === 'ERR_REQUIRE_ASYNC_MODULE';
    if (!waits) throw error;
    return import(pathToFileURL(file).href);
  }
}

type Members = Readonly<Record<string, unknown>>;

/** Finds the object with the handlers: the exports, or the default export if only it is an object of handlers. */
function findAction(exported: unknown): Members | undefined {
  if (!isObject(exported)) return undefined;
  const { default: inner } = exported;
  return isObject(inner) && !(EXECUTE in exported) ? inner : exported;
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}

function assertAction(
  action: Members | undefined,
  exported: unknown,
  path: string,
): asserts action is Members & PostChallengeModule {
  const writing = types.isModuleNamespaceObject(exported) ? 'export const ' : 'exports.';
  const write = (name: HandlerName) => `Write ${writing}${name} = async (event, api) => { … }.`;
  const reason = action
    ? findProblem(action, write)
    : `it exports ${describeExport(exported)}, not an object. ${write(EXECUTE)}`;
  if (reason !== undefined) throw new TypeError(`Cannot load the action ${path}: ${reason}`);
}

/** Finds the reason for which the members are not an action, with the remedy. */
function findProblem(action: Members, write: (name: HandlerName) => string): string | undefined {
  const misnamed = findMisnamedHandler(action);
  if (misnamed !== undefined)
    return `it exports ${misnamed.found}, which the trigger ignores. Rename it to ${misnamed.right}.`;
  if (!(EXECUTE in action))
    return `it exports ${listNames(action)}, expected ${EXECUTE}. ${write(EXECUTE)}`;
  const wrong = [EXECUTE, CONTINUE].find((name) => name in action && !isHandler(action[name]));
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
