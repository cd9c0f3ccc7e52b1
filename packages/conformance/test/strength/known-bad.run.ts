import type { Implementation, Report } from '@post-challenge/conformance';
import { describe, expect, test } from 'vitest';
import { checkFew } from '../check-few.ts';
import { listTestedIds } from '../differing-rules.ts';
import type { JudgedRuleId } from '../known-bad/by-rule/by-rule.ts';
import { otherBrokenRules } from '../known-bad/exceptions.ts';
import { knownBad } from '../known-bad/known-bad.ts';
import { sound } from '../sound.ts';
import { formatVerdicts } from '../verdicts.ts';
import { listOtherFailures } from './figures.ts';

const cases = Object.entries(knownBad) as [JudgedRuleId, Implementation][];
const reports = new Map<string, Report>();

describe('a known-bad implementation', () => {
  test.for(cases)('fails only %s', async ([id, implementation]) => {
    const report = await checkFew(implementation, {}, listTestedIds(implementation));
    reports.set(id, report);

    expect(listOtherFailures(report, id)).toEqual(otherBrokenRules[id] ?? []);
  });
});

test('the verdicts are those in verdicts.txt; vitest -u writes it', async () => {
  for (const [name, implementation] of Object.entries(sound)) {
    reports.set(name, await checkFew(implementation, {}, listTestedIds(implementation)));
  }

  await expect(formatVerdicts(reports, { ...sound, ...knownBad })).toMatchFileSnapshot(
    '../known-bad/verdicts.txt',
  );
});

test('at most one in twenty fails another rule too', () => {
  expect(Object.keys(otherBrokenRules).length / cases.length).toBeLessThanOrEqual(0.05);
});
