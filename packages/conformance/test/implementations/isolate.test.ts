import type { Report } from '@post-challenge/conformance';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test, vi } from 'vitest';
import { AT, checkIsolated, rules, writeReference } from './check-isolated.ts';
import {
  BLOCK,
  folder,
  installCommand,
  name,
  runBin,
  start,
  writeImplementation,
} from './installed-command.ts';
import { expectProcessesEnded, readPids } from './running.ts';

installCommand();

describe.concurrent('marks one rule as errored and no other if an isolated implementation', () => {
  // `pnpm strength` tries more.
  test.for<[string, string, string]>([
    [
      'never settles',
      'return new Promise(() => {});',
      `hostile did not answer start within 2000 ms.${AT}`,
    ],
    ['exits', 'process.exit(0);', `The process ended with exit code 0.${AT}`],
    [
      'is killed',
      'process.kill(process.pid, "SIGKILL");',
      `The process was ended by SIGKILL.${AT}`,
    ],
    [
      'writes to its standard output',
      'writeSync(1, "hello\\n");',
      `The process wrote a line that is not a protocol message: it is not JSON. The line: hello.${AT}`,
    ],
  ])('%s', async ([, get, message]) => {
    const { code, verdicts, said } = await checkIsolated(get, '2000');

    expect({ code, verdicts, said }).toEqual({
      code: 2,
      verdicts: ['passed', 'errored', 'passed'],
      said: message,
    });
  });
});

test.concurrent('judges an isolated implementation like any other if it throws something that is not an error', async () => {
  const { verdicts } = await checkIsolated('throw null;', '5000');

  expect(verdicts).toEqual(['passed', 'failed', 'passed']);
});

describe.concurrent('reports the same error with and without isolation if a module', () => {
  test.for<[string, string]>([
    ['throws', 'throw new RangeError("not here");'],
    ['exports something else', 'export default null;'],
    [
      'exports an implementation that throws in create',
      'export default fromApi({ name: "a", create() { throw 5; } });',
    ],
    ['starts no process', 'export default await fromProcess({ command: "no-such-program" });'],
  ])('%s', async ([, source]) => {
    const cwd = writeImplementation(source);

    const isolated = await runBin(cwd, 'check', name, '--isolate');

    expect(isolated).toEqual(await runBin(cwd, 'check', name));
    expect(isolated).toMatchObject({ code: 2, stdout: '' });
  });

  test('does not exist', async () => {
    expect(await runBin(folder(), 'check', 'nowhere.mjs', '--isolate')).toEqual(
      await runBin(folder(), 'check', 'nowhere.mjs'),
    );
  });
});

describe.concurrent('reports that a module ended while it was loaded if it', () => {
  test('exits', async () => {
    const cwd = writeImplementation('process.exit(0);');

    expect(await runBin(cwd, 'check', name, '--isolate')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'implementation.mjs cannot be loaded. The process ended with exit code 0.\n',
    });
  });
});

describe.concurrent('without isolation, an implementation that hangs', () => {
  const said =
    '\nThe implementation has blocked this process for 5000 ms, longer than --timeout 2000 allows, and nothing in the process can interrupt it. It hung in the rule api/has-every-method, at step 1 of the execute handler of action 1. Run again with --isolate, which goes on with the other rules.\n';
  const options = ['--timeout', '2000', '--runs', '5'];

  test('ends the run with advice if a method blocks', async () => {
    const cwd = writeReference(BLOCK);

    const { signal, stderr } = await runBin(cwd, 'check', name, ...options);

    expect({ signal, stderr }).toEqual({ signal: 'SIGKILL', stderr: said });
  });

  test('does not end the run if it awaits a promise', async () => {
    const cwd = writeReference('return new Promise(() => {});');

    const args = [...options, '--rule', rules[1] ?? ''];
    const { code, stdout } = await runBin(cwd, 'check', name, ...args);

    expect(code).toBe(2);
    expect(stdout).toContain('hostile did not answer start within 2000 ms.');
  });
});

test.concurrent('replays a scenario in isolation', async () => {
  const cwd = writeReference('throw new Error("no");');
  const options = ['--reporter', 'json', '--runs', '5', '--rule', rules[1] ?? ''];
  const checked = await runBin(cwd, 'check', name, ...options);
  const { replay = '' } = (JSON.parse(checked.stdout) as Report).rules[0] ?? {};
  writeReference(BLOCK, cwd);

  const args = [rules[1] ?? '', replay, '--isolate', '--timeout', '2000'];
  const { code, stdout } = await runBin(cwd, 'replay', name, ...args);

  expect({ code, stdout }).toEqual({
    code: 2,
    stdout: `${rules[1]} errored. hostile did not answer start within 2000 ms.${AT}\n`,
  });
});

