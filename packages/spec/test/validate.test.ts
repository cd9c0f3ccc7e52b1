import { sampleEvent, validateArguments, validate } from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';

const factorTypes =
  'one of "otp", "email", "webauthn-platform", "webauthn-roaming", "recovery-code", "phone", "push-notification", "push"';

describe('validate', () => {
  test('finds no issue in a valid value', () => {
    expect(validate('CacheRecord', { value: '', expires_at: 0 })).toEqual([]);
  });

  test('reports a value of the wrong type at the empty path', () => {
    expect(validate('CacheRecord', null)).toEqual([
      { path: '', expected: 'an object', received: null },
    ]);
  });

  test('reports every issue', () => {
    expect(validate('CacheRecord', { value: 1 })).toEqual([
      { path: '/expires_at', expected: 'a value', received: undefined },
      { path: '/value', expected: 'a string', received: 1 },
    ]);
  });

  test('locates issues by JSON Pointers', () => {
    const query = { 'a/b': 1, 'c~d': 2 };

    expect(validate('SendUserToOptions', { query, '/': 3 }).map(({ path }) => path)).toEqual([
      '/~1',
      '/query/a~1b',
      '/query/c~0d',
    ]);
  });

  test('refuses an unknown member of options, and lists the allowed ones', () => {
    expect(validate('CacheSetOptions', { expiresIn: 60 })).toEqual([
      {
        path: '/expiresIn',
        expected: 'no such member; allowed: "ttl", "expires_at"',
        received: 60,
        allowed: ['ttl', 'expires_at'],
      },
    ]);
  });

  test('accepts an unknown member of a result', () => {
    const record = { value: '', expires_at: 0 };

    expect(validate('CacheWriteResult', { type: 'success', record, since: 1 })).toEqual([]);
  });

  test('requires a record in the success of a write, but not of a delete', () => {
    expect(validate('CacheWriteResult', { type: 'success' })).toMatchObject([{ path: '/record' }]);
    expect(validate('CacheDeleteResult', { type: 'success' })).toEqual([]);
  });

  test('lists the values of an enumeration', () => {
    expect(
      validate('FactorSelector', { type: 'phone', options: { preferredMethod: 'fax' } }),
    ).toEqual([
      {
        path: '/options/preferredMethod',
        expected: 'one of "sms", "voice", "both"',
        received: 'fax',
      },
    ]);
  });

  test.for([[{ type: 'sms' }], [{ type: 7 }], [{}]])(
    'reports one issue for %o, which matches no variant of the union',
    ([value]) => {
      expect(validate('FactorSelector', value)).toEqual([
        { path: '/type', expected: factorTypes, received: (value as { type?: unknown }).type },
      ]);
    },
  );

  test('throws if there is no schema of that name', () => {
    // @ts-expect-error: there is no such type
    expect(() => validate('toString', {})).toThrow('there is no schema named toString');
  });
});

describe('validate stops', () => {
  const many = { length: 20_000 };

  test.each<[string, 'PostChallengeEvent' | 'CacheSetOptions' | 'SendUserToOptions', object]>([
    [
      'members of a list',
      'PostChallengeEvent',
      { ...sampleEvent, authorization: { roles: Array.from(many, () => 1) } },
    ],
    [
      'unknown members',
      'CacheSetOptions',
      Object.fromEntries(Array.from(many, (_, index) => [`a${index}`, 1])),
    ],
    [
      'members of a dictionary',
      'SendUserToOptions',
      { query: Object.fromEntries(Array.from(many, (_, index) => [index, 1])) },
    ],
  ])('after 100 issues, and says so: wrong %s', (_, schema, value) => {
    const issues = validate(schema, value);

    expect(issues).toHaveLength(101);
    expect(issues.at(-1)).toEqual({
      path: '',
      expected: 'at most 100 issues; more are not listed',
      received: value,
    });
  });

  test('before a value without an end', () => {
    const circle: Record<string, unknown> = {};
    circle['again'] = { circle };
    const secret = { secret: 'x', payload: circle };
    let reads = 0;
    const endless: object = new Proxy(
      {},
      {
        ownKeys: () => ['a'],
        getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true }),
        get: () => ((reads += 1), endless),
      },
    );

    expect(validate('EncodeTokenOptions', secret)).toMatchObject([
      {
        path: '/payload/again/circle/again/circle',
        expected: expect.stringContaining('at most 1000 levels'),
      },
    ]);
    expect(validateArguments('cache.set', ['key', endless])).toHaveLength(1);
    expect(reads).toBeLessThan(1100);
    expect(
      validateArguments('authentication.challengeWithAny', [new Array(2 ** 32 - 1)]),
    ).toMatchObject([{ path: '/factors', expected: 'at most 100000 values in the whole' }]);
  });
});

