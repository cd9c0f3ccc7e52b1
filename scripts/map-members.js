/**
 * Copies an object and changes each member.
 *
 * @template T, U
 * @param {Readonly<Record<string, T>>} members
 * @param {(value: T, name: string) => U} change
 * @returns {Record<string, U>}
 */
export function mapMembers(members, change) {
  const changed = Object.entries(members).map(([name, value]) => [name, change(value, name)]);
  return Object.fromEntries(changed);
}
