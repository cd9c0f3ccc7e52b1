import { checkConformance } from '@post-challenge/conformance';
import { rules } from '@post-challenge/spec';
import { expect, test } from 'vitest';
import { emulate } from './emulator.ts';
import { findBrokenRule } from './find-violation.ts';
import { wrongByKind } from './wrong/wrong.ts';

test('the emulator itself is conformant', async () => {
  const report = await checkConformance(
    emulate(() => ({})),
    { runs: 20, seed: 0 },
  );
  const bad = report.rules.filter(({ verdict }) => !['passed', 'probed'].includes(verdict));
  expect(bad.map(({ id, verdict, message }) => ({ id, verdict, message }))).toEqual([]);
});

const cases = Object.entries(wrongByKind).flatMap(([kind, entries]) =>
  entries.map((entry) => [`${kind}: ${entry.name}`, entry] as const),
);

test.for(cases)('%s', async ([, { breaks, implementation }]) => {
  expect(breaks.filter((id) => rules[id].level !== 'MUST')).toEqual([]);
  expect(await findBrokenRule(implementation, breaks)).toBeDefined();
});
