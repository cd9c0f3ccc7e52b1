import { checkConformance } from '@post-challenge/conformance';
import { expect, test } from 'vitest';
import { emulate } from './emulator.ts';

test('the emulator itself is conformant', async () => {
  const report = await checkConformance(
    emulate(() => ({})),
    { runs: 20, seed: 0 },
  );
  const bad = report.rules.filter(({ verdict }) => !['passed', 'probed'].includes(verdict));
  console.log(report.timing.total);
  expect(bad.map(({ id, verdict, message }) => ({ id, verdict, message }))).toEqual([]);
});
