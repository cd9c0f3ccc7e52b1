import { type CacheLimits, createCache } from '@post-challenge/reference';
import type { CacheDeleteResult, CacheSetOptions, CacheWriteResult } from '@post-challenge/spec';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { START, TestClock, execution } from '../execution.ts';

const DAY = 24 * 60 * 60 * 1000;

describe('a record', () => {
  test('is found up to and including its expiry', () => {
    const { cache, clock } = emptyCache();
    cache.set('key', 'value', { ttl: 1000 });
    clock.wait(1000);

    expect(cache.get('key')).toEqual({ value: 'value', expires_at: START + 1000 });
    clock.wait(1);
    expect(cache.get('key')).toBeUndefined();
    expect(cache.delete('key')).toEqual({ type: 'error', code: 'CacheKeyDoesNotExist' });
  });

  test.each<[string, CacheSetOptions, number]>([
    ['15 minutes', {}, 900_000],
    ['the earlier of two expiries', { ttl: 5000, expires_at: START + 4000 }, 4000],
    ['24 hours at most', { ttl: DAY + 1 }, DAY],
    ['24 hours at most, by the largest number too', { expires_at: Number.MAX_VALUE }, DAY],
    ['whole milliseconds', { ttl: 1.9 }, 1],
  ])('lives %s: %j', (_, options, lifetime) => {
    const { cache } = emptyCache();
    const record = { value: 'value', expires_at: START + lifetime };

    expect(cache.set('key', 'value', options)).toEqual({ type: 'success', record });
    expect(cache.get('key')).toEqual(record);
  });

  test('is always returned as a copy', () => {
    const { cache } = emptyCache();
    const { record } = cache.set('key', 'value') as { record: object };
    Object.assign(record, { value: 'changed' });
    Object.assign(cache.get('key') ?? {}, { value: 'changed' });

    expect(cache.get('key')?.value).toBe('value');
  });

  test('lives longer if it is set again with a later expiry', () => {
    const { cache, clock } = emptyCache();
    for (const ttl of [1000, 9000]) cache.set('key', 'value', { ttl });
    clock.wait(1001);
    cache.set('other', '');

    expect(cache.get('key')?.value).toBe('value');
  });

  test('is found only with exactly its key', () => {
    const { cache } = emptyCache();
    const keys = ['__proto__', 'constructor', '', 'é', 'e\u0301', '\ud800', '\udfff'];
    for (const [index, key] of keys.entries()) cache.set(key, `${index}\ud800`);

    expect(keys.map((key) => cache.get(key)?.value)).toEqual(
      keys.map((_, index) => `${index}\ud800`),
    );
    expect(cache.get('toString')).toBeUndefined();
  });
});

describe('a write is refused', () => {
  test.each<[string, CacheSetOptions]>([
    ['InvalidExpiry', { ttl: Number.NaN }],
    ['InvalidExpiry', { ttl: Infinity }],
    ['InvalidExpiry', { ttl: 1000, expires_at: -Infinity }],
    ['ItemAlreadyExpired', { ttl: 0 }],
    ['ItemAlreadyExpired', { ttl: 0.9 }],
    ['ItemAlreadyExpired', { ttl: -1 }],
    ['ItemAlreadyExpired', { expires_at: START }],
  ])('with %s for a lifetime of %j, and changes nothing', (code, options) => {
    const { cache } = emptyCache();
    cache.set('key', 'before');

    expect(cache.set('key', 'value', options)).toEqual({ type: 'error', code });
    expect(cache.get('key')?.value).toBe('before');
  });

  test('if a key or a value has more bytes than its limit', () => {
    const { cache } = emptyCache();

    expect(cache.set('é'.repeat(32), 'é'.repeat(2048))).toMatchObject({ type: 'success' });
    expect(cache.set('é'.repeat(33), '')).toEqual({ type: 'error', code: 'CacheKeySizeExceeded' });
    expect(cache.set('', 'é'.repeat(2049))).toEqual({
      type: 'error',
      code: 'CacheValueSizeExceeded',
    });
    expect(cache.set('€'.repeat(21), '')).toMatchObject({ type: 'success' });
    expect(cache.set('€'.repeat(22), '')).toEqual({ type: 'error', code: 'CacheKeySizeExceeded' });
  });

  test('if all keys and values together have more than 8192 bytes', () => {
    const { cache } = emptyCache();
    cache.set('a', 'x'.repeat(4095));
    const result = cache.set('b', 'x'.repeat(4096));

    expect(result).toEqual({ type: 'error', code: 'CacheSizeExceeded' });
    expect(cache.get('b')).toBeUndefined();
    expect(cache.set('b', 'x'.repeat(4095))).toMatchObject({ type: 'success' });
  });

  test('if it would add a 21st record', () => {
    const { cache } = emptyCache();
    const results = Array.from({ length: 21 }, (_, index) => cache.set(`${index}`, ''));

    expect(results.map(({ type }) => type)).toEqual([
      ...Array.from({ length: 20 }, () => 'success'),
      'error',
    ]);
    expect(results.at(-1)).toEqual({ type: 'error', code: 'CacheSizeExceeded' });
    expect(cache.set('0', 'again')).toMatchObject({ type: 'success' });
  });
});

