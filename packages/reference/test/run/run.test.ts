import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { fileOf, folderOf } from './files.ts';
import { NOW, SECRET, actionOf, command, outcomeIn, redirecting, run } from './terminal.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test.each(['verified.cjs', 'lib/action.ts'])(
  'a command line that begins with %s says how to run it',
  async (path) => {
    const { code, stderr } = await command([path]);

    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `${path} is no command. Write \`run ${path}\` to execute the action.\n`,
    });
  },
);

describe('run', () => {
  test('prints the executions with their calls and results, the inputs of the user, and the outcome', async () => {
    const folder = folderOf({
      'first.cjs': redirecting.replace('api.access.deny(JSON.stringify(claims));', ''),
      'second.cjs': actionOf(
        `api.cache.set('key', 'value', { ttl: 1000 });
         api.cache.get('key');
         api.cache.delete('other');
         api.authentication.challengeWith({ type: 'otp' }, { additionalFactors: [{ type: 'email' }] });`,
      ),
      'third.cjs': actionOf(''),
    });
    const files = ['first', 'second', 'third'].map((name) => join(folder, `${name}.cjs`));
    const options = ['--secret', `VERIFIER=${SECRET}`, '--token', '{}', '--completes', 'email'];

    const ran = await command(['run', ...files, ...options, '--now', NOW]);

    expect({ ...ran, stdout: ran.stdout.replaceAll(`${folder}/`, '') }).toEqual({
      code: 0,
      stderr: '',
      stdout: `first.cjs  onExecutePostChallenge
  api.redirect.encodeToken({ secret: '<VERIFIER>', payload: {} })  → 'eyJhbG…'
  api.redirect.sendUserTo('https://verifier.example.com/', { query: { session_token: 'eyJhbG…' } })
    → api

→ redirected to https://verifier.example.com/?session_token=eyJhbG…&state=<state>

The user returns by GET with state=<state>, session_token=eyJhbG….

first.cjs  onContinuePostChallenge
  api.redirect.validateToken({ secret: '<VERIFIER>' })
    → { iss: 'verifier.example.com', sub: 'auth0|1', iat: 1769860800, exp: 1769861700, state: '<state>' }

second.cjs  onExecutePostChallenge
  api.cache.set('key', 'value', { ttl: 1000 })
    → { type: 'success', record: { value: 'value', expires_at: 1769860801000 } }
  api.cache.get('key')  → { value: 'value', expires_at: 1769860801000 }
  api.cache.delete('other')  → { type: 'error', code: 'CacheKeyDoesNotExist' }
  api.authentication.challengeWith({ type: 'otp' }, { additionalFactors: [ { type: 'email' } ] })

→ challenged: otp, or else email

The user completes email.

third.cjs  onExecutePostChallenge
  calls nothing

→ completed
`,
    });
  });

  test('prints each outcome on one line', async () => {
    const ends = async (body: string) => outcomeIn(await run(actionOf(body)));

    expect(await ends('')).toBe('→ completed');
    expect(await ends("api.transaction.setResultUrl('https://example.com/')")).toBe(
      '→ completed, result URL https://example.com/',
    );
    expect(await ends(String.raw`api.access.deny('No,\n  not today.')`)).toBe(
      '→ denied: No, not today.',
    );
    expect(await ends("api.authentication.challengeWith({ type: 'otp' })")).toBe(
      '→ challenged: otp',
    );
    expect(
      await ends("api.authentication.challengeWithAny([{ type: 'otp' }, { type: 'push' }])"),
    ).toBe('→ challenged: a choice of otp, push');
  });

  test('returns the recording api object to actions that chain', async () => {
    const { stdout } = await run(actionOf("api.access.deny('No.').cache.get('key');"));

    expect(stdout).toContain(
      "api.access.deny('No.')  → api\n  api.cache.get('key')  → undefined\n",
    );
  });

  test('records an argument as it was at the time of the call', async () => {
    const { stdout } = await run(
      actionOf(
        "const factor = { type: 'otp' }; api.authentication.challengeWith(factor); factor.type = 'email';",
      ),
    );

    expect(stdout).toContain("api.authentication.challengeWith({ type: 'otp' })");
  });

  test('records values that JSON cannot express', async () => {
    const ran = await run(
      actionOf(
        `for (const ttl of [NaN, 1n, () => {}])
           try { api.cache.set('key', '', { ttl }); } catch {}`,
      ),
    );

    expect(ran.stdout).toContain("api.cache.set('key', '', { ttl: NaN })  → { type: 'error'");
    expect(ran.stdout).toContain("api.cache.set('key', '', { ttl: 1n })");
    expect(ran.stdout).toContain("api.cache.set('key', '', { ttl: [Function (anonymous)] })");
    expect(ran.code).toBe(0);
  });

  test('records the error of a method, even if the action catches it', async () => {
    const ran = await run(actionOf("try { api.cache.get(3); } catch {} api.access.deny('No.');"));

    expect(ran.stdout).toContain(
      'api.cache.get(3)  → throws TypeError: Cannot get a record: key is a number, expected a string.\n',
    );
    expect({ code: ran.code, outcome: outcomeIn(ran) }).toEqual({
      code: 0,
      outcome: '→ denied: No.',
    });
  });

  test('shares the cache between the actions', async () => {
    const [set, get] = [
      fileOf('set.cjs', actionOf("api.cache.set('key', 'kept');")),
      fileOf('get.cjs', actionOf("api.access.deny(api.cache.get('key').value);")),
    ];

    expect(outcomeIn(await command(['run', set, get]))).toBe('→ denied: kept');
  });

  test('prints colours on a terminal, unless NO_COLOR is set', async () => {
    const path = fileOf('action.cjs', actionOf("api.access.deny('No.');"));
    const plain = await command(['run', path]);
    vi.stubEnv('NO_COLOR', '');
    const coloured = await command(['run', path], { isTTY: true });
    vi.stubEnv('NO_COLOR', '1');
    const refused = await command(['run', path], { isTTY: true });

    expect(coloured.stdout).toContain('\u001B[31m→ denied: No.\u001B[39m');
    expect(plain.stdout).not.toContain('\u001B');
    expect(refused.stdout).toBe(plain.stdout);
  });
});

