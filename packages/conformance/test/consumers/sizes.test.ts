import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listPackages, measureFolder } from '../../bench/installed-packages.js';
import { consumer } from './consumer.ts';

const spec = ['@post-challenge/spec'];
const suite = ['@sinonjs/commons', '@sinonjs/fake-timers', 'commander', 'fast-check'];

test.each([
  ['spec', spec],
  ['reference', ['@post-challenge/reference', ...spec, 'commander']],
  [
    'conformance',
    [
      '@post-challenge/conformance',
      ...spec,
      ...suite,
      'fastest-levenshtein',
      'jose',
      'pure-rand',
      'type-detect',
    ],
  ],
])('%s installs only the known packages', (name, known) => {
  const paths = listPackages(consumer, `@post-challenge/${name}`);

  expect(paths.map((path) => path.replace(/.*node_modules\//, '')).toSorted()).toEqual(known);
});

test.each([
  ['spec', 2_000_000],
  ['reference', 400_000],
  ['conformance', 2_000_000],
])('%s stays below its size limit of %i bytes', (name, bytes) => {
  const installed = measureFolder(join(consumer, 'node_modules/@post-challenge', name));

  expect(installed.bytes).toBeLessThan(bytes);
});

test.each([
  ['spec', ['bundle/command-line.js', 'bundle/index.js', 'bundle/schemas.js', 'bundle/shared.js']],
  ['reference', ['bundle/index.js', 'bundle/post-challenge-reference.js', 'bundle/shared.js']],
])('%s is bundled into few files, so that it loads fast', (name, known) => {
  const folder = join(consumer, 'node_modules/@post-challenge', name);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });

  expect(files.filter((file) => file.endsWith('.js')).toSorted()).toEqual(known);
});
