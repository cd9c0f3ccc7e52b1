import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { fileOf } from './files.ts';
import { actionOf, command } from './terminal.ts';

/** Runs an action and waits after the report, as the command does. */
function runAndWait(action: string, ...options: string[]) {
  const settle = () => setTimeout(30);
  return command(['run', fileOf('action.cjs', action), ...options], { settle });
}

const sentence = (method: string) =>
  new RegExp(
    `^TypeError: Cannot .*: api\\.${method} was called after the handler had ended, .*Await every promise.*\n {4}at .*action\\.cjs:\\d+:\\d+\n$`,
  );

describe('a call after the handler has ended', () => {
  test.each([
    ['access.deny', "setTimeout(() => { try { api.access.deny('No.'); } catch {} }, 5);"],
    [
      'cache.set',
      "const help = async () => { await new Promise(setImmediate); api.cache.set('a', 'b'); }; help().catch(() => {});",
    ],
    [
      'access.deny',
      "const help = async () => { await null; await null; api.access.deny('No.'); }; help().catch(() => {});",
    ],
    [
      'transaction.setResultUrl',
      "fetch('data:,').then(() => api.transaction.setResultUrl('https://a.example/')).catch(() => {});",
    ],
  ])('makes the run fail, and says what to await: %s', async (method, body) => {
    const ran = await runAndWait(actionOf(body));

    expect(ran.code).toBe(1);
    expect(ran.stdout).toMatch(/calls nothing\n\n→ completed\n$/);
    expect(ran.stderr).toMatch(sentence(method));
  });

  test('is reported beside the JSON document too, and without secrets', async () => {
    const body = "setImmediate(() => { try { api.access.deny('No.'); } catch {} });";
    const ran = await runAndWait(actionOf(body), '--json', '--secret', 'KEY=Await every');

    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.stdout)).toMatchObject({ outcome: { status: 'completed' } });
    expect(ran.stderr).toContain('<KEY> promise');
  });

  test('is reported if the next action executes meanwhile', async () => {
    const late = fileOf(
      'late.cjs',
      actionOf("setImmediate(() => { try { api.access.deny('No.'); } catch {} });"),
    );
    const slow = fileOf('slow.cjs', actionOf('await new Promise((end) => setTimeout(end, 20));'));

    const ran = await command(['run', late, slow]);

    expect(ran.code).toBe(1);
    expect(ran.stdout).toMatch(/→ completed\n$/);
    expect(ran.stderr).toMatch(/at .*late\.cjs:2:\d+\n$/);
  });
});
