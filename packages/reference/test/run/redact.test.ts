import * as fc from 'fast-check';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createRedactor } from '../../src/run/redact.ts';
import { fileOf } from './files.ts';
import { actionOf, command, run } from './terminal.ts';

/** Secrets of 8 characters and more, of every kind of character, among them those that forms escape. */
const secrets = fc
  .oneof(
    fc.string({ minLength: 8, maxLength: 40, unit: 'binary' }),
    fc.string({
      minLength: 8,
      maxLength: 40,
      unit: fc.constantFrom(...'\\\\"\'`\n\t %+/=&<é漢😀aA0'),
    }),
    fc.base64String({ minLength: 16, maxLength: 64 }),
  )
  .filter((secret) => secret.trim().length >= 8);

/** A form in which a secret stands in a text, as an expression of an action: the secret is `s`. */
const forms = {
  'as it is': (s: string) => s,
  'percent-encoded': encodeURIComponent,
  'percent-encoded twice': (s: string) => encodeURIComponent(encodeURIComponent(s)),
  'percent-encoded, every byte': (s: string) =>
    Buffer.from(s).toString('hex').replaceAll(/../g, '%$&'),
  'form-encoded': (s: string) => new URLSearchParams([['a', s]]).toString(),
  'escaped as in JSON': (s: string) => JSON.stringify(s),
  'escaped as in JSON twice': (s: string) => JSON.stringify(JSON.stringify([s])),
  inspected: (s: string) => inspect({ s }, { compact: true, breakLength: Infinity }),
  'inspected in an error': (s: string) => inspect({ cause: new Error(s) }),
  'in base64': (s: string) => Buffer.from(s).toString('base64'),
  'in base64url': (s: string) => Buffer.from(s).toString('base64url'),
  'in base64 after another text': (s: string) => Buffer.from(`user:${s}`).toString('base64'),
  'in base64url before another text': (s: string) => Buffer.from(`a${s}b`).toString('base64url'),
  'percent-encoded JSON': (s: string) => encodeURIComponent(JSON.stringify(s)),
  'percent-encoded form': (s: string) =>
    encodeURIComponent(new URLSearchParams([['a', s]]).toString()),
  'percent-encoded base64': (s: string) => encodeURIComponent(Buffer.from(s).toString('base64')),
};

