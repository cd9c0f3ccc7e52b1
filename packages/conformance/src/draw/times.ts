import fc from 'fast-check';

/** The time at which scenarios begin that do not draw one: 2026-01-01T00:00:00Z. */
export const START = 1_767_225_600_000;

/** A time at which a scenario begins, in milliseconds since the Unix epoch. */
export const now = fc.oneof(
  fc.constantFrom(START, START + 1, START + 500, START + 999),
  fc.integer({ min: START, max: START + 2 ** 36 }),
);

/** How long something takes inside an execution, in milliseconds. */
export const pause = fc.oneof(fc.constantFrom(0, 1, 999, 1000), fc.integer({ min: 0, max: 5000 }));
