import type { Rule } from './rule.ts';

/** The default lifetime of a record, in milliseconds: 15 minutes. */
export const DEFAULT_CACHE_LIFETIME = 900_000;

/** The longest lifetime of a record, in milliseconds: 24 hours. */
export const MAXIMUM_CACHE_LIFETIME = 86_400_000;

/** The largest size of a key, in UTF-8 bytes. */
export const MAXIMUM_CACHE_KEY_SIZE = 64;

/**
 * The largest size of a value, in UTF-8 bytes.
 *
 * @remarks
 * The limits page says 4 kB. An implementation must accept 4000 bytes and refuse more than 4096.
 */
export const MAXIMUM_CACHE_VALUE_SIZE = 4096;

/**
 * The largest size of all keys and values together, in UTF-8 bytes.
 *
 * @remarks
 * The limits page says 8 kB, which the reference reads as this number. An implementation must accept 8000 bytes; from there to
 * 16640 bytes it may refuse a write or evict a record.
 */
export const MAXIMUM_CACHE_SIZE = 8192;

/**
 * The largest number of records in the cache at one time.
 *
 * @remarks
 * No rule judges a further record.
 *
 * Source: [Actions limitations](https://auth0.com/docs/customize/actions/limitations).
 */
export const MAXIMUM_CACHE_RECORDS = 20;

/** All codes with which the cache refuses a write or a delete. */
export const cacheErrorCodes = [
  'CacheKeySizeExceeded',
  'CacheValueSizeExceeded',
  'CacheSizeExceeded',
  'InvalidExpiry',
  'ItemAlreadyExpired',
  'CacheKeyDoesNotExist',
  'MaxSideEffectsExceeded',
  'FailedToSetCacheRecord',
  'FailedToDeleteCacheRecord',
] as const;

/** The code with which the cache refused a write or a delete. */
export type CacheErrorCode = (typeof cacheErrorCodes)[number];

/** A cached value with its expiry. */
export interface CacheRecord {
  /** The value. */
  readonly value: string;
  /** The latest time at which the record may be found, in milliseconds since the Unix epoch. */
  readonly expires_at: number;
}

/** The result of a successful write. */
export interface CacheWriteSuccess {
  /** Marks the result as a success. */
  readonly type: 'success';
  /** The record as stored. */
  readonly record: CacheRecord;
}

/** The result of a successful delete; it has no record. */
export interface CacheDeleteSuccess {
  /** Marks the result as a success. */
  readonly type: 'success';
}

/** The result of a refused write or delete, which changed nothing. */
export interface CacheWriteError {
  /** Marks the result as an error. */
  readonly type: 'error';
  /** The reason for the refusal. */
  readonly code: CacheErrorCode;
}

/**
 * The result of a write to the cache, discriminated by `type`.
 *
 * @remarks
 * A refusal is a value, not an exception.
 */
export type CacheWriteResult = CacheWriteSuccess | CacheWriteError;

/**
 * The result of a delete from the cache, discriminated by `type`.
 *
 * @remarks
 * A refusal is a value, not an exception. The page of edition 2025 calls it `CacheWriteResult`.
 *
 * Source: [type definitions of the vendor](https://www.npmjs.com/package/%40auth0/actions).
 */
export type CacheDeleteResult = CacheDeleteSuccess | CacheWriteError;

/**
 * Options of `api.cache.set`.
 *
 * @remarks
 * `ttl` and `expires_at` are not meant to be given together; if both are given, the record expires at the earlier time at the
 * latest. If neither is given, the record expires after at most 15 minutes. No record lives longer than 24 hours. A record may
 * expire earlier than asked for; `expires_at` of the record says when.
 */
export interface CacheSetOptions {
  /**
   * The longest lifetime of the record, in milliseconds (not seconds).
   *
   * @defaultValue 15 minutes, if `expires_at` is not given either
   */
  ttl?: number | undefined;
  /** The time at which the record expires at the latest, in milliseconds since the Unix epoch. */
  expires_at?: number | undefined;
}

/**
 * Stores short-lived strings that all actions of the trigger share: `api.cache`.
 *
 * @remarks
 * The cache is best effort, across executions and transactions: a record may vanish before its expiry and is never found after
 * it. It is meant for short-lived data only. A key has at most 64 bytes, a value 4 kB, all keys and values together 8 kB, each
 * in UTF-8. The cache holds at most 20 records, each for at most 24 hours.
 *
 * Source: [API object (edition 2025)](https://github.com/auth0/docs-v2/blob/7a6ade8aedd952d503768279d2de147425593d6a/main/docs/customize/actions/explore-triggers/password-reset-triggers/post-challenge-trigger/post-challenge-api-object.mdx);
 * [Actions limitations](https://auth0.com/docs/customize/actions/limitations).
 */
