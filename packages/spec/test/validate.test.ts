import { argumentFaults, faultsOf } from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';

const factorTypes =
  'one of "otp", "email", "webauthn-platform", "webauthn-roaming", "recovery-code", "phone", "push-notification", "push"';

describe('a value', () => {
  test('without a fault has none', () => {
    expect(faultsOf('CacheRecord', { value: '', expires_at: 0 })).toEqual([]);
  });

  test('of the wrong type is a fault of the whole', () => {
    expect(faultsOf('CacheRecord', null)).toEqual([
      { path: '', expected: 'an object', received: null },
    ]);
  });

  test('has all its faults told', () => {
    expect(faultsOf('CacheRecord', { value: 1 })).toEqual([
      { path: '/expires_at', expected: 'to be there', received: undefined },
      { path: '/value', expected: 'a string', received: 1 },
    ]);
  });

  test('has its faults placed by JSON Pointers', () => {
    const query = { 'a/b': 1, 'c~d': 2 };

    expect(faultsOf('SendUserToOptions', { query, '/': 3 }).map(({ path }) => path)).toEqual([
      '/~1',
      '/query/a~1b',
      '/query/c~0d',
    ]);
  });

  test('of a closed type may have known members only', () => {
    expect(faultsOf('CacheSetOptions', { expiresIn: 60 })).toEqual([
      {
        path: '/expiresIn',
        expected: 'no such member; known are "ttl", "expires_at"',
        received: 60,
      },
    ]);
  });

  test('of an open type may have further members', () => {
    expect(faultsOf('CacheWriteResult', { type: 'success', since: 1 })).toEqual([]);
  });

  test('that is none of an enumeration is told what would be', () => {
    expect(
      faultsOf('FactorSelector', { type: 'phone', options: { preferredMethod: 'fax' } }),
    ).toEqual([
      {
        path: '/options/preferredMethod',
        expected: 'one of "sms", "voice", "both"',
        received: 'fax',
      },
    ]);
  });

  test.for([[{ type: 'sms' }], [{ type: 7 }], [{}]])(
    'of no variant, as %o, has one fault',
    ([value]) => {
      expect(faultsOf('FactorSelector', value)).toEqual([
        { path: '/type', expected: factorTypes, received: (value as { type?: unknown }).type },
      ]);
    },
  );

  test('of a name that is not known is refused', () => {
    // @ts-expect-error: there is no such type
    expect(() => faultsOf('toString', {})).toThrow('there is no schema named toString');
  });
});

describe('an object', () => {
  test('may be frozen and without a prototype', () => {
    const options = Object.freeze(Object.assign(Object.create(null), { ttl: 1 }));

    expect(faultsOf('CacheSetOptions', options)).toEqual([]);
  });

  test('may have optional members that are undefined', () => {
    expect(faultsOf('CacheSetOptions', { ttl: undefined, expires_at: 5 })).toEqual([]);
  });

  test('lacks a required member that is undefined', () => {
    expect(faultsOf('EncodeTokenOptions', { secret: undefined, payload: {} })).toEqual([
      { path: '/secret', expected: 'to be there', received: undefined },
    ]);
  });

  test('may have numbers that JSON has no word for', () => {
    expect(faultsOf('CacheSetOptions', { ttl: Number.NaN, expires_at: Infinity })).toEqual([]);
  });

  test('with a member named __proto__ is judged by it', () => {
    const query: unknown = JSON.parse('{ "__proto__": { "ttl": 1 } }');

    expect(faultsOf('EncodeTokenOptions', { secret: '', payload: query })).toEqual([]);
    expect(faultsOf('SendUserToOptions', { query })).toEqual([
      { path: '/query/__proto__', expected: 'a string', received: { ttl: 1 } },
    ]);
    expect(faultsOf('CacheSetOptions', query)).toMatchObject([{ path: '/__proto__' }]);
  });

  test('with a line break in a name is judged by that member too', () => {
    expect(faultsOf('SendUserToOptions', { query: { 'a\nb': 1 } })).toMatchObject([
      { path: '/query/a\nb' },
    ]);
  });
});

describe('arguments', () => {
  test('without a fault have none', () => {
    expect(argumentFaults('cache.set', ['key', 'value', { ttl: 60_000 }])).toEqual([]);
  });

  test('have faults placed by parameter', () => {
    const options = { additionalFactors: [{ type: 'otp' }, { type: 'sms' }] };

    expect(argumentFaults('authentication.challengeWith', [{ type: 'email' }, options])).toEqual([
      { path: '/options/additionalFactors/1/type', expected: factorTypes, received: 'sms' },
    ]);
  });

  test.for([[[]], [[undefined]]])('that are required are missing from %o', ([args]) => {
    expect(argumentFaults('cache.get', args ?? [])).toEqual([
      { path: '/key', expected: 'to be there', received: undefined },
    ]);
  });

  test.for([[['key', 'value']], [['key', 'value', undefined]]])(
    'that are optional may be missing from %o',
    ([args]) => {
      expect(argumentFaults('cache.set', args ?? [])).toEqual([]);
    },
  );

  test('beyond the last parameter are faults', () => {
    expect(argumentFaults('access.deny', ['code', 'reason'])).toEqual([
      {
        path: '/1',
        expected: 'no such argument; access.deny takes 1 argument',
        received: 'reason',
      },
    ]);
    expect(argumentFaults('redirect.sendUserTo', ['', {}, undefined])).toEqual([
      {
        path: '/2',
        expected: 'no such argument; redirect.sendUserTo takes 2 arguments',
        received: undefined,
      },
    ]);
  });

  test('of a method that is not known are refused', () => {
    // @ts-expect-error: there is no such method
    expect(() => argumentFaults('cache.clear', [])).toThrow(TypeError);
  });
});
