import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listPackages, measureFolder } from '../../bench/installed-packages.js';
import { consumer } from './consumer.ts';

const suite = ['@sinonjs/commons', '@sinonjs/fake-timers', 'commander', 'fast-check'];

// No package needs another one of the project: neither pnpm nor yarn would find it beside a tarball.
test.each([
  ['spec', []],
  ['reference', ['commander']],
  ['conformance', [...suite, 'fastest-levenshtein', 'pure-rand', 'type-detect']],
])('%s installs only the known packages', (name, known) => {
  const paths = listPackages(consumer, `@post-challenge/${name}`);

  expect(paths.map((path) => path.replace(/.*node_modules\//, '')).toSorted()).toEqual([
    `@post-challenge/${name}`,
    ...known,
  ]);
});

test.each([
  ['spec', 2_200_000],
  ['reference', 500_000],
  // It holds spec and jose, and the scripts of all rules of both editions.
  ['conformance', 2_900_000],
])('%s stays below its size limit of %i bytes', (name, bytes) => {
  const installed = measureFolder(join(consumer, 'node_modules/@post-challenge', name));

  expect(installed.bytes).toBeLessThan(bytes);
});

const main = ['index.cjs', 'index.code.cjs', 'index.d.cts', 'index.d.ts', 'index.js'];
const reporter = ['vitest.cjs', 'vitest.code.cjs', 'vitest.d.ts', 'vitest.js'];

test.each([
  [
    'spec',
    [
      'index.cjs',
      'index.d.cts',
      'index.d.ts',
      'index.js',
      'schemas.d.ts',
      'schemas.js',
      'shared.js',
    ],
  ],
  ['reference', [...main, 'post-challenge-reference.cjs', 'shared.cjs']],
  [
    'conformance',
    [
      'explorer-thread.cjs',
      ...main,
      'isolated.cjs',
      'post-challenge-conformance.cjs',
      'shared.cjs',
      'third-party-licenses.txt',
      ...reporter,
      'watchdog-thread.cjs',
    ],
  ],
])('%s is bundled into few files, so that it loads fast', (name, known) => {
  const folder = join(consumer, 'node_modules/@post-challenge', name);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const found = files.filter((file) => /^bundle.|\.d\.[cm]?ts$/.test(file));

  expect(found.toSorted()).toEqual(known.map((file) => `bundle/${file}`).toSorted());
});