export interface CacheAPI {
  /**
   * Finds the record at a key.
   *
   * @remarks
   * Source: [API object (edition 2025)](https://github.com/auth0/docs-v2/blob/7a6ade8aedd952d503768279d2de147425593d6a/main/docs/customize/actions/explore-triggers/password-reset-triggers/post-challenge-trigger/post-challenge-api-object.mdx).
   *
   * @param key - The key of the record.
   * @returns The record, or `undefined` if there is none.
   * @example
   * ```js
   * const token = api.cache.get('m2m-token')?.value;
   * ```
   */
  get(key: string): CacheRecord | undefined;

  /**
   * Stores a value at a key and replaces any earlier record.
   *
   * @remarks
   * A refused write changes nothing.
   *
   * Source: [API object (edition 2025)](https://github.com/auth0/docs-v2/blob/7a6ade8aedd952d503768279d2de147425593d6a/main/docs/customize/actions/explore-triggers/password-reset-triggers/post-challenge-trigger/post-challenge-api-object.mdx);
   * [type definitions of the vendor](https://www.npmjs.com/package/%40auth0/actions) (codes);
   * [Actions limitations](https://auth0.com/docs/customize/actions/limitations) (sizes).
   *
   * @param key - The key of the record, at most 64 UTF-8 bytes.
   * @param value - The value, at most 4 kB in UTF-8.
   * @param options - The lifetime of the record; 15 minutes by default.
   * @returns A success with the record as stored, or an error with its code.
   * @example
   * ```js
   * const result = api.cache.set('m2m-token', token, { ttl: 60 * 60 * 1000 });
   * if (result.type === 'error') console.log(result.code);
   * ```
   */
  set(key: string, value: string, options?: CacheSetOptions): CacheWriteResult;

  /**
   * Deletes the record at a key.
   *
   * @remarks
   * If there is no record, the result is the error `CacheKeyDoesNotExist`.
   *
   * Source: [API object (edition 2025)](https://github.com/auth0/docs-v2/blob/7a6ade8aedd952d503768279d2de147425593d6a/main/docs/customize/actions/explore-triggers/password-reset-triggers/post-challenge-trigger/post-challenge-api-object.mdx);
   * [type definitions of the vendor](https://www.npmjs.com/package/%40auth0/actions) (code).
   *
   * @param key - The key of the record.
   * @returns A success without a record, or an error with its code.
   * @example
   * ```js
   * api.cache.delete('m2m-token');
   * ```
   */
  delete(key: string): CacheDeleteResult;
}

