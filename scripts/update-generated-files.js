import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const repository = join(import.meta.dirname, '../../..');

/**
 * Files that a script makes.
 *
 * @typedef {object} GeneratedFiles
 * @property {string} root - The folder of the package.
 * @property {Readonly<Record<string, string>>} files - The contents, by path below the root.
 * @property {readonly string[]} folders - Folders below the root that hold nothing else.
 */

/**
 * Writes the files that are stale; with `--check` names them instead, and fails where there is one.
 *
 * @param {GeneratedFiles} generated
 * @param {readonly string[]} options - The arguments of the command line.
 */
export function update(generated, options) {
  const stale = staleIn(generated);
  if (!options.includes('--check')) stale.forEach(write);
  else if (stale.length > 0) complain(stale);
}

/**
 * A file that is not as it would be made now; one without text is to be removed.
 *
 * @typedef {{ path: string, text?: string }} Stale
 */

/**
 * @param {GeneratedFiles} generated
 * @returns {Stale[]}
 */
function staleIn({ root, files, folders }) {
  const missing = Object.entries(files)
    .map(([file, text]) => ({ path: join(root, file), text }))
    .filter(({ path, text }) => !existsSync(path) || readFileSync(path, 'utf8') !== text);
  const left = folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`))
    .filter((file) => !Object.hasOwn(files, file))
    .map((file) => ({ path: join(root, file) }));
  return [...missing, ...left];
}

/** @param {Stale} stale */
function write({ path, text }) {
  if (text === undefined) return rmSync(path);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** @param {readonly Stale[]} stale */
function complain(stale) {
  for (const { path } of stale) console.error(`${relative(repository, path)} is stale.`);
  console.error('Run `pnpm generate` and commit what it writes.');
  process.exitCode = 1;
}
