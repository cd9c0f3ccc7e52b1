import { join } from 'node:path';
import type { Report } from '@post-challenge/conformance';
import { describe, expect, test } from 'vitest';
import { runCli, suiteSpecifier, writeFolder, writeModule } from '../commands/terminal.ts';

/** Controls of C0 and C1, and one of the direction of text. */
const CONTROLS = '\u001B[2J\u0007\u009B31m\u202E\u2066';
const HOSTILE = JSON.stringify(CONTROLS);
const rules = ['--rule', 'access.deny/*', '--runs', '3'];

const throwing = `export default fromApi({ name: 'a' + ${HOSTILE}, create: () => ({
  api: { access: { deny() { throw new Error(${HOSTILE}); } } },
  outcome: () => ({ status: 'denied', reason: ${HOSTILE} }),
}) });`;

/** Expects that a text has no control character besides the line feed. */
function expectVisible(text: string): void {
  expect(text.replaceAll('\n', '')).not.toMatch(/\p{C}/u);
}

describe('texts of the implementation are escaped', () => {
  test.for(['pretty', 'json', 'junit', 'markdown', 'html', 'github'])('by %s', async (reporter) => {
    const path = writeModule(throwing);

    const { code, stdout } = await runCli(['check', path, ...rules, '--reporter', reporter]);

    expect(code).toBe(1);
    expectVisible(stdout);
  });

  test('and the JSON report still holds them', async () => {
    const args = ['check', writeModule(throwing), ...rules, '--reporter', 'json'];
    const report = JSON.parse((await runCli(args)).stdout) as Report;

    expect(report.implementation.name).toBe(`a${CONTROLS}`);
    expect(JSON.stringify(report.rules.map(({ trace }) => trace))).toContain(HOSTILE.slice(1, -1));
  });

  test('if it hangs', async () => {
    const path = writeModule(
      `export default fromApi({ name: ${HOSTILE}, create: () => ({ api: { access: { deny: () => new Promise(() => {}) } } }) });`,
    );

    const { stdout } = await runCli(['check', path, '--timeout', '5', ...rules]);

    expect(stdout).toContain('did not answer start within 5 ms.');
    expectVisible(stdout);
  });

  test('in diff and rejudge, whatever a report holds', async () => {
    const args = ['check', writeModule(throwing), ...rules, '--reporter', 'json'];
    const report = JSON.parse((await runCli(args)).stdout) as Report;
    const changed = {
      ...report,
      rules: report.rules.map((rule, index) => ({
        ...rule,
        id: `a/${CONTROLS}${index}`,
        message: CONTROLS,
      })),
    };
    const folder = writeFolder({ a: JSON.stringify(report), b: JSON.stringify(changed) });
    const [a, b] = [join(folder, 'a'), join(folder, 'b')];

    const diffed = await runCli(['diff', a, b]);
    const rejudged = await runCli(['rejudge', b]);

    expect(diffed.stdout).toContain('\\u001B[2J');
    for (const { stdout, stderr } of [diffed, rejudged]) expectVisible(stdout + stderr);
  });
});

describe('usage errors are escaped', () => {
  test.for<[string, string[]]>([
    ['an option', ['check', `--${CONTROLS}`]],
    ['a command', [CONTROLS]],
    ['a rule', ['explain', CONTROLS]],
    ['a path', ['check', CONTROLS]],
    ['a report', ['diff', CONTROLS, CONTROLS]],
    ['the value of an option', ['check', 'a', '--runs', CONTROLS]],
    ['a replay', ['replay', 'a', 'cache.set/ttl', CONTROLS]],
  ])('%s', async ([, args]) => {
    const { code, stdout, stderr } = await runCli(args);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expectVisible(stderr);
  });

  test('the error of a module', async () => {
    const path = writeModule(`throw new Error(${HOSTILE} + ${suiteSpecifier});`);
    const { stderr } = await runCli(['check', path]);

    expect(stderr).toMatch(/cannot be loaded: Error: .*2J/);
    expectVisible(stderr);
  });
});
