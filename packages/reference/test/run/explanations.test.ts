import { describe, expect, test } from 'vitest';
import { SECRET, actionOf, command, outcomeIn, run } from './terminal.ts';
import { fileOf } from './files.ts';

const challenge = actionOf(
  "api.authentication.challengeWith({ type: 'webauthn-roaming' }, { additionalFactors: [{ type: 'otp' }, { type: 'email' }] });",
);

/** Creates an event in which methods are completed. */
function completed(...methods: { name: string; type?: string }[]): string {
  const timestamp = '2026-01-31T12:00:00.000Z';
  return JSON.stringify({
    authentication: { methods: methods.map((method) => ({ ...method, timestamp })) },
  });
}

describe('a challenge', () => {
  const enrolled = ['--enrolled', 'webauthn-roaming,otp,email'];

  test.each(['email', 'passkey', 'sms', 'phone_number'])(
    'is asked after a method of the name %s',
    async (name) => {
      const ran = await run(challenge, ...enrolled, '--event', completed({ name }));

      expect(outcomeIn(ran)).toBe('→ challenged: webauthn-roaming, or else otp, email');
    },
  );

  test.each([
    ['email', 'email'],
    ['otp', 'otp'],
    ['webauthn-roaming', 'webauthn-roaming'],
  ])('is explained if the completed factor %s satisfies it already', async (type, named) => {
    const event = completed({ name: 'pwd' }, { name: 'mfa', type });
    const ran = await run(challenge, ...enrolled, '--event', event);
    const json = await run(challenge, ...enrolled, '--event', event, '--json');

    expect(outcomeIn(ran)).toBe('→ completed');
    expect(ran.stdout).toContain(`\n    → not asked: the user has already completed ${named}\n`);
    expect(JSON.parse(json.stdout)).toMatchObject({
      phases: [{ executions: [{ calls: [{ satisfiedBy: named }] }] }],
    });
  });

  test('is explained in a later action, by the alias of a factor too', async () => {
    const [first, second] = ['push', 'push-notification'].map((type) =>
      fileOf('action.cjs', actionOf(`api.authentication.challengeWithAny([{ type: '${type}' }]);`)),
    );
    const ran = await command(['run', `${first}`, `${second}`, '--completes', 'push']);

    expect(outcomeIn(ran)).toBe('→ completed');
    expect(ran.stdout.match(/not asked: .*/g)).toEqual([
      'not asked: the user has already completed push-notification',
    ]);
  });

  test('is asked if only an argument that it ignores names a completed factor', async () => {
    const ran = await run(
      actionOf(
        "api.authentication.challengeWithAny([{ type: 'otp' }], { additionalFactors: [{ type: 'email' }] });",
      ),
      '--event',
      completed({ name: 'mfa', type: 'email' }),
    );

    expect(outcomeIn(ran)).toBe('→ challenged: a choice of otp');
    expect(ran.stdout).not.toContain('not asked');
  });

  test('names each factor once', async () => {
    const ran = await run(
      actionOf(
        `const additionalFactors = event.user.enrolledFactors.map(({ type }) => ({ type }));
         api.authentication.challengeWith({ type: 'push' }, { additionalFactors });`,
      ),
      '--enrolled',
      'push-notification,otp,otp',
    );

    expect(outcomeIn(ran)).toBe('→ challenged: push, or else otp');
    expect(ran.stdout).toMatch(/To continue: --completes push, or --completes otp\n$/);
  });
});

describe('a part that a method ignores', () => {
  test('is reported on stderr with its location', async () => {
    const ran = await run(actionOf("api.access.deny('policy', 'text');"));

    expect(ran.code).toBe(0);
    expect(outcomeIn(ran)).toBe('→ denied: policy');
    expect(ran.stderr).toMatch(
      /^Warning: api\.access\.deny ignores an argument: .* Write deny\(text\) instead of deny\(code, text\): .*\n {4}at .*action\.cjs:2:12\n$/,
    );
  });

  test('is reported as JSON with the action that made the call', async () => {
    const [first, second] = [
      fileOf('first.cjs', actionOf("api.cache.set('key', '', { expires: 1 });")),
      fileOf(
        'second.cjs',
        actionOf("await 0;\napi.redirect.sendUserTo('https://a.example/', { b: 'c' });"),
      ),
    ];
    const { stdout } = await command(['run', first, second, '--json']);

    expect(JSON.parse(stdout)).toMatchObject({
      warnings: [
        {
          message: expect.stringContaining('unknown option "expires"'),
          path: first,
          place: '2:11',
        },
        {
          message: expect.stringContaining('{ query: { b: value } }'),
          path: second,
          place: '3:14',
        },
      ],
    });
  });
});

