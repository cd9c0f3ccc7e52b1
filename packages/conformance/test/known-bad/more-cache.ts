import type { Implementation } from '@post-challenge/conformance';
import type { CacheRecord, CacheSetOptions } from '@post-challenge/spec';
import { changeReference } from '../implementations.ts';
import type { MoreKnownBad } from './more-known-bad.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Adds a second store to the cache of the reference.
 *
 * @param late - How long a record of the second store is found after its expiry, in milliseconds.
 * @param keep - Returns the record that a write puts into the second store.
 */
function keepLonger(
  late: number,
  keep: (options: CacheSetOptions, record: CacheRecord) => CacheRecord | undefined,
): Implementation {
  return changeReference(({ cache }, { clock }) => {
    const kept = new Map<string, CacheRecord>();
    return {
      cache: {
        get(key) {
          const record = kept.get(key);
          return record && clock.now() <= record.expires_at + late ? { ...record } : cache.get(key);
        },
        set(key, value, options = {}) {
          const result = cache.set(key, value, options);
          if (result.type === 'error') return result;
          const record = keep(options, result.record);
          kept.delete(key);
          if (record) kept.set(key, record);
          return { ...result, record: record ?? result.record };
        },
        delete(key) {
          kept.delete(key);
          return cache.delete(key);
        },
      },
    };
  });
}

/** Further known-bad implementations of the rules of `api.cache` about lifetimes. */
export const moreCacheKnownBad: MoreKnownBad = [
  [
    'a record that was set with expires_at is found for an hour after its expiry',
    'cache.get/never-outlives-expiry',
    keepLonger(HOUR, ({ ttl, expires_at }, record) =>
      ttl === undefined && expires_at !== undefined ? record : undefined,
    ),
  ],
  [
    'a record that was set without a lifetime is found for an hour after its expiry',
    'cache.get/never-outlives-expiry',
    keepLonger(HOUR, ({ ttl, expires_at }, record) =>
      ttl === undefined && expires_at === undefined ? record : undefined,
    ),
  ],
  [
    'a record that was set with ttl and expires_at is found for a millisecond after its expiry',
    'cache.get/never-outlives-expiry',
    keepLonger(1, ({ ttl, expires_at }, record) =>
      ttl !== undefined && expires_at !== undefined ? record : undefined,
    ),
  ],
  [
    'an expires_at of more than 24 hours ahead is kept',
    'cache.set/maximum-lifetime',
    keepLonger(0, ({ ttl, expires_at = 0 }, record) =>
      ttl === undefined && expires_at > record.expires_at ? { ...record, expires_at } : undefined,
    ),
  ],
  [
    'the later one of ttl and expires_at is not limited to 24 hours',
    'cache.set/maximum-lifetime',
    keepLonger(DAY, ({ ttl = 0, expires_at = 0 }, record) =>
      ttl > DAY && expires_at > record.expires_at ? record : undefined,
    ),
  ],
];