describe('a full cache accepts a record again', () => {
  test.each<[string, (taken: ReturnType<typeof emptyCache>) => unknown]>([
    ['after an overwrite', ({ cache }) => cache.set('large', '')],
    ['after a delete', ({ cache }) => cache.delete('large')],
    ['after an expiry', ({ clock }) => clock.wait(1001)],
    [
      'by expiring earlier than was asked for first',
      ({ cache, clock }) => {
        cache.set('large', 'x'.repeat(4000), { ttl: 10 });
        clock.wait(11);
      },
    ],
  ])('%s', (_, makeRoom) => {
    const taken = emptyCache();
    for (const key of ['large', 'other']) taken.cache.set(key, 'x'.repeat(4000), { ttl: 1000 });
    const more = () => taken.cache.set('more', 'x'.repeat(4000));

    expect(more()).toEqual({ type: 'error', code: 'CacheSizeExceeded' });
    makeRoom(taken);
    expect(more()).toMatchObject({ type: 'success' });
  });
});

describe('a record that is gone', () => {
  test.each<[string, (taken: ReturnType<typeof emptyCache>) => unknown]>([
    ['deleted', ({ cache }) => cache.delete('0')],
    ['expired', ({ clock }) => clock.wait(1001)],
  ])('no longer counts: %s', (_, lose) => {
    const taken = emptyCache();
    const set = (key: string) => taken.cache.set(key, '', { ttl: key === '0' ? 1000 : 9000 }).type;
    for (let index = 0; index < 20; index += 1) set(`${index}`);
    lose(taken);

    expect([set('one'), set('another')]).toEqual(['success', 'error']);
  });
});

describe('a full cache', () => {
  test('replaces a record by another of the same size', () => {
    const { cache } = emptyCache();
    for (const key of ['a', 'b']) cache.set(key, 'x'.repeat(4095));

    expect(cache.set('a', 'y'.repeat(4095))).toMatchObject({ type: 'success' });
  });
});

describe('a cache', () => {
  test('is shared by the executions that receive it', () => {
    const cache = createCache();
    execution({ cache }).api.cache.set('key', 'value');

    expect(execution({ cache }).api.cache.get('key')?.value).toBe('value');
    expect(execution().api.cache.get('key')).toBeUndefined();
  });

  test('holds records up to its limits', () => {
    const cache = createCache({ records: 1000, size: 100_000 });
    const { api } = execution({ cache });
    const results = Array.from({ length: 1001 }, (_, index) =>
      api.cache.set(`${index}`, 'x'.repeat(90)),
    );

    expect(results.filter(({ type }) => type === 'success')).toHaveLength(1000);
  });

  test.each([2.5])('never holds more than its limit: %s', (limit) => {
    const cache = createCache({ records: limit });
    const { api } = execution({ cache });
    const keys = ['a', 'b', 'c'].filter((key) => api.cache.set(key, '').type === 'success');

    expect(keys).toHaveLength(Math.floor(limit) || 0);
  });

  test('finds the same records as a map after any number of overwritten, deleted and expired records', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const { cache, clock } = emptyCache();
        const model = new Map<string, number>();
        for (const [key, ttl, wait] of steps) {
          clock.wait(wait);
          if (ttl === undefined)
            expect(succeeded(cache.delete(key))).toBe((model.get(key) ?? 0) >= clock.now());
          else cache.set(key, '', { ttl });
          model.set(key, ttl === undefined ? 0 : clock.now() + ttl);
          for (const [known, expiry] of model)
            expect(cache.get(known) !== undefined).toBe(expiry >= clock.now());
        }
      }),
    );
  });
});

describe('a small cache', () => {
  test('accepts a record that fits next to the unexpired records', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(step, fc.nat(6)), { maxLength: 100 }), (steps) => {
        const clock = new TestClock();
        const { cache } = execution({ clock, cache: createCache({ records: 3, size: 12 }) }).api;
        const model = new Map<string, { size: number; expiry: number }>();
        for (const [[key, ttl, wait], length] of steps) {
          clock.wait(wait);
          for (const [known, { expiry }] of model) if (expiry < clock.now()) model.delete(known);
          const others = [...model].filter(([known]) => known !== key).map(([, { size }]) => size);
          const size = others.reduce((sum, other) => sum + other, 1 + length);
          const fits = others.length < 3 && size <= 12;
          if (ttl === undefined) expect(succeeded(cache.delete(key))).toBe(model.delete(key));
          else expect(succeeded(cache.set(key, 'x'.repeat(length), { ttl }))).toBe(fits);
          if (ttl !== undefined && fits)
            model.set(key, { size: 1 + length, expiry: clock.now() + ttl });
        }
      }),
    );
  });
});

const step = fc.tuple(
  fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined }),
  fc.nat(3),
);

function emptyCache() {
  const clock = new TestClock();
  return { clock, cache: execution({ clock }).api.cache };
}

function succeeded(result: CacheDeleteResult | CacheWriteResult): boolean {
  return result.type === 'success';
}

test.each<[unknown, string]>([
  [5, 'limits is a number, expected an object.'],
  [[], 'limits is an empty array, expected an object.'],
  [{ records: '5' }, 'limits.records is a string, expected a number of at least 0.'],
  [{ size: Number.NaN }, 'limits.size is a number, expected a number of at least 0.'],
  [{ records: -1 }, 'limits.records is a number, expected a number of at least 0.'],
  [{ maxRecords: 5 }, 'unknown member limits.maxRecords. Allowed: "records", "size".'],
])('createCache refuses the limits %o', (limits, problem) => {
  expect(() => createCache(limits as CacheLimits)).toThrow(
    new TypeError(
      `Cannot create a cache: ${problem} Write createCache({ records: 20, size: 8192 }).`,
    ),
  );
});
