import { DEFAULT_CACHE_LIFETIME, MAXIMUM_CACHE_LIFETIME } from '@post-challenge/spec';
import fc from 'fast-check';

/** The default start of a scenario: 2026-01-01T00:00:00Z, in milliseconds since the Unix epoch. */
export const START = 1_767_225_600_000;

/** The start of a scenario, in milliseconds since the Unix epoch. */
export const now = fc.oneof(
  fc.constantFrom(START, START + 1, START + 500, START + 999),
  fc.integer({ min: START, max: START + 2 ** 36 }),
);

/** A wait within an execution, in milliseconds. */
export const pause = fc.oneof(fc.constantFrom(0, 1, 999, 1000), fc.integer({ min: 0, max: 5000 }));

/** The shortest lifetime that most properties draw, in milliseconds: a store of whole seconds may refuse or round shorter ones. */
export const SHORTEST_LIFETIME = 1000;

/** A lifetime of a cache record of at most 24 hours, in milliseconds. */
export const lifetime = fc.oneof(
  fc.constantFrom(SHORTEST_LIFETIME, DEFAULT_CACHE_LIFETIME, MAXIMUM_CACHE_LIFETIME),
  fc.integer({ min: SHORTEST_LIFETIME, max: MAXIMUM_CACHE_LIFETIME }),
);

/** A lifetime of a cache record that can pass within an execution, in milliseconds. */
export const shortLifetime = fc.oneof(
  fc.constantFrom(SHORTEST_LIFETIME, 2000),
  fc.integer({ min: SHORTEST_LIFETIME, max: 5000 }),
);
