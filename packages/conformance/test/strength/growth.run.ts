import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Implementation, checkConformance } from '@post-challenge/conformance';
import { expect, test } from 'vitest';
import { reference } from '../implementations.ts';
import { someRules } from '../runner/some-rules.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

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
