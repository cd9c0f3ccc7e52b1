import type { Report } from '@post-challenge/conformance';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { installBundledPackages } from '../installed.ts';
import { expectProcessesEnded, readPids } from './running.ts';

const folder = installBundledPackages();
const bin = 'node_modules/@post-challenge/conformance/bin/post-challenge-conformance.js';
const name = 'implementation.mjs';
const rules = [
  'access.deny/returns-api',
  'authentication.challengeWithAny/accepts-every-factor',
  'redirect.sendUserTo/returns-api',
];

/** Starts the command in a folder below the one in which the packages are installed. */
function start(cwd: string, ...args: string[]) {
  return spawn(process.execPath, [join(folder(), bin), ...args], { cwd });
}

/** Runs the command and returns its output, its exit code and its signal. */
async function runBin(cwd: string, ...args: string[]) {
  const child = start(cwd, ...args);
  const [stdout, stderr, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { stdout, stderr, code: code as number | null, signal: signal as string | null };
}

/** Writes a module into a new folder and returns the folder. Its processes write their ids into the file `pids` there. */
function writeImplementation(source: string, cwd = mkdtempSync(join(folder(), 'case-'))): string {
  writeFileSync(join(cwd, 'pids'), '');
  writeFileSync(
    join(cwd, name),
    `import { fromApi, fromProcess } from '@post-challenge/conformance';
     import { createPostChallenge } from '@post-challenge/reference';
     import { appendFileSync, writeSync } from 'node:fs';
     appendFileSync('pids', process.pid + '\\n');
     ${source}`,
  );
  return cwd;
}

/** Writes a module of the reference with another `api.authentication.challengeWithAny`. */
function writeReference(get: string, cwd?: string): string {
  return writeImplementation(
    `
    const create = (input) => {
      const made = createPostChallenge(input);
      made.api.authentication.challengeWithAny = (key) => { ${get} };
      return made;
    };
    export default fromApi({ name: 'hostile', create });`,
    cwd,
  );
}

/** Checks the rules in isolation and returns the verdicts, and the message of the second one. */
async function checkIsolated(get: string, timeout: string) {
  const cwd = writeReference(get);
  const selected = rules.flatMap((rule) => ['--rule', rule]);
  const options = ['--isolate', '--runs', '5', '--reporter', 'json', '--timeout', timeout];
  const ran = await runBin(cwd, 'check', name, ...options, ...selected);
  await expectProcessesEnded(readPids(join(cwd, 'pids')));
  const report = JSON.parse(ran.stdout) as Report;
  return {
    ...ran,
    verdicts: report.rules.map(({ verdict }) => verdict),
    said: report.rules[1]?.message,
  };
}

const AT =
  ' Its last step was api.authentication.challengeWithAny, step 1 of the execute handler of action 1.';

describe.concurrent('marks one rule as errored and no other if an isolated implementation', () => {
  test.for<[string, string, string]>([
    ['loops', 'for (;;);', `hostile did not answer start within 2000 ms.${AT}`],
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
    ['aborts', 'process.abort();', `The process was ended by SIGABRT.${AT}`],
    [
      'rejects a promise that nobody handles',
      'Promise.reject(new Error("oh")); return new Promise(() => {});',
      `The process ended with exit code 1.${AT}`,
    ],
    [
      'writes to its standard output',
      'writeSync(1, "hello\\n");',
      `The process wrote a line that is not a protocol message: hello.${AT}`,
    ],
    [
      'replaces a global that the suite uses',
      'JSON.stringify = () => "nonsense";',
      `The process wrote a line that is not a protocol message: nonsense.${AT}`,
    ],
  ])('%s', async ([, get, message]) => {
    const { code, verdicts, said } = await checkIsolated(get, '2000');

    expect({ code, verdicts, said }).toEqual({
      code: 2,
      verdicts: ['passed', 'errored', 'passed'],
      said: message,
    });
  });

  test.for<[string, string, string]>([
    [
      'floods its standard error',
      'for (;;) try { writeSync(2, "x".repeat(1e5)); } catch {}',
      `The process wrote more than 4000000 bytes to its standard error.${AT}`,
    ],
    [
      'grows without end',
      'const all = []; for (;;) all.push(new Array(1e7).fill(all));',
      `The process was ended by SIGABRT.${AT}`,
    ],
  ])('%s, however long it may take', async ([, get, message]) => {
    const { verdicts, said } = await checkIsolated(get, '60000');

    expect({ verdicts, said }).toEqual({
      verdicts: ['passed', 'errored', 'passed'],
      said: message,
    });
  });
});

describe.concurrent('judges an isolated implementation like any other if it', () => {
  test.for<[string, string, string]>([
    ['prints', 'console.log("hello");', 'passed'],
    ['throws something that is not an error', 'throw null;', 'failed'],
    [
      'throws a value that cannot be read',
      'throw new Proxy({}, { get() { throw 5; }, getPrototypeOf() { throw 6; } });',
      'failed',
    ],
    [
      'returns an object that cannot be read',
      'return { get value() { throw new Error("no"); } };',
      'passed',
    ],
    [
      'returns a Proxy that throws',
      'return new Proxy({}, { ownKeys() { throw 5; }, getPrototypeOf() { throw 6; }, has() { throw 7; } });',
      'failed',
    ],
  ])('%s', async ([, get, verdict]) => {
    const { verdicts } = await checkIsolated(get, '5000');

    expect(verdicts).toEqual(['passed', verdict, 'passed']);
  });
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
    '\nThe implementation has hung for 5000 ms, and nothing in its process can interrupt it. Run again with --isolate to see at which rule and step.\n';
  const options = ['--timeout', '2000', '--runs', '5'];

  test('ends the run with advice if a method loops', async () => {
    const cwd = writeReference('for (;;);');

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
  const options = ['--reporter', 'json', '--rule', rules[1] ?? ''];
  const checked = await runBin(cwd, 'check', name, ...options);
  const { replay = '' } = (JSON.parse(checked.stdout) as Report).rules[0] ?? {};
  writeReference('for (;;);', cwd);

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

    const args = ['--isolate', '--rule', 'cache.set/ttl'];
    const { code } = await runBin(cwd, 'check', name, ...args);

    expect(code).toBe(expected);
  },
);

test.concurrent('leaves no process behind if the run is ended', async () => {
  const cwd = writeReference('for (;;);');
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
      made.api.authentication.challengeWithAny = () => { for (;;); };
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

test.concurrent('a served implementation answers a line that is not JSON with a parse error and goes on', async () => {
  const cwd = writeImplementation(`
    import { serve } from '@post-challenge/conformance';
    serve(fromApi({ name: 'served', create: createPostChallenge }));`);
  const child = spawn(process.execPath, [name], { cwd });
  child.stdin.end('Hello\n{"jsonrpc":"2.0","id":1,"method":"describe"}\n');

  expect((await text(child.stdout)).split('\n')).toEqual([
    '{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"The line is not JSON."}}',
    '{"jsonrpc":"2.0","id":1,"result":{"protocol":2,"name":"served","capabilities":["outcome","clock","in-process"],"editions":["2025","2026"]}}',
    '',
  ]);
});
