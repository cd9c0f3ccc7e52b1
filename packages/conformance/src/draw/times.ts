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
