import { type Implementation, checkConformance } from '@post-challenge/conformance';
import { expect, test } from 'vitest';
import { reference } from '../implementations.ts';
import { someRules } from './some-rules.ts';

test('the suite runs one scenario for each run of a rule, and one before all of them', async () => {
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

  expect(await countWorlds(10)).toBe(1 + 10 * someRules.length);
  expect(await countWorlds(100)).toBe(1 + 100 * someRules.length);
});
