import type { Implementation, Report, Verdict } from '@post-challenge/conformance';
import { afterAll, describe, expect, test } from 'vitest';
import { checkAlone } from '../check-alone.ts';
import { checkFew } from '../check-few.ts';
import { listTestedIds } from '../differing-rules.ts';
import type { JudgedRuleId } from '../known-bad/by-rule/by-rule.ts';
import { otherBrokenRules } from '../known-bad/exceptions.ts';
import { knownBad } from '../known-bad/known-bad.ts';
import { sound } from '../sound.ts';
import { formatVerdicts } from '../verdicts.ts';
import { listOtherFailures, summarizeKnownBad } from './figures.ts';
import { recordFigures } from './recorded-figures.ts';

const cases = Object.entries(knownBad) as [JudgedRuleId, Implementation][];
const own = new Map<JudgedRuleId, Verdict>();
const reports = new Map<string, Report>();

describe('a known-bad implementation', () => {
  test.for(cases)('fails %s, and only that rule', async ([id, implementation]) => {
    const verdict = await checkAlone(implementation, id);
    own.set(id, verdict);
    const report = await checkFew(implementation, {}, listTestedIds(implementation));
    reports.set(id, report);

    expect(verdict.verdict).toBe('failed');
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

afterAll(() => {
  const results = [...own].map(([id, verdict]) => {
    const report = reports.get(id);
    return { own: verdict, others: report ? listOtherFailures(report, id) : [] };
  });
  recordFigures('known-bad', summarizeKnownBad(results));
});
