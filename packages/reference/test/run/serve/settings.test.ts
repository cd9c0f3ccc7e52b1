import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fileOf, folderOf } from '../files.ts';
import { actionOf, command } from '../terminal.ts';
import { send, serveActions } from './served.ts';

const action = actionOf('');

/** Runs the command with an action and options that are wrong. */
async function refuse(...options: string[]) {
  const { code, stdout, stderr } = await command(['run', fileOf('action.cjs', action), ...options]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  return stderr;
}

describe('--serve does not go with', () => {
  test.each([
    [['--completes', 'otp'], '--completes', 'Choose the factor in the browser.'],
    [['--returns', 'a=1'], '--returns', 'The other site sends the user back.'],
    [['--returns-by', 'get'], '--returns-by', 'The other site sends the user back by GET or POST.'],
    [['--submits', 'a=1'], '--submits', 'Submit the form in the browser.'],
    [['--token', '{}'], '--token', 'The other site signs the token.'],
    [['--token-secret', 'A'], '--token-secret', 'The other site signs the token.'],
    [['--token-parameter', 'a'], '--token-parameter', 'The other site sends the token.'],
  ])('%j', async (options, name, remedy) => {
    expect(await refuse('--serve', ...options)).toBe(
      `${name} does not go with --serve. ${remedy} Leave ${name} out.\n`,
    );
  });
});

describe('the command refuses', () => {
  test.each(['99999', '-1', '80a', '0x50', 'localhost:80', ''])('the port %j', async (port) => {
    expect(await refuse(`--serve=${port}`)).toMatch(/^--serve expects a port from 0 to 65535; /);
  });

  test.each(['http://localhost', 'localhost:80', ' '])('the host %j', async (host) => {
    expect(await refuse('--serve', '0', '--serve-host', host)).toMatch(
      /^--serve-host expects a name or an IP address without a port; /,
    );
  });

  test('a host that is not of this machine', async () => {
    expect(await refuse('--serve', '0', '--serve-host', '192.0.2.1')).toBe(
      '--serve-host 192.0.2.1 is not an address of this machine.\n',
    );
  });

  test('a host without a server', async () => {
    expect(await refuse('--serve-host', 'localhost')).toBe(
      '--serve-host needs a server. Add --serve.\n',
    );
  });

  test('several events without a server', async () => {
    expect(await refuse('--event', '{}', '--event', '{}')).toBe(
      '--event is given more than once. Give it once.\n',
    );
  });

  test('a port that is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;

    expect(await refuse('--serve', `${port}`)).toBe(
      `Port ${port} is in use. Choose another one with --serve ${port + 1}, or any free one with --serve 0.\n`,
    );
  });

  test('a file without an action, before it listens', async () => {
    const path = fileOf('none.cjs', 'exports.onPostChallenge = async () => {};');
    const { code, stdout, stderr } = await command(['run', path, '--serve', '0']);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Cannot load the action .*: it exports onPostChallenge, /);
  });
});

test('an action after --serve is not taken for its port', async () => {
  const path = fileOf('none.cjs', 'exports.onPostChallenge = async () => {};');
  const { stderr } = await command(['run', '--serve', path]);

  expect(stderr).toMatch(/^Cannot load the action .*: it exports onPostChallenge, /);
});

test('the events are named by their files, and an inline event by its number', async () => {
  const folder = folderOf({ 'event.json': '{ "user": { "name": "Ann" } }' });
  const { url } = await serveActions(
    [action],
    ['--event', `${folder}/event.json`, '--event', '{ "secrets": { "KEY": "of-the-event" } }'],
  );
  const { body } = await send(url);

  expect(body).toContain(`<option>${folder}/event.json</option><option>event 2</option>`);
  expect(body).toContain('<dd>KEY</dd>');
  expect(body).not.toMatch(/of-the-event|&quot;secrets&quot;/);
});

test('--now is the time of each step', async () => {
  const { url } = await serveActions(
    [actionOf("api.cache.set('a', 'b');")],
    ['--now', '2026-01-31T12:00:00Z'],
  );
  await send(`${url}/start`, { method: 'POST' });

  expect((await send(url)).body).toContain('2026-01-31T12:15:00.000Z');
});
