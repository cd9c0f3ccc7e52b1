import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll } from 'vitest';

const packages = fileURLToPath(new URL('../..', import.meta.url));
const resolveSource = (path: string) => join(packages, path);

const alias = {
  '@post-challenge/spec/command-line': resolveSource('spec/src/command-line.ts'),
  '@post-challenge/spec': resolveSource('spec/src/index.ts'),
  '@post-challenge/reference': resolveSource('reference/src/index.ts'),
  '@post-challenge/conformance': resolveSource('conformance/src/index.ts'),
};

/** The modules to bundle: the entries of the package and the scripts of other processes. */
const entries = [
  'index',
  'run-process',
  'implementations/process/isolated',
  'implementations/watchdog-thread',
  'explore/explorer-thread',
];

/**
 * Bundles the suite and the reference and installs them into a folder for the tests of a file. Other processes import them from
 * there.
 *
 * @param more - Further scripts to bundle, by their names beside the packages.
 * @returns A function that returns the path of the folder.
 */
export function installBundledPackages(more: Readonly<Record<string, string>> = {}): () => string {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'post-challenge-'));
    await bundlePackages(join(folder, 'node_modules/@post-challenge'), more);
  });
  afterAll(() => rm(folder, { recursive: true }));
  return () => folder;
}

async function bundlePackages(dir: string, more: Readonly<Record<string, string>>): Promise<void> {
  const input = {
    'reference/dist/index': resolveSource('reference/src/index.ts'),
    'spec/dist/command-line': resolveSource('spec/src/command-line.ts'),
    ...Object.fromEntries(Object.entries(more).map(([name, path]) => [name, resolveSource(path)])),
    ...Object.fromEntries(
      entries.map((name) => [
        `conformance/dist/${name}`,
        resolveSource(`conformance/src/${name}.ts`),
      ]),
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
  await Promise.all(
    kept.map((path) => cp(resolveSource(path), join(dir, path), { recursive: true })),
  );
}