describe('a run without further options', () => {
  test('lists the options that satisfy a challenge', async () => {
    const ran = await run(
      actionOf("api.authentication.challengeWithAny([{ type: 'otp' }, { type: 'email' }]);"),
    );

    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(
      /\n\n→ challenged: a choice of otp, email\n\nThe user has not completed an offered factor\. To continue: --completes otp, or --completes email\n$/,
    );
  });

  test('lists the options that end a redirect', async () => {
    const ran = await run(actionOf("api.redirect.sendUserTo('https://example.com/');"));

    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(
      /\n\nThe user has not returned\. To continue: --returns name=value, or --token "\{\}", or both\n$/,
    );
  });

  test('lists the unused options', async () => {
    const ran = await run(
      actionOf(''),
      '--completes',
      'otp',
      '--completes',
      'push',
      '--returns',
      '',
    );

    expect(ran.stdout).toMatch(
      /\n\nNot used, because the actions did not ask for it: the factor otp, the factor push, a return\.\n$/,
    );
  });
});

describe('an action that throws', () => {
  test('makes the transaction fail, and is reported with its location', async () => {
    const path = fileOf('action.cjs', actionOf("\n  throw new RangeError('Too far.');"));
    const never = fileOf('never.cjs', actionOf(''));

    const ran = await command(['run', path, never]);

    expect(ran).toEqual({
      code: 1,
      stdout: `${path}  onExecutePostChallenge\n  calls nothing\n  throws RangeError: Too far.\n    at ${path}:3:9\n\n→ failed: Cannot execute action 1: onExecutePostChallenge threw RangeError.\n`,
      stderr: '',
    });
  });

  test('is reported with its location if a method or a required file throws', async () => {
    const folder = folderOf({
      'method.cjs': actionOf('api.cache.get();'),
      'helper.cjs': 'exports.help = () => { throw new Error("No help."); };',
      'helped.mjs':
        "import { help } from './helper.cjs';\nexport const onExecutePostChallenge = async () => help();\n",
    });

    const method = await command(['run', join(folder, 'method.cjs')]);
    const helped = await command(['run', join(folder, 'helped.mjs')]);

    expect(method.stdout).toMatch(/\n {4}at .*method\.cjs:2:11\n\n/);
    expect(helped.stdout).toMatch(/throws Error: No help\.\n {4}at .*helped\.mjs:2:\d+\n\n/);
  });

  test('is reported once if a method throws', async () => {
    const { stdout, stderr } = await run(actionOf('api.cache.get(3);'));
    const later = await run(
      actionOf("try { api.cache.get(3); } catch {} throw new Error('Later.');"),
    );

    expect((stdout + stderr).match(/Cannot get a record/g)).toHaveLength(1);
    expect(later.stdout).toContain('\n  throws Error: Later.\n');
  });

  test('is reported even if it throws a value that is not an Error', async () => {
    const ran = await run(actionOf('throw undefined;'));

    expect(ran.code).toBe(1);
    expect(ran.stdout).toMatch(/ {2}throws undefined\n {4}at .*action\.cjs\n/);
  });
});

describe('the command line', () => {
  test('is refused if it names an action that cannot be loaded', async () => {
    const path = fileOf('action.cjs', 'exports.onPostChallenge = async () => {};');

    expect(await command(['run', path])).toEqual({
      code: 2,
      stdout: '',
      stderr: `Cannot load the action ${path}: it exports onPostChallenge, which the trigger ignores. Rename it to onExecutePostChallenge.\n`,
    });
  });

  test.each([[['run']], [['run', 'a.cjs', '--unknown']], [['unknown']], [[]]])(
    '%j is refused',
    async (args) => {
      expect(await command(args)).toMatchObject({ code: 2, stdout: '' });
    },
  );

  test('prints help', async () => {
    const { code, stdout } = await command(['run', '--help']);

    expect(code).toBe(0);
    expect(stdout).toContain('--returns <query>');
  });
});
