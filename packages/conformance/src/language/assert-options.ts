import { quoteValue } from '@post-challenge/spec/command-line';

/**
 * Asserts that an object has only members of these names. A misspelt option would otherwise have no effect.
 *
 * @param owner - The function that takes the object, for the message.
 */
export function assertMemberNames(given: object, names: readonly string[], owner: string): void {
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const allowed = names.map((name) => quoteValue(name)).join(', ');
  throw new TypeError(`Unknown option ${quoteValue(unknown)} of ${owner}. Allowed: ${allowed}.`);
}
