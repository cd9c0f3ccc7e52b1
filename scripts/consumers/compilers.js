import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProject, installTool, run } from './projects.js';

/** @import { Case, Workplace } from './projects.js' */

const versions = ['5.4.5', '5.5.4', '5.6.3', '5.7.3', '5.8.3', '5.9.3', '6.0.3', '7.0.2'];
const programs = join(import.meta.dirname, '../../packages/conformance/test/consumers/classic');

/** @type {Readonly<Record<string, { module: string }>>} */
const resolutions = {
  node10: { module: 'commonjs' },
  node16: { module: 'node16' },
  nodenext: { module: 'nodenext' },
  bundler: { module: 'esnext' },
};

/** The type checks of a small suite. @param {Workplace} workplace @returns {Case[]} */
export function listCompilers(workplace) {
  /** @type {string | undefined} */
  let installed;
  const getProject = () => (installed ??= installAll(workplace));
  return versions.flatMap((version) =>
    Object.keys(resolutions)
      .filter((resolution) => resolution !== 'node10' || version.startsWith('5'))
      .map((resolution) => ({
        what: `check the types, resolved by ${resolution}`,
        how: `TypeScript ${version}`,
        run: () => check(workplace, getProject(), version, resolution),
      })),
  );
}

/** @param {Workplace} workplace */
function installAll(workplace) {
  const project = createProject(workplace, 'compilers');
  cpSync(programs, join(project, 'classic'), { recursive: true });
  run(project, 'npm', [
    'install',
    '--no-audit',
    '--prefer-offline',
    '@types/node@20.19.43',
    'vitest@4.1.12',
    ...Object.values(workplace.tarballs),
  ]);
  return project;
}

/**
 * @param {Workplace} workplace
 * @param {string} project
 * @param {string} version
 * @param {string} resolution
 */
function check(workplace, project, version, resolution) {
  const isBundler = resolution === 'bundler';
  const compilerOptions = {
    ...resolutions[resolution],
    moduleResolution: resolution,
    target: 'es2022',
    lib: ['es2023'],
    types: ['node'],
    strict: true,
    allowJs: !isBundler,
    checkJs: !isBundler,
    skipLibCheck: false,
    noEmit: true,
  };
  const config = `${version}-${resolution}.json`;
  const include = isBundler ? ['classic/*.ts'] : ['classic'];
  writeFileSync(join(project, config), JSON.stringify({ compilerOptions, include }));
  run(project, installTool(workplace, 'typescript', version, 'tsc'), ['-p', config]);
}
