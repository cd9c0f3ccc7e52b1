import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Figures } from './figures.ts';

/** The groups of figures that the runs record, in the order of the page. */
const groups = ['foreign wrong', 'foreign right', 'drawing', 'known-bad', 'known-good'] as const;

const folder = new URL('../../temp/strength/', import.meta.url);
const getFile = (group: string) => new URL(`${group.replace(' ', '-')}.json`, folder);

/** Removes the figures of earlier runs. */
export function clearFigures(): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

/** Records the figures of a group for the page. */
export function recordFigures(group: (typeof groups)[number], figures: Figures): void {
  writeFileSync(getFile(group), JSON.stringify(figures));
}

/** Reads the recorded figures, in the order of the page, and lists the groups that have none: those of runs that were filtered out. */
export function readFigures(): { readonly figures: Figures; readonly missing: readonly string[] } {
  const missing = groups.filter((group) => !existsSync(getFile(group)));
  const figures = groups
    .filter((group) => !missing.includes(group))
    .flatMap((group) => JSON.parse(readFileSync(getFile(group), 'utf8')) as Figures);
  return { figures, missing };
}
