import { describe, expect, test } from 'vitest';
import { type ProcessResult, runInConsumer, writeConsumerFile } from './consumer.ts';

/** Executes an action whose handler has this body. */
function executeBody(body: string): Promise<ProcessResult> {
  const action = `exports.onExecutePostChallenge = async (event, api) => {\n${body}\n};\n`;
  return runInConsumer(
    'node_modules/.bin/post-challenge-reference',
    'run',
    writeConsumerFile('action.cjs', action),
  );
}

test('npx runs the command', async () => {
  const { code, stdout, stderr } = await runInConsumer(
    'npx',
    '--no-install',
    '@post-challenge/reference',
    '--help',
  );

  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stdout).toMatch(/^Usage: post-challenge-reference /);
});

test('the command ends without an error if its output is not read to the end', async () => {
  const command = 'node_modules/.bin/post-challenge-reference --help | true';

  expect(await runInConsumer('sh', '-c', command)).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('run executes an action, and keeps its logs out of the report', async () => {
  const ran = await executeBody("console.log('Hello.'); api.access.deny('Not now.');");

  expect(ran).toEqual({
    code: 0,
    stdout:
      "action.cjs  onExecutePostChallenge\n  api.access.deny('Not now.')  → api\n\n→ denied: Not now.\n",
    stderr: 'Hello.\n',
  });
});

describe('run prints one message and no report if an action', () => {
  const ended =
    'An action ended the process, or left a promise pending, before the report was complete.\n';
  const outside =
    'An action threw, or rejected a promise, outside its handler. Await every promise in it.\n';

  test.each([
    ['ends the process with exit code 0', 'process.exit(0);', ended],
    ['ends the process with another exit code', 'process.exit(7);', ended],
    ['never settles', 'await new Promise(() => {});', ended],
    [
      'throws in a callback',
      "setTimeout(() => { throw new Error('the-secret'); }); await new Promise(() => {});",
      outside,
    ],
    [
      'rejects a promise that nothing awaits',
      "Promise.reject(new Error('the-secret')); await new Promise((done) => setTimeout(done, 10));",
      outside,
    ],
  ])('%s', async (_, body, sentence) => {
    expect(await executeBody(`api.access.deny('Not now.'); ${body}`)).toEqual({
      code: 2,
      stdout: '',
      stderr: sentence,
    });
  });
});

test('run prints the whole report and exits with code 2 if an action throws after the report', async () => {
  const ran = await executeBody("process.once('beforeExit', () => { throw new Error(); });");

  expect(ran.code).toBe(2);
  expect(ran.stdout).toBe('action.cjs  onExecutePostChallenge\n  calls nothing\n\n→ completed\n');
  expect(ran.stderr).toMatch(/^An action threw, .*\.\n$/);
});
