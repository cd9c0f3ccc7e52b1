import type { MethodName } from '@post-challenge/spec';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { call, execution, thrownBy } from '../execution.ts';

const types =
  'one of "otp", "email", "webauthn-platform", "webauthn-roaming", "recovery-code", "phone", "push-notification", "push"';
const otp = { type: 'otp' };
const secret = 'a secret of at least thirty-two bytes';

const known: readonly [MethodName, readonly unknown[], string][] = [
  [
    'access.deny',
    [403, 'Not from here.'],
    'Cannot deny the transaction: reason is a number, expected a string. api.access.deny ignores an argument: received 2 arguments, expected at most 1 argument. Write deny(text) instead of deny(code, text): the first argument is the reason.',
  ],
  ['access.deny', [5], 'Cannot deny the transaction: reason is a number, expected a string.'],
  [
    'authentication.challengeWithAny',
    [[otp, { type: 'text' }]],
    `Cannot challenge the user: factors[1].type is "text", expected ${types}.`,
  ],
  [
    'authentication.challengeWith',
    [{ type: 'sms' }],
    `Cannot challenge the user: factor.type is "sms", expected ${types}. Write { type: 'phone', options: { preferredMethod: 'sms' } } instead.`,
  ],
  [
    'authentication.challengeWith',
    [otp, { additionalFactors: [otp, { type: 'sms' }] }],
    `Cannot challenge the user: options.additionalFactors[1].type is "sms", expected ${types}. Write { type: 'phone', options: { preferredMethod: 'sms' } } instead.`,
  ],
  [
    'authentication.challengeWithAny',
    [],
    "Cannot challenge the user: factors is required. Write a list, such as [{ type: 'otp' }, { type: 'phone' }].",
  ],
  [
    'authentication.challengeWithAny',
    [[]],
    "Cannot challenge the user: factors is an empty array, expected at least one factor. Write a list, such as [{ type: 'otp' }, { type: 'phone' }].",
  ],
  [
    'redirect.encodeToken',
    [{ secret, data: {} }],
    'Cannot encode a token: options.payload is required. api.redirect.encodeToken ignores the unknown option "data". Allowed: "secret", "payload", "expiresInSeconds".',
  ],
];

const others: readonly [MethodName, readonly unknown[], string][] = [
  ['access.deny', [null], 'Cannot deny the transaction: reason is null, expected a string.'],
  [
    'authentication.challengeWith',
    ['otp'],
    'Cannot challenge the user: factor is "otp", expected an object. Write an object, such as { type: \'otp\' }.',
  ],
  [
    'authentication.challengeWith',
    [otp, [otp]],
    'Cannot challenge the user: options is an array, expected an object. Write { additionalFactors: list }.',
  ],
  [
    'authentication.challengeWith',
    [{ type: 'phone', options: { preferredMethod: 'text' } }],
    'Cannot challenge the user: factor.options.preferredMethod is "text", expected one of "sms", "voice", "both".',
  ],
  [
    'authentication.challengeWith',
    [otp, { additionalFactors: [{ type: 'email', options: { at: 1n } }] }],
    'Cannot challenge the user: options.additionalFactors is an array, expected a value that JSON can express.',
  ],
  [
    'authentication.challengeWith',
    [{ type: 'otp', toJSON: () => ({ type: 'sms' }) }],
    'Cannot challenge the user: factor.type is "sms", expected one of "otp", "email", "webauthn-platform", "webauthn-roaming", "recovery-code", "phone", "push-notification", "push". Write { type: \'phone\', options: { preferredMethod: \'sms\' } } instead.',
  ],
  [
    'authentication.challengeWith',
    [otp, { additionalFactors: otp }],
    "Cannot challenge the user: options.additionalFactors is an object, expected an array. Write a list, such as [{ type: 'otp' }, { type: 'phone' }].",
  ],
  [
    'authentication.challengeWith',
    [otp, 'email'],
    "Cannot challenge the user: options is a string, expected an object. Write challengeWith({ type: 'otp' }, { additionalFactors: [{ type: 'email' }] }).",
  ],
  [
    'cache.set',
    ['key', 'value', 60],
    'Cannot set a record: options is a number, expected an object. Write set(key, value, { ttl: 60_000 }).',
  ],
  [
    'redirect.encodeToken',
    [],
    'Cannot encode a token: options is required. Write encodeToken({ secret: event.secrets.REDIRECT_SECRET, payload: { name: value } }).',
  ],
  [
    'redirect.validateToken',
    ['secret'],
    'Cannot validate the token: options is a string, expected an object. Write validateToken({ secret: event.secrets.REDIRECT_SECRET }).',
  ],
  [
    'transaction.setResultUrl',
    ['https://example.com/', 'a=b'],
    'Cannot set the result URL: options is a string, expected an object. Write setResultUrl(url, { query: { name: value } }).',
  ],
  ['cache.get', [], 'Cannot get a record: key is required.'],
  [
    'cache.set',
    ['key', 5],
    'Cannot set a record: value is a number, expected a string. Convert it with JSON.stringify(value).',
  ],
  [
    'cache.set',
    ['key', 'value', { ttl: '60' }],
    'Cannot set a record: options.ttl is "60", expected a number.',
  ],
  ['cache.delete', [{}], 'Cannot delete a record: key is an object, expected a string.'],
  [
    'redirect.encodeToken',
    [{ secret: '', payload: {} }],
    'Cannot encode a token: options.secret is an empty string, expected a non-empty string. Pass a secret of the action, such as event.secrets.REDIRECT_SECRET.',
  ],
  ['redirect.encodeToken', [{ secret }], 'Cannot encode a token: options.payload is required.'],
  [
    'redirect.encodeToken',
    [{ secret, payload: { at: 1n } }],
    'Cannot encode a token: options.payload is an object, expected a value that JSON can express.',
  ],
  [
    'redirect.encodeToken',
    [{ secret, payload: { toJSON: () => 'text' } }],
    'Cannot encode a token: options.payload is a string, expected an object. Write an object, such as { name: value }.',
  ],
  [
    'redirect.encodeToken',
    [{ secret, payload: ['claim'] }],
    'Cannot encode a token: options.payload is an array, expected an object. Write an object, such as { name: value }.',
  ],
  ...[0, -1, 1.5, Number.NaN, Infinity].map((expiresInSeconds): [MethodName, unknown[], string] => [
    'redirect.encodeToken',
    [{ secret, payload: {}, expiresInSeconds }],
    `Cannot encode a token: options.expiresInSeconds is ${expiresInSeconds}, expected a positive integer, in seconds.`,
  ]),
  [
    'redirect.sendUserTo',
    ['/verify'],
    "Cannot redirect the user: url is a string, expected an absolute URL. Write the whole URL, such as 'https://example.com/verify'.",
  ],
  [
    'redirect.sendUserTo',
    ['https://example.com/', { query: { user: 1 } }],
    'Cannot redirect the user: options.query.user is a number, expected a string. Convert it with String(value).',
  ],
  [
    'redirect.validateToken',
    [{ secret: '' }],
    'Cannot validate the token: options.secret is an empty string, expected a non-empty string. Pass a secret of the action, such as event.secrets.REDIRECT_SECRET.',
  ],
  [
    'transaction.setResultUrl',
    ['javascript:alert(1)'],
    "Cannot set the result URL: url is a string, expected a URL with the scheme https or http. Write the whole URL, such as 'https://example.com/verify'.",
  ],
];

