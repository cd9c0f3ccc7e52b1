import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Reads the first table of a document whose first column is the implementation: the texts of its cells. */
function readTable(path: string): string[][] {
  const lines = readFileSync(new URL(`../${path}`, import.meta.url), 'utf8').split('\n');
  const start = lines.findIndex((line) => /^\| implementation +\|/.test(line));
  const length = lines.slice(start).findIndex((line) => !line.startsWith('|'));
  return lines
    .slice(start, start + length)
    .filter((_, index) => index !== 1)
    .map((line) => line.split('|').map((cell) => cell.replaceAll('&#8203;', '').trim()));
}

test('the guide to kits shows the table of the page that is made from their reports', () => {
  const table = readTable('kits.md');

  expect(table.length).toBeGreaterThan(3);
  expect(readTable('guide/is-my-kit-right.md')).toEqual(table);
});
