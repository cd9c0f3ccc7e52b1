import type { Report, Verdict } from '@post-challenge/conformance';
import type { RuleId } from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';
import { createBadge } from '../../src/report/badge.ts';
import { createTestReport } from './reports.ts';

const MUST = 'cache.set/ttl';

function createBadgeFor(verdicts: Partial<Record<RuleId, Partial<Verdict>>>, others?: object) {
  const { message, color } = createBadge({
    ...createTestReport((id) => verdicts[id] ?? {}),
    ...others,
  });
  return [message, color];
}

test('a badge names the contract and the edition, unless the label is given', () => {
  const report = createTestReport(() => ({}));

  expect(createBadge(report)).toEqual({
    schemaVersion: 1,
    label: 'post-challenge 2025',
    message: 'host conformant',
    color: 'brightgreen',
  });
  expect(createBadge(report, 'kit').label).toBe('kit');
});

describe('a badge says', () => {
  const lacksHost = { verdict: 'unobservable', lacks: ['host'] } as const;
  const onlyMust = (report: Report) => report.rules.filter(({ id }) => id === MUST);
  const all = createTestReport(() => ({}));

  test.for<[string, Partial<Record<RuleId, Partial<Verdict>>>, object, string, string]>([
    ['the api level', { [MUST]: lacksHost }, {}, 'api conformant', 'green'],
    ['one failure', { [MUST]: { verdict: 'failed' } }, {}, '1 MUST fails', 'red'],
    [
      'failures that a baseline expects',
      {
        [MUST]: { verdict: 'failed', expected: true },
        'cache.set/expires-at': { verdict: 'failed', expected: true },
      },
      {},
      '2 MUST fail',
      'red',
    ],
    [
      'that a run with a failure was interrupted',
      { [MUST]: { verdict: 'failed' } },
      { complete: false },
      '1 MUST fails (partial)',
      'red',
    ],
    ['that a run was interrupted', {}, { complete: false }, 'partial: interrupted', 'yellow'],
    [
      'that a rule errored',
      { [MUST]: { verdict: 'errored' } },
      {},
      'not shown: 1 MUST errored',
      'yellow',
    ],
    [
      'that a rule was never reached',
      { [MUST]: { verdict: 'vacuous' } },
      {},
      'not shown: 1 MUST not judged',
      'yellow',
    ],
    [
      'that a run checked some rules',
      {},
      { rules: onlyMust(all), conformant: false },
      `partial: 1 of ${all.rules.filter(({ level }) => level === 'MUST').length} MUST checked`,
      'yellow',
    ],
  ])('%s', ([, verdicts, others, message, color]) => {
    expect(createBadgeFor(verdicts, others)).toEqual([message, color]);
  });
});
