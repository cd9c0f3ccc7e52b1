import { createPostChallenge, createRuntime } from '@post-challenge/reference';
import type { MethodName, PostChallengeEvent } from '@post-challenge/spec';
import { parse } from 'node:querystring';
import { runInNewContext } from 'node:vm';
import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { eventOf } from '../event.ts';
import { call, execution, thrownBy } from '../execution.ts';

const otp = { type: 'otp' };
const url = 'https://example.com/';
const secret = 'a secret of at least thirty-two bytes';

class Claims {
  readonly verified = true;
}

const inheriting: unknown = Object.create({ a: 'b' });

describe('a class instance in place of a plain object is refused with advice', () => {
  test.each<[MethodName, unknown[], string]>([
    [
      'redirect.sendUserTo',
      [url, { query: new URLSearchParams('a=b') }],
      'Cannot redirect the user: options.query is an instance of URLSearchParams, expected a plain object. Write Object.fromEntries(query).',
    ],
    [
      'transaction.setResultUrl',
      [url, new Map()],
      'Cannot set the result URL: options is an instance of Map, expected a plain object. Write Object.fromEntries(options).',
    ],
    [
      'redirect.encodeToken',
      [{ secret, payload: new Claims() }],
      'Cannot encode a token: options.payload is an instance of Claims, expected a plain object. Write { ...payload }.',
    ],
    [
      'redirect.encodeToken',
      [{ secret, payload: new Date(0) }],
      'Cannot encode a token: options.payload is an instance of Date, expected a plain object. Write an object, such as { name: value }.',
    ],
    [
      'redirect.encodeToken',
      [{ secret, payload: { users: [new Map()] } }],
      'Cannot encode a token: options.payload.users[0] is an instance of Map, expected plain data. Write Object.fromEntries(value).',
    ],
    [
      'cache.set',
      ['key', '', new Set()],
      'Cannot set a record: options is an instance of Set, expected a plain object. Write set(key, value, { ttl: 60_000 }).',
    ],
    [
      'authentication.challengeWith',
      [new Map([['type', 'otp']])],
      'Cannot challenge the user: factor is an instance of Map, expected a plain object. Write Object.fromEntries(factor).',
    ],
    [
      'authentication.challengeWith',
      [otp, { additionalFactors: [{ type: 'phone', options: inheriting }] }],
      'Cannot challenge the user: options.additionalFactors[0].options is an object with inherited members, expected a plain object. Write { ...base, ...options }.',
    ],
    [
      'redirect.sendUserTo',
      [new URL(url)],
      'Cannot redirect the user: url is an instance of URL, expected a string. Write url.href.',
    ],
  ])('by %s (%#)', (method, args, message) => {
    expect(() => call(execution().api, method, ...args)).toThrow(new TypeError(message));
  });

  test('in an event', async () => {
    const event = eventOf({ request: { query: new URLSearchParams('a=b') as never } });
    const message = (purpose: string) =>
      new TypeError(
        `Cannot ${purpose}: event.request.query is an instance of URLSearchParams, expected plain data. Write Object.fromEntries(query).`,
      );

    await expect(createRuntime({ actions: [] }).start(event)).rejects.toEqual(
      message('start a transaction'),
    );
    expect(() => createPostChallenge({ event })).toThrow(message('create the api object'));
  });
});

