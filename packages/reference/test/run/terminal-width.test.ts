import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { fileOf } from './files.ts';
import { actionOf, command } from './terminal.ts';

const writeAction = () =>
  fileOf(
    'action.cjs',
    actionOf(
      `api.cache.set('key', 'some words that need more room than the terminal has', { ttl: 1000 });
     api.access.deny('You have tried this too often today. Please try it again tomorrow.');`,
    ),
  );

/** Runs the command on a terminal, and measures the widest line that could be narrower. */
async function measure(args: readonly string[], columns: number): Promise<number> {
  const { stdout } = await command(args, { isTTY: true, columns });
  const lines = stripVTControlCharacters(stdout).split('\n');
  return Math.max(...lines.filter((line) => line.trim().includes(' ')).map(({ length }) => length));
}

describe('the report', () => {
  test.each([60, 72, 90])('of run wraps to a terminal of %d columns', async (columns) => {
    expect(await measure(['run', writeAction(), '--no-color'], columns)).toBeLessThanOrEqual(
      columns,
    );
  });

  test('does not wrap in a file', async () => {
    const { stdout } = await command(['run', writeAction()]);

    expect(stdout).toContain(
      "  api.access.deny('You have tried this too often today. Please try it again tomorrow.')  → api\n",
    );
  });
});

describe('--help', () => {
  test.each([[[]], [['run']]])('of %j is at most 100 columns wide', async (args) => {
    expect(await measure([...args, '--help'], 200)).toBeLessThanOrEqual(100);
  });

  test('shows examples, exit codes and the docs', async () => {
    const { code, stdout } = await command(['run', '--help']);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^Examples:\n {2}post-challenge-reference run /m);
    expect(stdout).toMatch(/^Exit codes:\n {2}0 {2}.*\n {2}1 {2}.*\n {2}2 {2}/m);
    expect(stdout).toMatch(/^Docs: \S*README\.md$/m);
  });
});

test.each(['-v', '--version'])('%s prints the version', async (option) => {
  expect(await command([option])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/) as string,
  });
});

test('--color and --no-color decide about colours', async () => {
  const { stdout: plain } = await command(['run', writeAction(), '--no-color'], { isTTY: true });
  const { stdout: coloured } = await command(['--color', 'run', writeAction()]);

  expect(plain).not.toContain('\u001B');
  expect(coloured).toContain('\u001B[31m→ denied');
});
