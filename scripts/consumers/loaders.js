import { dirname, join } from 'node:path';
import { createProject, installTool, names, run } from './projects.js';

/** @import { Case, Workplace } from './projects.js' */

const nodes = ['20.19.0', '20.20.2', '22.23.3', '24.21.0'];
const jests = ['29.7.0', '30.2.0'];

/** The loaders and test runners. @param {Workplace} workplace @returns {Case[]} */
export function listLoaders(workplace) {
  /** @type {string | undefined} */
  let installed;
  const getProject = () => (installed ??= installAll(workplace));
  return [
    ...nodes.flatMap((version) => listNodeCases(workplace, version, getProject)),
    {
      what: 'rules and an action as tests, TypeScript compiled to CommonJS, without flags',
      how: 'Jest 29.7.0 with ts-jest 29.4.6',
      run: () => runTsJest(workplace),
    },
    ...['esm', 'cjs'].map((format) => ({
      what: `run the reference inside a bundle, format ${format}`,
      how: 'esbuild 0.25.12',
      run: () => runBundle(workplace, getProject(), format),
    })),
    {
      what: 'load by require and import',
      how: 'Bun 1.4.5',
      run: () => loadEach(getProject(), installTool(workplace, 'bun', '1.4.5'), []),
    },
    {
      what: 'load by require and import',
      how: 'Deno 2.9.6',
      run: () =>
        loadEach(getProject(), installTool(workplace, 'deno', '2.9.6'), [
          'run',
          '--allow-all',
          '--node-modules-dir=manual',
        ]),
    },
  ];
}

/**
 * @param {Workplace} workplace
 * @param {string} version
 * @param {() => string} getProject
 * @returns {Case[]}
 */
function listNodeCases(workplace, version, getProject) {
  const how = `Node ${version}`;
  const getNode = () => installTool(workplace, 'node', version);
  return [
    {
      what: 'load by require and import',
      how,
      run: () => loadEach(getProject(), getNode(), []),
    },
    {
      what: 'check the reference with the command',
      how,
      run: () => {
        const command =
          'node_modules/@post-challenge/conformance/bundle/post-challenge-conformance.cjs';
        run(getProject(), getNode(), [command, 'check', 'adapter.cjs', '--runs', '5']);
      },
    },
    ...jests.map((jest) => ({
      what: 'rules and an action as tests by require, without flags',
      how: `Jest ${jest}, ${how}`,
      run: () => {
        const bin = join(dirname(installTool(workplace, 'jest', jest)), '../jest/bin/jest.js');
        const options = ['--rootDir', getProject(), '--testMatch', '**/*.test.cjs'];
        run(getProject(), getNode(), [bin, ...options]);
      },
    })),
  ];
}

/** @param {Workplace} workplace */
function installAll(workplace) {
  const project = createProject(workplace, 'loaders');
  run(project, 'npm', [
    'install',
    '--no-audit',
    '--prefer-offline',
    ...Object.values(workplace.tarballs),
  ]);
  return project;
}

/**
 * @param {string} project
 * @param {string} command
 * @param {readonly string[]} args
 */
function loadEach(project, command, args) {
  for (const name of names) run(project, command, [...args, 'smoke.cjs', name]);
}

/**
 * @param {Workplace} workplace
 * @param {string} project
 * @param {string} format
 */
function runBundle(workplace, project, format) {
  const output = `bundled.${format === 'esm' ? 'mjs' : 'cjs'}`;
  const options = ['--bundle', '--platform=node', `--format=${format}`, `--outfile=${output}`];
  run(project, installTool(workplace, 'esbuild', '0.25.12'), ['load-action.mjs', ...options]);
  run(project, process.execPath, [output]);
}

/** @param {Workplace} workplace */
function runTsJest(workplace) {
  const project = createProject(workplace, 'ts-jest', {
    jest: { preset: 'ts-jest', testMatch: ['**/*.test.ts'] },
  });
  const tools = ['jest@29.7.0', 'ts-jest@29.4.6', 'typescript@5.9.3', '@types/jest@29.5.14'];
  run(project, 'npm', [
    'install',
    '--no-audit',
    '--prefer-offline',
    ...tools,
    ...Object.values(workplace.tarballs),
  ]);
  run(project, 'npx', ['jest']);
}