test.concurrent.for([
  ['passes if its adapter says so', "'system'", 0],
  ['fails if its adapter does not say so', 'undefined', 1],
] as const)(
  'an isolated implementation that reads the time of the system %s',
  async ([, clock, expected]) => {
    const cwd = writeImplementation(`
    const system = { now: () => Date.now() };
    const create = ({ event }) => createPostChallenge({ event, clock: system });
    export default fromApi({ name: 'timed', clock: ${clock}, create });`);

    const args = ['--isolate', '--runs', '5', '--rule', 'cache.set/ttl'];
    const { code } = await runBin(cwd, 'check', name, ...args);

    expect(code).toBe(expected);
  },
);

test.concurrent('leaves no process behind if the run is ended', async () => {
  const cwd = writeReference(BLOCK);
  const child = start(cwd, 'check', name, '--isolate');
  const pids = join(cwd, 'pids');
  await vi.waitFor(() => expect(readPids(pids)).not.toEqual(['']), { timeout: 120_000 });

  child.kill('SIGTERM');

  expect(await once(child, 'exit')).toEqual([2, null]);
  await expectProcessesEnded(readPids(pids));
});

test.concurrent('leaves no process behind if an isolated process has started another one', async () => {
  const cwd = writeImplementation(`
    import { serve } from '@post-challenge/conformance';
    const create = (input) => {
      const made = createPostChallenge(input);
      made.api.authentication.challengeWithAny = () => { ${BLOCK} };
      return made;
    };
    const args = ['implementation.mjs', 'serve'];
    if (process.argv[2] === 'serve') serve(fromApi({ name: 'hostile', create }));
    export default process.argv[2] === 'serve' || await fromProcess({ command: process.execPath, args });`);

  const options = ['--isolate', '--timeout', '2000', '--rule', rules[1] ?? ''];
  const { code } = await runBin(cwd, 'check', name, ...options);

  expect(code).toBe(2);
  await expectProcessesEnded(readPids(join(cwd, 'pids')));
});

test.concurrent('a served implementation answers as JSON-RPC says', async () => {
  const cwd = writeImplementation(`
    import { serve } from '@post-challenge/conformance';
    serve(fromApi({ name: 'served', create: createPostChallenge }));`);
  const child = spawn(process.execPath, [name], { cwd });
  const describe = '"jsonrpc":"2.0","method":"describe"';
  child.stdin.end(
    [
      'Hello',
      `{"id":1,${describe}}`,
      `{${describe}}`,
      `{"id":"two",${describe}}`,
      '[]',
      '5',
      `{"id":3,"method":"describe"}`,
      '{"jsonrpc":"2.0","id":{},"method":"describe"}',
      '{"jsonrpc":"2.0","id":4,"method":"toString"}',
      '{"jsonrpc":"2.0","id":5,"method":"open","params":{"world":"1"}}',
      '{"jsonrpc":"2.0","id":6,"method":"start","params":[1]}',
      '{"jsonrpc":"2.0","id":7,"method":"close","params":{"world":1}}',
      `[{"id":8,${describe}},5,{${describe}}]`,
      `[{${describe}}]`,
      '['.repeat(100_000),
      '',
    ].join('\n'),
  );

  const described = {
    result: {
      protocol: 2,
      name: 'served',
      capabilities: ['outcome', 'clock', 'in-process'],
      editions: ['2025', '2026'],
    },
  };
  const error = (code: number, message: string) => ({ error: { code, message } });
  const lines = (await text(child.stdout)).trimEnd().split('\n');
  const jsonrpc = '2.0';
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { jsonrpc, id: null, ...error(-32_700, 'The line is not JSON.') },
    { jsonrpc, id: 1, ...described },
    { jsonrpc, id: 'two', ...described },
    { jsonrpc, id: null, ...error(-32_600, 'The batch is empty.') },
    { jsonrpc, id: null, ...error(-32_600, 'jsonrpc is undefined, expected "2.0".') },
    { jsonrpc, id: 3, ...error(-32_600, 'jsonrpc is undefined, expected "2.0".') },
    { jsonrpc, id: null, ...error(-32_600, 'id is {}, expected a string or a number.') },
    {
      jsonrpc,
      id: 4,
      ...error(
        -32_601,
        'There is no method "toString"; known: describe, open, start, resume, close.',
      ),
    },
    { jsonrpc, id: 5, ...error(-32_602, 'params.world is "1", expected a number.') },
    { jsonrpc, id: 6, ...error(-32_602, 'params.world is undefined, expected a number.') },
    { jsonrpc, id: 7, ...error(-32_000, 'No world has the id 1.') },
    [
      { jsonrpc, id: 8, ...described },
      { jsonrpc, id: null, ...error(-32_600, 'jsonrpc is undefined, expected "2.0".') },
    ],
    { jsonrpc, id: null, ...error(-32_600, 'The line has more than 120 levels.') },
  ]);
});

test.concurrent('a served implementation ends without a word if the suite goes away', async () => {
  const cwd = writeImplementation(`
    import { serve } from '@post-challenge/conformance';
    serve(fromApi({ name: 'served', create: createPostChallenge }));`);
  const child = spawn(process.execPath, [name], { cwd });
  const stderr = text(child.stderr);
  child.stdout.destroy();
  child.stdin.write('{"jsonrpc":"2.0","id":1,"method":"describe"}\n'.repeat(10));

  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(await stderr).toBe('');
});