describe('a class instance has advice for its class and the expected type', () => {
  test.each<[MethodName, unknown[], string]>([
    [
      'redirect.sendUserTo',
      [url, new URL(url)],
      'Write sendUserTo(url, { query: { name: value } }).',
    ],
    ['redirect.sendUserTo', [url, { query: { next: new URL(url) } }], 'Write next.href.'],
    ['redirect.sendUserTo', [Promise.resolve(url)], 'Write await url.'],
    ['redirect.sendUserTo', [url, { query: { on: new Date(0) } }], 'Write on.toISOString().'],
    ['redirect.sendUserTo', [url, { query: { user: new Claims() } }], 'expected a string.'],
    ['redirect.encodeToken', [{ secret, payload: Buffer.from('a') }], 'such as { name: value }.'],
    ['redirect.encodeToken', [{ secret, payload: inheriting }], 'Write { ...base, ...payload }.'],
    ['redirect.encodeToken', [{ secret, payload: { roles: new Set() } }], 'Write [...roles].'],
    ['redirect.encodeToken', [{ secret, payload: { at: new Uint8Array() } }], 'Write [...at].'],
    [
      'redirect.encodeToken',
      [{ secret, payload: { e: new TypeError('') } }],
      'Write { message: e.message }.',
    ],
    [
      'redirect.encodeToken',
      [{ secret, payload: { user: Promise.resolve() } }],
      'Write await user.',
    ],
    ['redirect.encodeToken', [{ secret, payload: { a: new WeakMap() } }], 'Write { name: value }.'],
    ['cache.set', ['key', new Set()], 'Write JSON.stringify([...value]).'],
    ['cache.set', ['key', new Map()], 'Write JSON.stringify(Object.fromEntries(value)).'],
    ['cache.set', ['key', new URLSearchParams()], 'Write value.toString().'],
    ['cache.set', ['key', new Claims()], 'Convert it with JSON.stringify(value).'],
    ['cache.set', ['key', '', { expires_at: new Date() }], 'Write expires_at.getTime().'],
    ['cache.set', ['key', '', { ttl: new Date() }], 'expected a number.'],
    [
      'authentication.challengeWith',
      [otp, { additionalFactors: new Set() }],
      'Write [...additionalFactors].',
    ],
    ['authentication.challengeWithAny', [new Map()], 'Write [...factors.values()].'],
    ['authentication.challengeWithAny', [new Date()], 'Write a list, such as [{'],
    ['authentication.challengeWith', [new Date()], "such as { type: 'otp' }."],
  ])('of %s: %o', (method, args, advice) => {
    const thrown = thrownBy(() => call(execution().api, method, ...args));
    const [, sentences] = thrown.message.split(/, (?=expected )/);

    expect(sentences).toContain(advice);
    expect(sentences?.match(/Write|Convert/g) ?? []).toHaveLength(
      advice.startsWith('expected') ? 0 : 1,
    );
  });

  test('of an anonymous class', () => {
    const payload = new (class {
      readonly a = 1;
    })();

    expect(() => call(execution().api, 'redirect.encodeToken', { secret, payload })).toThrow(
      'options.payload is a class instance, expected a plain object. Write { ...payload }.',
    );
  });
});

describe('a plain object', () => {
  test('may have no prototype', () => {
    const { api, outcome } = execution();
    call(api, 'redirect.sendUserTo', url, { query: parse('a=b') });

    expect(outcome()).toEqual({ status: 'redirected', url: `${url}?a=b` });
  });

  test('may be of another realm', () => {
    const { api, outcome } = execution();
    const [factor, options] = runInNewContext(
      "[{ type: 'otp' }, { additionalFactors: [{ type: 'phone', options: { preferredMethod: 'sms' } }] }]",
    ) as unknown[];
    call(api, 'authentication.challengeWith', factor, options);

    expect(outcome()).toMatchObject({
      factors: [otp, { type: 'phone', options: { preferredMethod: 'sms' } }],
    });
  });

  test('may be an event of another realm or without a prototype', async () => {
    const event = runInNewContext(`(${JSON.stringify(eventOf())})`) as PostChallengeEvent;
    event.request.query = parse('a=b');

    expect(await createRuntime({ actions: [] }).start(event)).toMatchObject({
      status: 'completed',
    });
  });
});

test('a date inside a payload becomes its JSON text', () => {
  const options = { secret, payload: { at: new Date(0) } };

  expect(decodeJwt(String(call(execution().api, 'redirect.encodeToken', options)))).toMatchObject({
    at: '1970-01-01T00:00:00.000Z',
  });
});
