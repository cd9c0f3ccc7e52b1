import { findSimilar, isObject, quoteValue } from '@post-challenge/spec/command-line';

/**
 * Asserts that a value is an object that has only members of these names. A misspelt option would otherwise have no effect.
 *
 * @param owner - The function that takes the object, for the message.
 */
export function assertMemberNames(given: unknown, names: readonly string[], owner: string): void {
  if (!isObject(given))
    throw new TypeError(
      `The options of ${owner} are ${describeGiven(given)}, expected an object with ${names.join(', ')}.`,
    );
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const similar = findSimilar(unknown, names);
  const guess = similar === undefined ? '' : ` Did you mean ${quoteValue(similar)}?`;
  const allowed = names.map((name) => quoteValue(name)).join(', ');
  throw new TypeError(
    `Unknown option ${quoteValue(unknown)} of ${owner}. Allowed: ${allowed}.${guess}`,
  );
}

/** An expectation of an option in words, and its test. */
export type OptionCheck = readonly [expected: string, isExpected: (value: unknown) => boolean];

const isText = (value: unknown) => typeof value === 'string';
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText);

/** The largest delay of a timer, in milliseconds. */
export const MAX_TIMEOUT = 2_147_483_647;

/** The expectations that several functions have of their options. */
export const optionChecks = {
  text: ['a string', isText],
  texts: ['an array of strings', isTexts],
  record: ['an object of strings', (value) => isObject(value) && isTexts(Object.values(value))],
  callback: ['a function', (value) => typeof value === 'function'],
  flag: ['true or false', (value) => typeof value === 'boolean'],
  milliseconds: [
    `a whole number from 1 to ${MAX_TIMEOUT}`,
    (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_TIMEOUT,
  ],
  signal: ['an AbortSignal', (value) => isObject(value) && typeof value['aborted'] === 'boolean'],
} satisfies Record<string, OptionCheck>;

/** Asserts that the options that are present have the expected types. */
export function assertOptionTypes(
  given: object,
  checks: Readonly<Record<string, OptionCheck>>,
  owner: string,
): void {
  for (const [name, [expected, isExpected]] of Object.entries(checks)) {
    const value = (given as Readonly<Record<string, unknown>>)[name];
    if (value === undefined || isExpected(value)) continue;
    throw new TypeError(
      `The option ${name} of ${owner} is ${describeGiven(value)}, expected ${expected}.`,
    );
  }
}

/** Describes a value by its type only: an option may hold a secret. */
function describeGiven(value: unknown): string {
  if (value === undefined || value === null || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object of another form' : `a ${typeof value}`;
}
