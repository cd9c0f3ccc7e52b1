import { type Rule, type RuleId, listRuleIds, rules } from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';
import { checkAfterFew } from '../check-alone.ts';
import { checkFew } from '../check-few.ts';
import { listTestedIds } from '../differing-rules.ts';
import { emulate2026 } from './emulator-2026.ts';
import { emulate } from './emulator.ts';
import { wrong2026 } from './wrong-2026.ts';

const today = emulate2026();
const seeds = emulate(() => ({}));
const ended = listRuleIds('2025').filter((id) => (rules[id] as Rule).until === '2025');

async function listFailures(...args: Parameters<typeof checkFew>): Promise<RuleId[]> {
  const report = await checkFew(...args);
  return report.rules
    .filter(({ verdict, level }) => verdict === 'failed' && level === 'MUST')
    .map(({ id }) => id);
}

describe('an emulator that follows the pages of 2026', () => {
  test('fails no MUST that edition 2026 has, or judges in its own way', async () => {
    expect(await listFailures(today, { runs: 2 }, listTestedIds(today))).toEqual([]);
  });

  test('fails the rules that ended with edition 2025, and only these', async () => {
    const others: RuleId[] = [
      'api/has-every-method',
      'authentication.challengeWith/satisfied-by-additional-factor',
      'flow/completes-after-a-pause',
    ];

    // A continue handler of an action without a form does not execute in this emulator either.
    expect(await listFailures(today, { edition: '2025' }, [...ended, ...others])).toEqual(
      ended.filter((id) => id !== 'flow/continue-only-after-a-redirect'),
    );
  });
});

test('an emulator that follows the seeds fails rules of edition 2026', async () => {
  const ids: RuleId[] = [
    'api/has-every-method',
    'authentication.challengeWith/ignores-a-disabled-factor',
  ];

  expect(await listFailures(seeds, { edition: '2026' }, ids)).toEqual(ids);
});

test.for(Object.entries(wrong2026))('breaks its MUST: %s', async ([, [id, implementation]]) => {
  expect((await checkAfterFew(implementation, id, { runs: 20 })).verdict).toBe('failed');
});
