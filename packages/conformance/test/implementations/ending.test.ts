import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Report } from '@post-challenge/conformance';
import { describe, expect, test } from 'vitest';
import { encodeReplay } from '../../src/language/replay-word.ts';
import { oneExecution } from '../../src/rules/scenarios.ts';
import { installCommand, name, runBin, start, writeImplementation } from './installed-command.ts';
import { expectProcessesEnded, readPids } from './running.ts';

installCommand();

const rules = ['access.deny/returns-api', 'redirect.sendUserTo/returns-api'];
const options = ['--runs', '3', '--reporter', 'json', ...rules.flatMap((rule) => ['--rule', rule])];

/** Writes a module of the reference that executes code when it is loaded, and other code in place of `api.access.deny`. */
function writeAdapter(atLoad: string, inDeny = 'return deny(reason);'): string {
  return writeImplementation(`
    import { spawn } from 'node:child_process';
    import { createServer } from 'node:http';
    import { stdout } from 'node:process';
    const leave = (stdio, ignored = 'SIGUSR2') => {
      const code = 'process.on("' + ignored + '", () => {}); setInterval(() => {}, 1000);';
      const { pid } = spawn(process.execPath, ['-e', code], { stdio });
      appendFileSync('pids', pid + '\\n');
    };
    ${atLoad}
    const create = (input) => {
      const created = createPostChallenge(input);
      const deny = created.api.access.deny.bind(created.api.access);
      created.api.access.deny = (reason) => { ${inDeny} };
      return created;
    };
    export default fromApi({ name: 'hostile', create });`);
}

const listVerdicts = (stdout: string) =>
  (JSON.parse(stdout) as Report).rules.map(({ verdict }) => verdict);

describe.concurrent('check ends with its exit code, and stdout is the report alone, if the implementation', () => {
  test.for<[string, string, string?]>([
    ['leaves an interval', 'setInterval(() => {}, 1000);'],
    ['leaves a server', 'createServer(() => {}).listen(0);'],
    ['leaves a child with open pipes', "leave('pipe');"],
    ['leaves a child that does not hear SIGTERM', "leave('ignore', 'SIGTERM');"],
    ['logs', "console.log('at load');", "console.log('hello'); return deny(reason);"],
    ['writes', "process.stdout.write('at load');", "stdout.write('hello'); return deny(reason);"],
    ['ends stdout', 'process.stdout.end();', 'process.stdout.destroy(); return deny(reason);'],
    [
      'writes at exit',
      "process.on('exit', () => console.log('bye')); process.on('beforeExit', () => stdout.write('bye'));",
    ],
    ['sets the exit code', 'process.exitCode = 7;', 'process.exitCode = 1; return deny(reason);'],
    ['exits at exit', "process.on('exit', () => process.exit(5));"],
    ['throws after the report', 'setTimeout(() => setTimeout(() => { throw 5; }, 0), 3000).ref();'],
    ['removes all listeners', 'process.removeAllListeners();'],
  ])('%s', async ([, atLoad, inDeny]) => {
    const cwd = writeAdapter(atLoad, inDeny);

    const { code, stdout } = await runBin(cwd, 'check', name, ...options);

    expect({ code, verdicts: listVerdicts(stdout) }).toEqual({
      code: 0,
      verdicts: ['passed', 'passed'],
    });
    await expectProcessesEnded(readPids(join(cwd, 'pids')));
  });

  test.for<[string, string]>([
    [
      'an exit handler that sets the exit code',
      "process.on('exit', () => (process.exitCode = 0));",
    ],
    ['an exit handler that exits', "process.on('exit', () => process.exit(0));"],
    ['an exit handler that throws', "process.on('exit', () => { throw 5; });"],
  ])('has a failure and %s', async ([, atLoad]) => {
    const cwd = writeAdapter(atLoad, 'return 5;');

    const { code, stdout } = await runBin(cwd, 'check', name, ...options);

    expect({ code, verdicts: listVerdicts(stdout) }).toEqual({
      code: 1,
      verdicts: ['failed', 'passed'],
    });
  });
});

describe.concurrent('check marks one rule as errored and no other if the implementation', () => {
  test.for<[string, string, string]>([
    [
      'exits',
      'process.exit(0);',
      'The implementation called process.exit(0), which would end the check. Throw an error instead. Its last step was api.access.deny, step 3 of the execute handler of action 1.',
    ],
    ...['process.reallyExit(0)', 'process.abort()', 'process.kill(0)'].map(
      (call): [string, string, string] => [
        `calls ${call}`,
        `${call};`,
        `The implementation called ${call}, which would end the check. Throw an error instead. Its last step was api.access.deny, step 3 of the execute handler of action 1.`,
      ],
    ),
    [
      'kills itself with an imported function',
      "return import('node:process').then(({ kill, pid }) => kill(pid, 'SIGKILL'));",
      'The implementation called process.kill(process.pid, SIGKILL), which would end the check. Throw an error instead. Its last step was api.access.deny, step 1 of the execute handler of action 1.',
    ],
    [
      'exits later',
      'setTimeout(() => process.exit(), 0); return deny(reason);',
      'The implementation called process.exit(), which would end the check. Throw an error instead.',
    ],
    [
      'throws in a timer',
      "setTimeout(() => { throw new Error('late'); }, 0); return deny(reason);",
      'The implementation threw an error outside a call: Error: late. Catch it, or await the promise that rejects.',
    ],
    [
      'throws a value without a text in a timer',
      'setTimeout(() => { throw Object.create(null); }, 0); return deny(reason);',
      'The implementation threw an error outside a call: object: something that cannot be read. Catch it, or await the promise that rejects.',
    ],
    [
      'rejects a promise that nobody handles',
      "Promise.reject(new Error('nobody')); return deny(reason);",
      'The implementation threw an error outside a call: Error: nobody. Catch it, or await the promise that rejects.',
    ],
  ])('%s', async ([, inDeny, message]) => {
    const { code, stdout } = await runBin(writeAdapter('', inDeny), 'check', name, ...options);
    const report = JSON.parse(stdout) as Report;

    expect({ code, verdicts: listVerdicts(stdout) }).toEqual({
      code: 2,
      verdicts: ['errored', 'passed'],
    });
    expect(report.rules[0]?.message).toBe(message);
  });
});

test.concurrent.for<[string, string, string]>([
  [
    'waits for a promise that nothing settles',
    'await new Promise(() => {});',
    'There is no report: the implementation waits for a promise that nothing can settle. Settle it, and run again.\n',
  ],
  [
    'exits',
    'process.exit(0);',
    'implementation.mjs cannot be loaded: ImplementationError: The implementation called process.exit(0), which would end the check. Throw an error instead. Fix the module and run again.\n',
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
    export default { ...served, open() { for (;;); } };`);

  const { signal, stderr } = await runBin(cwd, 'check', name);

  expect(signal).toBe('SIGKILL');
  expect(stderr).toBe(
    '\nThe implementation has blocked this process for 5000 ms, as --timeout allows, and nothing in the process can interrupt it. It was being loaded, or ran an empty action.\n',
  );
  await expectProcessesEnded(readPids(join(cwd, 'pids')));
});
