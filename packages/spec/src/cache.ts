import type { Rule } from './rule.ts';

/**
 * The lifetime of a record for which none was given, in milliseconds: 15 minutes.
 *
 * @public
 */
export const DEFAULT_CACHE_LIFETIME = 900_000;

/**
 * The longest lifetime of a record, in milliseconds: 24 hours.
 *
 * @public
 */
export const MAXIMUM_CACHE_LIFETIME = 86_400_000;

/**
 * The size of the largest key, in UTF-8 bytes.
 *
 * @public
 */
export const MAXIMUM_CACHE_KEY_SIZE = 64;

/**
 * The size of the largest value, in UTF-8 bytes.
 *
 * @remarks
 * The limits page says 4 kB. Every implementation accepts 4000 bytes, none accepts more than 4096.
 *
 * @public
 */
export const MAXIMUM_CACHE_VALUE_SIZE = 4096;

/**
 * The size of all keys and values together, in UTF-8 bytes.
 *
 * @remarks
 * The limits page says 8 kB, which the reference reads as this number. Every implementation accepts 8000 bytes; between that and
 * 16640 bytes it is free.
 *
 * @public
 */
export const MAXIMUM_CACHE_SIZE = 8192;

/**
 * The number of records that the cache holds at one time, says the limits page; what a further one comes to is not judged.
 *
 * @public
 */
export const MAXIMUM_CACHE_RECORDS = 20;

/**
 * Every code with which the cache refuses a write or a delete.
 *
 * @public
 */
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

/**
 * Why the cache refused a write.
 *
 * @public
 */
export type CacheErrorCode = (typeof cacheErrorCodes)[number];

/**
 * A cached value with its expiry.
 *
 * @public
 */
export interface CacheRecord {
  /** The value. */
  readonly value: string;
  /** The latest time at which the record may be found, in milliseconds since the Unix epoch. */
  readonly expires_at: number;
}

/**
 * The result of a write that was carried out.
 *
 * @public
 */
export interface CacheWriteSuccess {
  /** Tells the result from an error. */
  readonly type: 'success';
  /** The record as stored; absent after `delete`. */
  readonly record?: CacheRecord;
}

/**
 * The result of a write that was refused and has changed nothing.
 *
 * @public
 */
export interface CacheWriteError {
  /** Tells the result from a success. */
  readonly type: 'error';
  /** Why the write was refused. */
  readonly code: CacheErrorCode;
}

/**
 * The result of a write to the cache, told apart by `type`. A failed write is a value, not an exception.
 *
 * @public
 */
export type CacheWriteResult = CacheWriteSuccess | CacheWriteError;

/**
 * Options of `api.cache.set`.
 *
 * @remarks
 * `ttl` and `expires_at` are not meant to be given together; where both are, the earlier expiry counts. Given neither, the
 * record lives 15 minutes. Lifetimes end at 24 hours.
 *
 * @public
 */
export interface CacheSetOptions {
  /**
   * The lifetime of the record, in milliseconds (not seconds).
   *
   * @defaultValue 15 minutes, where there is no `expires_at` either
   */
  ttl?: number;
  /** The time at which the record expires, in milliseconds since the Unix epoch. */
  expires_at?: number;
}

/**
 * Short-lived strings, shared by the actions of the trigger: `api.cache`.
 *
 * @remarks
 * The cache is best effort, across executions and transactions: a record may vanish before its expiry and is never found after
 * it. It is meant for short-lived data only. Keys are at most 64 bytes, values 4 kB, keys and values together 8 kB, all in
 * UTF-8; there are at most 20 records, each for at most 24 hours. Source: documented, limits.
 *
 * @public
 */
export interface CacheAPI {
  /**
   * Finds the record at a key.
   *
   * @remarks
   * Source: documented.
   *
   * @param key - The key of the record.
   * @returns The record, or `undefined` where there is none.
   * @example
   * ```js
   * const token = api.cache.get('m2m-token')?.value;
   * ```
   */
  get(key: string): CacheRecord | undefined;

  /**
   * Stores a value at a key, in place of what was there.
   *
   * @remarks
   * A refused write changes nothing. Source: documented; codes: types; sizes: limits.
   *
   * @param key - The key of the record, at most 64 bytes of UTF-8.
   * @param value - The value, at most 4 kB of UTF-8.
   * @param options - How long the record lives; 15 minutes unless said otherwise.
   * @returns The record as stored, or the code of the error.
   * @example
   * ```js
   * const result = api.cache.set('m2m-token', token, { ttl: 60 * 60 * 1000 });
   * if (result.type === 'error') console.log(result.code);
   * ```
   */
  set(key: string, value: string, options?: CacheSetOptions): CacheWriteResult;

