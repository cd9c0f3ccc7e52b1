import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError, isObject, suggestPath } from '@post-challenge/spec/command-line';
import { clearTimeout, setTimeout } from '../language/real-timers.ts';
import { type Implementation, isImplementation } from './implementation.ts';
import { describeLoadError } from './load-error.ts';

const MODULE_HINT = 'Name a module whose default export is an implementation.';

const WRITE_HINT = 'Write `export default fromApi({ … })`; `init` writes a module to begin with.';

/** The name of the configuration file of `check`. */
export const CONFIG_FILE = 'conformance.config.mjs';

/** How long a module may take to load, in milliseconds. It may start a server, and wait for it. */
const LOAD_TIMEOUT = 60_000;

/**
 * Imports the implementation that a module exports by default.
 *
 * @param timeout - How long the module may take to load, in milliseconds.
 */
export async function loadImplementation(
  path: string,
  timeout = LOAD_TIMEOUT,
): Promise<Implementation> {
  const implementation = await importInTime(path, timeout);
  if (implementation === undefined) {
    throw new UsageError(`${path} has no default export. ${WRITE_HINT}`);
  }
  if (isImplementation(implementation)) {
    if (typeof implementation.name === 'string') return implementation;
    throw new UsageError(
      `${path} exports an implementation that has no name. Write \`name\` beside \`create\` or \`open\`.`,
    );
  }
  const hint =
    basename(path) === CONFIG_FILE
      ? 'It is the configuration, which check reads by itself. Name the module of your adapter.'
      : WRITE_HINT;
  throw new UsageError(
    `${path} exports ${describeValue(implementation)}, not an implementation. ${hint}`,
  );
}

/** Imports the default export of a module. The timer keeps no process running that waits for nothing. */
async function importInTime(path: string, timeout: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    const sentence = `${path} did not finish loading within ${timeout} ms. Settle what it awaits at its top level.`;
    timer = setTimeout(() => reject(new UsageError(sentence)), timeout).unref();
  });
  try {
    return await Promise.race([importDefault(resolve(path), path), deadline]);
  } finally {
    clearTimeout(timer);
  }
}

async function importDefault(file: string, path: string): Promise<unknown> {
  return withLoadErrors(file, path, MODULE_HINT, async () =>
    unwrapDefault((await importFile(file, path, MODULE_HINT)) as { default?: unknown }),
  );
}

/**
 * Imports the exports of a module that the user names.
 *
 * @param hint - The sentence of an error that says which module to name.
 */
export async function importModule(
  path: string,
  hint: string,
): Promise<Readonly<Record<string, unknown>>> {
  const file = resolve(path);
  return withLoadErrors(file, path, hint, () => importFile(file, path, hint));
}

async function importFile(
  file: string,
  path: string,
  hint: string,
): Promise<Readonly<Record<string, unknown>>> {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile()) {
    const reason = stats ? 'is not a file.' : `does not exist.${suggestPath(path)}`;
    throw new UsageError(`${path} ${reason} ${hint}`);
  }
  return (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
}

/** Turns the errors of loading a module into errors that say what to change. */
async function withLoadErrors<T>(
  file: string,
  path: string,
  hint: string,
  load: () => Promise<T>,
): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    if (isUnknownModuleType(cause, file)) {
      const sentence = /\.[cm]?tsx?$/.test(file)
        ? 'is TypeScript, which this version of Node does not run. Compile it, or run with tsx or Node 22.18 or newer.'
        : `is not JavaScript. ${hint}`;
      throw new UsageError(`${path} ${sentence}`, { cause });
    }
    throw new UsageError(`${path} cannot be loaded: ${describeLoadError(cause, file, path)}`, {
      cause,
    });
  }
}

/** Awaits the default export. A module that was compiled to CommonJS has it as the member `default` of `module.exports`. */
export async function unwrapDefault(module: { readonly default?: unknown }): Promise<unknown> {
  const exported = await module.default;
  const isCompiled = isObject(exported) && !isImplementation(exported) && 'default' in exported;
  return isCompiled ? exported['default'] : exported;
}

/** Checks whether Node.js rejects the extension of the file itself, not of a file that it imports. */
function isUnknownModuleType(error: unknown, file: string): boolean {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown };
  return (
    [
      'ERR_UNKNOWN_FILE_EXTENSION',
      'ERR_IMPORT_ATTRIBUTE_MISSING',
      'ERR_IMPORT_ASSERTION_TYPE_MISSING',
    ].includes(String(code)) && String(message).includes(file)
  );
}

function describeValue(value: unknown): string {
  if (value === null) return 'null';
  const names = typeof value === 'object' ? Object.keys(value).slice(0, 5) : [];
  const members = names.length > 0 ? ` with ${names.join(', ')}` : '';
  return `${typeof value === 'object' ? 'an object' : `a ${typeof value}`}${members}`;
}
