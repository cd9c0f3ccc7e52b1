import { join } from 'node:path';
import type { Report } from '@post-challenge/conformance';
import { describe, expect, test } from 'vitest';
import { name, runBin, writeImplementation } from './installed-command.ts';
import { expectProcessesEnded, readPids } from './running.ts';

const rules = ['access.deny/returns-api', 'redirect.sendUserTo/returns-api'];
/** The options of a short check. */
export const options = [
  '--runs',
  '3',
  '--reporter',
  'json',
  ...rules.flatMap((rule) => ['--rule', rule]),
];

/** Writes a module of the reference that executes code when it is loaded, and other code in place of `api.access.deny`. */
export function writeAdapter(atLoad: string, inDeny = 'return deny(reason);'): string {
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

/**
 * Defines the tests of checks whose implementation interferes with the end of the process.
 *
 * @param share - Takes one in so many of the ways to interfere.
 */
export function testEndings(share: number): void {
  const take = <T>(cases: readonly T[]) => cases.filter((_, index) => index % share === 0);

  describe.concurrent('check ends with its exit code, and stdout is the report alone, if the implementation', () => {
    test.for(
      take<[string, string, string?]>([
        ['leaves an interval', 'setInterval(() => {}, 1000);'],
        ['leaves a server', 'createServer(() => {}).listen(0);'],
        ['leaves a child with open pipes', "leave('pipe');"],
        ['leaves a child that does not hear SIGTERM', "leave('ignore', 'SIGTERM');"],
        ['logs', "console.log('at load');", "console.log('hello'); return deny(reason);"],
        [
          'writes',
          "process.stdout.write('at load');",
          "stdout.write('hello'); return deny(reason);",
        ],
        ['ends stdout', 'process.stdout.end();', 'process.stdout.destroy(); return deny(reason);'],
        [
          'writes at exit',
          "process.on('exit', () => console.log('bye')); process.on('beforeExit', () => stdout.write('bye'));",
        ],
        [
          'sets the exit code',
          'process.exitCode = 7;',
          'process.exitCode = 1; return deny(reason);',
        ],
        ['exits at exit', "process.on('exit', () => process.exit(5));"],
        [
          'throws after the report',
          'setTimeout(() => setTimeout(() => { throw 5; }, 0), 3000).ref();',
        ],
        ['removes all listeners', 'process.removeAllListeners();'],
      ]),
    )('%s', async ([, atLoad, inDeny]) => {
      const cwd = writeAdapter(atLoad, inDeny);

      const { code, stdout } = await runBin(cwd, 'check', name, ...options);

      expect({ code, verdicts: listVerdicts(stdout) }).toEqual({
        code: 0,
        verdicts: ['passed', 'passed'],
      });
      await expectProcessesEnded(readPids(join(cwd, 'pids')));
    });

    test.for(
      take<[string, string]>([
        [
          'an exit handler that sets the exit code',
          "process.on('exit', () => (process.exitCode = 0));",
        ],
        ['an exit handler that exits', "process.on('exit', () => process.exit(0));"],
        ['an exit handler that throws', "process.on('exit', () => { throw 5; });"],
      ]),
    )('has a failure and %s', async ([, atLoad]) => {
      const cwd = writeAdapter(atLoad, 'return 5;');

      const { code, stdout } = await runBin(cwd, 'check', name, ...options);

      expect({ code, verdicts: listVerdicts(stdout) }).toEqual({
        code: 1,
        verdicts: ['failed', 'passed'],
      });
    });
  });

  describe.concurrent('check marks one rule as errored and no other if the implementation', () => {
    test.for(
      take<[string, string, string]>([
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
      ]),
    )('%s', async ([, inDeny, message]) => {
      const { code, stdout } = await runBin(writeAdapter('', inDeny), 'check', name, ...options);
      const report = JSON.parse(stdout) as Report;

      expect({ code, verdicts: listVerdicts(stdout) }).toEqual({
        code: 2,
        verdicts: ['errored', 'passed'],
      });
      expect(report.rules[0]?.message).toBe(message);
    });
  });
}
