/**
 * The middle of several figures, and how far they spread.
 *
 * @typedef {object} Quartiles
 * @property {number} median
 * @property {number} low - The first quartile.
 * @property {number} high - The third quartile.
 */

/**
 * @param {readonly number[]} figures
 * @returns {Quartiles}
 */
export function quartilesOf(figures) {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (/** @type {number} */ part) =>
    rounded(Number(sorted[Math.round(part * (sorted.length - 1))]));
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

/** A figure to four digits: what follows is noise. @param {number} figure */
export function rounded(figure) {
  return Number(figure.toPrecision(4));
}