describe('validate, given an object', () => {
  test('accepts a frozen object without a prototype', () => {
    const options = Object.freeze(Object.assign(Object.create(null), { ttl: 1 }));

    expect(validate('CacheSetOptions', options)).toEqual([]);
  });

  test('accepts optional members that are undefined', () => {
    expect(validate('CacheSetOptions', { ttl: undefined, expires_at: 5 })).toEqual([]);
  });

  test('counts a member of a dictionary, or an unknown member, as absent if it is undefined', () => {
    const query = { phone: undefined };
    const input = { completes: { type: 'otp' }, request: undefined, returns: undefined };

    expect(validate('SendUserToOptions', { query })).toEqual([]);
    expect(validate('SendUserToOptions', { phone: undefined })).toEqual([]);
    expect(validate('CompletionInput', input)).toEqual([]);
    expect(validate('SendUserToOptions', { query: { phone: null } })).toHaveLength(1);
  });

  test('refuses a required member that is undefined', () => {
    expect(validate('EncodeTokenOptions', { secret: undefined, payload: {} })).toEqual([
      { path: '/secret', expected: 'a value', received: undefined },
    ]);
  });

  test('accepts NaN and Infinity as numbers', () => {
    expect(validate('CacheSetOptions', { ttl: Number.NaN, expires_at: Infinity })).toEqual([]);
  });

  test('checks a member named __proto__ like any other', () => {
    const query: unknown = JSON.parse('{ "__proto__": { "ttl": 1 } }');

    expect(validate('EncodeTokenOptions', { secret: '', payload: query })).toEqual([]);
    expect(validate('SendUserToOptions', { query })).toEqual([
      { path: '/query/__proto__', expected: 'a string', received: { ttl: 1 } },
    ]);
    expect(validate('CacheSetOptions', query)).toMatchObject([{ path: '/__proto__' }]);
  });

  test('checks a member whose name has a line break', () => {
    expect(validate('SendUserToOptions', { query: { 'a\nb': 1 } })).toMatchObject([
      { path: '/query/a\nb' },
    ]);
  });
});

describe('validateArguments', () => {
  test('finds no issue in valid arguments', () => {
    expect(validateArguments('cache.set', ['key', 'value', { ttl: 60_000 }])).toEqual([]);
  });

  test('locates issues by the name of the parameter', () => {
    const options = { additionalFactors: [{ type: 'otp' }, { type: 'sms' }] };

    expect(validateArguments('authentication.challengeWith', [{ type: 'email' }, options])).toEqual(
      [{ path: '/options/additionalFactors/1/type', expected: factorTypes, received: 'sms' }],
    );
  });

  test.for([[[]], [[undefined]]])(
    'reports the required argument that is missing from %o',
    ([args]) => {
      expect(validateArguments('cache.get', args ?? [])).toEqual([
        { path: '/key', expected: 'a value', received: undefined },
      ]);
    },
  );

  test.for([[['key', 'value']], [['key', 'value', undefined]]])(
    'accepts %o, which lacks an optional argument',
    ([args]) => {
      expect(validateArguments('cache.set', args ?? [])).toEqual([]);
    },
  );

  test('reports every argument beyond the last parameter', () => {
    expect(validateArguments('access.deny', ['code', 'reason'])).toEqual([
      {
        path: '/1',
        expected: 'at most 1 argument',
        received: 'reason',
      },
    ]);
    expect(validateArguments('redirect.sendUserTo', ['', {}, undefined])).toEqual([
      {
        path: '/2',
        expected: 'at most 2 arguments',
        received: undefined,
      },
    ]);
  });

  test('throws if there is no such method', () => {
    // @ts-expect-error: there is no such method
    expect(() => validateArguments('cache.clear', [])).toThrow(TypeError);
  });
});
