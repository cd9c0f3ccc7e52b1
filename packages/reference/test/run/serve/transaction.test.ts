import { describe, expect, onTestFinished, test } from 'vitest';
import { SECRET, actionOf } from '../terminal.ts';
import { readState, readText, send, sendForm, serveActions } from './served.ts';

const challenge = actionOf(
  "api.authentication.challengeWith({ type: 'otp' }, { additionalFactors: [{ type: 'phone', options: { preferredMethod: 'voice' } }] });",
);
const redirect = actionOf(
  "api.redirect.sendUserTo('https://verifier.example.com/start', { query: { a: '1' } });",
  'const { method, query, body } = event.request; api.access.deny(JSON.stringify({ method, query, body }));',
);
const form = actionOf(
  `api.prompt.render('ap_form', {
    fields: { name: 'Ann', age: 30, list: ['a'], text: 'b\\nc' }, vars: { hidden: 'stays-on-the-server' },
  });`,
  'api.access.deny(JSON.stringify(event.prompt));',
);

test('a transaction goes on from a challenge to a redirect, and ends after the return', async () => {
  const { url, events } = await serveActions([challenge, redirect], ['--json']);
  const started = await sendForm(`${url}/start`, {});
  const page = await send(`${url}${started.headers.location}`);
  const redirected = await sendForm(`${url}/transactions/1`, { step: '1', completes: 'phone' });
  const state = readState(redirected);
  const returned = await send(`${url}/continue?state=${state}&ok=1`);
  const result = await send(`${url}${returned.headers.location}`);

  expect(started).toMatchObject({ status: 303, headers: { location: '/transactions/1' } });
  expect(readText(page)).toMatch(/asked for otp, and can choose another factor/);
  expect(page.body.match(/<button.*?<\/button>/g)).toEqual([
    '<button name="completes" value="otp" class="">Complete otp</button>',
    '<button name="completes" value="phone" class="second">Complete phone { preferredMethod: &#39;voice&#39; }</button>',
    '<button class="second" name="gives-up" value="yes">Fail the challenge</button>',
  ]);
  expect(redirected).toMatchObject({
    status: 303,
    headers: { location: `https://verifier.example.com/start?a=1&state=${state}` },
  });
  expect(returned).toMatchObject({ status: 303, headers: { location: '/transactions/1' } });
  expect(readText(result)).toMatch(
    /Denied · transaction 1[^]*The user completes phone\.[^]*→ denied/,
  );
  expect(readText(result)).toContain('The user returns by GET with state=<state>, ok=1.');
  expect(events()).toMatchObject([
    { event: 'listening', url: `${url}/`, continueUrl: `${url}/continue` },
    { event: 'started', transaction: 1 },
    { event: 'challenged', transaction: 1, defaultFactor: { type: 'otp' } },
    { event: 'continued', transaction: 1, input: { completes: { type: 'phone' } } },
    { event: 'redirected', transaction: 1, url: redirected.headers.location },
    { event: 'continued', transaction: 1, input: { returns: { query: { state, ok: '1' } } } },
    { event: 'ended', transaction: 1, outcome: { status: 'denied' }, phases: [{}, {}, {}] },
  ]);
});

