import { pathToFileURL } from 'node:url';
import { types } from 'node:util';

/** The line, and the column where it is known, of the first place in a file that the stack of an error names. */
export function findLocation(file: string, error: unknown): string | undefined {
  if (!types.isNativeError(error)) return undefined;
  for (const name of [pathToFileURL(file).href, file]) {
    const [, after = ''] = (error.stack ?? '').split(`${name}:`);
    const [place] = /^\d+(:\d+)?/.exec(after) ?? [];
    if (place !== undefined) return place;
  }
  return undefined;
}

/** What was thrown, in one line, with its place in a file, which goes by the path given. */
export function describeLocation(error: unknown, file: string, path: string): string {
  const [message = ''] = (types.isNativeError(error) ? error.message : String(error)).split('\n');
  const place = findLocation(file, error);
  return place === undefined ? message : `${message} (${path}:${place})`;
}
