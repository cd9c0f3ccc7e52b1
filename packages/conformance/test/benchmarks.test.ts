import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { groups } from '../bench/groups.js';
import { type Results, pageOf } from '../bench/page.js';

const text = readFileSync(new URL('../bench/results.json', import.meta.url), 'utf8');
const results = JSON.parse(text) as Results;

test('the page on how fast it is tells what was measured', () => {
  const page = readFileSync(new URL('../../../docs/benchmarks.md', import.meta.url), 'utf8');

  expect(page, 'pnpm bench writes the page.').toBe(pageOf(results));
});

test('everything was measured that is planned', () => {
  const rowsOf = (list: readonly { name: string; rows: readonly string[] }[]) =>
    list.map(({ name, rows }) => [name, [...rows]]);
  const measured = results.groups.map((group) => {
    return { ...group, rows: group.rows.map(({ name }) => name) };
  });

  expect(rowsOf(measured)).toEqual(rowsOf(groups));
});
