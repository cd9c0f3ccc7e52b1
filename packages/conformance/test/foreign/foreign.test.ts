import { rules } from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';
import { takeOfEachKind } from '../take-of-each-kind.ts';
import { findBrokenRule } from './find-violation.ts';
import { seldomCaught, uncaught } from './uncaught.ts';
import { wrongCases } from './wrong-cases.ts';

// `pnpm strength` tries all of them with ten seeds, and the emulator without a mistake.
describe('a wrong implementation breaks a MUST', () => {
  const certain = wrongCases.filter(([name]) => !(name in seldomCaught) && !(name in uncaught));
  const some = takeOfEachKind(certain, ([name]) => name.split(':')[0] ?? '');

  test.for(some)('%s', async ([, { breaks, implementation }]) => {
    expect(await findBrokenRule(implementation, breaks)).toBeDefined();
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
