import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const repository = join(import.meta.dirname, '..');

/**
 * Packs the packages as they are published.
 *
 * @param {string} folder - The folder for the tarballs, which holds nothing else.
 * @returns {string[]} The paths of the tarballs.
 */
export function packPackages(folder) {
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
export function installPackages(folder, packages) {
  mkdirSync(folder, { recursive: true });
  // An audit would ask the registry, and would be printed to nobody.
  const options = ['--prefer-offline', '--no-audit', '--no-fund'];
  run('npm', ['install', '--prefix', folder, ...options, ...packages]);
  return folder;
}

/**
 * Runs a command to its end. If it fails, the error shows what it printed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 */
function run(command, args) {
  execFileSync(command, args, {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
}
