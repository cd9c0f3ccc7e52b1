import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll } from 'vitest';

const packages = fileURLToPath(new URL('../..', import.meta.url));
const source = (path: string) => join(packages, path);

const alias = {
  '@post-challenge/spec/command-line': source('spec/src/command-line.ts'),
  '@post-challenge/spec': source('spec/src/index.ts'),
  '@post-challenge/reference': source('reference/src/index.ts'),
  '@post-challenge/conformance': source('conformance/src/index.ts'),
};

/** What runs in a process of its own. */
const entries = ['index', 'cli', 'isolated', 'watchdog', 'watchdog-thread'];

/**
 * Installs the suite and the reference, made from their sources, into a folder that lasts as long as the tests of a file: what
 * runs in a process of its own needs them there.
 *
 * @param more - Other scripts to make, by the names under which they are put beside the packages.
 * @returns Gives the path of the folder.
 */
export function installed(more: Readonly<Record<string, string>> = {}): () => string {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'post-challenge-'));
    await install(join(folder, 'node_modules/@post-challenge'), more);
  });
  afterAll(() => rm(folder, { recursive: true }));
  return () => folder;
}

async function install(dir: string, more: Readonly<Record<string, string>>): Promise<void> {
  const input = {
    'reference/dist/index': source('reference/src/index.ts'),
    'spec/dist/command-line': source('spec/src/command-line.ts'),
    ...Object.fromEntries(Object.entries(more).map(([name, path]) => [name, source(path)])),
    ...Object.fromEntries(
      entries.map((name) => [`conformance/dist/${name}`, source(`conformance/src/${name}.ts`)]),
    ),
  };
  const bundle = await rolldown({ input, platform: 'node', resolve: { alias } });
  await bundle.write({ dir, format: 'esm', chunkFileNames: 'conformance/dist/[name].js' });
  await bundle.close();
  const kept = [
    'conformance/package.json',
    'conformance/bin',
    'reference/package.json',
    'spec/package.json',
  ];
  await Promise.all(kept.map((path) => cp(source(path), join(dir, path), { recursive: true })));
}