  /**
   * Removes the record at a key.
   *
   * @remarks
   * Where there is no record the result is the error `CacheKeyDoesNotExist`. Source: documented; code: types.
   *
   * @param key - The key of the record.
   * @returns Success without a record, or the code of the error.
   * @example
   * ```js
   * api.cache.delete('m2m-token');
   * ```
   */
  delete(key: string): CacheWriteResult;
}

/**
 * The rules of `api.cache`.
 *
 * @public
 */
export const cacheRules = {
  'cache.get/absent-when-never-set': {
    level: 'MUST',
    basis: 'implied',
    needs: [],
    requires: [],
    text: 'A key that was never set gives undefined.',
  },
  'cache.get/returns-a-record': {
    level: 'MUST',
    basis: 'documented',
    needs: [],
    requires: [],
    text: 'What is found is a record: a string `value` and a number `expires_at`.',
  },
  'cache.get/returns-the-value': {
    level: 'MUST',
    basis: 'documented',
    needs: [],
    requires: ['cache.get/returns-a-record'],
    text: 'A record that is found carries the value set at its key.',
  },
  'cache.get/reports-one-expiry': {
    level: 'MUST',
    basis: 'implied',
    needs: ['clock'],
    requires: ['cache.get/returns-a-record'],
    text: 'Each time a record is found it has the same expiry.',
  },
  'cache.get/never-outlives-expiry': {
    level: 'MUST',
    basis: 'documented',
    needs: ['clock'],
    requires: ['cache.get/returns-a-record'],
    text: 'No record is found later than the expiry it reports.',
    note: 'A record may be found at exactly its expiry.',
  },
  'cache.get/keys-are-exact': {
    level: 'MUST',
    basis: 'implied',
    needs: [],
    requires: ['cache.get/absent-when-never-set'],
    text: 'Keys that are different strings of Unicode characters are different keys.',
    note: 'In case, in composed and decomposed characters, at the empty key and at 64 bytes.',
  },
  'cache.get/values-are-exact': {
    level: 'MUST',
    basis: 'implied',
    needs: [],
    requires: ['cache.get/returns-the-value'],
    text: 'A value is returned character by character.',
  },
  'cache.get/member-names-are-keys': {
    level: 'MUST',
    basis: 'implied',
    needs: [],
    requires: ['cache.get/returns-the-value', 'cache.get/absent-when-never-set'],
    text: '`__proto__`, `constructor` and the like are keys as any other.',
  },
  'cache.get/keeps-until-expiry': {
    level: 'SHOULD',
    basis: 'decided',
    needs: ['clock'],
    requires: ['cache.get/returns-a-record'],
    text: 'A record is found until its expiry.',
    note: 'Writes that are refused, and writes and deletes of other keys, leave it there too.',
  },
  'cache.get/returns-a-copy': {
    level: 'SHOULD',
    basis: 'decided',
    needs: ['in-process'],
    requires: ['cache.get/returns-a-record'],
    text: 'Changing a record does not change the cache.',
  },
  'cache.get/lone-surrogates': {
    level: 'PROBE',
    needs: [],
    requires: ['cache.get/returns-a-record'],
    text: 'What becomes of keys and values that are not well-formed Unicode.',
  },
  'cache.set/reports-the-result': {
    level: 'MUST',
    basis: 'types',
    needs: [],
    requires: [],
    text: "set returns an object of type 'success' or of type 'error'.",
  },
  'cache.set/names-the-error': {
    level: 'MUST',
    basis: 'types',
    needs: [],
    requires: ['cache.set/refuses-a-larger-value'],
    text: 'An error carries a code of the contract.',
  },
  'cache.set/returns-the-record': {
    level: 'SHOULD',
    basis: 'types',
    needs: [],
    requires: ['cache.set/reports-the-result'],
    text: 'A successful result carries the record as stored.',
  },
  'cache.set/replaces-the-value': {
    level: 'MUST',
    basis: 'documented',
    needs: [],
    requires: ['cache.set/reports-the-result', 'cache.get/returns-the-value'],
    text: 'Setting a key again replaces its value.',
  },
  'cache.set/replaces-the-expiry': {
    level: 'MUST',
    basis: 'documented',
    needs: ['clock'],
    requires: ['cache.set/ttl'],
    text: 'Setting a key again replaces its expiry.',
  },
  'cache.set/default-lifetime': {
    level: 'MUST',
    basis: 'documented',
    needs: ['clock'],
    requires: ['cache.get/returns-a-record'],
    text: 'A record set without a lifetime expires 15 minutes later.',
  },
  'cache.set/ttl': {
    level: 'MUST',
    basis: 'documented',
    needs: ['clock'],
    requires: ['cache.get/returns-a-record'],
    text: 'A record set with ttl expires that many milliseconds later.',
  },
  'cache.set/expires-at': {
    level: 'MUST',
    basis: 'documented',
    needs: ['clock'],
    requires: ['cache.get/returns-a-record'],
    text: 'A record set with expires_at expires then.',
  },
  'cache.set/earlier-expiry-wins': {
    level: 'MUST',
    basis: 'documented',
    needs: ['clock'],
    requires: ['cache.set/ttl', 'cache.set/expires-at'],
    text: 'Given both ttl and expires_at, the earlier expiry counts.',
  },
  'cache.set/past-expiry-is-absent': {
    level: 'MUST',
    basis: 'documented',
    needs: ['clock'],
    requires: [
      'cache.get/never-outlives-expiry',
      'cache.get/absent-when-never-set',
      'cache.set/expires-at',
    ],
    text: 'A record whose expiry is in the past is not found.',
  },
  'cache.set/refuses-past-expiry': {
    level: 'SHOULD',
    basis: 'types',
    needs: ['clock'],
    requires: [
      'cache.set/reports-the-result',
      'cache.set/past-expiry-is-absent',
      'cache.set/names-the-error',
    ],
    text: 'An expiry in the past is refused with ItemAlreadyExpired.',
  },
  'cache.set/refuses-invalid-expiry': {
    level: 'SHOULD',
    basis: 'types',
    needs: [],
    requires: ['cache.set/reports-the-result', 'cache.set/names-the-error'],
    text: 'A ttl or expires_at of NaN or ±Infinity is refused with InvalidExpiry.',
  },
  'cache.set/maximum-lifetime': {
    level: 'MUST',
    basis: 'limits',
    needs: ['clock'],
    requires: ['cache.get/never-outlives-expiry', 'cache.get/absent-when-never-set'],
    text: 'No record is found more than 24 hours after it was set.',
  },
  'cache.set/accepts-the-largest-key': {
    level: 'MUST',
    basis: 'limits',
    needs: [],
    requires: ['cache.set/reports-the-result'],
    text: 'A key of 64 bytes is accepted.',
  },
  'cache.set/refuses-a-larger-key': {
    level: 'MUST',
    basis: 'limits',
    needs: [],
    requires: ['cache.set/reports-the-result'],
    text: 'A key of more than 64 bytes is refused.',
  },
  'cache.set/larger-key-code': {
    level: 'SHOULD',
    basis: 'types',
    needs: [],
    requires: ['cache.set/refuses-a-larger-key', 'cache.set/names-the-error'],
    text: 'A key that is too large is refused with CacheKeySizeExceeded.',
  },
  'cache.set/accepts-a-large-value': {
    level: 'MUST',
    basis: 'limits',
    needs: [],
    requires: ['cache.set/reports-the-result'],
    text: 'A value of 4000 bytes is accepted.',
    note: 'Between 4001 and 4096 bytes an implementation is free.',
  },
  'cache.set/refuses-a-larger-value': {
    level: 'MUST',
    basis: 'limits',
    needs: [],
    requires: ['cache.set/reports-the-result'],
    text: 'A value of more than 4096 bytes is refused.',
  },
  'cache.set/larger-value-code': {
    level: 'SHOULD',
    basis: 'types',
    needs: [],
    requires: ['cache.set/refuses-a-larger-value', 'cache.set/names-the-error'],
    text: 'A value that is too large is refused with CacheValueSizeExceeded.',
  },
  'cache.set/accepts-up-to-the-total': {
    level: 'MUST',
    basis: 'limits',
    needs: [],
    requires: ['cache.set/reports-the-result'],
    text: 'Keys and values of up to 8000 bytes together, set once each, are accepted.',
    note: 'Above that an implementation is free to refuse or to evict; see cache/total-is-bounded.',
  },
  'cache.set/total-code': {
    level: 'SHOULD',
    basis: 'types',
    needs: [],
    requires: [
      'cache.set/reports-the-result',
      'cache/total-is-bounded',
      'cache.set/names-the-error',
    ],
    text: 'A refusal for the total size has the code CacheSizeExceeded.',
  },
  'cache.set/counts-bytes-not-characters': {
    level: 'MUST',
    basis: 'implied',
    needs: [],
    requires: ['cache.set/refuses-a-larger-key', 'cache.set/refuses-a-larger-value'],
    text: 'Sizes are counted in UTF-8 bytes.',
    note: 'Judged on keys of at most 64 characters that are more than 64 bytes, and values of at most 4096 characters that are more than 4096 bytes; the other size rules use ASCII.',
  },
  'cache.set/failed-write-changes-nothing': {
    level: 'MUST',
    basis: 'implied',
    needs: [],
    requires: ['cache.set/reports-the-result', 'cache.get/returns-the-value'],
    text: 'After a refused write a record that is found is the one held before.',
  },
  'cache.set/many-records': {
    level: 'PROBE',
    needs: [],
    requires: ['cache.set/reports-the-result'],
    text: 'What the 21st record comes to.',
  },
  'cache.set/no-lifetime-left': {
    level: 'PROBE',
    needs: ['clock'],
    requires: ['cache.set/reports-the-result'],
    text: 'What a ttl of 0, an expiry of now, or a fraction of a millisecond comes to.',
  },
  'cache.delete/reports-the-result': {
    level: 'MUST',
    basis: 'types',
    needs: [],
    requires: [],
    text: "delete returns an object of type 'success' or of type 'error'.",
  },
  'cache.delete/removes': {
    level: 'MUST',
    basis: 'documented',
    needs: [],
    requires: ['cache.delete/reports-the-result', 'cache.get/absent-when-never-set'],
    text: 'After a delete that reported success the key is absent.',
  },
  'cache.delete/reports-success': {
    level: 'SHOULD',
    basis: 'documented',
    needs: [],
    requires: ['cache.delete/reports-the-result', 'cache.get/returns-a-record'],
    text: 'Deleting a record that was just found succeeds.',
  },
  'cache.delete/reports-a-missing-key': {
    level: 'MUST',
    basis: 'types',
    needs: [],
    requires: ['cache.delete/reports-the-result'],
    text: 'Deleting a key that was never set, or is already deleted, is an error.',
  },
  'cache.delete/names-the-error': {
    level: 'MUST',
    basis: 'documented',
    needs: [],
    requires: ['cache.delete/reports-a-missing-key'],
    text: 'An error of delete carries a code of the contract.',
  },
  'cache.delete/missing-key-code': {
    level: 'SHOULD',
    basis: 'types',
    needs: [],
    requires: ['cache.delete/names-the-error'],
    text: 'The code for a missing key is CacheKeyDoesNotExist.',
  },
  'cache.delete/leaves-other-keys': {
    level: 'MUST',
    basis: 'implied',
    needs: [],
    requires: ['cache.get/returns-the-value', 'cache.get/keys-are-exact'],
    text: 'A record found at another key is unchanged.',
  },
  'cache.delete/expired-record': {
    level: 'PROBE',
    needs: ['clock'],
    requires: ['cache.delete/reports-the-result'],
    text: 'What deleting an expired record gives.',
  },
  'cache/total-is-bounded': {
    level: 'MUST',
    basis: 'limits',
    needs: [],
    requires: ['cache.get/returns-a-record'],
    text: 'No more than 16640 bytes of keys and values are found at one time.',
  },
  'cache/behaves-as-its-model': {
    level: 'MUST',
    basis: 'implied',
    needs: ['clock'],
    requires: [
      'cache.get/absent-when-never-set',
      'cache.get/returns-a-record',
      'cache.get/returns-the-value',
      'cache.get/reports-one-expiry',
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
    text: 'Any sequence of calls gives results that the model of the cache allows.',
    note: 'The model is a finite map of keys to value and expiry, from which any record may vanish at any moment, and to which it may come back. CacheSizeExceeded is allowed once everything set and not deleted, expired and overwritten values included, exceeds 8000 bytes with the new record; MaxSideEffectsExceeded, FailedToSetCacheRecord and FailedToDeleteCacheRecord always are.',
  },
  'cache/shared-between-actions': {
    level: 'SHOULD',
    basis: 'documented',
    needs: ['host'],
    requires: ['flow/executes-in-order', 'cache.get/returns-the-value'],
    text: 'What one action set, a later action of the trigger finds.',
  },
  'cache/survives-the-transaction': {
    level: 'SHOULD',
    basis: 'documented',
    needs: ['host'],
    requires: ['flow/executes-in-order', 'cache.get/returns-the-value'],
    text: 'What one transaction set, the next one finds.',
  },
} as const satisfies Record<string, Rule>;
