import { checkConformance } from '@post-challenge/conformance';
import { rules } from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';
import { emulate } from './emulator.ts';
import { findBrokenRule } from './find-violation.ts';
import { seldomCaught, uncaught } from './uncaught.ts';
import { wrongCases } from './wrong-cases.ts';

test('the emulator itself is conformant', async () => {
  const report = await checkConformance(
    emulate(() => ({})),
    { runs: 10 },
  );
  const others = report.rules.filter(({ verdict }) => !/^(passed|probed)$/.test(verdict));

  expect(others.map(({ id, verdict, message }) => ({ id, verdict, message }))).toEqual([]);
});

// Those that are listed take all draws and every rule, so only `pnpm strength` gives them all draws.
const FEW = { runs: 10, most: 10 };

describe('a wrong implementation breaks a MUST, unless it is listed as not caught', () => {
  // `pnpm strength` tries ten seeds, and expects each of the others to be caught at some of them.
  const certain = wrongCases.filter(([name]) => !(name in seldomCaught));
  test.for(certain)('%s', async ([name, { breaks, implementation }]) => {
    const isListed = name in uncaught;
    const broken = await findBrokenRule(implementation, breaks, isListed ? FEW : {});

    expect(broken === undefined).toBe(isListed);
  });
});

test('every rule that a wrong implementation breaks is a MUST', () => {
  const ids = wrongCases.flatMap(([, { breaks }]) => breaks);

  expect(ids.filter((id) => rules[id].level !== 'MUST')).toEqual([]);
});

test('every implementation that is listed exists', () => {
  const names = wrongCases.map(([name]) => name);

  expect(new Set(names).size).toBe(names.length);
  expect(
    Object.keys({ ...uncaught, ...seldomCaught }).filter((name) => !names.includes(name)),
  ).toEqual([]);
});
