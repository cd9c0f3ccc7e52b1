import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { consumer, runInFolder, writeConsumerFile } from './consumer.ts';

const bin = join(consumer, 'node_modules/.bin/post-challenge-conformance');
const conformant =
  /^my (?:implementation|host) \(still the reference\) is conformant to edition 2025 at (?:api|host) level: (\d+) of \1 judged rules pass · /m;

/** A configuration with which a check takes a few seconds. */
const FEW_RUNS = 'export default { runs: 5 };';

const tests = 'conformance/rules.test.mjs';

/** Leaves out the tests of most rules. `runners.test.ts` runs all. */
const onlyDenials = ['--test-name-pattern', 'access\\.deny/'];

test.each<[name: string, manifest: object, command: string[], options: string[]]>([
  ['of CommonJS', { type: 'commonjs' }, ['node', '--test', ...onlyDenials, tests], []],
  ['of ES modules', { type: 'module' }, ['node', '--test', ...onlyDenials, tests], []],
  [
    'with vitest',
    { devDependencies: { vitest: '*' } },
    ['vitest', 'run', 'conformance', '-t', 'access.deny/'],
    [],
  ],
  [
    'with a host',
    { devDependencies: { vitest: '*' } },
    ['vitest', 'run', 'conformance', '-t', 'flow/'],
    ['--host'],
  ],
])(
  'the files that init writes run in a project %s',
  async (name, manifest, [command = '', ...args], options) => {
    const path = writeConsumerFile(`${name}/package.json`, JSON.stringify(manifest));
    const folder = join(consumer, dirname(path));

    const written = await runInFolder(folder, bin, 'init', ...options);
    writeConsumerFile(`${name}/conformance.config.mjs`, FEW_RUNS);
    const checked = await runInFolder(folder, 'npm', 'run', 'conformance');
    const tested = await runInFolder(folder, command, ...args);

    expect(written.code, written.stderr).toBe(0);
    expect(checked.code, checked.stderr).toBe(0);
    expect(checked.stdout).toMatch(conformant);
    expect(tested.code, tested.stdout).toBe(0);
    expect(tested.stdout).toContain('skipped');
    expect(stripVTControlCharacters(tested.stdout)).toMatch(/\bpass [1-9]|Tests +[1-9]\d* passed/);
  },
);

test.each([[[]], [['--host']]])(
  'the adapter for Jest, in CommonJS, passes: init %j',
  async (options) => {
    const manifest = JSON.stringify({ devDependencies: { jest: '*' } });
    const path = writeConsumerFile(`with jest ${options.join('')}/package.json`, manifest);
    const folder = join(consumer, dirname(path));

    const written = await runInFolder(folder, bin, 'init', ...options);
    writeConsumerFile(`with jest ${options.join('')}/conformance.config.mjs`, FEW_RUNS);
    const checked = await runInFolder(folder, 'npm', 'run', 'conformance');

    expect(written.stdout, written.stderr).toContain('conformance/adapter.cjs');
    expect(checked.code, checked.stderr).toBe(0);
    expect(checked.stdout).toMatch(conformant);
  },
);
