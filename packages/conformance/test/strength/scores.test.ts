import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { figuresOfMutants, figuresOn } from './figures.ts';
import { scores } from './scores.ts';

test.for([
  ['reference', 0.95],
  ['unjudged', 0.9],
  ['judges', 0.9],
] as const)('of the mutants of %s at least %f are found', ([part, least]) => {
  const { mutants, killed, listed } = scores[part];

  expect(killed / (mutants - listed)).toBeGreaterThanOrEqual(least);
  expect(listed / mutants).toBeLessThanOrEqual(0.05);
});

test('the page on the strength of the suite tells what mutation testing found', () => {
  const page = readFileSync(new URL('../../../../docs/strength.md', import.meta.url), 'utf8');

  expect(figuresOn(page), 'pnpm strength writes the page.').toEqual(
    expect.arrayContaining([...figuresOfMutants(scores)]),
  );
});
