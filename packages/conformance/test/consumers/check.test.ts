import { describe, expect, test } from 'vitest';
import { type ProcessResult, runInConsumer, writeConsumerFile } from './consumer.ts';

const bin = 'node_modules/.bin/post-challenge-conformance';
const quick = ['--rule', 'access.deny/*', '--runs', '5'];

const wellBehaved = `
import { fromApi } from '@post-challenge/conformance';
import { createPostChallenge } from '@post-challenge/reference';
export default fromApi({ name: 'a', create: (input) => { created(); return createPostChallenge(input); } });
`;

/** Checks the reference with an adapter whose `create` also runs this code. */
function checkWhile(happens: string): Promise<ProcessResult> {
  const adapter = `${wellBehaved}let made = 0;\nfunction created() { made += 1; ${happens} }\n`;
  return runInConsumer(bin, 'check', writeConsumerFile('adapter.mjs', adapter), ...quick);
}

test('npx runs the command', async () => {
  const { code, stdout } = await runInConsumer(
    'npx',
    '--no-install',
    '@post-challenge/conformance',
    '--help',
  );

  expect(code).toBe(0);
  expect(stdout).toMatch(/^Usage: post-challenge-conformance /);
});

test('the command ends without an error if its output is not read to the end', async () => {
  const command = 'node_modules/.bin/post-challenge-conformance list | true';

  expect(await runInConsumer('sh', '-c', command)).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('check reports that the reference is conformant', async () => {
  const path = writeConsumerFile('adapter.mjs', `${wellBehaved}function created() {}`);

  const { code, stdout, stderr } = await runInConsumer(bin, 'check', path, '--runs', '5');

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(
    /\na is conformant to edition 2025 at api level: (\d+) of \1 judged rules pass · .*\.\n$/,
  );
});

test('the baseline of the reference lists only the rules that need a host', async () => {
  const path = writeConsumerFile('adapter.mjs', `${wellBehaved}function created() {}`);

  const { stdout } = await runInConsumer(bin, 'baseline', path, 'baseline.json', '--runs', '5');

  expect(stdout).toMatch(/^The baseline of edition 2025 lists: \d+ unobservable\.\n$/);
});

test.each([
  [
    'ends the process with exit code 0',
    'if (made > 2) process.exit(0);',
    'The implementation called process.exit(0), which would end the check. Throw an error instead.',
  ],
  [
    'ends the process with another exit code',
    'if (made > 2) process.exit(7);',
    'The implementation called process.exit(7), which would end the check. Throw an error instead.',
  ],
  [
    'throws in a callback',
    "setImmediate(() => { throw new Error('Oh'); });",
    'The implementation threw an error outside a call: Error: Oh. Catch it, or await the promise that rejects.',
  ],
  [
    'rejects a promise that nothing awaits',
    "Promise.reject(new Error('Oh'));",
    'The implementation threw an error outside a call: Error: Oh. Catch it, or await the promise that rejects.',
  ],
])('a rule is errored if the implementation %s', async (_, happens, sentence) => {
  const { code, stdout } = await checkWhile(happens);

  expect(code).toBe(2);
  expect(stdout).toContain(`? access.deny/denies   MUST, documented   errored\n  ${sentence}`);
});

test.each([
  [
    'ends the process while it is loaded',
    'process.exit(0);',
    'adapter.mjs cannot be loaded: The implementation called process.exit(0), which would end the check. Throw an error instead.\n',
  ],
  [
    'never finishes loading',
    'await new Promise(() => {});',
    'There is no report: the implementation waits for a promise that nothing can settle. Settle it, and run again.\n',
  ],
])(
  'check prints one message and no report if an implementation %s',
  async (_, source, sentence) => {
    const path = writeConsumerFile('adapter.mjs', source);

    expect(await runInConsumer(bin, 'check', path, ...quick)).toEqual({
      code: 2,
      stdout: '',
      stderr: sentence,
    });
  },
);

test('check reports the rules judged so far if the user interrupts the run', async () => {
  const { code, stdout, stderr } = await checkWhile(
    `if (made === 9)
      process.getBuiltinModule('node:child_process').execFileSync('kill', ['-INT', String(process.pid)]);`,
  );

  expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
  expect(stdout).toMatch(
    /\nThe report on a is incomplete: (\d) of \1 judged rules? pass(?:es)?.*\.\n$/,
  );
});

describe('check names the file that is not JavaScript', () => {
  const text = writeConsumerFile('notes.md', '# Hello');

  test('if it is the implementation', async () => {
    expect(await runInConsumer(bin, 'check', text)).toEqual({
      code: 2,
      stdout: '',
      stderr: `${text} is not JavaScript. Name a module whose default export is an implementation.\n`,
    });
  });

  test('if the implementation imports it', async () => {
    const { code, stderr } = await runInConsumer(
      bin,
      'check',
      writeConsumerFile('adapter.mjs', `import './${text}';`),
    );

    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^adapter\.mjs cannot be loaded: .*notes\.md\. Fix the module and run again\.\n$/,
    );
  });
});
