import { type Socket, connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { SECRET, actionOf, redirecting } from '../terminal.ts';
import { readState, readText, send, sendForm, serveActions } from './served.ts';

const denying = actionOf("api.access.deny('No.');");

describe('the server refuses', () => {
  test.each([
    'evil.example',
    'evil.example:80',
    'localhost.evil.example',
    '192.0.2.1',
    '[2001:db8::1]:80',
    'a@localhost',
    'localhost/',
    '%',
  ])('a request for the host %j', async (host) => {
    const { url, events } = await serveActions([denying], ['--json']);
    const answers = [
      await send(url, { headers: { Host: host } }),
      await sendForm(`${url}/start`, {}, { Host: host }),
      await send(`${url}/continue?state=a`, { headers: { Host: host } }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(events().map(({ event }) => event)).not.toContain('started');
  });

  test.each([
    [{ Origin: 'https://evil.example' }],
    [{ Origin: 'null' }],
    [{ Origin: 'http://localhost:1' }],
    [{ 'Sec-Fetch-Site': 'cross-site' }],
    [{ 'Sec-Fetch-Site': 'same-site' }],
  ])('a form of another site: %j', async (headers) => {
    const { url } = await serveActions([redirecting], ['--secret', `VERIFIER=${SECRET}`]);
    await sendForm(`${url}/start`, {});
    const answers = [
      await sendForm(`${url}/start`, {}, headers),
      await sendForm(`${url}/cache/empty`, {}, headers),
      await sendForm(`${url}/transactions/1`, { step: '1', 'gives-up': 'yes' }, headers),
    ];

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect((await send(`${url}/transactions/2`)).status).toBe(404);
    expect(readText(await send(`${url}/transactions/1`))).toContain('Redirected');
  });

  test('a method that a page does not have, and names those that it has', async () => {
    const { url } = await serveActions([denying]);
    const [start, home, unknown] = [
      await send(`${url}/start`),
      await send(url, { method: 'DELETE' }),
      await send(`${url}/%zz`, { method: 'PATCH' }),
    ];

    expect(start).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    expect(home).toMatchObject({ status: 405, headers: { allow: 'GET' } });
    expect(unknown.status).toBe(404);
  });

  test('a body that is no form, and one that is too large', async () => {
    const { url } = await serveActions([denying]);
    const json = await send(`${url}/continue`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
    });
    const large = await sendForm(`${url}/start`, { changes: 'a'.repeat(1_000_000) });

    expect(json.status).toBe(415);
    expect(readText(json)).toContain('expected application/x-www-form-urlencoded');
    expect(large).toMatchObject({ status: 413, headers: { connection: 'close' } });
    expect(readText(large)).toContain('larger than 1 MB');
  });
});

describe('the server takes', () => {
  test.each(['localhost', '127.0.0.1:1', '127.1.2.3', '[::1]:2', 'LOCALHOST:3'])(
    'a request for the host %s',
    async (host) => {
      const { url } = await serveActions([denying]);

      expect((await send(url, { headers: { Host: host } })).status).toBe(200);
    },
  );

  test('a form of its own pages', async () => {
    const { url } = await serveActions([denying]);
    const own = {
      Host: 'localhost:1',
      Origin: 'http://localhost:1',
      'Sec-Fetch-Site': 'same-origin',
    };

    expect((await sendForm(`${url}/start`, {}, own)).status).toBe(303);
    expect((await sendForm(`${url}/start`, {}, { 'Sec-Fetch-Site': 'same-origin' })).status).toBe(
      303,
    );
  });

  test('its host, and any address, if it is not served to this machine only', async () => {
    const { url, stderr } = await serveActions([denying], ['--serve-host', '0.0.0.0']);
    const local = url.replace('0.0.0.0', '127.0.0.1');
    const ask = async (host: string) => (await send(local, { headers: { Host: host } })).status;

    expect(stderr()).toMatch(/^Warning: everyone who reaches port \d+ of this machine can/);
    expect(await ask('192.0.2.1')).toBe(200);
    expect(await ask('evil.example')).toBe(403);
  });
});

test('every answer forbids scripts, frames, guessed types and storing', async () => {
  const { url } = await serveActions([denying]);
  const answers = [
    await send(url),
    await send(url, { method: 'HEAD' }),
    await sendForm(`${url}/start`, {}),
    await send(`${url}/none`),
    await send(url, { headers: { Host: 'evil.example' } }),
  ];

  for (const { headers } of answers)
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; style-src 'sha256-[^']+'; .*frame-ancestors 'none'/,
      ),
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
});

describe('a page escapes', () => {
  const hostile = `"'><script>alert(1)</script>\u202E&amp;`;

  test('the event, the reason and the names of the query', async () => {
    const { url } = await serveActions(
      [actionOf('api.access.deny(event.user.name);')],
      ['--event', JSON.stringify({ user: { name: hostile } })],
    );
    await sendForm(`${url}/start`, { changes: JSON.stringify({ user: { nickname: hostile } }) });
    const pages = [
      await send(url),
      await send(`${url}/?again=1`),
      await send(`${url}/transactions/1`),
      await send(`${url}/continue?${encodeURIComponent(hostile)}=1`),
      await sendForm(`${url}/start`, { event: hostile }),
    ];

    for (const page of pages) {
      expect(page.body).not.toMatch(/<script|&amp;amp;lt/);
      expect(page.body).toContain('&lt;script&gt;');
    }
    expect(readText(pages[2] as never)).toContain(
      String.raw`→ denied: "'><script>alert(1)</script>\u202E&amp;`,
    );
  });

  test('the fields, the form and the options of a factor', async () => {
    const { url } = await serveActions(
      [
        actionOf(
          `api.prompt.render(event.user.name, { fields: { [event.user.name]: event.user.name } });`,
        ),
        actionOf(
          "api.authentication.challengeWith({ type: 'email', options: { text: event.user.name } });",
        ),
      ],
      ['--edition', '2026', '--event', JSON.stringify({ user: { name: hostile } })],
    );
    await sendForm(`${url}/start`, {});
    const form = await send(`${url}/transactions/1`);
    await sendForm(`${url}/transactions/1`, { step: '1' });
    const challenge = await send(`${url}/transactions/1`);

    for (const page of [form, challenge]) {
      expect(page.body).not.toContain('<script');
      expect(page.body).toContain('&lt;script&gt;');
    }
  });
});

