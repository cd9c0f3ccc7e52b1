import type { Report } from '@post-challenge/conformance';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { type Ran, consumer, run, runIn, write } from './consumer.ts';

const mock = fileURLToPath(new URL('../../examples/hand-written-mock.js', import.meta.url));
const folder = join(consumer, 'runners');

/** The rules that are tested in one file, so that what blocks a rule and the rule are in different ones. */
const files = {
  'get.rules.mjs': "'cache.get/*'",
  'set.rules.mjs': "['cache.set/*', 'cache.delete/*', 'cache/*']",
  'others.rules.mjs': "['a*', 'redirect*', 'transaction*', 'flow*']",
};

const loop = 'for (const { id, check } of ruleTests(implementation, options)) test(id, check);';

/** A file of tests; `test` is what the runner has, or what is made of it. */
function testsWith(runner: string, rules: string, test = 'of.test'): string {
  return `import * as of from '${runner}';
    import { ruleTests } from '@post-challenge/conformance';
    import implementation from './mock.mjs';
    const test = ${test};
    const options = { rules: ${rules}, runs: 20 };
    ${loop}`;
}

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  cpSync(mock, join(folder, 'mock.mjs'));
  for (const [name, rules] of Object.entries(files))
    write(`runners/${name}`, testsWith('vitest', rules));
});

function configured(name: string, test: object): void {
  write(`runners/${name}.config.mjs`, `export default ${JSON.stringify({ test })};`);
}

function vitestWith(name: string, ...options: string[]): Promise<Ran> {
  const config = ['run', '--config', `${name}.config.mjs`];
  return runIn(folder, 'vitest', ...config, ...options);
}

/** What the command line says of the same rules. */
async function checkedTo(name: string): Promise<Ran> {
  const bin = join(consumer, 'node_modules/.bin/post-challenge-conformance');
  return runIn(folder, bin, 'check', 'mock.mjs', '--runs', '20', '--reporter', `json=${name}`);
}

/** How many tests pass, fail and are skipped where each rule is one. */
async function expectedCounts(): Promise<object> {
  await checkedTo('counted.json');
  const { summary } = JSON.parse(readFileSync(join(folder, 'counted.json'), 'utf8')) as Report;
  const { passed, failed, blocked, unobservable, vacuous, errored, probed } = summary;
  return {
    passed,
    failed: failed + blocked + vacuous + errored,
    skipped: unobservable + probed,
  };
}

/** A report that was written, but for its times, in its own words. */
function writtenTo(name: string): string {
  const report = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Report;
  return JSON.stringify({ ...report, timing: Object.keys(report.timing.rules) }, null, 2);
}

test.each([
  ['as they are', 'of.test'],
  ['at one time', 'of.test.concurrent'],
  ['with fixtures', "of.test.extend('answer', 42)"],
])('vitest counts the tests of rules %s as the report does', async (_, given) => {
  write('runners/all.tests.mjs', testsWith('vitest', "'*'", given));
  configured('counts', { include: ['all.tests.mjs'], reporters: ['json'] });

  const { stdout } = await vitestWith('counts');
  const counted = JSON.parse(stdout) as Record<string, number>;

  expect({
    passed: counted['numPassedTests'],
    failed: counted['numFailedTests'],
    skipped: counted['numPendingTests'],
  }).toEqual(await expectedCounts());
});

test('node:test counts the tests of rules as the report does, and says why some are skipped', async () => {
  const path = write('runners/all.node.mjs', testsWith('node:test', "'*'"));

  const { stdout } = await run(process.execPath, '--test', '--test-reporter=tap', path);
  const counted = (name: string) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(stdout)?.[1]);

  expect({
    passed: counted('pass'),
    failed: counted('fail'),
    skipped: counted('skipped'),
  }).toEqual(await expectedCounts());
  expect(stdout).toMatch(/^ok .* flow\/completes # SKIP unobservable: .* host\.$/m);
  expect(stdout).toContain('    1  api.access.deny("")  → undefined   ← here\n');
});

test('three shards of vitest that are merged give the report of one run, and of the command line', async () => {
  const reporter = (json: string) => ['@post-challenge/conformance/vitest', { json }];
  configured('one', { include: ['*.rules.mjs'], reporters: [reporter('one.json')] });
  configured('merged', { include: ['*.rules.mjs'], reporters: [reporter('merged.json')] });

  const one = await vitestWith('one');
  for (const shard of ['1/3', '2/3', '3/3'])
    // oxlint-disable-next-line no-await-in-loop -- As on machines that know nothing of each other.
    await vitestWith('merged', `--shard=${shard}`, '--reporter=blob');
  const merged = await vitestWith('merged', '--merge-reports');
  const command = await checkedTo('command.json');

  expect([one.code, merged.code, command.code], one.stderr + merged.stderr).toEqual([1, 1, 1]);
  expect(merged.stdout).toContain(`${command.stdout.trim()}\nIn merged.json.\n`);
  expect(writtenTo('merged.json')).toBe(writtenTo('one.json'));
  expect(writtenTo('merged.json')).toBe(writtenTo('command.json'));
});
