import type { Rule } from './rule.ts';

/** The edition of the vendor's pages: `2025` until 2026-02-25, `2026` since then. */
export type Edition = '2025' | '2026';

/** All editions, the older one first. */
export const editions = ['2025', '2026'] as const satisfies readonly Edition[];

/** The edition that counts if none is named. */
export const DEFAULT_EDITION: Edition = '2025';

/**
 * A value for each edition.
 *
 * @typeParam T - The type of the values.
 */
export type ByEdition<T> = Readonly<Record<Edition, T>>;

/** The editions to which something belongs; all of them if both members are absent. */
export interface EditionRange {
  /** The first edition; absent if it is the oldest one. */
  readonly since?: Edition;
  /** The last edition; absent if it is the newest one. */
  readonly until?: Edition;
}

/**
 * Lists the editions to which something belongs.
 *
 * @param range - The first and the last edition.
 * @returns The editions, the older one first.
 * @example
 * ```js
 * listEditions(rules['access.deny/returns-api']); // ['2025']
 * ```
 */
export function listEditions(range: EditionRange | Rule): readonly Edition[] {
  const { since = '2025', until = '2026' } = range;
  // The names of editions sort by age.
  return editions.filter((edition) => since <= edition && edition <= until);
}
