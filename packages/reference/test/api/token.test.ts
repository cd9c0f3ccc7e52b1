import * as fc from 'fast-check';
import { SignJWT, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { signToken, verifyToken } from '../../src/api/token.ts';
import { header, secret, signed } from './signed.ts';

const key = new TextEncoder().encode(secret);

describe('a token', () => {
  test('verifies with jose if signToken signed it', async () => {
    const claims = { sub: 'auth0|1', text: 'ü', nested: { list: [1, null, true] } };
    const { payload, protectedHeader } = await jwtVerify(signToken(claims, secret), key);

    expect(payload).toEqual(claims);
    expect(protectedHeader).toEqual(header);
  });

  test('verifies with verifyToken if jose signed it', async () => {
    const claims = { sub: 'auth0|1', text: 'ü', nested: { list: [1, null, true] } };
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(key);

    expect(verifyToken(token, secret)).toEqual(claims);
  });

  test('keeps its claims, whatever their names are', () => {
    const claim = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString'), fc.string());
    fc.assert(
      fc.property(fc.array(fc.tuple(claim, fc.json())), (entries) => {
        const claims = Object.fromEntries(
          entries.map(([name, json]) => [name, JSON.parse(json) as unknown]),
        );

        expect(Object.entries(verifyToken(signToken(claims, secret), secret))).toEqual(
          Object.entries(claims),
        );
      }),
    );
  });
});

describe('a token is refused', () => {
  test.each<[string, string, string]>([
    ['UnsupportedAlgorithm', 'no algorithm', signed({ typ: 'JWT' })],
    ['UnsupportedAlgorithm', 'the algorithm none', signed({ alg: 'none' })],
    ['UnsupportedAlgorithm', 'a mislabelled algorithm', signed({ alg: 'HS512' })],
    ['UnsupportedAlgorithm', 'another algorithm', signed({ alg: 'HS384' }, '{}', 'sha384')],
    ['CriticalExtension', 'a critical extension', signed({ ...header, crit: ['exp'] })],
    ['CriticalExtension', 'an empty list of extensions', signed({ ...header, crit: [] })],
    ['CriticalExtension', 'null as the list of extensions', signed({ ...header, crit: null })],
    ['MalformedToken', 'claims that are not JSON', signed(header, 'text')],
    [
      'MalformedToken',
      'claims that are no UTF-8',
      signed(header, Buffer.from('{"a":"\xff"}', 'latin1')),
    ],
    ['MalformedToken', 'a byte order mark', signed(header, '\ufeff{}')],
    ['MalformedToken', 'claims that are a list', signed(header, '[]')],
    ['MalformedToken', 'claims that are null', signed(header, 'null')],
    ['MalformedToken', 'a header that is a string', signed('HS256')],
    ['MalformedToken', 'one part', 'text'],
    ['MalformedToken', 'two parts', signed(header).split('.').slice(0, 2).join('.')],
    ['MalformedToken', 'four parts', `${signed(header)}.`],
    ['MalformedToken', 'padding', `${signed(header)}=`],
    ['MalformedToken', 'space around it', ` ${signed(header)}`],
    ['MalformedToken', 'unused bits', withUnusedBits(signed(header))],
    ['InvalidSignature', 'no signature', `${signed(header).split('.').slice(0, 2).join('.')}.`],
    ['InvalidSignature', 'another signature', signToken({}, `${secret}.`)],
    ['InvalidSignature', 'half a signature', signed(header).slice(0, -23)],
  ])('with %s for %s', (code, _, token) => {
    expect(() => verifyToken(token, secret)).toThrow(
      expect.objectContaining({ name: 'InvalidTokenError', code }),
    );
  });

  test('if any character of it is changed', () => {
    const token = signToken({ sub: 'auth0|1' }, secret);
    for (const [index, character] of [...token].entries()) {
      const changed = `${token.slice(0, index)}${character === 'A' ? 'B' : 'A'}${token.slice(index + 1)}`;

      expect(() => verifyToken(changed, secret)).toThrow('Cannot validate the token');
    }
  });
});

/** The same bytes in another spelling: the last character of 32 bytes holds two bits that mean nothing. */
function withUnusedBits(token: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return token.slice(0, -1) + alphabet.charAt(alphabet.indexOf(token.slice(-1)) + 1);
}
