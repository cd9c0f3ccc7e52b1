import { readFileSync } from 'node:fs';
import { rules } from '@post-challenge/spec';
import { expect, test } from 'vitest';

const book = readFileSync(new URL('../../../docs/rules.md', import.meta.url), 'utf8');
const prose = book.replaceAll(/^```text$.*?^```$/gms, '');
const anchors = [...prose.matchAll(/^<a id="(.*)"><\/a>$/gm)].map(([, id]) => id);

test('the rule book has one anchor for each rule, which is its id', () => {
  expect(new Set(anchors).size).toBe(anchors.length);
  expect(anchors.filter((id) => id?.includes('/'))).toEqual(Object.keys(rules));
});

test('every link of the rule book to itself leads somewhere', () => {
  const links = [...prose.matchAll(/\]\(#(.*?)\)/g)].map(([, id]) => id);

  expect(links.length).toBeGreaterThan(anchors.length);
  expect(links.filter((id) => !anchors.includes(id))).toEqual([]);
});

test('every rule that can be judged is shown by a scenario', () => {
  const judged = Object.values(rules).filter(({ level }) => level !== 'LISTED');

  expect(book.match(/^```text$/gm)).toHaveLength(judged.length);
});

test('no rule holds what Markdown or Vue would take for markup', () => {
  expect(prose.replaceAll(/^<a id=".*"><\/a>$|^<!-- .* -->$/gm, '')).not.toMatch(/<|\{\{/);
});
