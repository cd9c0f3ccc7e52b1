import fc from 'fast-check';

/**
 * Draws values of two kinds. A failure that does not depend on the value shrinks to the first ordinary one.
 *
 * @param ordinary - Values as they occur in every system.
 * @param odd - Values that implementations handle wrongly.
 * @param weight - How often an odd value is drawn, if the ordinary ones are drawn twice.
 */
export function preferOrdinary<T>(
  ordinary: readonly [T, ...T[]],
  odd: fc.Arbitrary<T>,
  weight = 4,
): fc.Arbitrary<T> {
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 1, arbitrary: fc.constant(ordinary[0]) },
    { weight: 1, arbitrary: fc.constantFrom(...ordinary) },
    { weight, arbitrary: odd },
  );
}
