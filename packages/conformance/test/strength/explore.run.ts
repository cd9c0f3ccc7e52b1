import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { runExploration } from '../../src/explore/run-exploration.ts';
import { faultyActions } from '../explore/faulty-actions.ts';
import { rightActions } from '../explore/right-actions.ts';
import { expectFound, exploreSource, listErrors, shortTask } from '../explore/run-explorer.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const examples = `${root}docs/examples`;

describe('finds the mistake, and finds it again by its word, of an action that', () => {
  test.each(Object.entries(faultyActions))('%s', async (_, faulty) => {
    expect.hasAssertions();
    await expectFound(faulty);
  });
});

test('lets the user of a redirect loop return ten times', async () => {
  const { source } = faultyActions['redirects again after each return'] ?? { source: '' };
  const { findings } = await exploreSource(source);
  const loop = findings.find(({ kind }) => kind === 'redirect-loop');

  expect(loop).toMatchObject({
    journey: ['returns without a token, 10 times'],
    event: expect.stringContaining('after each of 10 returns') as string,
  });
});

describe('accuses no action that', () => {
  test.each(Object.entries(rightActions))('%s', async (_, source) => {
    expect(listErrors(await exploreSource(source))).toEqual([]);
  });
});

describe('accuses no example:', () => {
  const files = readdirSync(`${examples}/actions`);
  // `--noCheck`, because `tsc -b` checks the types already.
  beforeAll(() => {
    const tsc = `${root}node_modules/.bin/tsc`;
    execFileSync(tsc, ['-p', `${examples}/compile.json`, '--noCheck'], { cwd: root });
  });

  test.each(files)('%s', async (file) => {
    const isTypeScript = file.endsWith('ts');
    const path = isTypeScript
      ? `${examples}/temp/${file.replace(/ts$/, 'js')}`
      : `${examples}/actions/${file}`;

    expect(listErrors(await runExploration({ ...shortTask, paths: [path] }))).toEqual([]);
  });

  test('both actions of a sequence', async () => {
    const paths = ['sequence-1-risk.cjs', 'sequence-2-challenge.cjs'];
    const exploration = await runExploration({
      ...shortTask,
      paths: paths.map((file) => `${examples}/actions/${file}`),
    });

    expect(listErrors(exploration)).toEqual([]);
  });
});
