import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const repository = join(import.meta.dirname, '..');

/**
 * The files that a script generates.
 *
 * @typedef {object} GeneratedFiles
 * @property {string} root - The folder of the paths.
 * @property {Readonly<Record<string, string>>} files - The contents, by path.
 * @property {readonly string[]} folders - The paths of folders whose other files are removed.
 */

/**
 * A file to write, or to remove if it has no text.
 *
 * @typedef {{ path: string, text?: string }} StaleFile
 */

/**
 * Writes the stale files. With `--check` on the command line it reports them instead, and the script fails.
 *
 * @param {GeneratedFiles} generated
 */
export function updateGeneratedFiles(generated) {
  const stale = findStaleFiles(generated);
  if (process.argv.includes('--check')) reportStaleFiles(stale);
  else stale.forEach(writeFile);
}

/**
 * @param {GeneratedFiles} generated
 * @returns {StaleFile[]}
 */
function findStaleFiles({ root, files, folders }) {
  const changed = Object.entries(files)
    .map(([file, text]) => ({ path: join(root, file), text }))
    .filter(({ path, text }) => !existsSync(path) || readFileSync(path, 'utf8') !== text);
  const left = folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`))
    .filter((file) => !Object.hasOwn(files, file))
    .map((file) => ({ path: join(root, file) }));
  return [...changed, ...left];
}

/** @param {StaleFile} file */
function writeFile({ path, text }) {
  if (text === undefined) return rmSync(path);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** @param {readonly StaleFile[]} stale */
function reportStaleFiles(stale) {
  if (stale.length === 0) return;
  for (const { path } of stale) console.error(`${relative(repository, path)} is stale.`);
  console.error('Run `pnpm generate` and commit the changed files.');
  process.exitCode = 1;
}
