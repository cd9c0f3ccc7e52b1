import { spawn } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll } from 'vitest';

const source = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

const alias = {
  '@post-challenge/spec/command-line': source('spec/src/command-line.ts'),
  '@post-challenge/spec': source('spec/src/index.ts'),
};

let folder = '';

/** Bundles the command and installs it into a folder for the tests of a file. */
export function installCommand(): void {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reference-'));
    const names = [
      'cli',
      'fault',
      'load-action',
      'serve/serve',
      'serve/step-executor',
      'supervisor',
      'worker',
      'worker-channel',
      'worker-process',
    ];
    const input = {
      'node_modules/@post-challenge/spec/command-line': alias['@post-challenge/spec/command-line'],
      ...Object.fromEntries(
        names.map((name) => [`dist/run/${name}`, source(`reference/src/run/${name}.ts`)]),
      ),
    };
    const bundle = await rolldown({ input, platform: 'node', resolve: { alias } });
    await bundle.write({ dir: folder, format: 'esm', chunkFileNames: 'dist/[name].js' });
    await bundle.close();
    await cp(source('reference/bin'), join(folder, 'bin'), { recursive: true });
    await cp(source('reference/package.json'), join(folder, 'package.json'));
    const manifest = {
      name: 'spec',
      type: 'module',
      exports: { './command-line': './command-line.js' },
    };
    const path = join(folder, 'node_modules/@post-challenge/spec/package.json');
    await writeFile(path, JSON.stringify(manifest));
  });
  afterAll(() => rm(folder, { recursive: true }));
}

/** The result of a process, and the time that it lasted after its first output. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Returns the path of the script of the installed command. */
export function getInstalledScript(): string {
  return join(folder, 'bin/post-challenge-reference.js');
}

/** Starts the installed command. */
export function startInstalled(args: readonly string[]) {
  return spawn(process.execPath, [getInstalledScript(), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs the installed command, as a user does. A signal is sent as soon as the standard error has this text. */
export async function runInstalled(
  args: readonly string[],
  signal?: { readonly after: string; readonly name: NodeJS.Signals },
): Promise<Ended> {
  const child = startInstalled(args);
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      written[name] += text;
      if (signal && written.stderr.includes(signal.after)) child.kill(signal.name);
    });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, ...written };
}
