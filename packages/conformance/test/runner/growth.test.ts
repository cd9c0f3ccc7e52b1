import { type Implementation, checkConformance } from '@post-challenge/conformance';
import { expect, test } from 'vitest';
import { properties } from '../../src/rules/index.ts';
import { reference } from '../implementations.ts';
import { someRules } from './some-rules.ts';

/** Counts the scenarios of the rules at a number of runs. */
function countScenarios(runs: number): number {
  return someRules
    .map((id) => properties[id])
    .reduce((sum, { draws = 1, examples }) => sum + runs * draws + examples.length, 0);
}

test('the suite runs one scenario for each draw and each example of a rule, and one before all of them', async () => {
  const countWorlds = async (runs: number): Promise<number> => {
    let worlds = 0;
    const counted: Implementation = {
      ...reference,
      open(setting) {
        worlds += 1;
        return reference.open(setting);
      },
    };
    await checkConformance(counted, { rules: someRules, runs });
    return worlds;
  };

  expect(await countWorlds(10)).toBe(1 + countScenarios(10));
  expect(await countWorlds(100)).toBe(1 + countScenarios(100));
});