test('no page, log or message shows a secret or a token', async () => {
  const secret = 'of-the-verifier-"<&>';
  const leaking = actionOf(
    `const { KEY } = event.secrets;
     api.cache.set(KEY, KEY);
     const token = api.redirect.encodeToken({ secret: KEY, payload: { KEY } });
     api.redirect.sendUserTo('https://verifier.example.com/', { query: { KEY, token } });`,
    `if (!event.prompt) api.prompt.render(event.secrets.KEY, { fields: { [event.secrets.KEY]: event.secrets.KEY } });`,
  );
  const { url, stdout, stderr, events } = await serveActions(
    [leaking, actionOf('api.access.deny(event.secrets.KEY, 1);')],
    ['--edition', '2026', '--secret', `KEY=${secret}`, '--json'],
  );
  const started = await sendForm(`${url}/start`, {
    changes: '{"user":{"name":"of-the-verifier-\\"<&>"}}',
  });
  const pages = [await send(`${url}/transactions/1`), await send(`${url}/?again=1`)];
  await sendForm(`${url}/continue`, { state: readState(started), [secret]: secret });
  pages.push(await send(`${url}/transactions/1`));
  await sendForm(`${url}/transactions/1`, { step: '2' });
  pages.push(await send(`${url}/transactions/1`), await send(url));
  pages.push(await send(`${url}/continue?${encodeURIComponent(secret)}=1`));

  expect(events().map(({ event }) => event)).toEqual(
    expect.arrayContaining(['redirected', 'rendered', 'ended', 'refused']),
  );
  for (const text of [
    ...pages.map(readText),
    ...pages.map(({ body }) => body),
    stdout(),
    stderr(),
  ]) {
    expect(text).not.toContain('of-the-verifier');
    expect(text).not.toMatch(/eyJ[\w-]{10}/);
  }
  expect(readText(pages[3] as never)).toContain('→ denied: <KEY>');
});

test('no page or log shows a secret of another event, also one of the same name', async () => {
  const keeping = actionOf(
    `api.cache.set('all', (api.cache.get('all')?.value ?? '') + event.secrets.KEY + ' ');
     api.access.deny(api.cache.get('all').value);`,
  );
  const { url, stdout } = await serveActions(
    [keeping],
    [
      '--event',
      '{"secrets":{"KEY":"of-the-first"}}',
      '--event',
      '{"secrets":{"KEY":"of-the-next"}}',
    ],
  );
  for (const event of ['event 1', 'event 2']) await sendForm(`${url}/start`, { event });
  const texts = await Promise.all(
    ['/', '/transactions/1', '/transactions/2'].map(async (path) =>
      readText(await send(url + path)),
    ),
  );

  expect(texts[2]).toContain('→ denied: <KEY> <KEY>');
  expect(texts[0]).toMatch(/Secrets\s+KEY\n/);
  for (const text of [...texts, stdout()]) expect(text).not.toMatch(/of-the-(?:first|next)/);
});

/** Opens a connection, and collects the first line of its answer until it is closed. */
function open(url: string): { readonly socket: Socket; readonly closed: Promise<string> } {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (chunk) => void (answer += String(chunk)));
  socket.on('error', () => undefined);
  const closed = new Promise<string>((resolve) =>
    socket.on('close', () => resolve(answer.split('\r\n')[0] ?? '')),
  );
  return { socket, closed };
}

describe('a connection', () => {
  test.each([
    ['has another protocol', 'nonsense\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['has no host', 'GET / HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['has large headers', `GET / HTTP/1.1\r\nA: ${'a'.repeat(20_000)}\r\n\r\n`, /^HTTP\/1\.1 431 /],
    [
      'has an empty host',
      'GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 403 /,
    ],
    ['asks for a tunnel', 'CONNECT a:1 HTTP/1.1\r\nHost: localhost\r\n\r\n', /^$/],
  ])('is closed if it %s', async (_, text, line) => {
    const { url } = await serveActions([denying]);
    const { socket, closed } = open(url);
    socket.write(text);

    expect(await closed).toMatch(line);
    expect((await send(url)).status).toBe(200);
  });

  test('is no fault of the server if its client leaves', async () => {
    const { url, events, stderr } = await serveActions([denying], ['--json']);
    const { socket, closed } = open(url);
    socket.write('POST /start HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\na');
    await send(url);
    socket.destroy();
    await closed;
    await expect.poll(() => events().at(-1)).toMatchObject({ event: 'refused', status: 400 });
    expect(stderr()).toBe('');
  });

  test('does not keep the server alive', async () => {
    const { url, end } = await serveActions([denying]);
    const idle = open(url);
    const slow = open(url);
    slow.socket.write('POST /start HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\na');
    const kept = open(url);
    kept.socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await new Promise((resolve) => kept.socket.once('data', resolve));

    expect(await end()).toBe(0);
    await Promise.all([idle.closed, slow.closed, kept.closed]);
    await expect(send(url)).rejects.toThrow('ECONNREFUSED');
  });
});
