import { type ProcessAdapter, checkConformance, fromProcess } from '@post-challenge/conformance';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { expectProcessesEnded, readPids } from './running.ts';
import { runCli, writeModule, suiteSpecifier } from '../commands/terminal.ts';

const script = fileURLToPath(new URL('hostile-process.js', import.meta.url));
const rules = [
  'access.deny/returns-api',
  'authentication.challengeWithAny/accepts-every-factor',
  'redirect.sendUserTo/returns-api',
] as const;

const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Creates the adapter of a process that misbehaves in one way. It and the processes that it starts write their ids into the file `pids`. */
function createHostile(way: string) {
  const pids = join(folder, way);
  return { pids, adapter: { command: process.execPath, args: [script, way, pids] } };
}

/** Checks the rules and returns the verdicts, and the message of the second one. */
async function checkProcess(adapter: ProcessAdapter) {
  const implementation = await fromProcess(adapter);
  const report = await checkConformance(implementation, { rules, runs: 10, timeout: 2000 });
  return {
    verdicts: report.rules.map(({ verdict }) => verdict),
    message: report.rules[1]?.message,
  };
}

const AT =
  ' Its last step was api.authentication.challengeWithAny, step 1 of the execute handler of action 1.';

/** Stands in for the last step if the program reports none. */
const CALLS = ' The scenario calls api.authentication.challengeWithAny.';

const NOT_A_MESSAGE = 'The process wrote a line that is not a protocol message:';

describe.concurrent('marks one rule as errored, starts the process again and leaves no process behind if it', () => {
  test.for<[string, string | RegExp]>([
    ['prints something else', `${NOT_A_MESSAGE} it is not JSON. The line: Ready.${CALLS}`],
    [
      'prints other JSON',
      /protocol message: \/jsonrpc is undefined, expected "2\.0"\. The line: \{"id":\d+,"/,
    ],
    [
      'answers with an error that is null',
      /message: \/error is null, expected an object\. Leave it out beside a result\. The line: /,
    ],
    ['answers with a text as id', /message: \/id is "\d+", expected \d+\. The line: /],
    ['answers with a batch', /message: it is a batch\. Answer each request with an object on /],
    ['begins with a byte order mark', /message: it begins with a byte order mark\. Write UTF-8 /],
    ['answers a list in 100,000 lists', /message: it has more than 120 levels\. The line: /],
    ['answers 60,000 wrong observations', /message: it has more than 50000 values\. The line: /],
    ['answers another request', /^The process answered request \d+, which was not sent: \{"/],
    ['answers twice', /^The process answered request \d+, which it had already answered: \{"/],
    ['never answers', `hostile did not answer start within 2000 ms.${CALLS}`],
    ['never answers, and notifies steps', `hostile did not answer start within 2000 ms.${AT}`],
    ['never answers, nor hears SIGTERM', `hostile did not answer start within 2000 ms.${CALLS}`],
    ['never answers, and leaves a process', `hostile did not answer start within 2000 ms.${CALLS}`],
    ['ends and leaves a process', `The process ended with exit code 0.${CALLS}`],
    ['ends', `The process ended with exit code 3.${CALLS}`],
    ['ends after a step', `The process ended with exit code 3.${AT}`],
    ['is killed', `The process was ended by SIGKILL.${CALLS}`],
    ['closes its standard input', 'The process closed its standard input.'],
    [
      'floods its standard output',
      `The process wrote 4000000 characters without an end of line.${CALLS}`,
    ],
  ])('%s', async ([way, message]) => {
    const { pids, adapter } = createHostile(way);

    const { verdicts, message: actual } = await checkProcess(adapter);

    expect(verdicts).toEqual(['passed', 'errored', 'passed']);
    expect(actual).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
    const last = readPids(pids).at(-1);
    await expectProcessesEnded(readPids(pids).filter((pid) => pid !== last));
  });
});

describe.concurrent('marks one rule as errored and goes on with the same process if it', () => {
  test.for<[string, string]>([
    [
      'answers something that is not a phase',
      'The answer is not a phase: /executions is 5, expected an array. Fix the adapter so that it answers { executions, outcome }.',
    ],
    ['answers an error', String.raw`There is no \u{1b} database.` + CALLS],
    [
      'answers a result of 20,000 parts',
      'The implementation returned, threw or reported a value that is larger than the suite reads: it has more than 10000 parts. Return the values of the contract, not objects of the implementation itself.',
    ],
  ])('%s', async ([way, message]) => {
    const { pids, adapter } = createHostile(way);

    expect(await checkProcess(adapter)).toEqual({
      verdicts: ['passed', 'errored', 'passed'],
      message: message,
    });
    expect(readPids(pids)).toHaveLength(1);
  });
});

describe.concurrent('rejects and ends the process if it', () => {
  test.for<[string, string, number?]>([
    ['ends at once', 'The process ended with exit code 4.'],
    ['does not describe itself', 'The process did not describe itself within 3000 ms.', 3000],
    [
      'describes something else',
      'The answer to describe is not a description: /name is 5, expected a string. Answer { protocol: 2, name, capabilities }.',
    ],
    [
      'speaks protocol 1',
      'The program speaks protocol 1, and this suite speaks protocol 2. Answer every request, take the world and the transaction from the params, and answer describe with protocol: 2; see the guide "Serve an implementation".',
    ],
  ])('%s', async ([way, message, timeout = 60_000]) => {
    const { pids, adapter } = createHostile(way);

    await expect(fromProcess({ ...adapter, timeout })).rejects.toThrow(message);
    await expectProcessesEnded(readPids(pids));
  });

  test('is not a program', async () => {
    await expect(fromProcess({ command: 'no-such-program' })).rejects.toThrow(
      'The process cannot be started: there is no program no-such-program.',
    );
    await expect(fromProcess({ command: 'no-such-program file.py' })).rejects.toThrow(
      'there is no program no-such-program file.py. Write its arguments in args.',
    );
  });

  test('has a folder that does not exist', async () => {
    await expect(fromProcess({ command: process.execPath, cwd: '/no/such' })).rejects.toThrow(
      'The process cannot be started: there is no folder /no/such.',
    );
    await expect(fromProcess({ command: process.execPath, cwd: script })).rejects.toThrow(
      'The process cannot be started: spawn ENOTDIR.',
    );
  });

  test('has no command', async () => {
    await expect(fromProcess({} as { command: string })).rejects.toThrow(
      new TypeError(
        'Cannot start the process: command is missing. Write fromProcess({ command, args }).',
      ),
    );
  });
});

test('reports that a module cannot be loaded if its process cannot be started', async () => {
  const path = writeModule(
    `import { fromProcess } from ${suiteSpecifier}; export default await fromProcess({ command: "no-such-program" });`,
  );

  expect(await runCli(['check', path])).toEqual({
    code: 2,
    stdout: '',
    stderr: `${path} cannot be loaded: The process cannot be started: there is no program no-such-program.\n`,
  });
});
