import { readFileSync } from 'node:fs';
import type { Scores } from './figures.ts';

/** The stored scores of mutation testing. */
export const scores = JSON.parse(
  readFileSync(new URL('../../scripts/mutation/scores.json', import.meta.url), 'utf8'),
) as Scores;
