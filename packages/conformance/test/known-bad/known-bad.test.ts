import type { Implementation, Verdict } from '@post-challenge/conformance';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkAfterFew, checkAlone } from '../check-alone.ts';
import { parseFigures, summarizeKnownBad } from '../strength/figures.ts';
import type { JudgedRuleId } from './by-rule/by-rule.ts';
import { findLacks } from './counterexample.ts';
import { maxStepsByRule } from './exceptions.ts';
import { knownBad } from './known-bad.ts';
import { moreKnownBad } from './more-known-bad.ts';

const cases = Object.entries(knownBad) as [JudgedRuleId, Implementation][];
const own = new Map<string, Verdict>();
const messages = new Map<string, string | undefined>();

describe('a known-bad implementation', () => {
  // The first scenarios of a check do not depend on the number of runs.
  test.for(cases)('fails %s with a complete message', async ([id, implementation]) => {
    // `pnpm strength` sees that it breaks no other rule.
    const verdict = await checkAlone(implementation, id, { runs: 20 });
    own.set(id, verdict);
    messages.set(id, verdict.message);

    expect(await findLacks(implementation, verdict, { most: maxStepsByRule[id] })).toEqual([]);
  });

  test.for(moreKnownBad)(
    'fails with a complete message: %s',
    async ([title, id, implementation]) => {
      const verdict = await checkAfterFew(implementation, id);
      messages.set(title, verdict.message);

      expect(await findLacks(implementation, verdict, { most: maxStepsByRule[id] })).toEqual([]);
    },
  );
});

test('the messages are those in failures.json; vitest -u writes it', async () => {
  const text = JSON.stringify(Object.fromEntries(messages), null, 2);

  await expect(`${text}\n`).toMatchFileSnapshot('failures.json');
});

test('the page about the strength of the suite reports these results', () => {
  const page = readFileSync(new URL('../../../../docs/strength.md', import.meta.url), 'utf8');
  const figures = summarizeKnownBad(
    [...own.values()].map((verdict) => ({ own: verdict, others: [] })),
  );

  expect(parseFigures(page), 'pnpm strength writes the page.').toEqual(
    expect.arrayContaining(figures.filter(([name]) => !name.includes('no other rule'))),
  );
});