describe('a mistake that nothing refuses', () => {
  test.each([
    ["api.cache.set('key', '', { ttl: 60 });", 'If 60 are seconds, write { ttl: 60 * 1000 }.'],
    ["api.cache.set('key', '', { ttl: 3600 });", 'write { ttl: 3600 * 1000 }.'],
    [
      "api.cache.set('é'.repeat(33), '');",
      'The cache refused a key of 66 bytes; 64 are allowed. Use a shorter key, such as event.user.user_id.',
    ],
    [
      'api.redirect.createUrl();',
      'There is no api.redirect.createUrl in this trigger. Write api.redirect.sendUserTo(url, { query: { name: value } }).',
    ],
    [
      'api.cache.put();',
      'There is no api.cache.put in this trigger. There are api.cache.get, api.cache.set, api.cache.delete.',
    ],
    [
      "api.prompt.render('form');",
      'There is no api.prompt in edition 2025. Add --edition 2026 to follow the pages of today.',
    ],
    [
      "api.user.setAppMetadata('a', 'b');",
      'There is no api.user in this trigger. There are api.access, api.authentication, api.cache, api.redirect, api.transaction.',
    ],
    [
      'api.redirect.encodeToken({ secret: event.secrets.MISSING, payload: {} });',
      'The secret is undefined: the event has none of the name that the action reads. Add --secret NAME=VALUE.',
    ],
    [
      "api.redirect.validateToken({ secret: 'a' });",
      'To return with a signed token in the parameter session_token, add --token "{}".',
    ],
  ])('has a hint: %s', async (body, hint) => {
    expect((await run(actionOf(body))).stdout).toContain(hint);
  });

  test('has a hint on the parameter of a token that the return lacks', async () => {
    const action = actionOf(
      "api.redirect.sendUserTo('https://verifier.example.com/');",
      "api.redirect.validateToken({ secret: event.secrets.VERIFIER, tokenParameterName: 'answer' });",
    );

    const { stdout } = await run(action, '--secret', `VERIFIER=${SECRET}`, '--token', '{}');

    expect(stdout).toContain(
      'To return with a token in the parameter answer, add --token-parameter answer.',
    );
  });

  test.each(['{ ttl: 60_000 }', '{ ttl: 1000 }', '{ ttl: 86_400_001 }', '{}', 'undefined'])(
    'is not suspected with the options %s',
    async (options) => {
      const { stdout } = await run(actionOf(`api.cache.set('key', '', ${options});`));

      expect(stdout).toMatch(/→ completed\n$/);
    },
  );
});

test.each([
  "await api.access.deny('No.'); JSON.stringify(api); throw new TypeError();",
  "api.prompt?.render('form'); throw new Error();",
  'api.prompt?.render("form");',
])('does not suspect a missing method: %s', async (body) => {
  expect((await run(actionOf(body))).stdout).not.toContain('There is no');
});

test('returns the same recording api object from each call', async () => {
  const ran = await run(actionOf("if (api.access.deny('No.') !== api) throw new Error();"));

  expect(outcomeIn(ran)).toBe('→ denied: No.');
});

test('shows a class instance with its content', async () => {
  const { stdout } = await run(
    actionOf(
      `try { api.redirect.sendUserTo('https://a.example/', { query: new URLSearchParams('a=b') }); } catch {}
       try { api.cache.get(new Map([[1, 2]])); } catch {}
       try { api.redirect.sendUserTo(new URL('https://a.example/')); } catch {}
       try { api.cache.get(new Date(0)); } catch {}
       try { api.cache.get(5n); } catch {}
       const e = new TypeError('No.');
       try { api.redirect.encodeToken({ secret: 's', payload: { a: { b: { c: [{ e }] } } } }); } catch {}`,
    ),
  );

  expect(stdout).toContain("{ query: URLSearchParams { 'a' => 'b' } })\n");
  expect(stdout).toContain("api.redirect.sendUserTo(URL { 'https://a.example/' })\n");
  expect(stdout).toContain('api.cache.get(Map(1) { 1 => 2 })');
  expect(stdout).toContain("api.cache.get(Date { '1970-01-01T00:00:00.000Z' })");
  expect(stdout).toContain('api.cache.get(5n)');
  expect(stdout).toContain("payload: { a: { b: { c: [ { e: TypeError { 'No.' } } ] } } }");
});

test('reports a class instance as JSON that is no string', async () => {
  const { stdout } = await run(
    actionOf("try { api.redirect.sendUserTo(new URL('https://a.example/')); } catch {}"),
    '--json',
  );

  expect(JSON.parse(stdout)).toMatchObject({
    phases: [
      { executions: [{ calls: [{ args: [{ $inspect: "URL { 'https://a.example/' }" }] }] }] },
    ],
  });
});

test('hides a secret inside a class instance', async () => {
  const { stdout } = await run(
    actionOf('try { api.cache.get(new Map([[event.secrets.KEY, 1]])); } catch {}'),
    '--event',
    JSON.stringify({ secrets: { KEY: 'a long secret' } }),
  );

  expect(stdout).toContain("api.cache.get(Map(1) { '<KEY>' => 1 })");
});