describe('a method with a wrong argument', () => {
  test.each(known)('throws an error with advice: %s (%#)', (method, args, message) => {
    expect(() => call(execution().api, method, ...args)).toThrow(new TypeError(message));
  });

  test.each(others)(
    'throws an error that names the expected value: %s (%#)',
    (method, args, message) => {
      expect(() => call(execution().api, method, ...args)).toThrow(new TypeError(message));
    },
  );

  test('changes nothing', () => {
    const { api, outcome } = execution();
    for (const [method, args] of [...known, ...others]) {
      expect(() => call(api, method, ...args)).toThrow(TypeError);
    }

    expect(outcome()).toEqual({ status: 'completed' });
    expect(api.cache.get('key')).toBeUndefined();
  });

  test('throws an error whose cause is the error of the conversion to JSON', () => {
    const payload = { count: 1n };

    expect(() => execution().api.redirect.encodeToken({ secret, payload })).toThrow(
      expect.objectContaining({ cause: expect.any(TypeError) as unknown }),
    );
  });

  test('does not quote a value that may be a secret, a token or personal data', () => {
    const confidential = fc.oneof(
      fc.stringMatching(/^[a-z0-9]{16,40}$/),
      fc.maxSafeNat().filter((n) => n > 1e6),
    );
    fc.assert(
      fc.property(confidential, fc.constantFrom(...misuses), (text, misuseOf) => {
        const [method, args] = misuseOf(text);

        expect(thrownBy(() => call(execution().api, method, ...args)).message).not.toContain(
          `${text}`,
        );
      }),
    );
  });
});

const misuses: readonly ((text: unknown) => [MethodName, readonly unknown[]])[] = [
  (text) => ['access.deny', [[text], text]],
  (text) => ['redirect.encodeToken', [{ secret: text, payload: new Map([[text, text]]) }]],
  (text) => ['redirect.sendUserTo', ['https://example.com/', { query: [[text, text]] }]],
  (text) => ['cache.set', [{ text }, text]],
  (text) => ['cache.set', [text, [text]]],
  (text) => ['redirect.encodeToken', [{ secret: [text], payload: {} }]],
  (text) => ['redirect.encodeToken', [{ secret: text, payload: text }]],
  (text) => ['redirect.encodeToken', [{ secret: '', payload: { text } }]],
  (text) => ['redirect.encodeToken', [{ secret, payload: { text, at: 1n } }]],
  (text) => ['redirect.sendUserTo', [`/?session_token=${String(text)}`]],
  (text) => ['redirect.sendUserTo', [`a${String(text)}:${String(text)}`]],
  (text) => ['redirect.sendUserTo', ['https://example.com/', { query: { text: [text] } }]],
  (text) => ['redirect.validateToken', [{ secret: text, tokenParameterName: [text] }]],
];
