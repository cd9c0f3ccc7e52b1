import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formatPage, parseFigures, summarizeMutants } from './figures.ts';
import { scores } from './scores.ts';

test.for([
  ['reference', 0.95],
  ['unjudged', 0.9],
  ['judges', 0.9],
] as const)('the tests find the minimum share of the mutants of %s: %f', ([part, least]) => {
  const { mutants, killed, listed } = scores[part];

  expect(killed / (mutants - listed)).toBeGreaterThanOrEqual(least);
  expect(listed / mutants).toBeLessThanOrEqual(0.05);
});

describe('the page on the strength of the suite', () => {
  const page = readFileSync(new URL('../../../../docs/strength.md', import.meta.url), 'utf8');

  test('reports the scores of mutation testing', () => {
    expect(parseFigures(page), 'pnpm strength writes the page.').toEqual(
      expect.arrayContaining([...summarizeMutants(scores)]),
    );
  });

  test('has the format that pnpm strength writes', () => {
    expect(page).toBe(formatPage(parseFigures(page)));
  });
});
