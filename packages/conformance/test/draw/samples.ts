import fc from 'fast-check';

/** Draws samples as a check does: unlike `fc.sample`, it prefers boundaries. */
export function drawSamples<T>(given: fc.Arbitrary<T>, numRuns = 200): T[] {
  const samples: T[] = [];
  fc.assert(
    fc.property(given, (drawn) => {
      samples.push(drawn);
    }),
    { numRuns, seed: 1 },
  );
  return samples;
}
