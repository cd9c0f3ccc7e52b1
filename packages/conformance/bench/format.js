/** @import { Quartiles } from './quartiles.js' */
/** @import { Group, Row, Unit } from './row.js' */

/**
 * How a figure is told; the unit stays in the line of its figure.
 *
 * @type {Record<Unit, readonly (readonly [factor: number, word: string])[]>}
 */
const units = {
  ns: [
    [1e9, '\u00A0s'],
    [1e6, '\u00A0ms'],
    [1e3, '\u00A0µs'],
    [1, '\u00A0ns'],
  ],
  'ns a scenario': [],
  bytes: [
    [1e6, '\u00A0MB'],
    [1e3, '\u00A0kB'],
    [1, '\u00A0B'],
  ],
  count: [[1, '']],
};

/**
 * A figure to three digits, in the unit that suits it.
 *
 * @param {number} figure
 * @param {Unit} unit
 */
function figureText(figure, unit) {
  if (unit === 'ns a scenario') return `${digits(1e9 / figure)}/s`;
  const steps = units[unit];
  const [factor, word] = steps.find(([least]) => figure >= least) ?? steps.at(-1) ?? [1, ''];
  return `${digits(figure / factor)}${word}`;
}

/**
 * What was measured, with its quartiles where they differ.
 *
 * @param {Quartiles} figure
 * @param {Unit} unit
 */
function spreadText({ median, low, high }, unit) {
  // What takes longest has the lowest rate.
  const ends = unit === 'ns a scenario' ? [high, low] : [low, high];
  const [from, to] = ends.map((end) => figureText(end, unit));
  const middle = figureText(median, unit);
  return from === to ? middle : `${middle} (${from}\u00A0to\u00A0${to})`;
}

/**
 * What was measured of a contender and, where it stands beside ours, how many times as much ours is.
 *
 * @param {Row} row
 * @param {string} contender
 */
function besideText({ figures, ratios, unit }, contender) {
  const [figure, ratio] = [figures[contender], ratios[contender]];
  if (!figure) return '';
  if (!ratio) return spreadText(figure, unit);
  const times = unit === 'ns a scenario' ? '÷' : '×';
  return `${figureText(figure.median, unit)} ${times}\u00A0${ratioText(ratio.median)}`;
}

/** A ratio; a small one as a fraction. @param {number} ratio */
export function ratioText(ratio) {
  return ratio < 0.1 ? `1/${digits(1 / ratio)}` : digits(ratio);
}

/** @param {number} figure */
function digits(figure) {
  return figure.toLocaleString('en', { maximumSignificantDigits: 3 });
}

/**
 * The texts of the table of a group: what heads the columns, and a line a row.
 *
 * @param {Pick<Group, 'name' | 'rows'>} group
 * @returns {string[][]}
 */
export function cellsOf({ name, rows }) {
  const ours = [...new Set(rows.flatMap(({ figures }) => Object.keys(figures).slice(0, 1)))];
  const others = [...new Set(rows.flatMap(({ figures }) => Object.keys(figures).slice(1)))];
  const lines = rows.map((row) => {
    const [own = ''] = Object.keys(row.figures);
    return [row.name, ...[own, ...others].map((other) => besideText(row, other))];
  });
  return [[name, ours.length === 1 ? (ours[0] ?? '') : 'ours', ...others], ...lines];
}
