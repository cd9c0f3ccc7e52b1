import { readFileSync } from 'node:fs';
import {
  type EditionRule,
  type Rule,
  type RuleId,
  type Source,
  editions,
  getEditionRule,
  listEditions,
  listRuleIds,
  rules,
  sources,
} from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';

const list: readonly [id: string, rule: Rule][] = Object.entries(rules);
const methodOf = (id: string): string => id.slice(0, id.indexOf('/'));
const ruleOf = (id: string): Rule | undefined => rules[id as RuleId];

/** The rules of all editions, each as it is in the edition. */
const inEditions: readonly [id: string, rule: EditionRule][] = editions.flatMap((edition) =>
  listRuleIds(edition).map((id): [string, EditionRule] => [id, getEditionRule(id, edition)]),
);

const required = inEditions.flatMap(([id, rule]) =>
  rule.requires.map((other) => ({ id, rule, other, requirement: ruleOf(other) })),
);

function namesOf(found: readonly { id: string; other: string }[]): readonly string[] {
  return found.map(({ id, other }) => `${id} requires ${other}`);
}

describe('the catalogue', () => {
  test.for(editions)('holds the published ids and levels of edition %s', (edition) => {
    const file = `catalogue-${edition}.txt`;
    const published = readFileSync(new URL(file, import.meta.url), 'utf8');
    const lines = published.trimEnd().split('\n');
    const retired = lines.filter((line) => line.endsWith(' retired'));

    expect(
      listRuleIds(edition).map((id) => `${id} ${rules[id].level}`),
      'An id is never renamed, dropped or used again, and a level is a promise. If a rule is new, or its level was meant to ' +
        `change, edit packages/spec/test/${file} by hand. If a rule goes, write \`retired\` in the place of its level.`,
    ).toEqual(lines.filter((line) => !retired.includes(line)));
    expect(retired.filter((line) => ruleOf(line.replace(' retired', '')))).toEqual([]);
  });
});

describe('a required rule', () => {
  test('exists', () => {
    const all = list.flatMap(([id, rule]) => rule.requires.map((other) => ({ id, other })));

    expect(namesOf(all.filter(({ other }) => !ruleOf(other)))).toEqual([]);
  });

  test('belongs to an edition of the other rule', () => {
    const outside = list.flatMap(([id, rule]) =>
      rule.requires
        .filter((other) =>
          listEditions(rule).every(
            (edition) => !listEditions(ruleOf(other) ?? {}).includes(edition),
          ),
        )
        .map((other) => ({ id, other })),
    );

    expect(namesOf(outside)).toEqual([]);
  });

  test('does not require the first rule, directly or indirectly', () => {
    const behind = (id: string, path: readonly string[]): readonly string[] =>
      path.includes(id)
        ? [[...path, id].join(' → ')]
        : (ruleOf(id)?.requires ?? []).flatMap((other) => behind(other, [...path, id]));

    expect(list.flatMap(([id]) => behind(id, []))).toEqual([]);
  });

  test('is a MUST if the other rule is a MUST', () => {
    const weak = required.filter(
      ({ rule, requirement }) => rule.level === 'MUST' && requirement?.level !== 'MUST',
    );

    expect(namesOf(weak)).toEqual([]);
  });

  test('needs a host only if the other rule does', () => {
    const unreachable = required.filter(
      ({ rule, requirement }) =>
        requirement?.needs.includes('host') && !rule.needs.includes('host'),
    );

    expect(namesOf(unreachable)).toEqual([]);
  });
});

describe('the basis of a rule', () => {
  test('is a source if the rule is a MUST', () => {
    const unfounded = inEditions.filter(
      ([, { level, basis }]) =>
        level === 'MUST' && ['rfc', 'observed', 'decided'].includes(basis ?? ''),
    );

    expect(unfounded).toEqual([]);
  });

  test('is absent only from probes', () => {
    const wrong = inEditions.filter(
      ([, { level, basis }]) => (level === 'PROBE') !== (basis === undefined),
    );

    expect(wrong).toEqual([]);
  });
});

describe('the sources of a rule', () => {
  const levelOf = (id: keyof typeof sources): Source['level'] => sources[id].level;

  test('are absent only if no source has the claim', () => {
    const wrong = inEditions.filter(
      ([, { basis, sources = [] }]) =>
        (sources.length === 0) !== (basis === undefined || basis === 'decided'),
    );

    expect(wrong).toEqual([]);
  });

  test('begin with a binding one if the rule is a MUST', () => {
    const unfounded = inEditions.filter(
      ([, { level, sources: cited = [] }]) =>
        level === 'MUST' && (!cited[0] || levelOf(cited[0].source) !== 'MUST'),
    );

    expect(unfounded).toEqual([]);
  });

  test.for(Object.entries<Source>(sources))('have an address and a date: %s', ([, source]) => {
    expect(new URL(source.address).protocol).toBe('https:');
    expect(source.address.includes('rfc-editor') || source.read).toBeTruthy();
  });
});

describe('the text of a rule', () => {
  test.for(list)(
    'of %s is one sentence, and a question if it is a probe',
    ([, { level, text }]) => {
      expect(text).toMatch(level === 'PROBE' ? /^\S.*\w`?\?$/u : /^\S.*[^.\s]\.$/u);
      expect(text).not.toMatch(/[.!?] /u);
    },
  );

  test.for(list.filter(([id]) => methodOf(id).includes('.')))(
    'of %s names its method',
    ([id, { text }]) => {
      expect(text).toContain(`\`${methodOf(id)}\``);
    },
  );

  test('is unique', () => {
    const texts = list.map(([, { text }]) => text);

    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
  });
});
