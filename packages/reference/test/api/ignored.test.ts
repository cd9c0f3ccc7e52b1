import { createPostChallenge } from '@post-challenge/reference';
import type { MethodName } from '@post-challenge/spec';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { eventOf } from '../event.ts';
import { call, execution } from '../execution.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const otp = { type: 'otp' };
const url = 'https://example.com/';
const secret = 'a secret of at least thirty-two bytes';

/** Calls a method, and returns its warnings and the outcome. */
function warningsOf(method: MethodName, ...args: unknown[]) {
  const warnings: string[] = [];
  const { api, outcome } = execution({ onWarning: (warning) => warnings.push(warning) });
  call(api, method, ...args);
  return { warnings, outcome: outcome() };
}

describe('a surplus argument', () => {
  test('is ignored with a warning that says what to write', () => {
    expect(warningsOf('access.deny', 'policy', 'text')).toEqual({
      outcome: { status: 'denied', reason: 'policy' },
      warnings: [
        'api.access.deny ignores an argument: received 2 arguments, expected at most 1 argument. Write deny(text) instead of deny(code, text): the first argument is the reason.',
      ],
    });
  });

  test.each<[MethodName, unknown[], string]>([
    ['cache.get', ['key', 1], 'received 2 arguments, expected at most 1 argument'],
    ['cache.set', ['key', '', {}, 1], 'received 4 arguments, expected at most 3 arguments'],
    ['cache.delete', ['key', {}], 'received 2 arguments, expected at most 1 argument'],
    ['authentication.challengeWithAny', [[otp], {}], 'received 2 arguments, expected at most 1'],
    ['redirect.sendUserTo', [url, {}, new Map()], 'received 3 arguments, expected at most 2'],
  ])('of %s is ignored with a warning (%#)', (method, args, text) => {
    expect(warningsOf(method, ...args).warnings).toEqual([
      expect.stringContaining(`api.${method} ignores an argument: ${text}`),
    ]);
  });

  test('is absent if it is undefined', () => {
    expect(warningsOf('access.deny', 'text', undefined).warnings).toEqual([]);
    expect(warningsOf('cache.get', 'key', undefined).warnings).toEqual([]);
  });
});

describe('an unknown option', () => {
  test.each<[MethodName, unknown[], string]>([
    [
      'redirect.sendUserTo',
      [url, { phone: 'x' }],
      'the unknown option "phone". Allowed: "query". Write a query parameter as { query: { phone: value } }.',
    ],
    [
      'transaction.setResultUrl',
      [url, { 'a-b': new Map() }],
      'the unknown option "a-b". Allowed: "query". Write a query parameter as { query: { "a-b": value } }.',
    ],
    [
      'authentication.challengeWith',
      [otp, { additionalFactor: [otp] }],
      'the unknown option "additionalFactor". Allowed: "additionalFactors".',
    ],
    [
      'cache.set',
      ['key', '', { 'a~b/c': 1 }],
      'the unknown option "a~b/c". Allowed: "ttl", "expires_at".',
    ],
    [
      'redirect.encodeToken',
      [{ secret, payload: {}, expiresIn: 60 }],
      'the unknown option "expiresIn". Allowed: "secret", "payload", "expiresInSeconds".',
    ],
  ])('of %s is ignored with a warning (%#)', (method, args, text) => {
    expect(warningsOf(method, ...args).warnings).toEqual([`api.${method} ignores ${text}`]);
  });

  test('has no effect', () => {
    expect(warningsOf('redirect.sendUserTo', url, { phone: 'x' }).outcome).toEqual({
      status: 'redirected',
      url,
    });
    expect(
      warningsOf('authentication.challengeWith', otp, { additionalFactor: [otp] }).outcome,
    ).toEqual({ status: 'challenged', factors: [otp], defaultFactor: otp });
  });

  test('has a warning of its own beside another', () => {
    expect(warningsOf('redirect.sendUserTo', url, { a: 1, b: 2 }, 3, 4).warnings).toEqual([
      expect.stringContaining('"a"'),
      expect.stringContaining('"b"'),
      expect.stringContaining('received 4 arguments'),
    ]);
  });

  test('is absent if it is undefined', () => {
    expect(warningsOf('redirect.sendUserTo', url, { phone: undefined }).warnings).toEqual([]);
    expect(warningsOf('cache.set', 'key', '', { expires: undefined }).warnings).toEqual([]);
  });
});

test.each<[MethodName, unknown[], string]>([
  [
    'authentication.challengeWith',
    [{ type: 'phone', preferredMethod: 'sms' }],
    `"preferredMethod" beside "type". Write { type: 'phone', options: { preferredMethod: value } }.`,
  ],
  [
    'authentication.challengeWith',
    [otp, { additionalFactors: [otp, { type: 'push', otpFallback: false }] }],
    `"otpFallback" beside "type". Write { type: 'push-notification', options: { otpFallback: value } }.`,
  ],
  [
    'authentication.challengeWithAny',
    [[otp, { type: 'phone', preferredMethod: 'voice' }]],
    `"preferredMethod" beside "type". Write { type: 'phone', options: { preferredMethod: value } }.`,
  ],
])('an option of a factor beside its type has a warning: %s (%#)', (method, args, text) => {
  expect(warningsOf(method, ...args).warnings).toEqual([`api.${method} ignores ${text}`]);
});

test('a factor may have further members, as enrolled factors have', () => {
  const factor = { type: 'phone', options: { preferredMethod: 'sms' }, id: '1' };

  expect(warningsOf('authentication.challengeWithAny', [factor]).warnings).toEqual([]);
});

describe('a warning', () => {
  test('is a warning of the process by default', () => {
    const emitWarning = vi.spyOn(process, 'emitWarning').mockReturnValue();
    const { api } = createPostChallenge({ event: eventOf(), onWarning: undefined });
    call(api, 'access.deny', 'policy', 'text');

    expect(emitWarning.mock.calls).toEqual([
      [expect.stringContaining('Write deny(text)'), 'PostChallengeWarning'],
    ]);
  });

  test('is not given if the call throws', () => {
    const onWarning = vi.fn<(warning: string) => void>();
    const { api } = execution({ onWarning });

    expect(() => call(api, 'access.deny', 5, 'text')).toThrow(TypeError);
    expect(onWarning).not.toHaveBeenCalled();
  });
});
