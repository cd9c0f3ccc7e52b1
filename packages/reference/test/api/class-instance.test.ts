import { createPostChallenge, createRuntime } from '@post-challenge/reference';
import type { MethodName, PostChallengeEvent } from '@post-challenge/spec';
import { parse } from 'node:querystring';
import { runInNewContext } from 'node:vm';
import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { eventOf } from '../event.ts';
import { call, execution } from '../execution.ts';

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
      'Cannot encode a token: options.payload is an instance of Date, expected a plain object. Write { name: value }.',
    ],
    [
      'redirect.encodeToken',
      [{ secret, payload: { users: [new Map()] } }],
      'Cannot encode a token: options.payload.users[0] is an instance of Map, expected a plain object. Write Object.fromEntries(value).',
    ],
    [
      'cache.set',
      ['key', '', new Set()],
      'Cannot set a record: options is an instance of Set, expected a plain object. Write { name: value }.',
    ],
    [
      'authentication.challengeWith',
      [new Map([['type', 'otp']])],
      'Cannot challenge the user: factor is an instance of Map, expected a plain object. Write Object.fromEntries(factor).',
    ],
    [
      'authentication.challengeWith',
      [otp, { additionalFactors: [{ type: 'phone', options: inheriting }] }],
      'Cannot challenge the user: options.additionalFactors[0].options is a class instance, expected a plain object. Write { name: value }.',
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
        `Cannot ${purpose}: event.request.query is an instance of URLSearchParams, expected a plain object. Write Object.fromEntries(query).`,
      );

    await expect(createRuntime({ actions: [] }).start(event)).rejects.toEqual(
      message('start a transaction'),
    );
    expect(() => createPostChallenge({ event })).toThrow(message('create the api object'));
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
