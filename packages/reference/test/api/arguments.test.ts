import type { MethodName } from '@post-challenge/spec';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { call, execution } from '../execution.ts';

const types =
  'one of "otp", "email", "webauthn-platform", "webauthn-roaming", "recovery-code", "phone", "push-notification", "push"';
const otp = { type: 'otp' };
const secret = 'a secret of at least thirty-two bytes';

const known: readonly [MethodName, readonly unknown[], string][] = [
  [
    'access.deny',
    ['access_denied', 'Not from here.'],
    'Cannot deny the attempt: argument 2 is a string, expected no such argument; access.deny takes 1 argument. Write deny(text) instead of deny(code, text).',
  ],
  [
    'access.deny',
    [403, 'Not from here.'],
    'Cannot deny the attempt: argument 2 is a string, expected no such argument; access.deny takes 1 argument. Write deny(text) instead of deny(code, text).',
  ],
  ['access.deny', [5], 'Cannot deny the attempt: reason is a number, expected a string.'],
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
    "Cannot challenge the user: factors is undefined, expected to be there. Write a list, such as [{ type: 'otp' }, { type: 'phone' }].",
  ],
  [
    'authentication.challengeWithAny',
    [[]],
    "Cannot challenge the user: factors is an empty array, expected at least one factor. Write a list, such as [{ type: 'otp' }, { type: 'phone' }].",
  ],
  [
    'redirect.sendUserTo',
    ['https://example.com/', { user: '1' }],
    'Cannot redirect the user: options.user is a string, expected no such member; known is "query". Write query parameters below query: { query: { name: value } }.',
  ],
  [
    'transaction.setResultUrl',
    ['https://example.com/', { queryParameters: '1' }],
    'Cannot set the result URL: options.queryParameters is a string, expected no such member; known is "query". Write query parameters below query: { query: { name: value } }.',
  ],
];

const others: readonly [MethodName, readonly unknown[], string][] = [
  ['access.deny', [null], 'Cannot deny the attempt: reason is null, expected a string.'],
  [
    'authentication.challengeWith',
    ['otp'],
    'Cannot challenge the user: factor is "otp", expected an object.',
  ],
  [
    'authentication.challengeWith',
    [otp, [otp]],
    'Cannot challenge the user: options is an array, expected an object.',
  ],
  [
    'authentication.challengeWith',
    [{ type: 'phone', options: { preferredMethod: 'text' } }],
    'Cannot challenge the user: factor.options.preferredMethod is "text", expected one of "sms", "voice", "both".',
  ],
  [
    'authentication.challengeWith',
    [otp, { additionalFactors: [{ type: 'email', options: { at: 1n } }] }],
    'Cannot challenge the user: options.additionalFactors is an array, expected something that JSON can express.',
  ],
  [
    'authentication.challengeWith',
    [{ type: 'otp', toJSON: () => ({ type: 'sms' }) }],
    'Cannot challenge the user: factor.type is "sms", expected one of "otp", "email", "webauthn-platform", "webauthn-roaming", "recovery-code", "phone", "push-notification", "push". Write { type: \'phone\', options: { preferredMethod: \'sms\' } } instead.',
  ],
  ['cache.get', [], 'Cannot get a record: key is undefined, expected to be there.'],
  ['cache.set', ['key', 5], 'Cannot set a record: value is a number, expected a string.'],
  [
    'cache.set',
    ['key', 'value', { ttl: '60' }],
    'Cannot set a record: options.ttl is "60", expected a number.',
  ],
  [
    'cache.set',
    ['key', 'value', { 'a~b/c': 1 }],
    'Cannot set a record: options.a~b/c is a number, expected no such member; known are "ttl", "expires_at".',
  ],
  ['cache.delete', [{}], 'Cannot delete a record: key is an object, expected a string.'],
  [
    'redirect.encodeToken',
    [{ secret: '', payload: {} }],
    'Cannot encode a token: options.secret is an empty string, expected a string that is not empty.',
  ],
  [
    'redirect.encodeToken',
    [{ secret, payload: { at: 1n } }],
    'Cannot encode a token: options.payload is an object, expected something that JSON can express.',
  ],
  [
    'redirect.encodeToken',
    [{ secret, payload: new Date(0) }],
    'Cannot encode a token: options.payload is a string, expected an object.',
  ],
  ...[0, -1, 1.5, Number.NaN, Infinity].map((expiresInSeconds): [MethodName, unknown[], string] => [
    'redirect.encodeToken',
    [{ secret, payload: {}, expiresInSeconds }],
    `Cannot encode a token: options.expiresInSeconds is ${expiresInSeconds}, expected a positive integer.`,
  ]),
  [
    'redirect.sendUserTo',
    ['/verify'],
    'Cannot redirect the user: url is a string, expected an absolute URL.',
  ],
  [
    'redirect.sendUserTo',
    ['https://example.com/', { query: { user: 1 } }],
    'Cannot redirect the user: options.query.user is a number, expected a string.',
  ],
  [
    'redirect.validateToken',
    [{ secret: '' }],
    'Cannot validate the token: options.secret is an empty string, expected a string that is not empty.',
  ],
  [
    'transaction.setResultUrl',
    ['javascript:alert(1)'],
    'Cannot set the result URL: url is a string, expected a URL that begins with https: or http:.',
  ],
];

describe('a wrong argument', () => {
  test.each(known)('of %s is met with what to write instead (%#)', (method, args, message) => {
    expect(() => call(execution().api, method, ...args)).toThrow(new TypeError(message));
  });

  test.each(others)('of %s is named with what was expected (%#)', (method, args, message) => {
    expect(() => call(execution().api, method, ...args)).toThrow(new TypeError(message));
  });

  test('changes nothing', () => {
    const { api, outcome } = execution();
    for (const [method, args] of [...known, ...others]) {
      expect(() => call(api, method, ...args)).toThrow(TypeError);
    }

    expect(outcome()).toEqual({ status: 'completed' });
    expect(api.cache.get('key')).toBeUndefined();
  });

  test('keeps the error of the conversion to JSON as its cause', () => {
    const payload: Record<string, unknown> = {};
    payload['self'] = payload;

    expect(() => execution().api.redirect.encodeToken({ secret, payload })).toThrow(
      expect.objectContaining({ cause: expect.any(TypeError) as unknown }),
    );
  });

  test('is never quoted where it may be a secret, a token or a value', () => {
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
  (text) => ['access.deny', [text, text]],
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

function thrownBy(action: () => unknown): Error {
  try {
    action();
  } catch (error) {
    return error as Error;
  }
  throw new Error('Nothing was thrown.');
}
