/// <reference types="node" />

import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, parse } from 'node:path';
import { findSimilar } from '../validation/member-tree.ts';

/**
 * Suggests the file that a user means by a path that does not exist: one with slashes for the backslashes, with an extension, or with a
 * similar name in the same folder.
 *
 * @returns A sentence that begins with a space, or an empty text.
 */
export function suggestPath(path: string): string {
  const slashed = path.replaceAll('\\', '/');
  const found = slashed !== path && existsSync(slashed) ? slashed : findNeighbour(path);
  return found === undefined ? '' : ` Did you mean ${found}?`;
}

function findNeighbour(path: string): string | undefined {
  const [folder, name] = [dirname(path), basename(path)];
  const names = listFiles(folder);
  const extended = names.find((one) => parse(one).name === name);
  const similar = extended ?? findSimilar(name, names);
  return similar && join(folder, similar);
}

/** Lists the files of a folder in a fixed order; of a folder that cannot be read, none. */
function listFiles(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isDirectory() ? [] : [entry.name])).toSorted();
  } catch {
    return [];
  }
}
