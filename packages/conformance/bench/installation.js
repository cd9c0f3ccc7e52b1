import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { installPackages, packPackages } from '../../../scripts/pack-packages.js';

const ours = join(import.meta.dirname, '../node_modules');

/** What of ours stands beside the packages, as if a user had installed it too. */
const PEERS = ['@sinclair/typebox', 'ajv', 'typebox'];

/** @type {{ folder: string, tarballs: readonly string[] } | undefined} */
let made;

/** The packages as a user installs them, far from the workspace; removed when the process ends. */
export function installation() {
  made ??= make();
  return made;
}

function make() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bench-')));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  const tarballs = packPackages(join(folder, 'tarballs'));
  installPackages(folder, tarballs);
  for (const name of PEERS) {
    const path = join(folder, 'node_modules', name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(realpathSync(join(ours, name)), path);
  }
  return { folder, tarballs };
}

/**
 * Writes a file beside the installed packages.
 *
 * @param {string} name
 * @param {string} content
 * @returns {string} Its path.
 */
export function written(name, content) {
  const path = join(installation().folder, name);
  writeFileSync(path, content);
  return path;
}
