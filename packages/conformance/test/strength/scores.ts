import { readFileSync } from 'node:fs';
import type { Scores } from './figures.ts';

/** What mutation testing has found, at the commits that it names. */
export const scores = JSON.parse(
  readFileSync(new URL('../../scripts/mutation/scores.json', import.meta.url), 'utf8'),
) as Scores;
