import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { publint } from 'publint';
import { describe, expect, inject, test } from 'vitest';
import { runInConsumer, runInFolder, writeConsumerFile } from './consumer.ts';

const tarballs = inject('tarballs').map((path) => [basename(path, '.tgz'), path] as const);

describe('the tarball', () => {
  test.each(tarballs)('%s passes publint', async (_, path) => {
    const tarball = new Uint8Array(readFileSync(path)).buffer;

    const { messages } = await publint({ pack: { tarball }, strict: true });

    expect(messages).toEqual([]);
  });

  test.each(tarballs)('%s has declarations that match its code', async (name, path) => {
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
    const isDual = name.includes('-spec-');

    // Only the main entry of spec supports `require`. Both profiles leave out node10, which ignores `exports`.
    const others = ['schemas', 'command-line'];
    await green('--profile', isDual ? 'node16' : 'esm-only', '--exclude-entrypoints', ...others);
    if (isDual) await green('--profile', 'esm-only', '--entrypoints', ...others);
  });
});

describe('at run time', () => {
  test('the main entry exports the same by import and by require, without other packages', async () => {
    const path = writeConsumerFile(
      'names.cjs',
      `const required = require('@post-challenge/spec');
       import('@post-challenge/spec').then((imported) => {
         const names = [imported, required].map((entry) => Object.keys(entry).sort());
         const rules = [imported, required].map((entry) => Object.keys(entry.rules).length);
         const issues = [imported, required].map((entry) => entry.validate('FactorType', 'sms').length);
         console.log(JSON.stringify({ names, rules, issues, same: imported.rules === required.rules }));
       });`,
    );

    const { stdout, stderr } = await runInConsumer(process.execPath, path);
    const { names, rules, issues, same } = JSON.parse(stdout) as Record<string, unknown[]>;

    expect(stderr).toBe('');
    expect(names?.[0]).toEqual(expect.arrayContaining(['rules', 'validate', 'validateArguments']));
    expect(names?.[0]).toEqual(names?.[1]);
    expect(rules?.[0]).toBeGreaterThan(100);
    expect(rules?.[0]).toBe(rules?.[1]);
    expect(issues).toEqual([1, 1]);
    expect(same).toBe(false);
  });

  test('the schemas entry needs TypeBox, and finds it beside the package', async () => {
    const print = `import('@post-challenge/spec/schemas').then(({ methods }) =>
      console.log(Object.keys(methods).length));`;
    const alone = await runInConsumer(process.execPath, '--eval', print);
    const together = await runInFolder(inject('withTypeBox'), process.execPath, '--eval', print);

    expect(alone.stderr).toContain("Cannot find package 'typebox'");
    expect(together).toEqual({ code: 0, stdout: '10\n', stderr: '' });
  });
});