/** The rules of `api.cache`. */
export const cacheRules = {
  'cache.get/absent-when-never-set': {
    level: 'MUST',
    basis: 'implied',
    sources: [{ source: 'api-object', section: 'api.cache.get(key)' }],
    needs: [],
    requires: [],
    text: '`cache.get` returns `undefined` for a key that was never set.',
  },
  'cache.get/returns-a-record': {
    level: 'MUST',
    basis: { '2025': 'documented', '2026': 'types' },
    sources: {
      '2025': [{ source: 'api-object', section: 'api.cache.get(key)' }],
      '2026': [{ source: 'types' }],
    },
    needs: [],
    requires: [],
    text: '`cache.get` returns `undefined` or a record with a string `value` and a number `expires_at`.',
  },
  'cache.get/returns-the-value': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.cache.get(key)' }],
    needs: [],
    requires: ['cache.get/returns-a-record'],
    text: 'A record that `cache.get` returns has the value that was set for the key.',
  },
  'cache.get/reports-one-expiry': {
    level: 'SHOULD',
    basis: 'decided',
    needs: ['clock'],
    requires: ['cache.get/returns-a-record'],
    text: '`cache.get` returns the same `expires_at` each time it finds the same record.',
  },
  'cache.get/never-outlives-expiry': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.cache.set(key, value, [options])' }],
    needs: ['clock'],
    requires: ['cache.get/returns-a-record'],
    text: '`cache.get` does not return a record later than its `expires_at`.',
    note: '`cache.get` may return a record at exactly its `expires_at`.',
  },
  'cache.get/keys-are-exact': {
    level: 'MUST',
    basis: 'implied',
    sources: [{ source: 'api-object', section: 'api.cache.get(key)' }],
    needs: [],
    requires: ['cache.get/absent-when-never-set', 'cache.get/returns-the-value'],
    text: '`cache.get` treats two keys as different if they differ in any Unicode character.',
    note: 'Judged on case, white space, composed and decomposed characters, patterns of databases and globs, separators, texts of equal numbers, and keys of 64 bytes. An empty key is not judged.',
  },
  'cache.get/values-are-exact': {
    level: 'MUST',
    basis: 'implied',
    sources: [{ source: 'api-object', section: 'api.cache.get(key)' }],
    needs: [],
    requires: ['cache.get/returns-the-value'],
    text: '`cache.get` returns the value of a record unchanged in every Unicode character.',
  },
  'cache.get/member-names-are-keys': {
    level: 'MUST',
    basis: 'implied',
    sources: [{ source: 'api-object', section: 'api.cache.get(key)' }],
    needs: [],
    requires: ['cache.get/returns-the-value', 'cache.get/absent-when-never-set'],
    text: '`cache.get` treats names of JavaScript object members, such as `__proto__` and `constructor`, as ordinary keys.',
  },
  'cache.get/keeps-until-expiry': {
    level: 'SHOULD',
    basis: 'decided',
    needs: ['clock'],
    requires: ['cache.get/returns-a-record', 'cache.get/keys-are-exact'],
    text: '`cache.get` returns a record until the record expires.',
    note: 'Refused writes, and writes and deletes of other keys, do not remove the record.',
  },
  'cache.get/returns-a-copy': {
    level: 'SHOULD',
    basis: 'decided',
    needs: ['in-process'],
    requires: ['cache.get/returns-a-record'],
    text: 'The cache does not change if an action changes a record that `cache.get` returned.',
  },
  'cache.get/lone-surrogates': {
    level: 'PROBE',
    needs: [],
    requires: ['cache.get/returns-a-record'],
    text: 'Does `cache.get` find a key with a lone surrogate, and return a value with one unchanged?',
    note: 'A string with a lone surrogate is not well-formed Unicode.',
  },
  'cache.set/reports-the-result': {
    level: 'MUST',
    basis: 'types',
    sources: [{ source: 'types' }],
    needs: [],
    requires: [],
    text: '`cache.set` returns an object whose `type` is `success` or `error`.',
  },
  'cache.set/names-the-error': {
    level: 'MUST',
    basis: 'types',
    sources: [{ source: 'types' }],
    needs: [],
    requires: ['cache.set/reports-the-result'],
    text: 'An error that `cache.set` returns has one of the error codes of the contract.',
  },
  'cache.set/returns-the-record': {
    level: 'SHOULD',
    basis: 'types',
    sources: [{ source: 'types' }],
    needs: [],
    requires: ['cache.set/reports-the-result'],
    text: '`cache.set` returns the record as stored if the write succeeds.',
  },
  'cache.set/replaces-the-value': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.cache.set(key, value, [options])' }],
    needs: [],
    requires: ['cache.set/reports-the-result', 'cache.get/returns-the-value'],
    text: '`cache.set` replaces the value of a key that was set before.',
  },
  'cache.set/replaces-the-expiry': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.cache.set(key, value, [options])' }],
    needs: ['clock'],
    requires: [
      'cache.set/ttl',
      'cache.set/expires-at',
      'cache.set/earlier-expiry-wins',
      'cache.set/default-lifetime',
    ],
    text: 'A record that `cache.set` stores in place of another expires no later than its own lifetime allows.',
  },
  'cache.set/default-lifetime': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.cache.set(key, value, [options])' }],
    needs: ['clock'],
    requires: ['cache.get/returns-a-record'],
    text: 'A record that `cache.set` stores with neither `ttl` nor `expires_at` expires at most 15 minutes later.',
  },
  'cache.set/ttl': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.cache.set(key, value, [options])' }],
    needs: ['clock'],
    requires: ['cache.get/returns-a-record'],
    text: 'A record that `cache.set` stores with `ttl` expires at most that many milliseconds later.',
  },
  'cache.set/expires-at': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.cache.set(key, value, [options])' }],
    needs: ['clock'],
    requires: ['cache.get/returns-a-record'],
    text: 'A record that `cache.set` stores with `expires_at` expires no later than that time.',
  },
  'cache.set/earlier-expiry-wins': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.cache.set(key, value, [options])' }],
    needs: ['clock'],
    requires: ['cache.set/ttl', 'cache.set/expires-at'],
    text: 'A record that `cache.set` stores with both `ttl` and `expires_at` expires no later than the earlier of the two times.',
  },
  'cache.set/exact-expiry': {
    level: 'SHOULD',
    basis: 'decided',
    needs: ['clock'],
    requires: [
      'cache.set/ttl',
      'cache.set/expires-at',
      'cache.set/default-lifetime',
      'cache.set/earlier-expiry-wins',
    ],
    text: 'A record that `cache.set` stores expires exactly at the time that `ttl`, `expires_at` or the default lifetime gives.',
    note: 'An earlier expiry is allowed. Lifetimes of more than 24 hours are not judged.',
  },
  'cache.set/past-expiry-is-absent': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.cache.set(key, value, [options])' }],
    needs: ['clock'],
    requires: [
      'cache.get/never-outlives-expiry',
      'cache.get/absent-when-never-set',
      'cache.set/expires-at',
    ],
    text: '`cache.get` does not find a record that was passed to `cache.set` with an `expires_at` in the past.',
  },
  'cache.set/refuses-past-expiry': {
    level: 'SHOULD',
    basis: 'types',
    sources: [{ source: 'types' }],
    needs: ['clock'],
    requires: [
      'cache.set/reports-the-result',
      'cache.set/past-expiry-is-absent',
      'cache.set/names-the-error',
    ],
    text: '`cache.set` refuses an `expires_at` in the past with the code `ItemAlreadyExpired`.',
  },
  'cache.set/refuses-invalid-expiry': {
    level: 'SHOULD',
    basis: 'types',
    sources: [{ source: 'types' }],
    needs: [],
    requires: ['cache.set/reports-the-result', 'cache.set/names-the-error'],
    text: '`cache.set` refuses a `ttl` or `expires_at` of `NaN`, `Infinity` or `-Infinity` with the code `InvalidExpiry`.',
  },
  'cache.set/maximum-lifetime': {
    level: 'MUST',
    basis: 'limits',
    sources: [
      { source: 'limits', section: 'Cached data' },
      { source: 'api-object', section: 'api.cache.set(key, value, [options])' },
    ],
    needs: ['clock'],
    requires: ['cache.get/never-outlives-expiry', 'cache.get/absent-when-never-set'],
    text: '`cache.get` does not return a record more than 24 hours after `cache.set` stored it.',
  },
  'cache.set/accepts-the-largest-key': {
    level: 'MUST',
    basis: 'limits',
    sources: [{ source: 'limits', section: 'Cached data' }],
    needs: [],
    requires: ['cache.set/reports-the-result'],
    text: '`cache.set` accepts a key of up to 64 bytes.',
  },
  'cache.set/refuses-a-larger-key': {
    level: 'MUST',
    basis: 'limits',
    sources: [{ source: 'limits', section: 'Cached data' }],
    needs: [],
    requires: ['cache.set/reports-the-result'],
    text: '`cache.set` refuses a key of more than 64 bytes.',
  },
  'cache.set/larger-key-code': {
    level: 'SHOULD',
    basis: 'types',
    sources: [{ source: 'types' }],
    needs: [],
    requires: ['cache.set/refuses-a-larger-key', 'cache.set/names-the-error'],
    text: 'If `cache.set` refuses a key because it is too large, the code is `CacheKeySizeExceeded`.',
  },
  'cache.set/accepts-a-large-value': {
    level: 'MUST',
    basis: 'limits',
    sources: [{ source: 'limits', section: 'Cached data' }],
    needs: [],
    requires: ['cache.set/reports-the-result'],
    text: '`cache.set` accepts a value of up to 4000 bytes.',
    note: 'An implementation may accept or refuse a value of 4001 to 4096 bytes.',
  },
  'cache.set/refuses-a-larger-value': {
    level: 'MUST',
    basis: 'limits',
    sources: [{ source: 'limits', section: 'Cached data' }],
    needs: [],
    requires: ['cache.set/reports-the-result'],
    text: '`cache.set` refuses a value of more than 4096 bytes.',
  },
  'cache.set/larger-value-code': {
    level: 'SHOULD',
    basis: 'types',
    sources: [{ source: 'types' }],
    needs: [],
    requires: ['cache.set/refuses-a-larger-value', 'cache.set/names-the-error'],
    text: 'If `cache.set` refuses a value because it is too large, the code is `CacheValueSizeExceeded`.',
  },
  'cache.set/accepts-up-to-the-total': {
    level: 'MUST',
    basis: 'limits',
    sources: [{ source: 'limits', section: 'Cached data' }],
    needs: [],
    requires: ['cache.set/reports-the-result'],
    text: '`cache.set` accepts keys and values of up to 8000 bytes in total if each key is set once.',
    note: 'Above that size an implementation may refuse a write or evict a record; see `cache/total-is-bounded`.',
  },
  'cache.set/total-code': {
    level: 'SHOULD',
    basis: 'types',
    sources: [{ source: 'types' }],
    needs: [],
    requires: [
      'cache.set/reports-the-result',
      'cache/total-is-bounded',
      'cache.set/names-the-error',
    ],
    text: 'If `cache.set` refuses a write because of the total size, the code is `CacheSizeExceeded`.',
  },
  'cache.set/counts-bytes-not-characters': {
    level: 'MUST',
    basis: 'implied',
    sources: [{ source: 'limits', section: 'Cached data' }],
    needs: [],
    requires: ['cache.set/refuses-a-larger-key', 'cache.set/refuses-a-larger-value'],
    text: '`cache.set` counts the size of a key or a value in UTF-8 bytes, not in characters.',
    note: 'The texts of this rule fit if characters are counted, and are too large if bytes are counted: 33 letters é, for example. The other rules on sizes use ASCII, where both counts are equal.',
  },
  'cache.set/failed-write-changes-nothing': {
    level: 'MUST',
    basis: 'implied',
    sources: [{ source: 'api-object', section: 'api.cache.set(key, value, [options])' }],
    needs: [],
    requires: ['cache.set/reports-the-result', 'cache.get/returns-the-value'],
    text: 'After `cache.set` refuses a write, `cache.get` returns the earlier record of the key or `undefined`.',
  },
  'cache.set/many-records': {
    level: 'PROBE',
    needs: [],
    requires: ['cache.set/reports-the-result'],
    text: 'Does `cache.set` accept or refuse a 21st record?',
  },
  'cache.set/empty-key': {
    level: 'PROBE',
    needs: [],
    requires: ['cache.set/reports-the-result'],
    text: 'Does `cache.set` accept an empty key?',
  },
  'cache.set/no-lifetime-left': {
    level: 'PROBE',
    needs: ['clock'],
    requires: ['cache.set/reports-the-result'],
    text: 'Does `cache.set` accept a `ttl` of 0, a `ttl` of a fraction of a millisecond, or an `expires_at` of now?',
  },
  'cache.delete/reports-the-result': {
    level: 'MUST',
    basis: { '2025': 'documented', '2026': 'types' },
    sources: {
      '2025': [{ source: 'api-object', section: 'api.cache.delete(key)' }],
      '2026': [{ source: 'types' }],
    },
    needs: [],
    requires: [],
    text: '`cache.delete` returns an object whose `type` is `success` or `error`.',
  },
  'cache.delete/removes': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.cache.delete(key)' }],
    needs: [],
    requires: ['cache.delete/reports-the-result', 'cache.get/absent-when-never-set'],
    text: 'After a successful `cache.delete`, `cache.get` returns `undefined` for the key.',
  },
  'cache.delete/reports-success': {
    level: 'SHOULD',
    basis: { '2025': 'documented', '2026': 'types' },
    sources: {
      '2025': [{ source: 'api-object', section: 'api.cache.delete(key)' }],
      '2026': [{ source: 'types' }],
    },
    needs: [],
    requires: ['cache.delete/reports-the-result', 'cache.get/returns-a-record'],
    text: '`cache.delete` succeeds for a record that `cache.get` has just found.',
  },
  'cache.delete/reports-a-missing-key': {
    level: 'MUST',
    basis: { '2025': 'documented', '2026': 'types' },
    sources: {
      '2025': [{ source: 'api-object', section: 'api.cache.delete(key)' }],
      '2026': [{ source: 'types' }],
    },
    needs: [],
    requires: ['cache.delete/reports-the-result', 'cache.get/keys-are-exact'],
    text: '`cache.delete` returns an error for a key that was never set or is already deleted.',
  },
  'cache.delete/names-the-error': {
    level: 'MUST',
    basis: 'types',
    sources: [{ source: 'types' }],
    needs: [],
    requires: ['cache.delete/reports-a-missing-key'],
    text: 'An error that `cache.delete` returns has one of the error codes of the contract.',
  },
  'cache.delete/missing-key-code': {
    level: 'SHOULD',
    basis: 'types',
    sources: [{ source: 'types' }],
    needs: [],
    requires: ['cache.delete/names-the-error'],
    text: 'If `cache.delete` returns an error for a missing key, the code is `CacheKeyDoesNotExist`.',
  },
  'cache.delete/leaves-other-keys': {
    level: 'MUST',
    basis: 'implied',
    sources: [{ source: 'api-object', section: 'api.cache.delete(key)' }],
    needs: [],
    requires: ['cache.get/returns-the-value', 'cache.get/keys-are-exact'],
    text: '`cache.delete` does not change the record of another key.',
    note: 'Judged only if the other record is still found, because any record may vanish early.',
  },
  'cache.delete/expired-record': {
    level: 'PROBE',
    needs: ['clock'],
    requires: ['cache.delete/reports-the-result'],
    text: 'Does `cache.delete` return a success or an error for an expired record?',
  },
  'cache/total-is-bounded': {
    level: 'MUST',
    basis: 'limits',
    sources: [{ source: 'limits', section: 'Cached data' }, { source: 'test-kit' }],
    needs: [],
    requires: ['cache.get/returns-a-record'],
    text: 'The records that `cache.get` finds at one time have at most 16640 bytes of keys and values in total.',
    note: 'The limits page says 8 kB, and the published test kit holds up to 16640 bytes. Between the two, an implementation is free.',
  },
  'cache/behaves-as-its-model': {
    level: 'MUST',
    basis: 'implied',
    sources: [
      { source: 'api-object', section: 'api.cache' },
      { source: 'limits', section: 'Cached data' },
      { source: 'types' },
    ],
    needs: ['clock'],
    requires: [
      'cache.get/absent-when-never-set',
      'cache.get/returns-a-record',
      'cache.get/returns-the-value',
      'cache.get/never-outlives-expiry',
      'cache.get/keys-are-exact',
      'cache.get/values-are-exact',
      'cache.get/member-names-are-keys',
      'cache.set/reports-the-result',
      'cache.set/names-the-error',
      'cache.set/replaces-the-value',
      'cache.set/replaces-the-expiry',
      'cache.set/default-lifetime',
      'cache.set/ttl',
      'cache.set/expires-at',
      'cache.set/earlier-expiry-wins',
      'cache.set/past-expiry-is-absent',
      'cache.set/maximum-lifetime',
      'cache.set/accepts-the-largest-key',
      'cache.set/refuses-a-larger-key',
      'cache.set/accepts-a-large-value',
      'cache.set/refuses-a-larger-value',
      'cache.set/accepts-up-to-the-total',
      'cache.set/counts-bytes-not-characters',
      'cache.set/failed-write-changes-nothing',
      'cache.delete/reports-the-result',
      'cache.delete/removes',
      'cache.delete/reports-a-missing-key',
      'cache.delete/names-the-error',
      'cache.delete/leaves-other-keys',
      'cache/total-is-bounded',
    ],
    text: 'In any sequence of calls, `cache.get`, `cache.set` and `cache.delete` return only results that the model of the cache allows.',
    note: 'The model maps each key to a value and an expiry; any record may vanish at any moment, and come back. `MaxSideEffectsExceeded`, `FailedToSetCacheRecord` and `FailedToDeleteCacheRecord` are always allowed, and so is a refusal by `cache.set` once it would bring all keys and values ever set to more than 8000 bytes.',
  },
  'cache/shared-between-actions': {
    level: 'SHOULD',
    basis: 'limits',
    sources: [{ source: 'limits', section: 'Cached data' }],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'cache.get/returns-the-value'],
    text: 'A later action of the trigger finds a record that an earlier action stored with `cache.set`.',
  },
  'cache/survives-the-transaction': {
    level: 'SHOULD',
    basis: 'documented',
    sources: [
      { source: 'api-object', section: 'api.cache' },
      { source: 'limits', section: 'Cached data' },
    ],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'cache.get/returns-the-value'],
    text: 'The next transaction finds a record that the previous transaction stored with `cache.set`.',
  },
} as const satisfies Record<string, Rule>;
