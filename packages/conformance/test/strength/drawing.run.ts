import { expect, test } from 'vitest';
import { listMissingDraws } from '../draw/draws-feature.ts';
import { features } from '../draw/features.ts';
import { recordFigures } from './recorded-figures.ts';
import { seeds } from './seeds.ts';

test('every feature is drawn at every seed', () => {
  const all = Object.entries(features);
  const missing = all.filter(([, feature]) => listMissingDraws(feature, seeds).length > 0);
  recordFigures('drawing', [
    [
      'features that a check draws at every seed',
      `${all.length - missing.length} of ${all.length}`,
    ],
  ]);

  expect(missing.map(([name]) => name)).toEqual([]);
});
