import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Implementation, checkConformance } from '@post-challenge/conformance';
import type { RuleId } from '@post-challenge/spec';
import { expect, test } from 'vitest';
import { reference } from '../implementations.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** One rule of each namespace that requires no other. */
const someRules: readonly RuleId[] = [
  'api/namespaces-are-stable',
  'access.deny/denies',
  'authentication.challengeWith/accepts-every-factor',
  'cache.get/returns-a-record',
  'redirect.sendUserTo/redirects',
  'transaction.setResultUrl/does-not-redirect-now',
];

/** Checks the reference, and finds the peak of the used memory, without garbage. */
async function findPeakMemory(runs: number): Promise<number> {
  let scenarios = 0;
  let peak = 0;
  const watched: Implementation = {
    ...reference,
    open(setting) {
      scenarios += 1;
      if (scenarios % runs === 0) {
        collectGarbage();
        peak = Math.max(peak, process.memoryUsage().heapUsed);
      }
      return reference.open(setting);
    },
  };
  await checkConformance(watched, { rules: someRules, runs });
  return peak;
}

test('the suite needs no more memory for 32 times as many runs', async () => {
  const few = await findPeakMemory(200);
  const many = await findPeakMemory(6400);

  expect(many - few).toBeLessThan(2_000_000);
});

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
