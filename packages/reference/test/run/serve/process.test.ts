import { writeFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fileOf } from '../files.ts';
import { installCommand, runInstalled, startInstalled } from '../installed.ts';
import { actionOf } from '../terminal.ts';
import { parseLines, readText, send, sendForm } from './served.ts';

installCommand();

/** Serves an action with the installed command until the test has finished. */
async function serveInstalled(path: string) {
  const child = startInstalled(['run', path, '--serve', '0', '--json']);
  onTestFinished(() => void child.kill('SIGKILL'));
  const written = { stdout: '', stderr: '' };
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  await new Promise<void>((resolve) => {
    child.stdout.on('data', () => resolve());
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => (written[name] += text));
    void ended.then(() => resolve());
  });
  const events = () => parseLines(written.stdout);
  const [first] = events();
  if (!first) throw new Error(written.stderr);
  return { url: String(first['url']), child, ended, events, written };
}

describe('the server outlasts an action that', () => {
  test.each([
    ['ends its process', 'process.exit(0);', /An action ended the process/],
    ['kills its process', "process.kill(process.pid, 'SIGKILL');", /An action ended the process/],
    [
      'closes the channel of the command',
      "require('node:fs').closeSync(3);",
      /before the report was complete/,
    ],
    ['leaves a promise pending', 'await new Promise(() => {});', /left a promise pending/],
    [
      'makes very many calls',
      "for (let count = 0; count < 5000; count += 1) api.cache.set('key', 'a'.repeat(400));",
      /larger than 2 MB, with 5000 calls/,
    ],
    [
      'throws outside of its handler',
      "setTimeout(() => { throw new Error('of-the-secret'); }); await new Promise(() => {});",
      /threw, or rejected a promise, outside its handler/,
    ],
  ])('%s', async (_, body, sentence) => {
    const { url, events } = await serveInstalled(fileOf('action.cjs', actionOf(body)));
    const failed = await sendForm(`${url}start`, {});

    expect(failed.status).toBe(500);
    expect(readText(failed)).toMatch(sentence);
    expect(readText(failed)).not.toContain('of-the-secret');
    expect(events().slice(1)).toMatchObject([{ event: 'failed' }]);
    expect((await send(url)).status).toBe(200);
  });

  test.each([
    [
      'leaves an interval and a server',
      "setInterval(() => {}, 50); require('node:http').createServer().listen(0);",
    ],
    ['hangs after its handler', 'setTimeout(() => { for (;;); }, 5);'],
    [
      'writes a message that is none to the channel of the command',
      "require('node:fs').writeSync(3, Buffer.from([0, 0, 0, 2, 255, 255]));",
    ],
    [
      'writes messages of Node and half a line to the channel of the command',
      `const { serialize } = require('node:v8');
       for (const cmd of ['NODE_HANDLE_ACK', 'NODE_HANDLE']) {
         const data = serialize({ cmd, type: 'net.Socket' });
         require('node:fs').writeSync(3, Buffer.concat([Buffer.from([0, 0, 0, data.length]), data]));
         require('node:fs').writeSync(3, data.toString('base64') + '\\nAAAA');
       }`,
    ],
    ['writes to the standard output', "console.log('a'); require('node:fs').writeSync(1, 'b\\n');"],
  ])('%s', async (_, body) => {
    const path = fileOf('action.cjs', actionOf(`${body} api.access.deny('No.');`));
    const { url, events } = await serveInstalled(path);
    await sendForm(`${url}start`, {});

    expect(readText(await send(`${url}transactions/1`))).toContain('→ denied: No.');
    expect(events().map(({ event }) => event)).toEqual(['listening', 'started', 'ended']);
  });

  test('calls a method after its handler has ended, and warns', async () => {
    const body = "setTimeout(() => { try { api.access.deny('No.'); } catch {} }, 5);";
    const { url, written, events } = await serveInstalled(fileOf('action.cjs', actionOf(body)));
    await sendForm(`${url}start`, {});

    expect(events().at(-1)).toMatchObject({ event: 'ended', lateCalls: [{ name: 'TypeError' }] });

    expect(readText(await send(`${url}transactions/1`))).toMatch(
      /Completed[^]*Warnings[^]*api\.access\.deny was called after the handler had ended/,
    );
    expect(written.stderr).toContain('api.access.deny was called after the handler had ended');
  });
});

test('each step loads the action again, and a step that cannot load it changes nothing', async () => {
  const challenge = "api.authentication.challengeWith({ type: 'otp' });";
  const redirect = "api.redirect.sendUserTo('https://verifier.example.com/');";
  const path = fileOf('action.cjs', actionOf(redirect, ''));
  const { url } = await serveInstalled(path);
  const { headers } = await sendForm(`${url}start`, {});
  const { search } = new URL(headers.location ?? '');
  writeFileSync(path, 'exports.');
  const broken = await send(`${url}continue${search}`);
  writeFileSync(path, actionOf(redirect, "api.access.deny('Edited.');"));
  const mended = await send(`${url}continue${search}`);
  writeFileSync(path, actionOf(challenge));
  const second = await sendForm(`${url}start`, {});

  expect(broken.status).toBe(500);
  expect(readText(broken)).toMatch(/it does not parse[^]*Nothing has changed\. Mend the action/);
  expect(mended.status).toBe(303);
  expect(readText(await send(`${url}transactions/1`))).toContain('→ denied: Edited.');
  expect(second.headers.location).toBe('/transactions/2');
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends the server with exit code 0, also while an action hangs',
  async (name) => {
    const path = fileOf('action.cjs', actionOf("console.log('Hangs.'); for (;;);"));
    const { url, child, ended, events, written } = await serveInstalled(path);
    const failed = sendForm(`${url}start`, {}).catch((error: Error) => error);
    await new Promise<void>((resolve) =>
      child.stderr.on('data', () => written.stderr.includes('Hangs.') && resolve()),
    );
    child.kill(name);

    expect(await ended).toBe(0);
    expect(await failed).toBeInstanceOf(Error);
    expect(events()).toHaveLength(1);
    expect(written.stderr).toBe('Hangs.\n');
  },
);

test('SIGINT ends the command while an action hangs at its load', async () => {
  const path = fileOf('action.cjs', "console.log('Hangs.'); for (;;);");
  const options = ['--serve', '0', '--json'];
  const ended = await runInstalled(['run', path, ...options], { after: 'Hangs.', name: 'SIGINT' });

  expect(ended).toEqual({ code: 0, stdout: '', stderr: 'Hangs.\n' });
});
