import { afterAll, expect, test } from 'vitest';
import { listMissingDraws } from '../draw/draws-feature.ts';
import { features } from '../draw/features.ts';
import { recordFigures } from './recorded-figures.ts';
import { seeds } from './seeds.ts';

const all = Object.entries(features);
let drawn = 0;

test.each(all)('at each of ten seeds, %s is drawn', (_, feature) => {
  const missing = listMissingDraws(feature, seeds);
  if (missing.length === 0) drawn += 1;

  expect(missing).toEqual([]);
});

afterAll(() =>
  recordFigures('drawing', [
    ['features that a check draws at every seed', `${drawn} of ${all.length}`],
  ]),
);
