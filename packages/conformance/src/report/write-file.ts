import {
  type Stats,
  chmodSync,
  lstatSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';

/**
 * Writes a file atomically: readers never see an incomplete file. A file that exists keeps its mode, and a symbolic link stays one.
 *
 * @throws TypeError if the path names something else than a file.
 */
export function writeFileAtomic(file: string, text: string): void {
  const before = statFile(file);
  const target = before ? realpathSync(file) : file;
  const temporaryFile = `${target}.${process.pid}`;
  // If another file has that name, it stays.
  writeFileSync(temporaryFile, '', { flag: 'wx' });
  try {
    writeFileSync(temporaryFile, text);
    if (before) chmodSync(temporaryFile, before.mode);
    renameSync(temporaryFile, target);
  } catch (error) {
    rmSync(temporaryFile, { force: true });
    throw error;
  }
}

/** Gets the facts about a file, through symbolic links; `undefined` if nothing has this path. */
export function statFile(file: string): Stats | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats && !stats.isFile()) throw new TypeError('it is not a file');
  if (!stats && lstatSync(file, { throwIfNoEntry: false }))
    throw new TypeError('it is a symbolic link to a file that does not exist');
  return stats;
}
