import { expect, test } from 'vitest';
import { seeds } from '../strength/seeds.ts';
import { listMissingDraws } from './draws-feature.ts';
import { features } from './features.ts';

test.each(Object.entries(features))('at each of ten seeds, %s is drawn', (_, feature) => {
  expect(listMissingDraws(feature, seeds)).toEqual([]);
});
