import type { WrongEntry } from './entry.ts';
import { wrongByKind } from './wrong/wrong.ts';

/** The wrong implementations, each with its kind and its name. */
export const wrongCases: readonly (readonly [name: string, entry: WrongEntry])[] = Object.entries(
  wrongByKind,
).flatMap(([kind, entries]) => entries.map((entry) => [`${kind}: ${entry.name}`, entry] as const));
