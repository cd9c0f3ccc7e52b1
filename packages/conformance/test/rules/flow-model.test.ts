import { type RuleId, rules } from '@post-challenge/spec';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { prohibitions } from '../../src/rules/flow-model/prohibitions.ts';

const { requires } = rules['flow/behaves-as-its-model'];

describe('the model of the flow', () => {
  test.for(Object.entries<readonly RuleId[]>(prohibitions))(
    'names a required MUST for each prohibition: %s',
    ([, ids]) => {
      expect(ids.length).toBeGreaterThan(0);
      expect(ids.filter((id) => rules[id].level !== 'MUST')).toEqual([]);
      expect(requires).toEqual(expect.arrayContaining([...ids]));
    },
  );

  test('requires no rule that forbids nothing in it', () => {
    const named = new Set<string>(Object.values(prohibitions).flat());

    expect(requires.filter((id) => !named.has(id))).toEqual([]);
  });

  test('is documented with every prohibition and every rule', () => {
    const page = readFileSync(new URL('../../../../docs/flow-model.md', import.meta.url), 'utf8');

    for (const [prohibition, ids] of Object.entries<readonly RuleId[]>(prohibitions)) {
      const row = page.split('\n').find((line) => line.startsWith(`| ${prohibition} |`)) ?? '';
      expect(ids.filter((id) => !row.includes(`(rules.md#${id})`))).toEqual([]);
    }
  });
});
