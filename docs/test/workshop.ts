import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';

/** The folder of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where documents are tried: below the workspace, so that its tools are found, and in front of its own packages. */
export const workshop = join(root, 'docs/temp');

/** Where `pnpm test:consumers` has installed what was packed. Elsewhere the packages are compiled from the sources as they are. */
const packed = inject('consumer') as string | undefined;

/** Whether the packages are the packed ones. */
export const isPacked = packed !== undefined;

const scope = join(workshop, 'node_modules/@post-challenge');
const commands = join(workshop, 'node_modules/.bin');

/** Begins a workshop in which the packages are installed. */
export function openWorkshop(): void {
  closeWorkshop();
  if (packed !== undefined) link(join(packed, 'node_modules'), join(workshop, 'node_modules'));
  else installSources();
  // Else vitest takes the configuration of the repository.
  writeFileSync(join(workshop, 'vitest.config.js'), 'export default {};');
}

/** Removes the workshop. */
export function closeWorkshop(): void {
  rmSync(workshop, { recursive: true, force: true });
}

function installSources(): void {
  mkdirSync(commands, { recursive: true });
  compilePackages();
  for (const name of ['spec', 'reference', 'conformance']) install(name);
}

function compilePackages(): void {
  configure('packages.json', {
    extends: '../../tsconfig.base.json',
    compilerOptions: {
      composite: false,
      noCheck: true,
      rootDir: '../../packages',
      outDir: scope,
      paths: {
        '@post-challenge/spec/schemas': ['../../packages/spec/src/schemas.ts'],
        '@post-challenge/spec/command-line': ['../../packages/spec/src/command-line.ts'],
        '@post-challenge/*': ['../../packages/*/src/index.ts'],
      },
    },
    include: ['../../packages/*/src'],
  });
  compile('packages.json');
}

interface Manifest {
  readonly files: readonly string[];
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: object;
  readonly peerDependencies?: object;
}

/** The folders that are made where a package is packed. */
const MADE = ['bundle', 'dist', 'docs'];

/** Puts beside what was compiled of a package whatever else it publishes, its commands and what it depends on. */
function install(name: string): void {
  const source = join(root, 'packages', name);
  const target = join(scope, name);
  const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as Manifest;
  const { files, bin = {}, dependencies = {}, peerDependencies = {} } = manifest;
  const others = Object.keys({ ...dependencies, ...peerDependencies });

  renameSync(join(target, 'src'), join(target, 'dist'));
  writeFileSync(join(target, 'dist/index.cjs'), "module.exports = require('./index.js');");
  writeFileSync(join(target, 'dist/index.d.cts'), "export * from './index.js';");
  for (const file of [
    'package.json',
    ...files.filter((file) => !MADE.includes(file.split('/', 1)[0] ?? '')),
  ])
    cpSync(join(source, file), join(target, file), { recursive: true });
  for (const [command, path] of Object.entries(bin)) {
    cpSync(join(source, path), join(target, path));
    symlinkSync(join(target, path), join(commands, command));
  }
  for (const other of others.filter((other) => !other.startsWith('@post-challenge/')))
    link(join(source, 'node_modules', other), join(target, 'node_modules', other));
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}

/** Writes a configuration of the compiler into the workshop. */
export function configure(name: string, config: object): void {
  writeFileSync(join(workshop, name), JSON.stringify(config));
}

/** Runs the compiler on a configuration of the workshop, and throws where it finds a fault. */
export function compile(name: string): void {
  const { exitCode, printed } = shell(`tsc -p ${name}`, workshop);
  if (exitCode !== 0) throw new Error(printed);
}

/** Runs a command as a user does who has installed the packages; all that it takes of `npx` is to find a command. */
export function shell(command: string, folder: string): { exitCode: number; printed: string } {
  const found = command.replaceAll(/\bnpx (@post-challenge\/)?(@[\w-]+\/)?/g, (_, ours) =>
    ours === undefined ? '' : 'post-challenge-',
  );
  const { PATH = '' } = process.env;
  const path = [commands, join(root, 'node_modules/.bin'), dirname(process.execPath), PATH];
  const { status, stdout } = spawnSync(`{ ${found}\n} 2>&1`, {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: path.join(delimiter), NO_COLOR: '1' },
    shell: true,
  });
  return { exitCode: status ?? NaN, printed: stdout };
}
