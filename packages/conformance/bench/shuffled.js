const SEED = 20_260_131;

/**
 * The items in another order, which is always the same.
 *
 * @template T
 * @param {readonly T[]} items
 * @returns {T[]}
 */
export function shuffled(items) {
  const result = [...items];
  let state = SEED;
  for (let last = result.length - 1; last > 0; last -= 1) {
    // The generator of Lehmer, of which every product is a whole number that a double can hold.
    state = (state * 48_271) % 2_147_483_647;
    const other = state % (last + 1);
    [result[last], result[other]] = [
      /** @type {T} */ (result[other]),
      /** @type {T} */ (result[last]),
    ];
  }
  return result;
}
