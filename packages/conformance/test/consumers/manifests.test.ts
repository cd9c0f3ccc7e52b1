import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readAddresses } from '../../../../scripts/addresses.js';
import { consumer, runInFolder } from './consumer.ts';

const packages = fileURLToPath(new URL('../../../', import.meta.url));
const names = ['spec', 'reference', 'conformance'];

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly [member: string]: unknown;
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** Lists the paths that a member of a manifest names, at any depth. */
function listPaths(member: unknown): string[] {
  if (typeof member === 'string') return [member];
  return typeof member === 'object' && member !== null
    ? Object.values(member).flatMap(listPaths)
    : [];
}

describe.each(names)('the installed package.json of %s', (name) => {
  const folder = join(consumer, 'node_modules/@post-challenge', name);
  const manifest = readManifest(folder);
  const { main, types, exports, imports, bin } = manifest;

  test('names only files that exist', () => {
    const paths = listPaths([main, types, exports, imports, bin]);
    const missing = paths.filter((path) => !path.includes('*') && !existsSync(join(folder, path)));

    expect(paths.length).toBeGreaterThan(7);
    expect(missing).toEqual([]);
  });

  test('takes fixes of its dependencies, except of the library that draws', () => {
    const { dependencies = {} } = manifest;
    const exact = Object.keys(dependencies).filter((key) => !dependencies[key]?.startsWith('^'));

    expect(exact).toEqual(name === 'conformance' ? ['fast-check'] : []);
  });

  test('says what a registry shows', () => {
    expect(manifest).toMatchObject({
      description: expect.stringContaining('post-challenge') as string,
      keywords: expect.arrayContaining(['auth0', 'password-reset']) as string[],
      publishConfig: { access: 'public', provenance: true },
    });
  });

  test('has the addresses that are decided, and no others', () => {
    const { repository, docs } = readAddresses();

    expect(manifest['homepage']).toBe(docs ?? undefined);
    expect(manifest['bugs']).toBe(repository === null ? undefined : `${repository}/issues`);
    expect(manifest['repository']).toEqual(
      repository === null
        ? undefined
        : { type: 'git', url: `git+${repository}.git`, directory: `packages/${name}` },
    );
  });
});

describe.each(names)('in the folder of %s', (name) => {
  const folder = join(packages, name);

  test.each([
    [['pack', '--dry-run'], 'Only pnpm can pack this package', 'pnpm@10.34.9 pack:all'],
    [['publish', '--dry-run'], 'Only pnpm can publish this package', 'pnpm@10.34.9 release'],
  ])('npm %j refuses and names the right command', async ([...args], sentence, command) => {
    const { code, stdout, stderr } = await runInFolder(folder, 'npm', ...args);

    expect(code).toBe(1);
    expect(stdout + stderr).toContain(sentence);
    expect(stdout + stderr).toContain(command);
  });
});
