import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from '@post-challenge/spec/command-line';
import { type Implementation, isImplementation } from './implementation.ts';
import { describeError } from '../language/serialize-error.ts';

const MODULE_HINT = 'Name a module whose default export is an implementation.';

/** Imports the implementation that a module exports by default. */
export async function loadImplementation(path: string): Promise<Implementation> {
  const { default: implementation } = await importModule(resolve(path), path);
  if (implementation === undefined) {
    throw new UsageError(`${path} has no default export. Write \`export default fromApi({ … })\`.`);
  }
  if (isImplementation(implementation)) {
    if (typeof implementation.name === 'string') return implementation;
    throw new UsageError(
      `${path} exports an implementation that has no name. Write \`name\` beside \`create\` or \`open\`.`,
    );
  }
  throw new UsageError(
    `${path} exports ${describeValue(implementation)}, not an implementation. Write \`export default fromApi({ … })\`.`,
  );
}

async function importModule(file: string, path: string): Promise<{ default?: unknown }> {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile()) {
    const reason = stats ? 'is not a file' : 'does not exist';
    throw new UsageError(`${path} ${reason}. ${MODULE_HINT}`);
  }
  try {
    return (await import(pathToFileURL(file).href)) as { default?: unknown };
  } catch (cause) {
    if (isUnknownModuleType(cause, file)) {
      throw new UsageError(`${path} is not JavaScript. ${MODULE_HINT}`, { cause });
    }
    const sentence = `${path} cannot be loaded: ${describeError(cause)}. Fix the module and run again.`;
    throw new UsageError(sentence, { cause });
  }
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
