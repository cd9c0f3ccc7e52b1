import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A thing that a consumer does.
 *
 * @typedef {object} Case
 * @property {string} what - What is done.
 * @property {string} how - The tool and its version.
 * @property {() => void} run - Throws if it does not work.
 */

/** @typedef {{ folder: string, tarballs: Readonly<Record<string, string>> }} Workplace - The folder of all projects, and the tarball of each package. */

/** The packages, by their short names. */
export const names = ['spec', 'reference', 'conformance'];

/**
 * Creates an empty project with the programs of the consumers.
 *
 * @param {Workplace} workplace
 * @param {string} name
 * @param {object} [manifest]
 * @returns {string} Its folder.
 */
export function createProject({ folder }, name, manifest = {}) {
  const project = join(folder, 'projects', name.replaceAll(/\W+/g, '-'));
  cpSync(join(import.meta.dirname, 'programs'), project, { recursive: true });
  const content = { name: 'project', version: '1.0.0', private: true, ...manifest };
  writeFileSync(join(project, 'package.json'), JSON.stringify(content));
  return project;
}

/**
 * Installs a tool from the registry, once.
 *
 * @param {Workplace} workplace
 * @param {string} name
 * @param {string} version
 * @param {string} [command] - The command that it brings, if it has another name.
 * @returns {string} The path of the command.
 */
export function installTool({ folder }, name, version, command = name) {
  const prefix = join(folder, 'tools', `${name.replaceAll(/\W+/g, '-')}-${version}`);
  mkdirSync(prefix, { recursive: true });
  if (readdirSync(prefix).length === 0)
    run(prefix, 'npm', [
      'install',
      '--prefix',
      '.',
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
      `${name}@${version}`,
    ]);
  return join(prefix, 'node_modules/.bin', command);
}

/**
 * Runs a command in a folder. If it fails, the error shows what it printed.
 *
 * @param {string} cwd
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} [env]
 */
export function run(cwd, command, args, env = {}) {
  // What pnpm sets for its scripts is not for other package managers.
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'));
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env: { ...Object.fromEntries(inherited), NO_COLOR: '1', CI: 'true', ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status === 0) return stdout;
  throw new Error(
    [`${command} ${args.join(' ')}`, error?.message, stdout, stderr].filter(Boolean).join('\n'),
  );
}
