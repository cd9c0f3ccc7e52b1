import { cellsOf, ratioText } from './format.js';

/** @import { Group } from './row.js' */

/**
 * What was measured of a group, as lines for a terminal.
 *
 * @param {Group} group
 */
export function printed(group) {
  const told = group.aims.map(
    ({ text, most, figure, holds }) =>
      `${holds ? '✓' : '✗'} ${text}: ${ratioText(figure)}, at most ${ratioText(most)}\n`,
  );
  return `${aligned(cellsOf(group))}${told.join('')}\n`;
}

/** @param {readonly (readonly string[])[]} lines */
function aligned(lines) {
  const widths = lines[0]?.map((_, column) =>
    Math.max(...lines.map((cells) => cells[column]?.length ?? 0)),
  );
  return lines
    .map((cells) => cells.map((cell, column) => cell.padEnd(widths?.[column] ?? 0)))
    .map((cells) => `${cells.join('  ').trimEnd()}\n`)
    .join('');
}