describe('the user returns', () => {
  test('by POST, with the parameters in the body, from another site', async () => {
    const { url } = await serveActions([redirect]);
    const state = readState(await sendForm(`${url}/start`, {}));
    const headers = { Origin: 'https://verifier.example.com', 'Sec-Fetch-Site': 'cross-site' };
    const returned = await sendForm(`${url}/continue?b=%zz`, { state, token: 'a+b&c' }, headers);

    expect(returned).toMatchObject({ status: 303, headers: { location: '/transactions/1' } });
    expect(readText(await send(`${url}/transactions/1`))).toContain(
      '→ denied: {"method":"POST","query":{"b":"%zz"},"body":{"state":"<state>","token":"a+b&c"}}',
    );
  });

  test('with a parameter that is given twice, as a list', async () => {
    const { url } = await serveActions([redirect]);
    const state = readState(await sendForm(`${url}/start`, {}));
    await send(`${url}/continue?a=1&a=2&__proto__=3&state=${state}`);

    expect(readText(await send(`${url}/transactions/1`))).toContain(
      '{"a":["1","2"],"__proto__":"3","state":"<state>"}',
    );
  });

  test('without a state, or with one that no transaction waits for', async () => {
    const { url, events } = await serveActions([redirect], ['--json']);
    await sendForm(`${url}/start`, {});
    const [none, twice, other] = [
      await send(`${url}/continue?token=1`),
      await send(`${url}/continue?state=a&state=b`),
      await send(`${url}/continue?state=a`),
    ];

    expect([none.status, twice.status, other.status]).toEqual([400, 400, 400]);
    expect(readText(none)).toContain('The return has no parameter "state", only "token".');
    expect(readText(twice)).toContain('must send back, once, the state');
    expect(readText(other)).toContain('No transaction waits for this state.');
    expect(events().slice(3)).toMatchObject([
      { event: 'refused', status: 400, message: expect.stringMatching(/no parameter "state"/) },
      { event: 'refused', status: 400 },
      { event: 'refused', status: 400 },
    ]);
  });

  test('twice with one state, which continues the transaction once', async () => {
    const { url } = await serveActions([
      actionOf("api.redirect.sendUserTo('https://a.example/');", 'await globalThis.gate;'),
    ]);
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    Object.assign(globalThis, { gate });
    onTestFinished(() => void Reflect.deleteProperty(globalThis, 'gate'));
    const state = readState(await sendForm(`${url}/start`, {}));
    const first = send(`${url}/continue?state=${state}`);
    const page = async () => readText(await send(`${url}/transactions/1`));
    await expect.poll(page).toContain('The actions are executing.');
    const meanwhile = await send(`${url}/continue?state=${state}`);
    open();
    await first;
    const later = await send(`${url}/continue?state=${state}`);

    expect([(await first).status, meanwhile.status, later.status]).toEqual([303, 409, 409]);
    expect(readText(meanwhile)).toContain('The actions are executing. Wait for their result.');
    expect(readText(later)).toContain('The user has already returned with this state.');
    expect(later.body).toContain('<a href="/transactions/1">See transaction 1</a>');
  });

  test('from the redirect of each of several transactions', async () => {
    const { url, events } = await serveActions([redirect], ['--json']);
    const started = await Promise.all([1, 2, 3].map(() => sendForm(`${url}/start`, {})));
    const returned = await Promise.all(
      started.toReversed().map((one) => send(`${url}/continue?state=${readState(one)}`)),
    );

    expect(new Set(returned.map(({ headers }) => headers.location)).size).toBe(3);
    expect(events().filter(({ event }) => event === 'ended')).toHaveLength(3);
  });

  test('with HEAD, which continues nothing', async () => {
    const { url } = await serveActions([redirect]);
    const state = readState(await sendForm(`${url}/start`, {}));
    const head = await send(`${url}/continue?state=${state}`, { method: 'HEAD' });

    expect(head).toMatchObject({ status: 405, headers: { allow: 'GET, POST' }, body: '' });
    expect((await send(`${url}/continue?state=${state}`)).status).toBe(303);
  });
});

describe('a form', () => {
  const options = ['--edition', '2026'];

  test('shows the fields with their values, and no variable', async () => {
    const { url } = await serveActions([form], options);
    const page = await send(`${url}${(await sendForm(`${url}/start`, {})).headers.location}`);

    expect(page.body).toContain('name="field:name" value="Ann"');
    expect(page.body).toContain('name="field:list" value="[&quot;a&quot;]"');
    expect(page.body).toMatch(/name="field:text" rows="4">\nb\nc<\/textarea>/);
    expect(page.body).not.toContain('stays-on-the-server');
  });

  test('submits changed and further fields; the others keep their values', async () => {
    const { url } = await serveActions([form], options);
    await sendForm(`${url}/start`, {});
    await sendForm(`${url}/transactions/1`, {
      step: '1',
      'field:name': 'Bea',
      'field:age': '31',
      'field:list': '["a"]',
      'field:text': 'b\r\nc',
      more: 'code=1=2\r\n\r\n__proto__=x\r\n',
    });

    expect(readText(await send(`${url}/transactions/1`))).toContain(
      '"fields":{"name":"Bea","age":31,"list":["a"],"text":"b\\nc","code":"1=2","__proto__":"x"}',
    );
  });

  test('shows a submitted value that is no text as code', async () => {
    const { url } = await serveActions([form], options);
    await sendForm(`${url}/start`, {});
    await sendForm(`${url}/transactions/1`, { step: '1', 'field:list': '[{"a":1}]' });

    expect(readText(await send(`${url}/transactions/1`))).toContain(
      'The user submits the form with list=[ { a: 1 } ].',
    );
  });

  test('keeps a value that the page does not show', async () => {
    const { url } = await serveActions(
      [
        actionOf(
          "api.prompt.render('ap_form', { fields: { key: event.secrets.KEY } });",
          'api.access.deny(String(event.prompt.fields.key === event.secrets.KEY));',
        ),
      ],
      [...options, '--secret', `KEY=${SECRET}`],
    );
    await sendForm(`${url}/start`, {});
    await sendForm(`${url}/transactions/1`, { step: '1', 'field:key': '<KEY>' });

    expect(readText(await send(`${url}/transactions/1`))).toContain('→ denied: true');
  });

  test('keeps a value with characters that a page cannot hold', async () => {
    const { url } = await serveActions(
      [
        actionOf(
          String.raw`api.prompt.render('ap_form', { fields: { a: 'b\u0001\ud800c\td' } });`,
          String.raw`api.access.deny(String(event.prompt.fields.a === 'b\u0001\ud800c\td'));`,
        ),
      ],
      options,
    );
    const page = await send(`${url}${(await sendForm(`${url}/start`, {})).headers.location}`);
    const [, sent = ''] = /name="field:a" value="([^"]*)"/.exec(page.body) ?? [];
    await sendForm(`${url}/transactions/1`, { step: '1', 'field:a': sent });

    expect(sent).toBe(String.raw`b\u{1}\u{d800}c` + '\td');
    expect(readText(await send(`${url}/transactions/1`))).toContain('→ denied: true');
  });

  test('refuses a line that is not name=value, and still waits', async () => {
    const { url } = await serveActions([form], options);
    await sendForm(`${url}/start`, {});
    const refused = await sendForm(`${url}/transactions/1`, { step: '1', more: 'a=1\nb' });

    expect(refused.status).toBe(400);
    expect(readText(refused)).toContain('Line 2 of the fields is not name=value.');
    expect((await sendForm(`${url}/transactions/1`, { step: '1' })).status).toBe(303);
  });
});

