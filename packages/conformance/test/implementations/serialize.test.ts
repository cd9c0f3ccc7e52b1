import { createContext, runInContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { describeError, serializeError } from '../../src/language/serialize-error.ts';
import { serializeThrown, serializeValue } from '../../src/implementations/serialize.ts';

const api = { cache: {} };

class Entry {
  readonly #value: string;
  constructor(value: string) {
    this.#value = value;
  }
  get value(): string {
    return this.#value;
  }
  isExpired(): boolean {
    return false;
  }
}

test('leaves JSON values as they are', () => {
  const value = { a: [1, 'b', true, null], c: { d: {} } };

  expect(serializeValue(value, api)).toEqual(value);
});

test.for<[string, unknown, object]>([
  ['nothing', undefined, { $undefined: true }],
  ['the api object', api, { $api: true }],
  ['NaN', Number.NaN, { $number: 'NaN' }],
  ['a number without end', -Infinity, { $number: '-Infinity' }],
  ['a function', () => 1, { $other: 'a function' }],
  ['a big integer', 1n, { $other: 'a bigint' }],
  ['a symbol', Symbol('key'), { $other: 'a symbol' }],
])('%s, for which JSON has no word, has one of its own', ([, value, word]) => {
  expect(serializeValue(value, api)).toEqual(word);
  expect(serializeValue([value], api)).toEqual([word]);
});

test('recognizes an api object that is a function', () => {
  const callable = Object.assign(() => {}, api);

  expect(serializeValue(callable, callable)).toEqual({ $api: true });
});

describe('serializes an object', () => {
  test('with another name for a reserved one', () => {
    expect(serializeValue({ $api: true }, api)).toEqual({ $$api: true });
  });

  test('with the getters of its class and without methods', () => {
    expect(serializeValue(new Entry('x'), api)).toEqual({ value: 'x' });
  });

  test('with and without a prototype', () => {
    expect(serializeValue(Object.assign(Object.create(null), { value: 'x' }), api)).toEqual({
      value: 'x',
    });
    expect(serializeValue(Object.create({ value: 'x' }), api)).toEqual({ value: 'x' });
  });

  test('with members that are not enumerable', () => {
    expect(serializeValue(Object.defineProperty({}, 'value', { value: 'x' }), api)).toEqual({
      value: 'x',
    });
  });

  test('with own members whose names every object has', () => {
    const value: unknown = JSON.parse('{ "__proto__": 1, "constructor": 2, "toString": 3 }');

    expect(JSON.stringify(serializeValue(value, api))).toBe(
      '{"__proto__":1,"constructor":2,"toString":3}',
    );
  });

  test('with the entries of a Map, also of another realm', () => {
    const expected = { size: 1, $entries: [['key', { $undefined: true }]] };

    expect(serializeValue(new Map([['key', undefined]]), api)).toEqual(expected);
    expect(
      serializeValue(runInContext('new Map([["key", undefined]])', createContext()), api),
    ).toEqual(expected);
  });

  test('through a proxy', () => {
    expect(serializeValue(new Proxy({ value: 'x' }, {}), api)).toEqual({ value: 'x' });
  });

  test('with a note in place of a member that cannot be read', () => {
    const hostile = {
      get value(): string {
        throw new RangeError('keep out');
      },
      expires_at: 1,
    };
    const value = { $other: 'a member that cannot be read: keep out' };

    expect(serializeValue(hostile, api)).toEqual({ value, expires_at: 1 });
    expect(serializeValue([hostile, 1], api)).toEqual([{ value, expires_at: 1 }, 1]);
  });

  test('as a note if its members cannot be listed', () => {
    const hostile = new Proxy(
      {},
      {
        ownKeys() {
          throw new RangeError('keep out');
        },
      },
    );

    expect(serializeValue(hostile, api)).toEqual({
      $other: 'an object that cannot be read: keep out',
    });
  });

  test('with a note in place of an object that is around it', () => {
    const ring: { next?: unknown; list?: unknown[] } = {};
    ring.next = ring;
    ring.list = [ring, api];
    const around = { $other: 'an object that contains itself' };

    expect(serializeValue(ring, api)).toEqual({ next: around, list: [around, { $api: true }] });
  });
});

describe('refuses a value that is larger than a limit', () => {
  const nest = (depth: number) => {
    let value: unknown[] = [];
    for (let level = 0; level < depth; level += 1) value = [value];
    return value;
  };
  const mesh: Record<string, unknown>[] = Array.from({ length: 40 }, () => ({}));
  for (const one of mesh) mesh.forEach((other, index) => (one[`to${index}`] = other));
  const sparse: unknown[] = [];
  sparse.length = 2 ** 32 - 1;
  const endless: object = new Proxy({}, { getPrototypeOf: () => endless, ownKeys: () => [] });

  test.for<[string, () => unknown, string]>([
    ['lists in lists', () => nest(100_000), '100 levels'],
    ['objects of which each holds all', () => mesh, '10000 parts'],
    ['a list without items', () => sparse, '10000 parts'],
    ['a long list', () => Array(10_001).fill(1), '10000 parts'],
    ['a Map', () => new Map(Array.from({ length: 10_001 }, (_, key) => [key, 1])), '10000 parts'],
    ['bytes', () => new Uint8Array(1e7), '10000 parts'],
    ['a class without end', () => endless, '10000 parts'],
    ['a text', () => 'x'.repeat(1_000_001), '1000000 characters'],
    ['many texts', () => Array(101).fill('x'.repeat(10_000)), '1000000 characters'],
    ['a name', () => ({ ['x'.repeat(1_000_001)]: 1 }), '1000000 characters'],
  ])('%s', ([, create, excess]) => {
    expect(() => serializeValue(create(), api)).toThrow(
      `larger than the suite reads: it has more than ${excess}. `,
    );
  });

  test('but not at the limit', () => {
    expect(JSON.stringify(serializeValue(nest(100), api))).toBe(JSON.stringify(nest(100)));
    expect(serializeValue('x'.repeat(1_000_000), api)).toHaveLength(1_000_000);
    expect(serializeValue(Array(9_999).fill(1), api)).toHaveLength(9_999);
  });

  test('a thrown one too', () => {
    expect(() => serializeThrown(new Error('x'.repeat(1e7)))).toThrow('more than 1000000 char');
  });
});

describe('serializes a thrown value', () => {
  test('if it is an error: name, message and code', () => {
    class TokenError extends Error {
      override readonly name = 'TokenError';
      readonly code = 'Expired';
    }

    expect(serializeError(new TokenError('too late'))).toEqual({
      name: 'TokenError',
      message: 'too late',
      code: 'Expired',
      isError: true,
    });
  });

  test('if it is an error of another realm: like any error', () => {
    const foreign: unknown = runInContext('new TypeError("from afar")', createContext({}));

    expect(foreign).not.toBeInstanceOf(Error);
    expect(serializeError(foreign)).toEqual({
      name: 'TypeError',
      message: 'from afar',
      isError: true,
    });
  });

  test('if it is anything else: its type', () => {
    expect(serializeError('no')).toEqual({ name: 'string', message: 'no', isError: false });
    expect(serializeError(undefined)).toEqual({
      name: 'undefined',
      message: 'undefined',
      isError: false,
    });
    expect(serializeError({ message: 'no' })).toMatchObject({ name: 'object', isError: false });
  });

  test('even if it cannot be read', () => {
    expect(serializeError(Object.create(null))).toEqual({
      name: 'object',
      message: 'something that cannot be read',
      isError: false,
    });
  });
});

test('shortens a thrown value to the length of a sentence', () => {
  expect(describeError(new TypeError('no\n\u001B[31mdatabase.'))).toBe(
    String.raw`TypeError: no \u{1b}[31mdatabase`,
  );
  expect(describeError(new Error('x'.repeat(100_000)))).toMatch(/^Error: x{499}…$/);
  expect(describeError({ toString: () => 'x'.repeat(100_000) })).toMatch(/^object: x{499}…$/);
});
