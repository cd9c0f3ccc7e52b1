import { InvalidTokenError } from '@post-challenge/reference';
import type { EventRequest } from '@post-challenge/spec';
import * as fc from 'fast-check';
import { SignJWT, decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { signToken } from '../../src/api/token.ts';
import { eventOf } from '../event.ts';
import { START, call, execution } from '../execution.ts';
import { header, secret, signed } from './signed.ts';

const now = Math.floor(START / 1000);
const claims = {
  iss: 'verify.example.com',
  sub: 'auth0|1',
  iat: now,
  exp: now + 60,
  state: 'state',
};

describe('a token for the target of a redirect', () => {
  test('has the standard claims', () => {
    const token = execution().api.redirect.encodeToken({
      secret,
      payload: { email: 'a@example.com' },
    });

    expect(decodeJwt(token)).toEqual({
      iat: now,
      exp: now + 900,
      iss: 'login.example.com',
      sub: 'auth0|1',
      ip: '192.0.2.1',
      email: 'a@example.com',
    });
  });

  test('lets a member of the payload replace a standard claim', () => {
    const payload = { iss: 'me', sub: 'you', exp: 5 };
    const token = execution().api.redirect.encodeToken({ secret, payload, expiresInSeconds: 60 });

    expect(decodeJwt(token)).toMatchObject(payload);
  });

  test('has no issuer if the event has no hostname', () => {
    const { hostname: _, ...request } = eventOf().request;
    const { api } = execution({ event: { ...eventOf(), request } });

    expect(decodeJwt(api.redirect.encodeToken({ secret, payload: {} }))).not.toHaveProperty('iss');
  });

  test('holds the JSON of the payload, which does not change', () => {
    const payload = Object.freeze({ at: new Date(START), toJSON: () => ({ fromJson: true }) });
    const token = execution().api.redirect.encodeToken(Object.freeze({ secret, payload }));

    expect(decodeJwt(token)).toMatchObject({ fromJson: true, sub: 'auth0|1' });
  });

  test('accepts any name of a claim', () => {
    const payload = JSON.parse('{"__proto__":1,"constructor":2}') as Record<string, unknown>;
    const token = execution().api.redirect.encodeToken({ secret, payload });

    expect(Object.entries(decodeJwt(token))).toEqual(
      expect.arrayContaining([
        ['__proto__', 1],
        ['constructor', 2],
      ]),
    );
  });
});

describe('a return', () => {
  test('passes the claims that the target signed', async () => {
    const more = { ...claims, verified: true };
    const token = await new SignJWT(more)
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(secret));

    expect(returned({ query: { state: 'state', session_token: token } })).toEqual(more);
  });

  test('may have another token parameter, and a body', () => {
    const body = { state: 'state', constructor: signToken(claims, secret) };

    expect(returned({ body }, 'constructor')).toEqual(claims);
  });

  test('has its token in the body rather than in the query if both have one', () => {
    const [inBody, inQuery] = ['body', 'query'].map((from) =>
      signToken({ ...claims, from }, secret),
    );
    const query = { state: 'state', session_token: inQuery };

    expect(returned({ query, body: { session_token: inBody } })).toMatchObject({ from: 'body' });
    expect(returned({ query, body: { session_token: [inBody] } })).toMatchObject({ from: 'query' });
  });

  test.each<[string, object]>([
    ['ExpiredToken', { exp: START / 1000 }],
    ['PrematureToken', { nbf: START / 1000 + 0.001 }],
    ['OtherState', { state: 'another' }],
    ['OtherUser', { sub: 'auth0|2' }],
    ...['iat', 'exp', 'iss', 'sub', 'state'].map((name): [string, object] => [
      'InvalidClaims',
      { [name]: undefined },
    ]),
    ...['iat', 'exp', 'nbf'].map((name): [string, object] => [
      'InvalidClaims',
      { [name]: `${now + 60}` },
    ]),
    ['InvalidClaims', { iss: ['verify.example.com'] }],
  ])('is refused with %s where the claims have %j', (code, changed) => {
    const token = signToken({ ...claims, ...changed }, secret);

    expect(() => returned({ query: { state: 'state', session_token: token } })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  test.each<[string, object]>([
    ['it has no claim iat, expected a number', { iat: undefined }],
    ['it has no claim state, expected a string', { state: undefined }],
    ['it has a wrong claim exp, expected a number', { exp: `${now}` }],
    ['it has a wrong claim nbf, expected a number', { nbf: null }],
    ['it has a wrong claim sub, expected a string', { sub: 7 }],
  ])('is refused with a message that names the claim: %s', (reason, changed) => {
    const token = signToken({ ...claims, ...changed }, secret);

    expect(() => returned({ query: { state: 'state', session_token: token } })).toThrow(
      `Cannot validate the token: ${reason}.`,
    );
  });

  test('is accepted until the moment at which its token expires', () => {
    const token = signToken({ ...claims, nbf: START / 1000, exp: START / 1000 + 0.001 }, secret);

    expect(returned({ query: { state: 'state', session_token: token } })).toHaveProperty('sub');
  });

  test('is refused if its token never expires', () => {
    const token = signed(
      header,
      JSON.stringify({ ...claims, exp: 'exp' }).replace('"exp":"exp"', '"exp":1e999'),
    );

    expect(() => returned({ query: { state: 'state', session_token: token } })).toThrow(
      expect.objectContaining({ code: 'InvalidClaims' }),
    );
  });

  test('is refused with a message that holds neither the secret nor the token', () => {
    const text = fc.stringMatching(/^[a-z0-9]{16,40}$/);
    const tokens = fc.oneof(
      text,
      text.map((head) => signed(head)),
      text.map((body) => signed(header, body)),
    );
    fc.assert(
      fc.property(tokens, text, (token, own) => {
        const { message, stack, cause } = refusalOf(token, own);

        for (const part of [own, token, ...decodedParts(token)])
          expect(`${message}${stack}`).not.toContain(part);
        expect(cause).toBeUndefined();
      }),
    );
  });

  test('is refused if it has no state or no token', () => {
    const session_token = signToken(claims, secret);

    expect(() => returned({ query: { session_token } })).toThrow(
      expect.objectContaining({ code: 'OtherState' }),
    );
    expect(() => returned({ query: { state: 'state' } })).toThrow(
      'Cannot validate the token: the return has no token in this parameter.',
    );
    expect(() => returned({}, '__proto__')).toThrow(InvalidTokenError);
  });
});

describe.each([
  ['redirect.sendUserTo', 'url'],
  ['transaction.setResultUrl', 'resultUrl'],
] as const)('the URL of %s', (method, member) => {
  const urlAfter = (...args: unknown[]) => {
    const { api, outcome } = execution();
    call(api, method, ...args);
    return (outcome() as unknown as Record<string, string>)[member];
  };

  test.each<[string, Record<string, string>, string]>([
    ['https://example.com', {}, 'https://example.com/'],
    ['http://u:p@example.com:8080/p?a=1#f', { b: '2' }, 'http://u:p@example.com:8080/p?a=1&b=2#f'],
    ['https://example.com/?a=1&b=2&a=3', { a: '4' }, 'https://example.com/?b=2&a=4'],
    ['https://example.com/?%61=1&%FF&c=%20+', { a: '2' }, 'https://example.com/?%FF&c=%20+&a=2'],
    ['https://example.com/??a=1', { a: '2' }, 'https://example.com/??a=1&a=2'],
    ['https://example.com/?=1', { '': '2' }, 'https://example.com/?=2'],
    [
      'https://example.com/',
      { 'ü &=': '?#\n\ud800' },
      'https://example.com/?%C3%BC+%26%3D=%3F%23%0A%EF%BF%BD',
    ],
    ['https://example.com/?toString=1', {}, 'https://example.com/?toString=1'],
  ])('%s with %j is %s', (url, query, expected) => {
    expect(urlAfter(url, Object.freeze({ query: Object.freeze(query) }))).toBe(expected);
  });

  test('accepts any name of a parameter', () => {
    const query: unknown = JSON.parse('{"__proto__":"1","constructor":"2"}');

    expect(urlAfter('https://example.com/?__proto__=0', { query })).toBe(
      'https://example.com/?__proto__=1&constructor=2',
    );
  });

  test('works without options', () => {
    expect(urlAfter('https://example.com/?a=%20+')).toBe('https://example.com/?a=%20+');
  });
});

function returned(request: Partial<EventRequest>, tokenParameterName?: string) {
  const { api } = execution({ event: eventOf({ request }) });
  return api.redirect.validateToken(
    Object.freeze(tokenParameterName === undefined ? { secret } : { secret, tokenParameterName }),
  );
}

function refusalOf(session_token: string, own: string): Error {
  const { api } = execution({ event: eventOf({ request: { query: { session_token } } }) });
  try {
    api.redirect.validateToken({ secret: own });
  } catch (error) {
    return error as Error;
  }
  throw new Error('The token was accepted.');
}

function decodedParts(token: string): string[] {
  return token.split('.').flatMap(
    (part) =>
      Buffer.from(part, 'base64url')
        .toString()
        .match(/\w{16,}/g) ?? [],
  );
}
