import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { encodeReplay } from '../../src/language/replay-word.ts';
import { oneExecution } from '../../src/rules/scenarios.ts';
import {
  BLOCK,
  installCommand,
  name,
  runBin,
  start,
  writeImplementation,
} from './installed-command.ts';
import { expectProcessesEnded, readPids } from './running.ts';
import { options, testEndings, writeAdapter } from './test-endings.ts';

installCommand();

// `pnpm strength` tries all ways to interfere.
testEndings(3);

test.concurrent.for<[string, string, string]>([
  [
    'waits for a promise that nothing settles',
    'await new Promise(() => {});',
    'There is no report: the implementation waits for a promise that nothing can settle. Settle it, and run again.\n',
  ],
  [
    'exits',
    'process.exit(0);',
    'implementation.mjs cannot be loaded: The implementation called process.exit(0), which would end the check. Throw an error instead.\n',
  ],
])('check reports that there is no report if a module %s', async ([, atLoad, stderr]) => {
  const ran = await runBin(writeAdapter(atLoad), 'check', name, ...options);

  expect(ran).toEqual({ code: 2, signal: null, stdout: '', stderr });
});

test.concurrent.for<[name: string, atLoad: string]>([
  ['JSON.stringify', "JSON.stringify = () => 'nonsense';"],
  ['Array.prototype.map', "Array.prototype.map = () => { throw new Error('mapped'); };"],
])('check does not blame the suite if the implementation replaces %s', async ([named, atLoad]) => {
  const { code, stdout, stderr } = await runBin(writeAdapter(atLoad), 'check', name, ...options);

  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: '',
    stderr: `The implementation has replaced ${named}, which the suite uses. Restore it after each call, or run with --isolate.\n`,
  });
});

test.concurrent('replay keeps stdout for its result, and ends', async () => {
  const cwd = writeAdapter('setInterval(() => {}, 1000);', "console.log('hello'); return 5;");
  const scenario = oneExecution([{ call: 'access.deny', args: ['no'] }]);
  const word = encodeReplay('access.deny/denies', scenario);

  const ran = await runBin(cwd, 'replay', name, 'access.deny/denies', word);

  expect(ran.code).toBe(1);
  expect(ran.stdout).toMatch(/^✗ access\.deny\/denies /);
  expect(ran.stderr).toBe('hello\n');
});

test.concurrent('the second Ctrl-C ends a check that waits for the implementation', async () => {
  const cwd = writeAdapter('', "console.error('waiting'); return new Promise(() => {});");
  const child = start(cwd, 'check', name, '--timeout', '600000');
  const output = text(child.stdout);
  const ended = once(child, 'exit');
  await once(child.stderr, 'data');
  child.kill('SIGINT');
  // Equal signals that are pending at the same time are one.
  const repeated = setInterval(() => child.kill('SIGINT'), 50);

  expect([await ended, await output]).toEqual([[2, null], '']);
  clearInterval(repeated);
});

test.concurrent('a check that hangs ends the programs that it has started', async () => {
  const cwd = writeImplementation(`
    import { serve } from '@post-challenge/conformance';
    const isServed = process.argv[2] === 'serve';
    if (isServed) serve(fromApi({ name: 'served', create: createPostChallenge }));
    const args = ['implementation.mjs', 'serve'];
    const served = isServed || await fromProcess({ command: process.execPath, args });
    export default { ...served, open() { ${BLOCK} } };`);

  const { signal, stderr } = await runBin(cwd, 'check', name);

  expect(signal).toBe('SIGKILL');
  expect(stderr).toBe(
    '\nThe implementation has blocked this process for 5000 ms, as --timeout allows, and nothing in the process can interrupt it. It was being loaded, or ran an empty action.\n',
  );
  await expectProcessesEnded(readPids(join(cwd, 'pids')));
});
