import {
  type Implementation,
  type Report,
  type Verdict,
  checkRule,
} from '@post-challenge/conformance';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkFew } from '../check-few.ts';
import { sound } from '../sound.ts';
import { listOtherFailures, parseFigures, summarizeKnownBad } from '../strength/figures.ts';
import { formatVerdicts } from '../verdicts.ts';
import type { JudgedRuleId } from './by-rule/by-rule.ts';
import { findLacks } from './counterexample.ts';
import { otherBrokenRules, maxStepsByRule } from './exceptions.ts';
import { knownBad } from './known-bad.ts';
import { moreKnownBad } from './more-known-bad.ts';

const cases = Object.entries(knownBad) as [JudgedRuleId, Implementation][];
const implementations = { ...sound, ...knownBad };
const own = new Map<string, Verdict>();
const reports = new Map<string, Report>();
const messages = new Map<string, string | undefined>();

describe('a known-bad implementation', () => {
  // The first scenarios of a check do not depend on the number of runs.
  test.for(cases)('fails %s with a complete message', async ([id, implementation]) => {
    const verdict = await checkRule(implementation, id, { runs: 20 });
    own.set(id, verdict);
    messages.set(id, verdict.message);

    expect(await findLacks(implementation, verdict, { most: maxStepsByRule[id] })).toEqual([]);
  });

  test.for(cases)('fails only %s', async ([id, implementation]) => {
    const report = await checkFew(implementation, { runs: 5 });
    reports.set(id, report);

    expect(listOtherFailures(report, id)).toEqual(otherBrokenRules[id] ?? []);
  });

  test.for(moreKnownBad)(
    'fails with a complete message: %s',
    async ([title, id, implementation]) => {
      const verdict = await checkRule(implementation, id);
      messages.set(title, verdict.message);

      expect(await findLacks(implementation, verdict, { most: maxStepsByRule[id] })).toEqual([]);
    },
  );
});

describe('the results are the stored ones; vitest -u writes them', () => {
  test('in verdicts.txt', async () => {
    for (const [name, implementation] of Object.entries(sound)) {
      reports.set(name, await checkFew(implementation, { runs: 5 }));
    }

    await expect(formatVerdicts(reports, implementations)).toMatchFileSnapshot('verdicts.txt');
  });

  test('in failures.json', async () => {
    const text = JSON.stringify(Object.fromEntries(messages), null, 2);

    await expect(`${text}\n`).toMatchFileSnapshot('failures.json');
  });
});

test('the page about the strength of the suite reports these results', () => {
  const page = readFileSync(new URL('../../../../docs/strength.md', import.meta.url), 'utf8');
  const findings = cases.flatMap(([id]) => {
    const [verdict, report] = [own.get(id), reports.get(id)];
    return verdict && report ? [{ own: verdict, others: listOtherFailures(report, id) }] : [];
  });

  expect(parseFigures(page), 'pnpm strength writes the page.').toEqual(
    expect.arrayContaining([...summarizeKnownBad(findings)]),
  );
});

test('at most one in twenty fails another rule too', () => {
  expect(Object.keys(otherBrokenRules).length / cases.length).toBeLessThanOrEqual(0.05);
});
