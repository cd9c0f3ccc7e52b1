import { renameSync, rmSync, writeFileSync } from 'node:fs';

/** Writes a file atomically: readers never see an incomplete file. */
export function writeFileAtomic(file: string, text: string): void {
  const temporaryFile = `${file}.${process.pid}`;
  try {
    writeFileSync(temporaryFile, text);
    renameSync(temporaryFile, file);
  } catch (error) {
    rmSync(temporaryFile, { force: true });
    throw error;
  }
}
