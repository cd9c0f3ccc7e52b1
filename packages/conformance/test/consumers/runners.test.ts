import type { Report } from '@post-challenge/conformance';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import {
  type ProcessResult,
  consumer,
  runInConsumer,
  runInFolder,
  writeConsumerFile,
} from './consumer.ts';

const mock = fileURLToPath(new URL('../../examples/hand-written-mock.js', import.meta.url));
const folder = join(consumer, 'runners');

/** The rules by test file. A rule and the rule that blocks it are in different files. */
const files = {
  'get.rules.mjs': "'cache.get/*'",
  'set.rules.mjs': "['cache.set/*', 'cache.delete/*', 'cache/*']",
  'others.rules.mjs': "['a*', 'redirect*', 'transaction*', 'flow*']",
};

const loop = 'for (const { id, check } of ruleTests(implementation, options)) test(id, check);';

/** Creates the source of a test file. `test` is the expression for the test function of the runner. */
function writeTestSource(runner: string, rules: string, test = 'of.test'): string {
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
    writeConsumerFile(`runners/${name}`, writeTestSource('vitest', rules));
});

function writeVitestConfig(name: string, test: object): void {
  writeConsumerFile(`runners/${name}.config.mjs`, `export default ${JSON.stringify({ test })};`);
}

function runVitest(name: string, ...options: string[]): Promise<ProcessResult> {
  const config = ['run', '--config', `${name}.config.mjs`];
  return runInFolder(folder, 'vitest', ...config, ...options);
}

/** Checks the same rules with the command line, and writes a JSON report. */
async function checkIntoFile(name: string): Promise<ProcessResult> {
  const bin = join(consumer, 'node_modules/.bin/post-challenge-conformance');
  return runInFolder(
    folder,
    bin,
    'check',
    'mock.mjs',
    '--runs',
    '20',
    '--reporter',
    `json=${name}`,
  );
}

/** Counts the tests that should pass, fail and be skipped, one for each rule. */
async function countExpected(): Promise<object> {
  await checkIntoFile('counted.json');
  const { rules } = JSON.parse(readFileSync(join(folder, 'counted.json'), 'utf8')) as Report;
  const passed = rules.filter(({ verdict }) => verdict === 'passed').length;
  const failed = rules.filter(
    ({ level, verdict }) =>
      verdict === 'errored' || (level === 'MUST' && /failed|blocked|vacuous/.test(verdict)),
  ).length;
  return { passed, failed, skipped: rules.length - passed - failed };
}

/** Reads the text of a report, without its durations. */
function readReportWithoutTimes(name: string): string {
  const report = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Report;
  return JSON.stringify({ ...report, timing: Object.keys(report.timing.rules) }, null, 2);
}

test.each([
  ['one after the other', 'of.test'],
  ['at the same time', 'of.test.concurrent'],
  ['with fixtures', "of.test.extend('answer', 42)"],
])('vitest counts the tests as the report does if they run %s', async (_, given) => {
  writeConsumerFile('runners/all.tests.mjs', writeTestSource('vitest', "'*'", given));
  writeVitestConfig('counts', { include: ['all.tests.mjs'], reporters: ['json'] });

  const { stdout } = await runVitest('counts');
  const counts = JSON.parse(stdout) as Record<string, number>;

  expect({
    passed: counts['numPassedTests'],
    failed: counts['numFailedTests'],
    skipped: counts['numPendingTests'],
  }).toEqual(await countExpected());
});

test('node:test counts the tests as the report does, and prints the reason for skipped tests', async () => {
  const path = writeConsumerFile('runners/all.node.mjs', writeTestSource('node:test', "'*'"));

  const { stdout } = await runInConsumer(process.execPath, '--test', '--test-reporter=tap', path);
  const counted = (name: string) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(stdout)?.[1]);

  expect({
    passed: counted('pass'),
    failed: counted('fail'),
    skipped: counted('skipped'),
  }).toEqual(await countExpected());
  expect(stdout).toMatch(/^ok .* flow\/completes # SKIP unobservable: .* host\.$/m);
  expect(stdout).toContain('    1  api.access.deny("no")  → undefined   ← here\n');
});

test('three merged shards of vitest write the same report as one run and the command line', async () => {
  const reporter = (json: string) => ['@post-challenge/conformance/vitest', { json }];
  writeVitestConfig('one', { include: ['*.rules.mjs'], reporters: [reporter('one.json')] });
  writeVitestConfig('merged', { include: ['*.rules.mjs'], reporters: [reporter('merged.json')] });

  const one = await runVitest('one');
  for (const shard of ['1/3', '2/3', '3/3'])
    await runVitest('merged', `--shard=${shard}`, '--reporter=blob');
  const merged = await runVitest('merged', '--merge-reports');
  const command = await checkIntoFile('command.json');

  expect([one.code, merged.code, command.code], one.stderr + merged.stderr).toEqual([1, 1, 1]);
  expect(merged.stdout).toContain(`${command.stdout.trim()}\nWrote merged.json.\n`);
  expect(readReportWithoutTimes('merged.json')).toBe(readReportWithoutTimes('one.json'));
  expect(readReportWithoutTimes('merged.json')).toBe(readReportWithoutTimes('command.json'));
});
