import { sampleEvent } from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';
import { fileOf } from './files.ts';
import { NOW, SECRET, actionOf, command, outcomeIn, redirecting, run } from './terminal.ts';

/** Runs an action that denies with a JSON text, and returns its value. */
async function readDenial(action: string, ...options: string[]): Promise<unknown> {
  const { stdout } = await run(action, ...options, '--json');
  return JSON.parse((JSON.parse(stdout) as { outcome: { reason: string } }).outcome.reason);
}

/** Creates an action that denies with the JSON of an expression. */
function denyWith(expression: string): string {
  return actionOf(`api.access.deny(JSON.stringify(${expression} ?? null));`);
}

describe('--event', () => {
  test('is merged into the sample event at any depth, except lists', async () => {
    const event = {
      user: { email_verified: false, user_metadata: { a: 1 } },
      authorization: { roles: ['admin'] },
      organization: { id: 'org_1', name: 'o', display_name: 'O', metadata: {} },
    };

    const value = await readDenial(
      denyWith('event'),
      '--event',
      fileOf('e.json', JSON.stringify(event)),
    );

    expect(value).toMatchObject(event);
    expect(value).toMatchObject({ user: { user_id: 'auth0|1', email: 'user@example.com' } });
  });

  test('can be inline JSON', async () => {
    const ran = await readDenial(
      denyWith('event.user.email'),
      '--event',
      '{"user":{"email":"a@b.c"}}',
    );

    expect(ran).toBe('a@b.c');
  });

  test('is optional', async () => {
    expect(await readDenial(denyWith('event'))).toEqual(sampleEvent);
  });

  test('is used as it is if it is a whole event, with members that this version does not know', async () => {
    const { configuration: _, user, ...rest } = sampleEvent;
    const { enrolledFactors: __, ...known } = user;
    const event = { ...rest, session: { id: 'session_1' }, user: { ...known, groups: ['staff'] } };

    const value = await readDenial(denyWith('event'), '--event', JSON.stringify(event));

    expect(value).toEqual({ ...event, configuration: {} });
  });

  test('is refused with every issue, and without values, which may be secret', async () => {
    const event = { user: { email_verified: 'yes', identities: null }, secrets: { KEY: [SECRET] } };

    expect(await run(actionOf(''), '--event', JSON.stringify(event))).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'Wrong --event. Cannot create an event: user.email_verified is a string, expected a boolean; user.identities is null, expected an array; secrets.KEY is an array, expected a string.\n',
    });
  });

  test.each([
    ['{"event":{"user":{}}}', 'an event has no member "event". Did you mean its content?'],
    [
      '{"user":{"emailVerified":false}}',
      'user has no member "emailVerified". Did you mean email_verified?',
    ],
  ])('%s is refused, with the likely intention', async (event, sentence) => {
    expect(await run(actionOf(''), '--event', event)).toEqual({
      code: 2,
      stdout: '',
      stderr: `Wrong --event. Cannot create an event: ${sentence}\n`,
    });
  });

  test.each([
    ['{"user":}', '--event is not valid JSON: error at line 1, column 9.'],
    [
      '{ user: {} }',
      '--event is not valid JSON: error at line 1, column 3. It has no double quotes; the shell may have removed them. Put the JSON into a file: --event file.json.',
    ],
    [
      "'{}'",
      '--event begins with a quote: this shell passes single quotes on. Write --event "{}", or put the JSON into a file: --event file.json.',
    ],
    [
      '',
      '--event is empty, expected a JSON object. Write --event "{}", or put the JSON into a file: --event file.json.',
    ],
    [
      'action.cjs',
      '--event action.cjs is code, not JSON. Name the actions before the options, and give --event a .json file.',
    ],
    ['nowhere.json', '--event nowhere.json cannot be read: the file does not exist.'],
    [
      '[]',
      '--event is an array, expected a JSON object. Write --event "{}", or put the JSON into a file: --event file.json.',
    ],
  ])('%s is refused', async (event, sentence) => {
    const ran = await run(actionOf(''), '--event', event);

    expect(ran).toEqual({
      code: 2,
      stdout: '',
      stderr: `${sentence}\n`,
    });
  });

  test.each([
    ['--event', `{"user":{"app_metadata":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}}`],
    ['--token', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    [
      '--event',
      JSON.stringify({ authorization: { roles: Array.from({ length: 200_000 }, () => '') } }),
    ],
    ['--token', ' '.repeat(11_000_000)],
  ])('%s is refused if the file is too deep or too large, case %#', async (option, text) => {
    const path = fileOf('large.json', text);

    const { code, stderr } = await run(actionOf(''), option, path);

    expect(code).toBe(2);
    expect(stderr).toMatch(
      /at most 1000 levels|at most 100000 values|is larger than 10 MB\. Give a smaller file/,
    );
    expect(stderr.length).toBeLessThan(400);
  });

  test('is refused if the file holds no JSON object', async () => {
    const path = fileOf('event.json', '[]');

    expect(await run(actionOf(''), '--event', path)).toMatchObject({
      code: 2,
      stderr: `--event ${path} is an array, expected a JSON object. Write { "name": value, … }.\n`,
    });
  });
});

