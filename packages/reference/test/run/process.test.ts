import { describe, expect, test } from 'vitest';
import { fileOf } from './files.ts';
import { installCommand, runInstalled } from './installed.ts';
import { actionOf } from './terminal.ts';

installCommand();

/** Runs an action in its process, with the report as JSON. */
async function runAction(body: string) {
  const path = fileOf('action.cjs', actionOf(body));
  const { code, stdout, stderr } = await runInstalled(['run', path, '--json']);
  return { code, stderr, status: stdout === '' ? undefined : readStatus(stdout) };
}

/** Reads the report, which must be one JSON document. */
function readStatus(stdout: string): string {
  return (JSON.parse(stdout) as { outcome: { status: string } }).outcome.status;
}

const deny = "api.access.deny('No.');";

describe('the command ends with its own exit code if an action', () => {
  test.each([
    [
      'leaves an interval, a server and a process, and ignores signals',
      `${deny} setInterval(() => {}, 50); require('node:net').createServer().listen(0);
       require('node:child_process').spawn('sleep', ['1000'], { stdio: 'inherit' }); process.on('SIGTERM', () => {});`,
    ],
    ['hangs after the report', `${deny} setTimeout(() => { for (;;); }, 5);`],
    ['hangs at the exit', `${deny} process.on('exit', () => { for (;;); });`],
    [
      'sets the exit code, at the exit too, and replaces the timers',
      `${deny} process.exitCode = 7; globalThis.setTimeout = null; process.on('exit', () => { process.exitCode = 8; });`,
    ],
    ['exits after the report', `${deny} process.once('beforeExit', () => process.exit(7));`],
  ])('%s', async (_, body) => {
    expect(await runAction(body)).toEqual({ code: 0, status: 'denied', stderr: '' });
  });

  test.each([
    ['process.reallyExit(0);'],
    ["process.kill(process.pid, 'SIGKILL');"],
    [String.raw`require('node:fs').writeSync(3, '{"exitCode":0}\n'); process.exit(0);`],
    ['await new Promise(() => {});'],
  ])('ends the process before the report: %s', async (body) => {
    expect(await runAction(body)).toEqual({
      code: 2,
      status: undefined,
      stderr:
        'An action ended the process, or left a promise pending, before the report was complete.\n',
    });
  });
});

test.each([
  "JSON.stringify = () => { throw new Error('a'); };",
  "Object.prototype.toJSON = () => 'a';",
  'JSON.parse = () => ({});',
])('a failure of the command is not blamed on the handler: %s', async (body) => {
  const { code, stderr } = await runAction(body);

  expect(code).toBe(2);
  expect(stderr).toMatch(/^The command failed outside of an action: (?:Type)?Error\. .*\n\s+at /);
});

test('the standard output is the report alone', async () => {
  const body = `console.log('a');
    process.stdout.write('b\\n');
    require('node:fs').writeSync(1, 'c\\n');
    require('node:child_process').execSync('echo d', { stdio: 'inherit' });
    process.on('exit', () => console.log('e'));`;

  expect(await runAction(body)).toEqual({
    code: 0,
    status: 'completed',
    stderr: 'a\nb\nc\nd\ne\n',
  });
});

test.each([
  ['setTimeout(() => api.access.deny("No."), 5);', 'access.deny'],
  [
    'const help = async () => { await new Promise(setImmediate); api.cache.delete("a"); }; help();',
    'cache.delete',
  ],
])('a call that nothing awaits makes the command fail: %s', async (body, method) => {
  const { code, status, stderr } = await runAction(body);

  expect({ code, status }).toEqual({ code: 1, status: 'completed' });
  expect(stderr).toMatch(
    new RegExp(
      `^TypeError: .* api\\.${method} was called after .* Await every promise .*\n    at .*\n$`,
    ),
  );
});

test('an error outside of the handler is reported without its message', async () => {
  const body = "setTimeout(() => { throw new Error('of-the-secret'); });";

  expect(await runAction(`${body} await new Promise(() => {});`)).toEqual({
    code: 2,
    status: undefined,
    stderr:
      'An action threw, or rejected a promise, outside its handler. Await every promise in it.\n',
  });
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends an action that hangs', async (name) => {
  const body = "process.on('SIGINT', () => {}); console.log('Hangs.'); for (;;);";
  const path = fileOf('action.cjs', actionOf(body));
  const { code, stdout } = await runInstalled(['run', path], { after: 'Hangs.', name });

  expect({ code, stdout }).toEqual({ code: name === 'SIGINT' ? 130 : 143, stdout: '' });
});
