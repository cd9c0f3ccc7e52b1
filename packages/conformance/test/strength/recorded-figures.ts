import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Figures } from './figures.ts';

/** The groups of figures that the runs record, in the order of the page. */
const groups = [
  'foreign wrong',
  'foreign right 0',
  'foreign right 1',
  'drawing',
  'known-bad',
  'known-good',
] as const;

const folder = new URL('../../temp/strength/', import.meta.url);
const getFile = (group: string) => new URL(`${group.replaceAll(' ', '-')}.json`, folder);

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
  return { figures: addRows(figures), missing };
}

/** Adds the rows of the same name, such as `1 of 5` and `0 of 6`. */
function addRows(figures: Figures): Figures {
  const rows = new Map<string, string>();
  for (const [name, figure] of figures) {
    const before = rows.get(name);
    rows.set(name, before === undefined ? figure : addShares(before, figure));
  }
  return [...rows];
}

function addShares(one: string, other: string): string {
  const [part = 0, whole = 0] = one.split(' of ').map(Number);
  const [otherPart = 0, otherWhole = 0] = other.split(' of ').map(Number);
  return `${part + otherPart} of ${whole + otherWhole}`;
}