describe('a transaction', () => {
  test('continues once from two tabs', async () => {
    const { url } = await serveActions([challenge, challenge.replace('otp', 'email')]);
    await sendForm(`${url}/start`, {});
    const answers = [
      await sendForm(`${url}/transactions/1`, { step: '1', completes: 'otp' }),
      await sendForm(`${url}/transactions/1`, { step: '1', completes: 'phone' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([303, 409]);
    expect(readText(answers[1] as never)).toContain('has gone on since this page was shown');
  });

  test('refuses a factor that it does not offer', async () => {
    const { url } = await serveActions([challenge]);
    await sendForm(`${url}/start`, {});
    const refused = await sendForm(`${url}/transactions/1`, { step: '1', completes: 'email' });

    expect(refused.status).toBe(400);
    expect(readText(refused)).toContain('expected otp or phone');
  });

  test('can be given up', async () => {
    const { url, events } = await serveActions([challenge], ['--json']);
    await sendForm(`${url}/start`, {});
    const answer = { step: '1', 'gives-up': 'yes' };
    await sendForm(`${url}/transactions/1`, answer);

    expect(readText(await send(`${url}/transactions/1`))).toContain('The user gave up, so');
    expect((await sendForm(`${url}/transactions/1`, answer)).status).toBe(409);
    expect(events().at(-2)).toMatchObject({ event: 'ended', outcome: { status: 'challenged' } });
  });

  test('shows warnings, hints and the result URL', async () => {
    const { url, stderr } = await serveActions([
      actionOf(
        "api.cache.set('key', 'value', { ttl: 90, other: 1 }); api.transaction.setResultUrl('https://example.com/?q=1');",
      ),
    ]);
    await sendForm(`${url}/start`, {});
    const result = readText(await send(`${url}/transactions/1`));
    const target = await send(`${url}/transactions/1/target`);

    expect(result).toContain('ignores the unknown option "other"');
    expect(result).toContain('A ttl counts milliseconds.');
    expect(target.headers.location).toBe('https://example.com/?q=1');
    expect(stderr()).toMatch(/^Warning: .*\n {4}at .*action-1\.cjs:\d+:\d+\n$/);
  });

  test('warns of a member of the event that an action misspells, once', async () => {
    const reading = 'const isVerified = (event) => event.user.emailVerified;\n';
    const { url, stderr } = await serveActions([
      reading +
        actionOf(
          "isVerified(event); api.redirect.sendUserTo('https://a.example/');",
          'isVerified(event);',
        ),
    ]);
    const state = readState(await sendForm(`${url}/start`, {}));
    await send(`${url}/continue?state=${state}`);
    const warning = 'There is no event.user.emailVerified. Did you mean event.user.email_verified?';

    expect(readText(await send(`${url}/transactions/1`)).split(warning)).toHaveLength(2);
    expect(stderr().split(warning)).toHaveLength(2);
  });

  test('is forgotten after 50 later ones, with its state', async () => {
    const { url } = await serveActions([redirect]);
    const first = readState(await sendForm(`${url}/start`, {}));
    for (let count = 0; count < 50; count += 1) await sendForm(`${url}/start`, {});

    expect((await send(`${url}/transactions/1`)).status).toBe(404);
    expect((await send(`${url}/transactions/2`)).status).toBe(200);
    expect((await send(`${url}/continue?state=${first}`)).status).toBe(400);
  });

  test('fails if an action throws', async () => {
    const { url, events } = await serveActions(
      [actionOf("throw new Error('Broken.');")],
      ['--json'],
    );
    await sendForm(`${url}/start`, {});

    expect(readText(await send(`${url}/transactions/1`))).toMatch(
      /Failed[^]*throws Error: Broken\./,
    );
    expect(events().at(-1)).toMatchObject({ event: 'ended', outcome: { status: 'failed' } });
  });
});

describe('the start', () => {
  const denying = actionOf(
    'api.access.deny(JSON.stringify([event.user.user_metadata, event.client.name]));',
  );

  test('merges the change into the chosen event', async () => {
    const { url } = await serveActions(
      [denying],
      [
        '--event',
        '{ "client": { "name": "First" } }',
        '--event',
        '{ "client": { "name": "Second" }, "user": { "user_metadata": { "a": 1 } } }',
      ],
    );
    const changes = '{ "user": { "user_metadata": { "b": 2 } } }';
    await sendForm(`${url}/start`, { event: 'event 2', changes });
    const again = await send(`${url}/?again=1`);
    await sendForm(`${url}/start`, { again: '1' });

    for (const number of [1, 2])
      expect(readText(await send(`${url}/transactions/${number}`))).toContain(
        '→ denied: [{"a":1,"b":2},"Second"]',
      );
    expect(again.body).toContain('<option selected>event 2</option>');
    expect(readText(again)).toContain(changes);
  });

  test.each([
    ['{', 'The change of the event is not valid JSON: it ends too early, at line 1, column 2.'],
    ['[]', 'The change of the event is no JSON object.'],
    ['{ "usr": {} }', 'Cannot create an event: an event has no member "usr".'],
    ['{ "user": { "email": 1 } }', 'user.email is a number, expected a string'],
    ['{ "secrets": { "KEY": "a" } }', 'The page takes no secrets.'],
  ])('refuses the change %s', async (changes, sentence) => {
    const { url, events } = await serveActions([denying], ['--json']);
    const refused = await sendForm(`${url}/start`, { changes });

    expect(refused.status).toBe(400);
    expect(readText(refused)).toContain(sentence);
    expect(events()).toHaveLength(2);
  });

  test('shares the cache between transactions, until the user empties it', async () => {
    const counting = actionOf(
      `const found = api.cache.get('count');
       api.cache.set('count', String(Number(found?.value ?? 0) + 1));
       api.cache.set('gone', 'x'); api.cache.delete('gone');
       api.access.deny('Attempt ' + api.cache.get('count').value);`,
    );
    const { url } = await serveActions([counting]);
    await sendForm(`${url}/start`, {});
    await sendForm(`${url}/start`, {});
    const second = readText(await send(`${url}/transactions/2`));
    await sendForm(`${url}/cache/empty`, {});
    await sendForm(`${url}/start`, {});

    expect(second).toMatch(/→ denied: Attempt 2\n[^]*Cache[^]*count2/);
    expect(second).not.toMatch(/gonex/);
    expect(readText(await send(`${url}/transactions/3`))).toContain('→ denied: Attempt 1');
  });
});

test('the log for people shows each phase as the command prints it', async () => {
  const { url, stdout, end } = await serveActions([challenge], ['--secret', `KEY=${SECRET}`]);
  await sendForm(`${url}/start`, {});
  await sendForm(`${url}/transactions/1`, { step: '1', completes: 'otp' });
  await end();

  expect(
    stdout()
      .replaceAll(/\/\S*\/action/g, 'action')
      .replaceAll(url, 'URL'),
  ).toBe(`\
The actions are served at URL/
The other site sends the user back to URL/continue
For development only. Ctrl-C ends it.

Transaction 1

action-1.cjs  onExecutePostChallenge
  api.authentication.challengeWith({ type: 'otp' }, { additionalFactors: [ { type: 'phone', options: { preferredMethod: 'voice' } } ] })

→ challenged: otp, or else phone

Transaction 1

The user completes otp.

→ completed

`);
});
