import { type ValidationIssue, findExcess } from '@post-challenge/spec';
import { findInstance } from './class-instance.ts';
import { createMisuseError } from './misuse.ts';

/**
 * Copies data by a JSON round trip.
 *
 * Under Jest the objects that `structuredClone` makes belong to another realm: they fail `instanceof` and strict equality.
 */
export function copyJson<T>(data: T): T {
  return JSON.parse(JSON.stringify(data)) as T;
}

/** Copies a value as JSON, or throws an error for the user if JSON cannot express it or would empty an object. */
export function copyAsJson<T>(
  purpose: string,
  path: string,
  value: T,
  advice: readonly string[] = [],
): T {
  const excess = findExcess(value);
  if (excess) throw createMisuseError(purpose, { ...excess, path: `${path}${excess.path}` }, []);
  const copy = tryCopy(purpose, path, value, advice);
  const issue = locateInstance(path, value);
  if (issue !== undefined) throw createMisuseError(purpose, issue, []);
  return copy;
}

function tryCopy<T>(purpose: string, path: string, value: T, advice: readonly string[]): T {
  try {
    return copyJson(value);
  } catch (cause) {
    const expected = 'a value that JSON can express';
    throw createMisuseError(purpose, { path, expected, received: value }, advice, { cause });
  }
}

/** Finds a class instance in a value that JSON can express. JSON keeps the content of one that has a method `toJSON`, such as a date. */
function locateInstance(path: string, value: unknown): ValidationIssue | undefined {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return undefined;
  if (findInstance(value)) return { path, expected: 'plain data', received: value };
  for (const [name, member] of Object.entries(value)) {
    const issue = locateInstance('', member);
    // Every event is searched, so a path is made only if there is an instance.
    if (issue) return { ...issue, path: `${path}/${escapePointer(name)}${issue.path}` };
  }
  return undefined;
}

function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
