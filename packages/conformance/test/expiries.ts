import type { Implementation } from '@post-challenge/conformance';
import { type CacheSetOptions, DEFAULT_CACHE_LIFETIME } from '@post-challenge/spec';
import { changeReference } from './implementations.ts';

/**
 * Changes the expiries of the cache of the reference.
 *
 * @param change - Returns another expiry for the one that a write asks for, or undefined to refuse the write.
 */
export function changeExpiry(
  change: (expiry: number, now: number) => number | undefined,
): Implementation {
  return changeReference(({ cache: { set } }, { clock }) => ({
    cache: {
      set(key, value, options) {
        const now = clock.now();
        const asked = computeExpiry(options, now);
        // The reference refuses an expiry that is past or not a number.
        if (!(asked > now) || asked === Infinity) return set(key, value, options);
        const expires_at = change(asked, now);
        return expires_at === undefined
          ? { type: 'error', code: 'InvalidExpiry' }
          : set(key, value, { expires_at });
      },
    },
  }));
}

function computeExpiry({ ttl, expires_at }: CacheSetOptions = {}, now: number): number {
  if (ttl === undefined) return expires_at ?? now + DEFAULT_CACHE_LIFETIME;
  return Math.min(now + ttl, expires_at ?? Infinity);
}
