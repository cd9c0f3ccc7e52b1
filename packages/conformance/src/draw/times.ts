import { DEFAULT_CACHE_LIFETIME, MAXIMUM_CACHE_LIFETIME } from '@post-challenge/spec';
import fc from 'fast-check';
import { preferOrdinary } from './ordinary.ts';

/** The default start of a scenario: 2026-01-01T00:00:00Z, in milliseconds since the Unix epoch. */
export const START = 1_767_225_600_000;

/** Starts at which dates and seconds change: ends of a second, day, month and year, a leap day, 2038 and later. */
const trickyStarts = [
  '2026-01-01T00:00:00.001Z',
  '2026-01-01T00:00:00.500Z',
  '2026-01-01T00:00:00.999Z',
  '2026-02-28T23:59:59.999Z',
  '2026-03-29T00:59:59.500Z',
  '2026-12-31T23:59:59.999Z',
  '2028-02-29T12:34:56.789Z',
  '2038-01-19T03:14:08.001Z',
  '2099-12-31T23:59:59.001Z',
].map((date) => Date.parse(date));

/** The start of a scenario, in milliseconds since the Unix epoch. */
export const now = preferOrdinary(
  [START],
  fc.oneof(fc.constantFrom(...trickyStarts), fc.integer({ min: START, max: START + 2 ** 36 })),
);

/** A wait within an execution, in milliseconds. */
export const pause = fc.oneof(fc.constantFrom(0, 1, 999, 1000), fc.integer({ min: 0, max: 5000 }));

/** The shortest lifetime that most properties draw, in milliseconds: a store of whole seconds may refuse or round shorter ones. */
export const SHORTEST_LIFETIME = 1000;

const MINUTE = 60_000;

/** A lifetime of a cache record of at most 24 hours, in milliseconds. */
export const lifetime = fc.oneof(
  fc.constantFrom(SHORTEST_LIFETIME, MINUTE, DEFAULT_CACHE_LIFETIME, MAXIMUM_CACHE_LIFETIME),
  fc.constantFrom(1999, 1500, 5 * MINUTE, 60 * MINUTE, MAXIMUM_CACHE_LIFETIME - 1),
  fc.integer({ min: SHORTEST_LIFETIME, max: MAXIMUM_CACHE_LIFETIME }),
);

/** A lifetime of a cache record that can pass within an execution, in milliseconds. */
export const shortLifetime = fc.oneof(
  fc.constantFrom(SHORTEST_LIFETIME, 2000),
  fc.integer({ min: SHORTEST_LIFETIME, max: 5000 }),
);

/** The lifetime of a token, in seconds, as actions ask for it. */
export const tokenLifetime = preferOrdinary(
  [60, 300, 900, 3600],
  fc.oneof(fc.constantFrom(1, 59, 86_400, 2_592_000), fc.integer({ min: 1, max: 31_536_000 })),
);
