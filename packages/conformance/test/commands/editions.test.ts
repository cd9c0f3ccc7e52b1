import { type Report, checkRule, fromApi, fromHost, replayRule } from '@post-challenge/conformance';
import type { Edition } from '@post-challenge/spec';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadImplementation } from '../../src/implementations/load-implementation.ts';
import { oneExecution } from '../../src/rules/scenarios.ts';
import { type CliResult, getExamplePath, runCli, writeFolder, writeModule } from './terminal.ts';

const example = getExamplePath('reference');
const mock = await loadImplementation(getExamplePath('hand-written-mock'));
const few = ['--runs', '2'];
const old = 'access.deny/returns-api';

/** Writes a report of an edition; one of before has none. Returns its path. */
async function writeReport(edition?: Edition): Promise<string> {
  const { stdout } = await runCli([
    'check',
    example,
    ...few,
    '--rule',
    'cache.get/*',
    '--reporter',
    'json',
    ...(edition === undefined ? [] : ['--edition', edition]),
  ]);
  const report = JSON.parse(stdout) as Partial<Report>;
  if (edition === undefined) delete (report as { edition?: Edition }).edition;
  return join(writeFolder({ 'report.json': JSON.stringify(report) }), 'report.json');
}

/** Writes a baseline of an edition; one of before has none. Returns its path. */
function writeBaseline(edition?: Edition): string {
  const suite = { name: '@post-challenge/conformance', version: '0.1.0' };
  const text = JSON.stringify({ suite, ...(edition && { edition }), rules: [] });
  return join(writeFolder({ 'baseline.json': text }), 'baseline.json');
}

describe('a rule of another edition', () => {
  test.for([
    ['check', [example, '--rule', old]],
    ['list', ['--rule', old]],
    ['explain', [old]],
  ] as const)('is refused by %s, which names its edition', async ([command, args]) => {
    const { code, stderr } = await runCli([command, ...args, '--edition', '2026']);

    expect(code).toBe(2);
    expect(stderr).toBe(
      `The rule ${old} is not in edition 2026, but in edition 2025. Write --edition 2025, or edition: '2025' in code.\n`,
    );
  });

  test('is refused as a pattern, which names its edition', async () => {
    const { stderr } = await runCli(['list', '--rule', '*/returns-api', '--edition', '2026']);

    expect(stderr).toBe(
      "No rule of edition 2026 matches */returns-api, but rules of edition 2025 do. Write --edition 2025, or edition: '2025' in code.\n",
    );
  });

  test('is refused in code', async () => {
    const scenario = { ...oneExecution([]), edition: '2026' as const };

    await expect(checkRule(mock, old, { edition: '2026' })).rejects.toThrow(TypeError);
    await expect(replayRule(mock, old, scenario)).rejects.toThrow(TypeError);
  });
});

test('explain shows the basis and the sources of the edition', async () => {
  const rule = ['explain', 'cache.delete/reports-success', '--edition'];
  const [before, today] = [await runCli([...rule, '2025']), await runCli([...rule, '2026'])];

  expect(before.stdout).toContain('SHOULD, documented\n');
  expect(before.stdout).toContain('(edition 2025)');
  expect(today.stdout).toContain('SHOULD, types\n');
  expect(today.stdout).not.toContain('(edition 2025)');
  expect(today.stdout).toMatch(/^ {2}editions {3}2025, 2026$/m);
});

describe('two editions', () => {
  const refusal = (result: CliResult) =>
    result.stderr.replaceAll(/\/\S*\/(report|baseline)\.json/g, '$1');

  test('are refused by diff', async () => {
    const result = await runCli(['diff', await writeReport('2025'), await writeReport('2026')]);

    expect(result.code).toBe(2);
    expect(refusal(result)).toBe(
      'report cannot be used. It is of edition 2025, but report is of edition 2026. Verdicts of two editions cannot be compared.\n',
    );
  });

  test('are refused by check with a baseline', async () => {
    const baseline = writeBaseline('2026');
    const result = await runCli(['check', example, ...few, '--baseline', baseline]);

    expect(result.code).toBe(2);
    expect(refusal(result)).toBe(
      'baseline cannot be used. It is of edition 2026, but this run is of edition 2025. Verdicts of two editions cannot be compared.\n',
    );
  });
});

describe('a document of before', () => {
  test('is a report of edition 2025', async () => {
    const { code, stdout } = await runCli(['diff', await writeReport(), await writeReport('2025')]);

    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/edition 2025, .*\n.*edition 2025, /) as string,
    });
  });

  test('is a baseline of edition 2025', async () => {
    const options = ['--baseline', writeBaseline(), '--rule', 'cache.get/*'];
    const { code } = await runCli(['check', example, ...few, ...options]);
    const other = await runCli(['check', example, ...few, ...options, '--edition', '2026']);

    expect({ code, other: other.code }).toEqual({ code: 0, other: 2 });
  });
});

describe('the edition of an adapter', () => {
  const source = (edition: string) =>
    `export default fromApi({ name: 'a', edition: ${edition}, create: ({ edition }) => ({ api: {}, outcome: () => ({ status: 'denied', reason: edition }) }) });`;
  const args = ['--rule', 'access.deny/denies', '--runs', '1', '--reporter', 'json'];

  test('judges the run', async () => {
    const path = writeModule(source("'2026'"));
    const { stdout } = await runCli(['check', path, ...args]);

    expect(JSON.parse(stdout)).toMatchObject({ edition: '2026' });
  });

  test('yields to --edition', async () => {
    const path = writeModule(source("'2026'"));
    const { stdout } = await runCli(['check', path, ...args, '--edition', '2025']);

    expect(JSON.parse(stdout)).toMatchObject({ edition: '2025' });
  });

  test('is refused if there is none of that name', () => {
    const edition = '2024' as Edition;
    const message = 'edition is "2024". Expected "2025" or "2026"';

    expect(() => fromApi({ name: 'a', edition, create: () => ({ api: {} }) })).toThrow(message);
    expect(() => fromHost({ name: 'a', edition, open: () => ({}) as never })).toThrow(message);
  });
});
