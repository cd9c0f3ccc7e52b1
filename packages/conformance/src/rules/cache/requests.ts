import { DEFAULT_CACHE_LIFETIME } from '@post-challenge/spec';
import fc from 'fast-check';
import { type JsonObject, isObject } from '../../language/json.ts';
import type { StepResult } from '../step-results.ts';

/** The lifetime that a write asks for: `ttl`, the time left until `expires_at`, both or neither, in milliseconds. */
export interface LifetimeRequest {
  readonly ttl?: number;
  readonly left?: number;
}

/** Draws the lifetime that a write asks for: none, one or both. */
export function requestLifetime(lifetime: fc.Arbitrary<number>): fc.Arbitrary<LifetimeRequest> {
  const request = fc.record(
    { ttl: lifetime, left: lifetime },
    { requiredKeys: [], noNullPrototype: true },
  );
  // fast-check rarely leaves out both.
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 1, arbitrary: fc.constant<LifetimeRequest>({}) },
    { weight: 3, arbitrary: request },
  );
}

/** Creates the options of a write at a time. */
export function createSetOptions(
  { ttl, left }: LifetimeRequest,
  time: number,
): JsonObject | undefined {
  const options = {
    ...(ttl !== undefined && { ttl }),
    ...(left !== undefined && { expires_at: time + left }),
  };
  return Object.keys(options).length > 0 ? options : undefined;
}

/** Returns the lifetime that a request comes down to: the shorter one of two, and the default if it has none. */
export function getRequestedLifetime({ ttl, left }: LifetimeRequest): number {
  return ttl === undefined && left === undefined
    ? DEFAULT_CACHE_LIFETIME
    : Math.min(ttl ?? Infinity, left ?? Infinity);
}

/** Returns the expiry that a call of `cache.set` asks for. */
export function getRequestedExpiry({ args: [, , options], time }: StepResult): number {
  const { ttl, expires_at } = isObject(options) ? options : {};
  return (
    time +
    getRequestedLifetime({
      ...(typeof ttl === 'number' && { ttl }),
      ...(typeof expires_at === 'number' && { left: expires_at - time }),
    })
  );
}
