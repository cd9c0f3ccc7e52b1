import { ratioOf, timesOf } from './measure.js';
import { quartilesOf } from './quartiles.js';

/** @import { Contender, Measuring } from './measure.js' */
/** @import { Quartiles } from './quartiles.js' */

/**
 * What was measured of one thing, of ours first.
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {Unit} unit
 * @property {Readonly<Record<string, Quartiles>>} figures - By the name of the contender.
 * @property {Readonly<Record<string, Quartiles>>} ratios - How many times that of each other contender ours is.
 */

/** @typedef {'ns' | 'ns a scenario' | 'bytes' | 'count'} Unit */

/**
 * What is aimed at, and what it is.
 *
 * @typedef {object} Aim
 * @property {string} text
 * @property {number} most
 * @property {number} figure
 * @property {boolean} holds
 */

/**
 * @typedef {object} Group
 * @property {string} name
 * @property {readonly Row[]} rows
 * @property {readonly Aim[]} aims
 */

/**
 * Measures a row; the first contender is ours.
 *
 * @param {string} name
 * @param {readonly Contender[]} contenders
 * @param {Measuring} [measuring]
 * @returns {Promise<Row>}
 */
export async function measuredRow(name, contenders, measuring) {
  return rowOf(name, 'ns', await timesOf(contenders, measuring));
}

/**
 * A row of figures that were taken in rounds, or once.
 *
 * @param {string} name
 * @param {Unit} unit
 * @param {ReadonlyMap<string, readonly number[]>} taken
 * @returns {Row}
 */
export function rowOf(name, unit, taken) {
  const [ours = [], ...others] = taken.values();
  const [, ...names] = taken.keys();
  return {
    name,
    unit,
    figures: Object.fromEntries(
      [...taken].map(([contender, times]) => [contender, quartilesOf(times)]),
    ),
    ratios: Object.fromEntries(names.map((other, n) => [other, ratioOf(ours, others[n] ?? [])])),
  };
}

/**
 * @param {string} text
 * @param {number} most
 * @param {number} figure
 * @returns {Aim}
 */
export function aimAt(text, most, figure) {
  return { text, most, figure, holds: figure <= most };
}

/**
 * The largest ratio of rows to any of the contenders named.
 *
 * @param {readonly Row[]} rows
 * @param {...string} contenders
 */
export function largestRatio(rows, ...contenders) {
  return Math.max(...rows.flatMap((row) => contenders.map((name) => ratioIn(row, name))));
}

/**
 * @param {Row | undefined} row
 * @param {string} contender
 */
export function ratioIn(row, contender) {
  return row?.ratios[contender]?.median ?? NaN;
}
