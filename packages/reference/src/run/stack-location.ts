import { realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { types } from 'node:util';

/** Finds the first line of a file in the stack of an error, with the column if the stack has one. */
export function findLocation(file: string, error: unknown): string | undefined {
  if (!types.isNativeError(error)) return undefined;
  for (const name of listNames(file)) {
    // The address of an ES module that was loaded again ends with a number.
    const [, after = ''] = String(error.stack)
      .replaceAll(/\?\d+(?=:\d)/g, '')
      .split(`${name}:`);
    const [place] = /^\d+(:\d+)?/.exec(after) ?? [];
    if (place !== undefined) return place;
  }
  return undefined;
}

/** Lists the names that a stack may have for a file. Node resolves symbolic links. */
function listNames(file: string): string[] {
  const real = resolveLinks(file);
  return [...new Set([real, file])].flatMap((path) => [pathToFileURL(path).href, path]);
}

function resolveLinks(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

/** Formats an error on one line, with its location in a file under the given path. */
export function describeLocation(error: unknown, file: string, path: string): string {
  const [message = ''] = (types.isNativeError(error) ? error.message : String(error)).split('\n');
  const place = findLocation(file, error);
  return place === undefined ? message : `${message} (${path}:${place})`;
}
