import { expect, test } from 'vitest';
import { listMissingDraws } from './draws-feature.ts';
import { features } from './features.ts';

// `pnpm strength` tries ten seeds.
test.each(Object.entries(features))('at the default seed, %s is drawn', (_, feature) => {
  expect(listMissingDraws(feature, [0])).toEqual([]);
});
