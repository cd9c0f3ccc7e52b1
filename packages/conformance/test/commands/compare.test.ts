import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkConformance } from '@post-challenge/conformance';
import { describe, expect, test } from 'vitest';
import { createBaseline } from '../../src/report/baseline.ts';
import { loadImplementation } from '../../src/implementations/load-implementation.ts';
import { getExamplePath, runCli, writeFolder } from './terminal.ts';

const mock = await loadImplementation(getExamplePath('hand-written-mock'));
const report = await checkConformance(mock, {
  rules: ['access.deny/returns-api', 'access.deny/denies'],
  runs: 2,
});
const text = JSON.stringify(report);
const good = JSON.stringify({
  ...report,
  implementation: { name: 'good', version: '2' },
  rules: report.rules.map((rule) => ({ ...rule, verdict: 'passed' })),
});

/** Writes reports, and runs a command on some of them in their folder. Returns the result without the path of the folder. */
async function runOn(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const folder = writeFolder(files);
  const paths = args.map((arg) => arg.replace(/(?<=^|=)@/, `${folder}/`));
  const { code, stdout, stderr } = await runCli(paths);
  const shorten = (printed: string) => printed.replaceAll(`${folder}/`, '');
  return { code, stdout: shorten(stdout), stderr: shorten(stderr), folder };
}

describe('compare', () => {
  test('prints Markdown', async () => {
    const ran = await runOn({ 'a.json': text, 'b.json': good }, 'compare', '@a.json', '@b.json');

    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toMatch(/^\| implementation \|.*\n.*\n\| hand-written mock \|/);
    expect(ran.stdout).toMatch(/\| MUST \| \*\*✗ failed\*\* \| ✓ passed \|\n/);
  });

  test('takes a report twice', async () => {
    const { code, stdout } = await runOn({ 'a.json': text }, 'compare', '@a.json', '@a.json');

    expect(code).toBe(0);
    expect(stdout).toContain('The reports do not differ.');
  });

  test('takes 20 reports', async () => {
    const names = Array.from({ length: 20 }, (_, n) => `${n}.json`);
    const files = Object.fromEntries(names.map((name, n) => [name, n % 2 ? text : good]));
    const { code, stdout } = await runOn(files, 'compare', ...names.map((name) => `@${name}`));

    expect(code).toBe(0);
    expect(stdout.match(/^\| (?:good|hand-written mock) /gm)).toHaveLength(20);
    expect(stdout).toContain('| good 2 (18.json) |');
  });

  test('writes a file for each reporter, with links from its folder', async () => {
    const { code, stdout, folder } = await runOn(
      { 'a.json': text, 'b.json': good },
      'compare',
      '@a.json',
      '@b.json',
      '--reporter',
      'html=@c.html',
      '--reporter',
      'json=@c.json',
      '--reporter',
      'markdown=@c.md',
    );

    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(readFileSync(join(folder, 'c.html'), 'utf8')).toMatch(/^<!doctype html>/);
    expect(JSON.parse(readFileSync(join(folder, 'c.json'), 'utf8'))).toMatchObject({
      reports: [{ label: 'hand-written mock' }, { label: 'good', version: '2' }],
      rules: [{ id: 'access.deny/returns-api', difference: 'failed' }],
    });
    expect(readFileSync(join(folder, 'c.md'), 'utf8')).toMatch(
      /\]\((?:\.\.\/)+\S+docs\/rules\.md#/,
    );
  });

  test.each(['markdown', 'html', 'json'])(
    'writes no escape sequence to the terminal: %s',
    async (reporter) => {
      const name = '\u001B[31m\u009B31m\u202Eevil';
      const suite = { ...report.suite, version: `0.0.0-${name}` };
      const evil = JSON.stringify({ ...report, suite, implementation: { name } });
      const files = { 'a.json': evil, 'b.json': good };
      const args = ['compare', '@a.json', '@b.json', '--reporter', reporter];
      const { code, stdout } = await runOn(files, ...args);

      expect(code).toBe(0);
      expect(stdout).toContain('evil');
      expect(stdout).not.toMatch(/[^\n\P{C}]/u);
      if (reporter === 'json')
        expect(JSON.parse(stdout)).toMatchObject({ reports: [{ name }, { name: 'good' }] });
    },
  );

  const baseline = JSON.stringify(createBaseline(report));
  test.for<[string, string[], string]>([
    [
      'no report',
      [],
      "error: missing required argument 'reports'\n(--help lists commands and options)\n",
    ],
    [
      'one report',
      ['@a.json'],
      'One report alone cannot be compared. Name two or more; check --reporter html=<file> shows one.\n',
    ],
    [
      'a baseline',
      ['@a.json', '@baseline.json'],
      'baseline.json cannot be used. It is a baseline, not a report. Write one with `check <implementation> --reporter json=<file>`.\n',
    ],
    [
      'a file that does not exist',
      ['@a.json', '@none.json'],
      'none.json cannot be read: the file does not exist. Write one with `check <implementation> --reporter json=<file>`.\n',
    ],
    [
      'another reporter',
      ['@a.json', '@b.json', '--reporter', 'htm'],
      "error: option '--reporter <name[=file]>' argument 'htm' is invalid. Allowed choices are markdown, html, json. Did you mean html?\n(--help lists commands and options)\n",
    ],
    [
      'a report as the file to write',
      ['@a.json', '@b.json', '--reporter', 'json=@b.json'],
      'b.json is a report to read. Name another file, or it is overwritten.\n',
    ],
  ])('refuses %s', async ([, args, message]) => {
    const files = { 'a.json': text, 'b.json': good, 'baseline.json': baseline };
    const { code, stdout, stderr, folder } = await runOn(files, 'compare', ...args);

    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: message });
    expect(readFileSync(join(folder, 'b.json'), 'utf8')).toBe(good);
  });
});

describe('badge', () => {
  test('prints JSON', async () => {
    const ran = await runOn({ 'a.json': text }, 'badge', '@a.json');

    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(ran.stdout)).toEqual({
      schemaVersion: 1,
      label: 'post-challenge 2025',
      message: '1 MUST fails (partial)',
      color: 'red',
    });
  });

  test('writes a file, and prints the message', async () => {
    const { code, stdout, folder } = await runOn(
      { 'a.json': text },
      'badge',
      '@a.json',
      '--label',
      'my mock',
      '--output',
      '@badge.json',
    );
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'The badge says: 1 MUST fails (partial).\n',
    });
    expect(JSON.parse(readFileSync(join(folder, 'badge.json'), 'utf8'))).toMatchObject({
      label: 'my mock',
    });
  });

  test.for<[string, string[], string]>([
    [
      'a file below a file',
      ['--output', '@a.json/badge.json'],
      "error: option '--output <file>' argument 'a.json/badge.json' is invalid. a.json/badge.json cannot be written: a.json is not a folder.\n(--help lists commands and options)\n",
    ],
    [
      'the report as the file to write',
      ['--output', '@a.json'],
      'a.json is a report to read. Name another file, or it is overwritten.\n',
    ],
  ])('refuses %s', async ([, args, message]) => {
    const { code, stderr, folder } = await runOn({ 'a.json': text }, 'badge', '@a.json', ...args);

    expect({ code, stderr }).toEqual({ code: 2, stderr: message });
    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe(text);
  });
});
