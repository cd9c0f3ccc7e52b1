import { describe, expect, test } from 'vitest';
import { type ProcessResult, runInConsumer, writeConsumerFile } from './consumer.ts';

const bin = 'node_modules/.bin/post-challenge-conformance';
const quick = ['--rule', 'access.deny/*', '--runs', '5'];

const wellBehaved = `
import { fromApi } from '@post-challenge/conformance';
import { createPostChallenge } from '@post-challenge/reference';
export default fromApi({ name: 'a', create: (input) => { created(); return createPostChallenge(input); } });
`;

/** Checks the reference, with something else that happens as an execution begins. */
function checkWhile(happens: string): Promise<ProcessResult> {
  const adapter = `${wellBehaved}let made = 0;\nfunction created() { made += 1; ${happens} }\n`;
  return runInConsumer(bin, 'check', writeConsumerFile('adapter.mjs', adapter), ...quick);
}

test('the command is found by npx, and helps', async () => {
  const { code, stdout } = await runInConsumer(
    'npx',
    '--no-install',
    '@post-challenge/conformance',
    '--help',
  );

  expect(code).toBe(0);
  expect(stdout).toMatch(/^Usage: post-challenge-conformance /);
});

test('a report of which nobody reads the end is no fault of anybody', async () => {
  const command = 'node_modules/.bin/post-challenge-conformance list | true';

  expect(await runInConsumer('sh', '-c', command)).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('an adapter is checked', async () => {
  const path = writeConsumerFile('adapter.mjs', `${wellBehaved}function created() {}`);

  const { code, stdout, stderr } = await runInConsumer(bin, 'check', path, '--runs', '5');

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/\na is conformant at api level: \d+ of \d+ rules judged; .*\.\n$/);
});

describe('nothing is reported, and one sentence says why, where an implementation', () => {
  const ended = 'The implementation ended the process, or never settled, before the report.\n';

  test.each([
    ['ends the process as if all were well', 'if (made > 2) process.exit(0);', ended],
    ['ends the process', 'if (made > 2) process.exit(7);', ended],
    [
      'throws in a callback',
      "setImmediate(() => { throw new Error('Oh'); });",
      'The implementation threw outside a call: Error: Oh. Mend it, and run again.\n',
    ],
    [
      'rejects a promise that nothing awaits',
      "Promise.reject(new Error('Oh'));",
      'The implementation threw outside a call: Error: Oh. Mend it, and run again.\n',
    ],
  ])('%s', async (_, happens, sentence) => {
    expect(await checkWhile(happens)).toEqual({ code: 2, stdout: '', stderr: sentence });
  });

  test.each([
    ['ends the process as it is loaded', 'process.exit(0);'],
    ['never finishes loading', 'await new Promise(() => {});'],
  ])('%s', async (_, source) => {
    expect(
      await runInConsumer(bin, 'check', writeConsumerFile('adapter.mjs', source), ...quick),
    ).toEqual({
      code: 2,
      stdout: '',
      stderr: ended,
    });
  });
});

test('a run that the user interrupts reports what was judged so far', async () => {
  const { code, stdout, stderr } = await checkWhile(
    "if (made === 9) process.kill(process.pid, 'SIGINT');",
  );

  expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
  expect(stdout).toMatch(/\nThe report on a is incomplete: \d rules judged so far\.\n$/);
});

describe('what is not JavaScript is told from what cannot be loaded', () => {
  const text = writeConsumerFile('notes.md', '# Hello');

  test('where it is the implementation', async () => {
    expect(await runInConsumer(bin, 'check', text)).toEqual({
      code: 2,
      stdout: '',
      stderr: `${text} is not JavaScript. Name a module whose default export is an implementation.\n`,
    });
  });

  test('where the implementation imports it', async () => {
    const { code, stderr } = await runInConsumer(
      bin,
      'check',
      writeConsumerFile('adapter.mjs', `import './${text}';`),
    );

    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^adapter\.mjs cannot be loaded: .*notes\.md\. Mend the module and run again\.\n$/,
    );
  });
});
