import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { publint } from 'publint';
import { describe, expect, inject, test } from 'vitest';
import { consumer, runInConsumer, runInFolder, writeConsumerFile } from './consumer.ts';

const tarballs = inject('tarballs').map((path) => [basename(path, '.tgz'), path] as const);

describe('the tarball', () => {
  test.each(tarballs)('%s passes publint', async (_, path) => {
    const tarball = new Uint8Array(readFileSync(path)).buffer;

    const { messages } = await publint({ pack: { tarball }, strict: true });

    expect(messages).toEqual([]);
  });

  test.each(tarballs)('%s has declarations that match its code', async (_, path) => {
    const green = async (...options: string[]) => {
      const { code, stdout } = await runInConsumer(
        'attw',
        path,
        '--no-color',
        '--no-emoji',
        ...options,
      );
      expect(code, stdout).toBe(0);
    };

    await green('--profile', 'strict', '--entrypoints', '.');
    // The other entries are ES modules by design. This profile leaves out `require`, and node10, which ignores `exports`.
    await green('--profile', 'esm-only', '--exclude-entrypoints', '.');
  });
});

/** Loads a package by `require` and by `import`, and prints how what they export compares. */
const compare = (name: string) => `
  const required = require('@post-challenge/${name}');
  import('@post-challenge/${name}').then((imported) => {
    const names = Object.keys(required).sort();
    const differing = names.filter((name) => imported[name] !== required[name]);
    console.log(JSON.stringify({ names, imported: Object.keys(imported).sort(), differing }));
  });`;

describe('at run time', () => {
  test.each(['spec', 'reference', 'conformance'])(
    'the main entry of %s exports the same by import and by require',
    async (name) => {
      const path = writeConsumerFile(`${name}.cjs`, compare(name));

      // Without the flag, Node 20.19 takes ES modules for `require`. Older loaders, such as the one of Jest, do not.
      const { stdout, stderr } = await runInConsumer(
        process.execPath,
        '--no-experimental-require-module',
        path,
      );
      const { names, imported, differing } = JSON.parse(stdout || '{}') as Record<string, string[]>;

      expect(stderr).toBe('');
      expect(names?.length).toBeGreaterThan(5);
      expect(imported).toEqual(names);
      // Spec holds no state and no class, and its ES modules work without Node.
      expect(differing?.length === 0).toBe(name !== 'spec');
    },
  );

  test.each([
    ['reference', 'InvalidTokenError = class'],
    ['conformance', 'ImplementationError = class'],
  ])('the modules of %s share one copy of the code', (name, code) => {
    const folder = join(consumer, 'node_modules/@post-challenge', name, 'bundle');
    const files = readdirSync(folder).filter((file) => /\.c?js$/.test(file));
    const sources = files.map((file) => readFileSync(join(folder, file), 'utf8'));

    expect(sources.join('').split(code)).toHaveLength(2);
  });

  test('the schemas entry needs TypeBox, and finds it beside the package', async () => {
    const print = `import('@post-challenge/spec/schemas').then(({ methods }) =>
      console.log(Object.keys(methods).length));`;
    const alone = await runInConsumer(process.execPath, '--eval', print);
    const together = await runInFolder(inject('withTypeBox'), process.execPath, '--eval', print);

    expect(alone.stderr).toContain("Cannot find package 'typebox'");
    expect(together).toEqual({ code: 0, stdout: '11\n', stderr: '' });
  });
});
