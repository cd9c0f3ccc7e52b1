import { type Implementation, type Report, checkConformance } from '@post-challenge/conformance';
import type { RuleId } from '@post-challenge/spec';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listTestedIds } from '../differing-rules.ts';
import { knownBad } from '../known-bad/known-bad.ts';
import { knownGood } from '../known-good/known-good.ts';
import {
  type KnownBadResult,
  summarizeKnownBad,
  summarizeKnownGood,
  summarizeMutants,
  listOtherFailures,
  formatPage,
} from './figures.ts';
import { scores } from './scores.ts';

/** The time to find and shrink each failure, in milliseconds. */
const times: number[] = [];
const knownBadEntries = Object.entries(knownBad) as [RuleId, Implementation][];
const runs = Number(process.env['RUNS_OF_KNOWN_GOOD']);

/** Checks all known-bad implementations. */
async function checkKnownBad(): Promise<KnownBadResult[]> {
  const results: KnownBadResult[] = [];
  for (const [id, implementation] of knownBadEntries) {
    const rules = listTestedIds(implementation);
    const report = await checkConformance(implementation, { rules });
    const own = report.rules.find((rule) => rule.id === id);
    if (own) results.push({ own, others: listOtherFailures(report, id) });
    times.push(report.timing.rules[id] ?? 0);
  }
  return results;
}

async function checkKnownGood(): Promise<Report[]> {
  const reports: Report[] = [];
  for (const { implementation, touches } of Object.values(knownGood)) {
    const touched = listTestedIds(implementation).filter((id) => touches.test(id));
    reports.push(await checkConformance(implementation, { rules: touched, runs, seed: 1 }));
  }
  return reports;
}

test('the strength of the suite', async () => {
  const findings = await checkKnownBad();
  const good = await checkKnownGood();
  const figures = [
    ...summarizeKnownBad(findings),
    ...summarizeKnownGood(good),
    ...summarizeMutants(scores),
  ];
  const found = times.toSorted((a, b) => a - b)[Math.floor(0.95 * times.length)] ?? 0;
  const printed = [
    ...figures,
    ['scenarios that known-good implementations ran for each rule', String(runs)],
    ['time to find and shrink a failure, 95th percentile', `${Math.round(found)} ms`],
  ] as const;
  const lines = printed.map(([name, figure]) => `${name.padEnd(64)}${figure}\n`);
  process.stdout.write(lines.join(''));
  writeFileSync(new URL('../../../../docs/strength.md', import.meta.url), formatPage(figures));

  expect(Object.fromEntries(figures)).toMatchObject({
    'known-bad implementations that fail their rule': `${knownBadEntries.length} of ${knownBadEntries.length}`,
    'known-good implementations that fail a MUST': `0 of ${good.length}`,
  });
});
