import type { Implementation } from '@post-challenge/conformance';
import { createCache } from '@post-challenge/reference';
import { type CacheErrorCode, DEFAULT_CACHE_LIFETIME } from '@post-challenge/spec';
import { changeReference } from '../../implementations.ts';
import type { KnownBadByRule } from './by-rule.ts';

/** Replaces an error code of the reference. */
function replaceCode(code: CacheErrorCode, other: CacheErrorCode): Implementation {
  return changeReference(({ cache: { set } }) => ({
    cache: {
      set(...args) {
        const result = set(...args);
        return 'code' in result && result.code === code ? { type: 'error', code: other } : result;
      },
    },
  }));
}

/** Creates the reference with a store of another size. */
function limitSize(size: number): Implementation {
  return changeReference(
    () => ({}),
    (input) => ({ ...input, cache: createCache({ size }) }),
  );
}

const tooLarge = { type: 'error', code: 'CacheKeySizeExceeded' };

/** Known-bad implementations for the rules about the sizes of the cache. */
export const cacheSizeKnownBad = {
  // Compares with < instead of <=.
  'cache.set/accepts-the-largest-key': changeReference(({ cache: { set } }) => ({
    cache: { set: (key, ...rest) => (key.length < 64 ? set(key, ...rest) : tooLarge) },
  })),
  // A database column of 64 characters, which cuts longer keys.
  'cache.set/refuses-a-larger-key': changeReference(({ cache: { set } }) => ({
    cache: { set: (key, ...rest) => set(key.slice(0, 64), ...rest) },
  })),
  'cache.set/larger-key-code': replaceCode('CacheKeySizeExceeded', 'CacheSizeExceeded'),
  'cache.set/accepts-a-large-value': changeReference(({ cache: { set } }) => ({
    cache: {
      set: (key, value, options) =>
        value.length < 4000
          ? set(key, value, options)
          : { type: 'error', code: 'CacheValueSizeExceeded' },
    },
  })),
  'cache.set/refuses-a-larger-value': changeReference(({ cache: { set } }) => ({
    cache: { set: (key, value, options) => set(key, value.slice(0, 4096), options) },
  })),
  'cache.set/larger-value-code': replaceCode('CacheValueSizeExceeded', 'CacheSizeExceeded'),
  // Limits the total to the size of one key and one value.
  'cache.set/accepts-up-to-the-total': limitSize(64 + 4096),
  'cache.set/total-code': replaceCode('CacheSizeExceeded', 'CacheValueSizeExceeded'),
  // `length` instead of `Buffer.byteLength`.
  'cache.set/counts-bytes-not-characters': changeReference(({ cache: { set } }, { clock }) => ({
    cache: {
      set(key, value, options) {
        const result = set(key, value, options);
        const refused = 'code' in result && /^Cache(?:Key|Value)Size/.test(result.code);
        const record = { value, expires_at: clock.now() + DEFAULT_CACHE_LIFETIME };
        return refused && key.length <= 64 && value.length <= 4096
          ? { type: 'success', record }
          : result;
      },
    },
  })),
  'cache/total-is-bounded': limitSize(Infinity),
} as const satisfies KnownBadByRule;