describe('a secret of at least 8 characters', () => {
  test.each(Object.entries(forms))('is replaced %s', (_, encode) => {
    fc.assert(
      fc.property(secrets, (secret) => {
        const encoded = encode(secret);
        const redact = createRedactor({ KEY: secret });
        const found = redact({ text: `a ${encoded} b`, [encoded]: [encoded] });

        expect(JSON.stringify(found)).not.toContain(JSON.stringify(encoded).slice(1, -1));
        expect(found.text).toContain('<KEY>');
        expect(Object.keys(found)[1]).toContain('<KEY>');
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  test.each([
    ['backslashes', '\\'.repeat(50_000)],
    ['percent signs', '%25'.repeat(20_000)],
    ['digits of base64', 'A'.repeat(100_000)],
  ])('is looked for in linear time: %s', (_, text) => {
    const redact = createRedactor({ A: '\\'.repeat(20), B: '\\"'.repeat(8), C: '%25%25%25%25' });

    expect(redact(text)).toBeTypeOf('string');
  });
});

/** Counts how often patterns are applied, and the characters in them. */
function countPatterns(work: () => void) {
  const counted = { applied: 0, longest: 0 };
  const { exec } = RegExp.prototype;
  /* oxlint-disable no-extend-native -- A spy would keep every call. */
  RegExp.prototype.exec = function count(text) {
    counted.applied += 1;
    counted.longest = Math.max(counted.longest, this.source.length);
    return exec.call(this, text);
  };
  try {
    work();
  } finally {
    RegExp.prototype.exec = exec;
  }
  /* oxlint-enable no-extend-native */
  return counted;
}

describe('secrets of any length and number', () => {
  const long = Array.from({ length: 20_000 }, (_, index) => `line ${index}\n`).join('');

  test.each([
    ['raw', long, /^a <KEY> b$/],
    ['as JSON', JSON.stringify(long), /^a "<KEY>$/],
    ['in base64', Buffer.from(long).toString('base64'), /^a <KEY>$/],
  ])('a secret of 200 kB is replaced %s', (_, text, expected) => {
    expect(createRedactor({ KEY: long })(`a ${text} b`)).toMatch(expected);
  });

  test.each([
    [
      'a text that begins like the secret at each place',
      'a'.repeat(200_000),
      `${'a'.repeat(20_000)}b`,
    ],
    ['an escaped text that does so', '%61'.repeat(60_000), `${'a'.repeat(20_000)}b`],
    ['a text of 1 MB without the secret', 'hello world '.repeat(90_000), long],
  ])('%s takes a number of short patterns that is linear', (_, text, secret) => {
    const { applied, longest } = countPatterns(() => createRedactor({ KEY: secret })(text));

    expect(applied).toBeLessThan(text.length);
    expect(longest).toBeLessThan(50_000);
  });

  test('300 secrets apply no pattern to texts without their letters', () => {
    const secrets = Array.from({ length: 300 }, (_, index) => `secret of service ${index}`);
    const redact = createRedactor(
      Object.fromEntries(secrets.map((secret, n) => [`K${n}`, secret])),
    );
    const texts = Array.from({ length: 100 }, (_, index) => `cache.get ${index} `.repeat(10));

    expect(countPatterns(() => redact(texts)).applied).toBeLessThan(300);
    expect(redact(secrets)).toEqual(secrets.map((__, index) => `<K${index}>`));
    expect(redact(`a ${secrets[7]}. b`)).toBe('a <K7>. b');
  });

  test.each([
    [
      '--event',
      JSON.stringify({
        secrets: Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [`K${n}`, 'v'])),
      }),
    ],
    ['--secrets', fileOf],
  ])('more than 1,000 secrets are refused: %s', async (option, value) => {
    const file = () =>
      fileOf('.env', Array.from({ length: 1001 }, (_, index) => `K${index}=v`).join('\n'));
    const given = typeof value === 'string' ? value : file();
    const { code, stderr } = await run(actionOf(''), option, given);

    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'The event has 1001 secrets, and the command takes 1000 at most. Give those that the actions read.\n',
    });
  });
});

const PEM = '-----BEGIN PRIVATE KEY-----\nMIIEvQ+/IBADANBg==\n-----END PRIVATE KEY-----\n';

/** Places of an action in which a form of a secret reaches the report; the form is `text`. */
const places = [
  'api.access.deny(text);',
  'api.cache.set("key", text, { note: text });',
  'api.cache.set("key", { deep: { [text]: [new Map([[text, new Error(text)]])] } });',
  'api.redirect.sendUserTo("https://a.example/?" + encodeURIComponent(text), { query: { [text]: text } });',
  'api.transaction.setResultUrl("https://a.example/" + encodeURIComponent(text));',
  'api.access.deny("No.", text);',
  'throw new Error(text);',
  'throw Object.assign(new (class extends Error {})(text), { name: text, code: text });',
  'throw { [text]: text };',
  'api[text]();',
];

describe('run and run --json', () => {
  test('print a planted secret in none of its forms, wherever an action puts it', async () => {
    const encoders = Object.entries({
      raw: 's',
      percent: 'encodeURIComponent(s)',
      form: '`${new URLSearchParams([["a", s]])}`',
      json: 'JSON.stringify(s)',
      inspect: 'require("node:util").inspect(s)',
      base64: 'Buffer.from(s).toString("base64")',
      base64url: 'Buffer.from("a" + s).toString("base64url")',
    });
    const values = [PEM, 'a+b/c=d&e f"g\'h\\i', 'pa55word-pa55word'];
    for (const place of places)
      for (const [name, encoder] of encoders)
        for (const option of [[], ['--json']]) {
          const s = values[(place.length + name.length) % values.length] ?? PEM;
          const body = `const s = event.secrets.KEY; const text = ${encoder};\ntry {} finally { ${place} }`;
          const event = fileOf('event.json', JSON.stringify({ secrets: { KEY: s } }));
          const { stdout, stderr } = await run(actionOf(body), '--event', event, ...option);
          const printed = `${stdout}${stderr}`;
          const shown = [s, s.trim(), JSON.stringify(s).slice(1, -1), inspect(s).slice(1, -1)];
          const leaks = [...Object.values(forms).map((encode) => encode(s)), ...shown];

          expect(printed).toMatch(/<KEY>|eyJ|cannot be|is not a function/);
          for (const leak of leaks) expect(printed.includes(leak)).toBe(false);
          // No line of a key, either.
          expect(printed).not.toMatch(/MIIEvQ|TUlJRXZR|pa55word-pa/);
        }
  });

  test('shorten tokens', async () => {
    const action = actionOf(
      `const token = api.redirect.encodeToken({ secret: 'of-both-sites', payload: {} });
       const { cache } = api;
       cache.set(token, encodeURIComponent('"' + token), { [token]: token });`,
    );

    for (const option of [[], ['--json']])
      expect((await run(action, ...option)).stdout).not.toMatch(/eyJ\w{4}/);
  });

  test.each(['a\u001B[2J', 'a\u009B31m', '\u202Etxt.exe', 'a\u0007'])(
    'escape the controls in a text of an action: %j',
    async (text) => {
      const quoted = JSON.stringify(text);
      const bodies = [
        `api.access.deny(${quoted});`,
        `api.cache.get(${quoted}, ${quoted});`,
        `throw new Error(${quoted});`,
        `throw Object.assign(new Error(), { name: ${quoted} });`,
        `api.redirect.sendUserTo('https://a.example/', { query: { [${quoted}]: ${quoted} } });`,
        `api[${quoted}]();`,
      ];
      const options = ['--returns', `a=${encodeURIComponent(text)}`];
      for (const body of bodies)
        for (const option of [
          options,
          [...options, '--json'],
          ['--now', text],
          ['--completes', text],
        ]) {
          const { stdout, stderr } = await run(actionOf(body), ...option);

          expect(`${stdout}${stderr}`).not.toMatch(/(?!\n)\p{C}/u);
        }
      const path = fileOf(`${text.replaceAll('/', '')}.cjs`, actionOf(''));
      const { stdout } = await command(['run', path]);

      expect(stdout).not.toMatch(/(?!\n)\p{C}/u);
    },
  );
});

test('the members of a report keep their names, also if a secret is the name of one', async () => {
  const { stdout } = await run(
    actionOf("api.prompt.render('ap_form', { fields: { a: '1' }, vars: { b: '2' } });", ''),
    '--edition=2026',
    '--json',
    '--submits=c=3',
    ...['promptId', 'fields', 'vars', 'submits'].flatMap((name) => ['--secret', `${name}=${name}`]),
  );

  expect(JSON.parse(stdout)).toMatchObject({
    phases: [
      {
        outcome: {
          status: 'rendered',
          promptId: 'ap_form',
          fields: { a: '1' },
          vars: { b: '<b>' },
        },
      },
      { input: { submits: { fields: { c: '3' } } } },
    ],
  });
});