describe('--secret and --secrets', () => {
  test('add secrets to the event: an option replaces a secret of the file, and the file one of the event', async () => {
    const file = fileOf('.env', '# of the tenant\nB=file\nC="file: quoted"\nD=file=file\n');
    const event = JSON.stringify({ secrets: { A: 'event', B: 'event' } });
    const action = actionOf('api.access.deny(JSON.stringify(Object.values(event.secrets).length))');
    const options = ['--event', event, '--secrets', file, '--secret', 'C=a=b', '--secret', 'E='];

    expect(await readDenial(action, ...options)).toBe(5);
    expect(
      outcomeIn(
        await run(
          actionOf(
            `const expected = { A: 'event', B: 'file', C: 'a=b', D: 'file=file', E: '' };
             require('node:assert').deepStrictEqual({ ...event.secrets }, expected);`,
          ),
          ...options,
        ),
      ),
    ).toBe('→ completed');
  });

  test('are replaced by their names in the whole report, in JSON too', async () => {
    const action = actionOf(
      `api.cache.set('key', 'Bearer ' + event.secrets.VERIFIER);
       api.redirect.encodeToken({ secret: 'written-into-the-code', payload: {} });
       throw new Error('Cannot use ' + event.secrets.VERIFIER);`,
    );

    for (const option of [[], ['--json']]) {
      const ran = await run(action, '--secret', `VERIFIER=${SECRET}`, ...option);

      expect(ran.stdout).toMatch(/Bearer <VERIFIER>/);
      expect(ran.stdout).toMatch(/"?secret"?: ['"]<secret>['"]/);
      expect(ran.stdout).toContain('Cannot use <VERIFIER>');
      expect(ran.stdout + ran.stderr).not.toMatch(/shared-with|written-into/);
    }
  });

  test('a short secret is hidden as a whole value only', async () => {
    const ran = await run(actionOf("api.cache.set('no', 'on');"), '--secret', 'SHORT=on');

    expect(ran.stdout).toContain("api.cache.set('no', '<SHORT>')");
    expect(ran.stdout).toContain('onExecutePostChallenge');
  });

  test('an empty secret hides nothing', async () => {
    const ran = await run(actionOf("api.cache.set('key', '');"), '--secret', 'EMPTY=');

    expect(ran.stdout).toContain("api.cache.set('key', '')");
  });

  test('the longer of two secrets is hidden', async () => {
    const options = ['--secret', 'PART=shared', '--secret', `VERIFIER=${SECRET}`];
    const ran = await run(actionOf(`api.cache.set('key', 'Bearer ${SECRET}');`), ...options);

    expect(ran.stdout).toContain("api.cache.set('key', 'Bearer <VERIFIER>')");
  });

  test.each([SECRET, `=${SECRET}`])(
    '%s is refused with a message that does not repeat it',
    async (secret) => {
      expect(await run(actionOf(''), '--secret', secret)).toEqual({
        code: 2,
        stdout: '',
        stderr: '--secret expects a name and a value. Write --secret NAME=VALUE.\n',
      });
    },
  );

  test('a file that does not exist is refused', async () => {
    expect(await run(actionOf(''), '--secrets', 'nowhere.env')).toMatchObject({
      code: 2,
      stderr: '--secrets nowhere.env cannot be read: the file does not exist.\n',
    });
  });
});

describe('a file of the user', () => {
  const encodings: readonly [string, (text: string) => Buffer][] = [
    ['UTF-8 with a byte order mark', (text) => Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 LE with CRLF', (text) => Buffer.from(text.replaceAll('\n', '\r\n'), 'utf16le')],
    ['UTF-16 BE', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ];

  test.each(encodings)('may be %s', async (_, encode) => {
    const event = fileOf('event.json', encode('{\n"user": { "name": "Zoë" }\n}'));
    const secrets = fileOf('.env', encode('KEY=first\nPEM="a\nb"\n'));
    const action = actionOf(
      "api.access.deny(JSON.stringify([event.user.name, event.secrets.KEY === 'first', event.secrets.PEM === 'a\\nb']));",
    );

    const read = await readDenial(action, '--event', event, '--secrets', secrets);

    expect(read).toEqual(['Zoë', true, true]);
  });

  test.each([
    ['s.yaml', 'KEY: value\n', 'line 1 is not NAME=VALUE. The file seems to be YAML.'],
    ['s.json', '{ "KEY": "value" }', 'line 1 is not NAME=VALUE. The file seems to be JSON.'],
    ['.env', '# a\nA="1\n2"\nexport B=3 # c\nMIIE\n', 'line 5 is not NAME=VALUE. Write one'],
  ])('of another kind is refused as --secrets: %s', async (name, text, sentence) => {
    const path = fileOf(name, text);

    const { code, stderr } = await run(actionOf(''), '--secrets', path);

    expect(code).toBe(2);
    expect(stderr).toContain(`--secrets ${path}, ${sentence}`);
    expect(stderr).not.toContain('MIIE');
  });

  test.each([
    { user: { ...sampleEvent.user, 'family-name': 'x' } },
    { customDomain: { domain: 'a', domain_metadata: {} } },
  ])('is refused as a whole event if a member is misspelt: %j', async (changes) => {
    const path = fileOf('event.json', JSON.stringify({ ...sampleEvent, ...changes }));

    expect(await run(actionOf(''), '--event', path)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /^Wrong --event\. .* has no member ".*"\. Did you mean (family_name|custom_domain)\?\n$/,
      ) as unknown,
    });
  });
});

test.each(['--event', '--secrets', '--enrolled', '--token', '--now'])(
  '%s is refused if it is given twice',
  async (option) => {
    expect(await run(actionOf(''), option, '{}', option, '{}')).toMatchObject({
      code: 2,
      stderr: `${option} is given more than once. Give it once.\n`,
    });
  },
);

test.each([
  ['--returns', `a=1&b&${SECRET}`],
  ['--now', SECRET],
  ['--module', `${SECRET}=nowhere.cjs`],
  [`--unknown=${SECRET}`, ''],
])('the message about a wrong %s holds no secret', async (option, value) => {
  const { code, stderr } = await run(actionOf(''), '--secret', `KEY=${SECRET}`, option, value);

  expect(code).toBe(2);
  expect(stderr).not.toContain(SECRET);
});

describe('--enrolled', () => {
  test.each([
    ['otp,email', [{ type: 'otp' }, { type: 'email' }]],
    ['', []],
  ])('"%s" sets the enrolled factors', async (enrolled, expected) => {
    const value = await readDenial(denyWith('event.user.enrolledFactors'), '--enrolled', enrolled);

    expect(value).toEqual(expected);
  });

  test('makes the transaction fail if no requested factor is enrolled', async () => {
    const ran = await run(
      actionOf("api.authentication.challengeWith({ type: 'otp' });"),
      '--enrolled',
      'email',
    );

    expect(ran).toMatchObject({ code: 1, stderr: '' });
    expect(outcomeIn(ran)).toBe(
      '→ failed: Cannot challenge the user: not enrolled by the user: otp.',
    );
  });

  test.each(['--enrolled', '--completes'])('%s refuses an unknown factor', async (option) => {
    expect(await run(actionOf(''), option, 'sms')).toMatchObject({
      code: 2,
      stderr: `Unknown factor "sms" in ${option}. For a text message write phone.\n`,
    });
    expect(await run(actionOf(''), option, 'totp')).toMatchObject({
      code: 2,
      stderr: `Unknown factor "totp" in ${option}. Allowed: otp, email, webauthn-platform, webauthn-roaming, recovery-code, phone, push-notification, push.\n`,
    });
  });
});

describe('--completes', () => {
  const challenging = actionOf(
    `api.authentication.challengeWith({ type: 'otp' });
     api.authentication.challengeWith({ type: 'email' });`,
  );

  test('satisfies one challenge for each factor', async () => {
    const first = await run(challenging, '--completes', 'otp');
    const both = await run(challenging, '--completes', 'otp', '--completes', 'email');

    expect(outcomeIn(first)).toBe('→ challenged: email');
    expect(outcomeIn(both)).toBe('→ completed');
  });

  test('a factor that is not offered is refused, and the next one is used', async () => {
    const ran = await run(challenging, '--completes', 'phone', '--completes', 'otp');

    expect(ran.stdout).toContain(
      'The user completes phone.\n  Cannot resume the transaction: the factor phone is not offered, expected otp.\n\n→ challenged: otp\n',
    );
    expect(outcomeIn(ran)).toBe('→ challenged: email');
  });
});

describe('--submits', () => {
  const rendering = actionOf(
    "api.prompt.render('ap_1', { vars: { plan: 'gold-plan' } });",
    "api.access.deny(event.prompt.fields.code + ' of the gold-plan');",
  );

  test('passes its fields, once for each form, and no variable is printed', async () => {
    const { stdout } = await run(rendering, '--edition', '2026', '--submits', 'code=12');

    expect(stdout).toContain('The user submits the form with code=12.');
    expect(stdout).toContain('→ denied: 12 of the <plan>');
    expect(stdout).not.toContain('gold-plan');
  });

  test('is named if a form waits', async () => {
    const { stdout } = await run(rendering, '--edition', '2026');

    expect(stdout).toContain('→ rendered the form ap_1');
    expect(stdout).toContain('To continue: --submits name=value');
  });

  test('is not needed in edition 2025, where the message names the other one', async () => {
    const { code, stdout } = await run(rendering);

    expect(code).toBe(1);
    expect(stdout).toContain('Add --edition 2026');
  });
});

describe('--returns', () => {
  const asking = actionOf(
    "api.redirect.sendUserTo('https://example.com/');",
    'const { state, ...query } = event.request.query; api.cache.set(JSON.stringify(query), state);',
  );

  test('passes its parameters and the state, once for each redirect', async () => {
    const path = fileOf('action.cjs', asking);
    const options = ['--returns', 'a=1&b=x=y', '--returns', '', '--returns=?c=%26+', '--json'];

    const { stdout } = await command(['run', path, path, path, ...options]);

    const { outcome, phases } = JSON.parse(stdout) as {
      outcome: unknown;
      phases: { executions: { calls: { args: unknown[] }[] }[] }[];
    };
    const keys = phases.map(({ executions }) => executions[0]?.calls[0]?.args[0]);
    expect(keys.slice(1)).toEqual(['{"a":"1","b":"x=y"}', '{}', '{"c":"& "}']);
    expect(outcome).toEqual({ status: 'completed' });
  });

  test('with another state is refused', async () => {
    const ran = await run(asking, '--returns', 'state=other');

    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain(
      'The user returns by GET with state=other.\n  Cannot resume the transaction: the state of the return is not the state of this redirect.\n\n→ redirected to https://example.com/?state=<state>\n',
    );
  });

  test.each(['action.cjs', 'a=1&b', '=1', 'https://example.com/?a=1'])(
    'refuses %s, which is not a query string',
    async (query) => {
      expect(await run(asking, '--returns', query)).toEqual({
        code: 2,
        stdout: '',
        stderr: `--returns expects a query string; received ${JSON.stringify(query)}. Write each parameter once: --returns "name=value&other=value".\n`,
      });
    },
  );

  test('refuses a repeated parameter', async () => {
    expect(await run(asking, '--returns', 'a=1&b=2&%61=1')).toEqual({
      code: 2,
      stdout: '',
      stderr:
        '--returns has the parameter a more than once. Write each parameter once: --returns "name=value&other=value".\n',
    });
  });

  test('does not take a following action as its value', async () => {
    const path = fileOf('action.cjs', asking);

    expect(await command(['run', path, '--returns', 'a=1', path])).toMatchObject({ code: 0 });
  });
});

describe('--returns-by', () => {
  const posted = redirecting.replace(
    'api.access.deny(JSON.stringify(claims))',
    'api.access.deny(JSON.stringify({ ...event.request, state: undefined }))',
  );

  test.each([
    ['post', 'POST', 'body', 'query'],
    ['GET', 'GET', 'query', 'body'],
  ])('%s puts the parameters and the token in their place', async (given, method, full, empty) => {
    const options = ['--secret', `VERIFIER=${SECRET}`, '--token', '{}', '--returns', 'a=1'];
    const request = await readDenial(posted, ...options, '--returns-by', given);

    expect(request).toMatchObject({ method, [empty]: {} });
    expect(request).toHaveProperty([full, 'a'], '1');
    expect(request).toHaveProperty([full, 'session_token'], 'eyJhbG…');
  });

  test('refuses another method', async () => {
    expect(await run(posted, '--returns-by', 'put')).toMatchObject({
      code: 2,
      stderr: '--returns-by expects get or post; received "put".\n',
    });
  });
});

describe('--module', () => {
  test('gives an action the modules that it requires', async () => {
    const helpers = fileOf('helpers.cjs', "exports.reason = () => 'Of the module.';");
    const action = actionOf(
      "api.access.deny(require('actions:helpers').reason() + require('actions:other').end);",
    );
    const other = fileOf('other.cjs', "exports.end = require('actions:helpers').reason().length;");

    const ran = await run(
      action,
      '--module',
      `helpers=${helpers}`,
      '--module',
      `actions:other=${other}`,
    );

    expect(outcomeIn(ran)).toBe('→ denied: Of the module.14');
  });

  test.each([
    ["require('actions:helpers')", 'Give it: --module helpers=helpers.cjs on the command line'],
    ['', 'exports nothing'],
  ])('says how to give a module: %s', async (text, sentence) => {
    const { code, stderr } = await run(text);

    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });

  test.each([
    ['helpers', '--module expects a name and a file. Write --module NAME=file.cjs.'],
    ['=a.cjs', '--module expects a name and a file. Write --module NAME=file.cjs.'],
    [
      'helpers=nowhere.cjs',
      '--module helpers=nowhere.cjs cannot be read: the file does not exist.',
    ],
  ])('refuses %s', async (value, sentence) => {
    expect(await run(actionOf(''), '--module', value)).toMatchObject({
      code: 2,
      stderr: `${sentence}\n`,
    });
  });
});

describe('--token', () => {
  const secret = ['--secret', `VERIFIER=${SECRET}`];

  test('has the given claims and the standard claims', async () => {
    const claims = await readDenial(redirecting, ...secret, '--token', '{"level":2}', '--now', NOW);

    expect(claims).toEqual({
      level: 2,
      iss: 'verifier.example.com',
      sub: 'auth0|1',
      iat: 1769860800,
      exp: 1769860800 + 900,
      state: expect.any(String),
    });
  });

  test.each([
    ['{"exp":1}', String.raw`it has expired \(exp\)`],
    ['{"sub":"auth0|2"}', String.raw`it is for another user \(sub\)`],
    ['{"state":"other"}', 'its state is not the state of this return'],
  ])('%s replaces a standard claim', async (claims, reason) => {
    const ran = await run(redirecting, ...secret, '--token', claims);

    expect(ran.code).toBe(1);
    expect(ran.stdout).toMatch(
      new RegExp(
        `InvalidTokenError: Cannot validate the token: ${reason}\\.\n    at .*action\\.cjs:6:\\d+\n\n→ failed`,
      ),
    );
  });

  test('is added to the parameters of --returns', async () => {
    const ran = await run(redirecting, ...secret, '--token', '{}', '--returns', 'a=1');

    expect(ran.stdout).toContain(
      'The user returns by GET with state=<state>, session_token=eyJhbG…, a=1.\n',
    );
  });

  test('is sent in the parameter that --token-parameter names', async () => {
    const action = redirecting.replaceAll(
      'validateToken({',
      "validateToken({ tokenParameterName: 'answer',",
    );
    const options = [...secret, '--token', '{}', '--token-parameter', 'answer'];

    expect(outcomeIn(await run(action, ...options))).toMatch(/^→ denied: /);
  });

  describe('is signed with', () => {
    const other = ['--secret', 'OTHER=of-something-else'];
    const plain = redirecting.replace(/const session_token.*/, "const session_token = '';");

    test('the secret that the action signed its token with', async () => {
      const ran = await run(redirecting, ...other, ...secret, '--token', '{}');

      expect(outcomeIn(ran)).toMatch(/^→ denied: /);
    });

    test('the only secret, if the action signed no token', async () => {
      const ran = await run(plain, ...secret, '--token', '{}');

      expect(outcomeIn(ran)).toMatch(/^→ denied: /);
    });

    test('the only secret, if the action failed to sign a token', async () => {
      const failing = redirecting.replace(
        /const session_token.*/,
        "let session_token = ''; try { api.redirect.encodeToken({ secret: '' }); } catch {}",
      );
      const ran = await run(failing, ...secret, '--token', '{}');

      expect(outcomeIn(ran)).toMatch(/^→ denied: /);
    });

    test('the secret that --token-secret names', async () => {
      const options = [...other, ...secret, '--token', '{}', '--token-secret'];

      expect(outcomeIn(await run(plain, ...options, 'VERIFIER'))).toMatch(/^→ denied: /);
      expect((await run(redirecting, ...options, 'OTHER')).stdout).toMatch(
        /it was signed with another secret/,
      );
    });

    test.each([
      [
        'more than one secret',
        [...other, ...secret],
        'Cannot sign the token of --token: there are several secrets, OTHER, VERIFIER. Choose one: --token-secret OTHER.',
      ],
      [
        'no secret',
        [],
        'Cannot sign the token of --token: there is no secret. Add the secret that the action uses: --secret NAME=VALUE.',
      ],
      [
        'no secret of the given name',
        [...secret, '--token-secret', 'NONE'],
        'Cannot sign the token of --token: there is no secret NONE. Add it: --secret NONE=VALUE.',
      ],
    ])('no secret, but refused if there is %s', async (_, options, sentence) => {
      expect(await run(plain, ...options, '--token', '{}')).toEqual({
        code: 2,
        stdout: '',
        stderr: `${sentence}\n`,
      });
    });
  });

  test('is refused if it is not an object', async () => {
    expect(await run(redirecting, ...secret, '--token', '{')).toMatchObject({ code: 2 });
  });

  test('is required by --token-secret', async () => {
    expect(await run(redirecting, ...secret, '--token-secret', 'VERIFIER')).toMatchObject({
      code: 2,
      stderr: '--token-secret needs a token to sign. Add --token "{}".\n',
    });
  });
});

describe('--now', () => {
  test.each([
    ['2026-01-31', Date.UTC(2026, 0, 31)],
    ['2026-01-31T12:00Z', Date.UTC(2026, 0, 31, 12)],
    ['2026-01-31T12:00:00.5+01:00', Date.UTC(2026, 0, 31, 11, 0, 0, 500)],
  ])('%s is the time of the api object', async (now, time) => {
    const ran = await run(actionOf("api.cache.set('k', 'v', { ttl: 1 });"), '--now', now);

    expect(ran.stdout).toContain(`expires_at: ${time + 1} }`);
  });

  test.each([
    'tomorrow',
    '2026-01-31T12:00:00',
    '2026-13-01',
    '2026-02-30',
    '2026-02-29T12:00:00Z',
    '2026-01-31T24:00:00Z',
    '2026-01-31T12:00:00+99:00',
  ])('%s is refused', async (now) => {
    expect(await run(actionOf(''), '--now', now)).toEqual({
      code: 2,
      stdout: '',
      stderr: `--now expects a date and time with a time zone, such as 2026-01-31T12:00:00Z; received "${now}".\n`,
    });
  });
});

describe('--json', () => {
  test('prints one document with shortened tokens and without secrets', async () => {
    const path = fileOf('action.cjs', redirecting);
    const args = ['run', path, '--secret', `VERIFIER=${SECRET}`, '--now', NOW, '--json'];

    const { stdout } = await command(args);

    const token = 'eyJhbG…';
    const outcome = {
      status: 'redirected',
      url: expect.stringMatching(
        /^https:\/\/verifier\.example\.com\/\?session_token=eyJhbG…&state=[\w-]+$/,
      ) as unknown,
    };
    expect(JSON.parse(stdout)).toEqual({
      outcome,
      phases: [
        {
          executions: [
            {
              path,
              handler: 'onExecutePostChallenge',
              calls: [
                {
                  method: 'redirect.encodeToken',
                  args: [{ secret: '<VERIFIER>', payload: {} }],
                  returned: token,
                },
                {
                  method: 'redirect.sendUserTo',
                  args: ['https://verifier.example.com/', { query: { session_token: token } }],
                  returned: { $api: true },
                },
              ],
            },
          ],
          outcome,
        },
      ],
      warnings: [],
      hints: [
        'The user has not returned. To continue: --returns name=value, or --token "{}", or both',
      ],
    });
  });
});
