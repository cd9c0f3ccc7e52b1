/** How many of the last results are kept, so that no operation is left out because nothing reads what it gives. */
const KEPT = 16;

/**
 * Makes a function that does an operation so many times, one after another.
 *
 * @param {() => unknown} operation
 * @param {number} size
 */
export function batchOf(operation, size) {
  /** @type {unknown[]} */
  const kept = Array.from({ length: KEPT });
  return () => {
    for (let i = 0; i < size; i += 1) kept[i % KEPT] = operation();
    return kept.length;
  };
}

/**
 * The same of an operation that is waited for.
 *
 * @param {() => Promise<unknown>} operation
 * @param {number} size
 */
export function awaitedBatchOf(operation, size) {
  /** @type {unknown[]} */
  const kept = Array.from({ length: KEPT });
  return async () => {
    // oxlint-disable-next-line no-await-in-loop -- One operation after another.
    for (let i = 0; i < size; i += 1) kept[i % KEPT] = await operation();
    return kept.length;
  };
}
