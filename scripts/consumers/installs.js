import { writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { createProject, installTool, names, run } from './projects.js';

/** @import { Case, Workplace } from './projects.js' */

/**
 * A package manager.
 *
 * @typedef {object} Manager
 * @property {string} name
 * @property {(workplace: Workplace) => string} find - Returns its command.
 * @property {(tarball: string, name: string) => readonly string[]} add - The arguments that install a tarball.
 * @property {readonly string[]} [node] - The arguments that run Node, if it needs the package manager to find packages.
 * @property {readonly string[]} exec - The arguments before a command of a package.
 * @property {Readonly<Record<string, string>>} [files] - Settings of the project, by file.
 */

const yarn4 = {
  /** @param {Workplace} workplace */
  find: (workplace) => installTool(workplace, '@yarnpkg/cli-dist', '4.18.1', 'yarn'),
  /** @type {Manager['add']} */
  add: (tarball, name) => ['add', '--dev', `@post-challenge/${name}@file:${tarball}`],
  exec: ['exec'],
};

/** @type {readonly Manager[]} */
const managers = [
  {
    name: 'npm',
    find: () => 'npm',
    add: (tarball) => ['install', '--save-dev', '--no-audit', '--prefer-offline', tarball],
    exec: ['exec', '--no', '--'],
  },
  {
    name: 'pnpm 10.34.9',
    find: (workplace) => installTool(workplace, 'pnpm', '10.34.9'),
    add: (tarball) => ['add', '--save-dev', tarball],
    exec: ['exec'],
  },
  {
    name: 'yarn 1.22.22',
    find: (workplace) => installTool(workplace, 'yarn', '1.22.22'),
    add: (tarball) => ['add', '--dev', tarball],
    exec: ['run', '--silent'],
  },
  {
    name: 'yarn 4.18.1, node-modules',
    ...yarn4,
    files: { '.yarnrc.yml': 'nodeLinker: node-modules\nenableTelemetry: false\n', 'yarn.lock': '' },
  },
  {
    name: 'yarn 4.18.1, PnP',
    ...yarn4,
    node: ['node'],
    files: { '.yarnrc.yml': 'nodeLinker: pnp\nenableTelemetry: false\n', 'yarn.lock': '' },
  },
  {
    name: 'bun 1.4.5',
    find: (workplace) => installTool(workplace, 'bun', '1.4.5'),
    add: (tarball) => ['add', '--dev', tarball],
    exec: ['x', '--no-install'],
  },
];

/** The installation of each package alone with each package manager. @param {Workplace} workplace @returns {Case[]} */
export function listInstallations(workplace) {
  return managers.flatMap((manager) => [
    ...names.map((name) => ({
      what: `install ${name} alone, load it by require and import`,
      how: manager.name,
      run: () => installAlone(workplace, manager, name),
    })),
    {
      what: 'install all, run both commands',
      how: manager.name,
      run: () => runCommands(workplace, manager),
    },
  ]);
}

/**
 * @param {Workplace} workplace
 * @param {Manager} manager
 * @param {readonly string[]} installed
 */
function install(workplace, manager, installed) {
  const project = createProject(workplace, `${manager.name} ${installed.join(' ')}`);
  for (const [file, text] of Object.entries(manager.files ?? {}))
    writeFileSync(join(project, file), text);
  const command = manager.find(workplace);
  for (const name of installed)
    run(project, command, manager.add(workplace.tarballs[name] ?? '', name), { CI: '' });
  return { project, command };
}

/**
 * @param {Workplace} workplace
 * @param {Manager} manager
 * @param {string} name
 */
function installAlone(workplace, manager, name) {
  const { project, command } = install(workplace, manager, [name]);
  if (manager.node) run(project, command, [...manager.node, 'smoke.cjs', name]);
  else run(project, process.execPath, ['--no-experimental-require-module', 'smoke.cjs', name]);
}

/**
 * @param {Workplace} workplace
 * @param {Manager} manager
 */
function runCommands(workplace, manager) {
  const { project, command } = install(workplace, manager, names);
  const PATH = [dirname(process.execPath), process.env['PATH']].join(delimiter);
  const execute = (/** @type {readonly string[]} */ args) =>
    run(project, command, [...manager.exec, ...args], { PATH });
  execute(['post-challenge-reference', 'run', 'action.cjs']);
  const check = ['post-challenge-conformance', 'check', 'adapter.cjs', '--runs', '5'];
  execute(check);
  execute([...check, '--rule', 'access.deny/*', '--isolate']);
}
