import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadImplementation } from '../../src/implementations/load-implementation.ts';
import { suiteSpecifier, writeFolder } from '../commands/terminal.ts';
import { folder, installCommand, runBin } from './installed-command.ts';

installCommand();

const FIX = 'Fix the module and run again.';

/** Writes files into a new folder below the one in which the packages are installed. */
function writeFiles(files: Readonly<Record<string, string>>): string {
  const cwd = mkdtempSync(join(folder(), 'case-'));
  for (const [name, source] of Object.entries(files)) writeFileSync(join(cwd, name), source);
  return cwd;
}

describe.concurrent('a module that cannot be loaded is reported with the place and the remedy if it', () => {
  test.for<[string, Record<string, string>, string | RegExp]>([
    [
      'has a syntax error',
      { 'a.mjs': 'const a = 1;\nconst = 3;\n' },
      `SyntaxError: Unexpected token '=' (a.mjs:2:7). ${FIX}`,
    ],
    [
      'imports a file that has one',
      { 'a.mjs': "import './b.mjs';", 'b.mjs': "export * from './c.mjs';", 'c.mjs': '\n\nvar 5;' },
      /^SyntaxError: .* \(FOLDER\/c\.mjs:3:5\)\. /,
    ],
    [
      'is CommonJS and has one',
      { 'a.cjs': 'let a;\nlet a;' },
      `SyntaxError: Identifier 'a' has already been declared (a.cjs:2:5). ${FIX}`,
    ],
    [
      'imports a name that is not exported',
      { 'a.mjs': "import { nope } from 'node:fs';" },
      /^SyntaxError: .*'nope' \(a\.mjs:1:10\)\. /,
    ],
    [
      'throws in a function of another file',
      {
        'a.mjs': "import './b.mjs';",
        'b.mjs': 'const f = () => {\n  throw RangeError("no");\n};\nf();',
      },
      `RangeError: no (FOLDER/b.mjs:2:9). ${FIX}`,
    ],
    [
      'has require beside export',
      { 'a.mjs': "const fs = require('node:fs');\nexport default fs;" },
      /\(a\.mjs:1:12\)\. .* Write import in place of require\.$/,
    ],
    [
      'has module.exports in an ES module',
      { 'a.mjs': 'module.exports = {};' },
      /\(a\.mjs:1:1\)\. .* Write export default, or rename it to \.cjs\.$/,
    ],
    [
      'has export in a CommonJS module',
      { 'a.cjs': 'let a;\nexport default a;' },
      /\(a\.cjs:2:1\)\. .* Write module\.exports and require, or rename it to \.mjs\.$/,
    ],
    [
      'gives a wrong option to the suite',
      { 'a.mjs': "import { fromApi } from '@post-challenge/conformance';\n\nfromApi({});" },
      /^TypeError: .* \(a\.mjs:3:1\)\. /,
    ],
  ])('%s', async ([, files, message]) => {
    const cwd = writeFiles(files);

    const { stdout, stderr, code } = await runBin(cwd, 'check', Object.keys(files)[0] ?? '');

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const said = stderr
      .replaceAll(cwd, 'FOLDER')
      .trimEnd()
      .replace(/^.* loaded: /, '');
    expect(said).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  });

  test('is a symbolic link: with the path that the user wrote', async () => {
    const cwd = writeFiles({ 'real.mjs': 'const a = 1;\n  throw new RangeError("no");' });
    symlinkSync('real.mjs', join(cwd, 'link.mjs'));
    symlinkSync(cwd, join(cwd, 'linked'));

    const linked = await runBin(cwd, 'check', 'link.mjs');
    const inLinkedFolder = await runBin(cwd, 'check', 'linked/real.mjs');

    expect(linked.stderr).toContain('RangeError: no (link.mjs:2:9). ');
    expect(inLinkedFolder.stderr).toContain('RangeError: no (linked/real.mjs:2:9). ');
  });
});

describe('takes a module whose default export', () => {
  const create = `import(${suiteSpecifier}).then((suite) => suite.fromApi({ name: 'a', create: () => ({ api: {} }) }))`;

  test.for<[string, string, string]>([
    ['is a promise', 'a.mjs', `export default ${create};`],
    [
      'was compiled to CommonJS',
      'a.cjs',
      `exports.__esModule = true; exports.default = ${create};`,
    ],
    ['is a promise in CommonJS', 'a.cjs', `module.exports = ${create};`],
  ])('%s', async ([, name, source]) => {
    const path = join(writeFolder({ [name]: source }), name);

    expect(await loadImplementation(path)).toMatchObject({ name: 'a' });
  });
});

test.for<[string, string]>([
  ['at its top level', 'await new Promise((settle) => setTimeout(settle, 60_000));'],
  ['in its default export', 'export default new Promise(() => setTimeout(() => {}, 60_000));'],
])('gives up a module that waits too long %s', async ([, source]) => {
  const path = join(writeFolder({ 'a.mjs': source }), 'a.mjs');

  await expect(loadImplementation(path, 10)).rejects.toThrow(
    `${path} did not finish loading within 10 ms. Settle what it awaits at its top level.`,
  );
});

test('the configuration is no implementation', async () => {
  const path = join(writeFolder({ 'conformance.config.mjs': 'export default { runs: 5 };' }), '/');

  await expect(loadImplementation(join(path, 'conformance.config.mjs'))).rejects.toThrow(
    'It is the configuration, which check reads by itself. Name the module of your adapter.',
  );
});
