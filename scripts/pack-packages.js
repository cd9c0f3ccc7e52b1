import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/**
 * Packs the packages as they are published.
 *
 * @param {string} folder - Where the tarballs go, and nothing else is.
 * @returns {string[]} The paths of the tarballs.
 */
export function packedIn(folder) {
  run('pnpm', ['-r', '--filter', './packages/*', 'pack', '--pack-destination', folder]);
  return readdirSync(folder).map((name) => join(folder, name));
}

/**
 * Installs packages in a folder as a user does.
 *
 * @param {string} folder
 * @param {readonly string[]} packages - Paths of tarballs or of folders.
 * @returns {string} The folder.
 */
export function installedIn(folder, packages) {
  mkdirSync(folder, { recursive: true });
  run('npm', ['install', '--prefix', folder, '--prefer-offline', ...packages]);
  return folder;
}

/**
 * Runs a command to its end; what it says is shown where it fails.
 *
 * @param {string} command
 * @param {readonly string[]} args
 */
function run(command, args) {
  execFileSync(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
}
