import type { Verdict } from '@post-challenge/conformance';
import { type RuleId, rules, listRuleIds } from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';
import { formatConclusion } from '../../src/report/reporters/conclusion.ts';
import { createReport } from '../../src/report/report.ts';
import { reference } from '../implementations.ts';
import { createTestReport } from './reports.ts';

const ids = listRuleIds('2025');
const isHostRule = (id: RuleId) => (rules[id].needs as readonly string[]).includes('host');
const hosted = ids.filter(isHostRule).length;
const probes = ids.filter((id) => rules[id].level === 'PROBE' && !isHostRule(id)).length;
const judgeable = ids.length - hosted - probes;

/** The verdict on each rule of a mock without a fault. */
function getSoundVerdict(id: RuleId): Partial<Verdict> {
  if (isHostRule(id)) return { verdict: 'unobservable', lacks: ['host'] };
  return rules[id].level === 'PROBE' ? { verdict: 'probed', answers: ['yes'] } : {};
}

/** Formats the conclusion about a mock with these verdicts, and with those of a sound one on the other rules. */
function conclude(
  changes: Partial<Record<RuleId, Partial<Verdict>>>,
  isSelected: (id: RuleId) => boolean = () => true,
): string {
  const report = createTestReport((id) => ({ ...getSoundVerdict(id), ...changes[id] }));
  const selected = report.rules.filter(({ id }) => isSelected(id));
  return formatConclusion(createReport(reference, selected, report)).replace(/^changed /, '');
}

const failed = { verdict: 'failed' } as const;
const blocked = { verdict: 'blocked' } as const;

describe('the conclusion counts', () => {
  test('every rule of a conformant implementation', () => {
    expect(conclude({})).toBe(
      `is conformant to edition 2025 at api level: ${judgeable} of ${judgeable} judged rules pass · ${hosted} need a host · ${probes} questions answered.`,
    );
  });

  test('the failures first, then the rules that wait for them, the warnings and the judged rules', () => {
    expect(
      conclude({
        'cache.get/returns-a-record': failed,
        'cache.set/ttl': failed,
        'cache.set/earlier-expiry-wins': blocked,
        'cache.set/exact-expiry': blocked,
        'redirect.sendUserTo/refuses-a-relative-url': failed,
      }),
    ).toBe(
      `is not conformant to edition 2025 (api level): 2 MUST failed, 1 more waits for them · 1 SHOULD warning · ${judgeable - 5} of ${judgeable - 2} judged rules pass · 1 SHOULD or question waits · ${hosted} need a host · ${probes} questions answered.`,
    );
  });

  test('a MUST that no scenario reached, and a rule that needs another capability', () => {
    expect(
      conclude({
        'cache.get/returns-a-record': { verdict: 'vacuous' },
        'access.deny/denies': { verdict: 'unobservable', lacks: ['outcome'] },
      }),
    ).toBe(
      `is not shown to be conformant to edition 2025 (api level): 1 MUST never reached · ${judgeable - 2} of ${judgeable - 2} judged rules pass · ${hosted} need a host · 1 needs outcome · ${probes} questions answered.`,
    );
  });
});

describe('a selection of rules', () => {
  const isCached = (id: RuleId) => id.startsWith('cache.');

  test('is never called conformant or not', () => {
    const changes = { 'cache.set/ttl': failed };

    expect(conclude({}, isCached)).toMatch(/^passes every selected MUST: /);
    expect(conclude(changes, isCached)).toMatch(
      /^does not pass every selected MUST: 1 MUST failed/,
    );
  });

  test('passes if its MUSTs only lack a host', () => {
    expect(conclude({}, (id) => isCached(id) || isHostRule(id))).toMatch(
      /^passes every selected MUST: /,
    );
  });

  test('is as the baseline expects if the baseline lists every failure', () => {
    expect(conclude({ 'cache.set/ttl': { ...failed, expected: true } }, isCached)).toMatch(
      /^is as the baseline expects: 1 MUST failed · /,
    );
  });
});
