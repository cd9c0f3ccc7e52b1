import type { ValidationIssue } from './issue.ts';

/** The deepest nesting of a value. */
const MAXIMUM_DEPTH = 1000;

/** The largest number of values inside a value, at any depth. */
const MAXIMUM_VALUES = 100_000;

/**
 * Finds the place at which a value is nested too deeply or holds too many values.
 *
 * @remarks
 * A value from outside may be endless: it may contain itself, or a list may have a length of billions. Call this before anything else
 * walks the value.
 *
 * @param value - The value; it is not changed.
 * @returns The issue with the path of the excess, or `undefined` if the value is within the limits.
 */
export function findExcess(value: unknown): ValidationIssue | undefined {
  let left = MAXIMUM_VALUES;
  const path: string[] = [];
  return search(value);

  function search(part: unknown): ValidationIssue | undefined {
    if (typeof part !== 'object' || part === null || ArrayBuffer.isView(part)) return undefined;
    if (path.length > MAXIMUM_DEPTH) return createIssue(path.slice(0, SHOWN_DEPTH), part, TOO_DEEP);
    const length = Array.isArray(part) ? part.length : 0;
    const names = length > left ? [] : Object.keys(part);
    left -= Math.max(length, names.length);
    if (left < 0) return createIssue(path, part, TOO_MANY);
    for (const name of names) {
      path.push(name);
      const issue = search((part as Readonly<Record<string, unknown>>)[name]);
      if (issue) return issue;
      path.pop();
    }
    return undefined;
  }
}

const TOO_DEEP = `at most ${MAXIMUM_DEPTH} levels, and no value that contains itself`;
const TOO_MANY = `at most ${MAXIMUM_VALUES} values in the whole`;

/** A deep path is shown up to this level. */
const SHOWN_DEPTH = 5;

function createIssue(
  path: readonly string[],
  received: unknown,
  expected: string,
): ValidationIssue {
  const tokens = path.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  return { path: tokens.join(''), expected, received };
}
