import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packPackages } from '../../../scripts/pack-packages.js';
import { run } from './measure.js';

/** @typedef {{ name: string, version: string, title: string }} Kit */

/** Packages that a user could install instead, in fixed versions. */
export const vendorTypes = defineKit('@auth0/actions', '0.7.1');
export const communityKit = defineKit('@kilterset/auth0-actions-testing', '0.3.5');
export const typebox = defineKit('typebox', '1.4.3');
export const ajv = defineKit('ajv', '8.20.0');

/** @type {string | undefined} */
let root;

/** @type {{ cwd: string, tarballs: readonly string[] } | undefined} */
let ours;

/** @type {Map<string, { cwd: string } | { reason: string }>} */
const kits = new Map();

/** Creates a project with the programs of the benchmark. @param {string} name */
export function createProject(name) {
  root ??= createRoot();
  const cwd = join(root, name);
  mkdirSync(cwd);
  cpSync(join(import.meta.dirname, 'programs'), cwd, { recursive: true });
  writeFileSync(join(cwd, 'package.json'), '{ "name": "project", "version": "1.0.0" }\n');
  return cwd;
}

/** Creates a folder outside the workspace, which is removed when this process ends. */
function createRoot() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bench-')));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  return folder;
}

/** Creates a project in which the packages, TypeBox and Ajv are installed. */
export function installOurs() {
  if (ours) return ours;
  const cwd = createProject('ours');
  const tarballs = packPackages(join(cwd, 'tarballs'));
  install(cwd, [...tarballs, ...[typebox, ajv].map(specify)]);
  cpSync(join(import.meta.dirname, '../examples/reference-host.js'), join(cwd, 'host.mjs'));
  ours = { cwd, tarballs };
  return ours;
}

/**
 * Installs a kit in its own project, or returns the reason why npm cannot install it: not every registry has every kit.
 *
 * @param {Kit} kit
 */
export function installKit(kit) {
  const known = kits.get(kit.name);
  if (known) return known;
  const installation = tryInstall(kit);
  kits.set(kit.name, installation);
  return installation;
}

/** @param {Kit} kit */
function tryInstall(kit) {
  const cwd = createProject(kit.name.replaceAll('/', '-'));
  try {
    install(cwd, [specify(kit)]);
    return { cwd };
  } catch (error) {
    const [, code = 'an error'] = /npm error code (\w+)/.exec(String(error)) ?? [];
    return { reason: `not measured: npm could not install it (${code})` };
  }
}

/**
 * @param {string} cwd
 * @param {readonly string[]} packages
 */
function install(cwd, packages) {
  const options = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  run({ cwd, command: 'npm', args: ['install', ...options, ...packages] });
}

/** @param {Kit} kit */
function specify({ name, version }) {
  return `${name}@${version}`;
}

/**
 * @param {string} name
 * @param {string} version
 * @returns {Kit}
 */
function defineKit(name, version) {
  return { name, version, title: `\`${name}\`` };
}
