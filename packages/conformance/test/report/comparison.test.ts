import { createHash } from 'node:crypto';
import type { Report, Verdict } from '@post-challenge/conformance';
import { type RuleId, listRuleIds } from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';
import { compareReports } from '../../src/report/comparison/compare-reports.ts';
import { renderComparisonHtml } from '../../src/report/comparison/html.ts';
import { renderComparisonJson } from '../../src/report/comparison/json.ts';
import { renderComparisonMarkdown } from '../../src/report/comparison/markdown.ts';
import { createTestReport } from './reports.ts';

const MUST = 'cache.set/ttl';
const SHOULD = 'api/namespaces-are-stable';
const PROBE = 'cache.set/empty-key';
const folder = process.cwd();
const evil =
  '</style><script>alert(1)</script>|`[x](javascript:alert(1))` @you #1 \n# <b>\u202E\u0000';

/** Creates a report on an implementation of a name, with some verdicts. By default, a rule passed. */
function createNamedReport(
  name: string,
  verdicts: Partial<Record<RuleId, Partial<Verdict>>> = {},
  others: Partial<Report> = {},
) {
  const report = createTestReport((id) => verdicts[id] ?? {});
  return { path: `${name}.json`, report: { ...report, implementation: { name }, ...others } };
}

/** Keeps some rules of a report, as a run of these rules writes it. */
function selectRules({ path, report }: ReturnType<typeof createNamedReport>, ...ids: RuleId[]) {
  const rules = report.rules.filter(({ id }) => ids.includes(id));
  return { path, report: { ...report, rules, conformant: false as const } };
}

function findRule(comparison: ReturnType<typeof compareReports>, id: string) {
  return comparison.rules.find((rule) => rule.id === id);
}

describe('compareReports classifies a rule', () => {
  test.for<[string, Partial<Verdict>, Partial<Verdict>, string]>([
    ['that one fails', { verdict: 'passed' }, { verdict: 'failed' }, 'failed'],
    [
      'that fails in one and errors in one',
      { verdict: 'failed' },
      { verdict: 'errored' },
      'failed',
    ],
    ['that errors in one', { verdict: 'passed' }, { verdict: 'errored' }, 'unjudged'],
    ['that one could not show', { verdict: 'passed' }, { verdict: 'blocked' }, 'unjudged'],
    ['that both fail', { verdict: 'failed', message: 'a' }, { verdict: 'failed' }, 'same'],
    [
      'with two answers',
      { verdict: 'probed', answers: ['yes'] },
      { verdict: 'probed', answers: ['no'] },
      'answers',
    ],
  ])('%s', ([, a, b, difference]) => {
    const comparison = compareReports([
      createNamedReport('a', { [MUST]: a }),
      createNamedReport('b', { [MUST]: b }),
    ]);

    expect(findRule(comparison, MUST)).toMatchObject({ difference, method: 'cache.set' });
  });

  test('that a run did not check, and that the edition does not have', () => {
    const other = createNamedReport('b', {}, { edition: '2026' });
    const comparison = compareReports([createNamedReport('a'), selectRules(other, MUST)]);

    expect(findRule(comparison, MUST)?.difference).toBe('same');
    expect(findRule(comparison, SHOULD)).toMatchObject({
      difference: 'missing',
      verdicts: [{ verdict: 'passed' }, { missing: 'run' }],
    });
    expect(findRule(comparison, 'access.deny/returns-api')).toMatchObject({
      difference: 'missing',
      verdicts: [{ verdict: 'passed' }, { missing: 'edition' }],
    });
  });

  test('of an older version of the suite, after those of the catalogue', () => {
    const old = createNamedReport('old');
    const [first] = old.report.rules as [Verdict];
    const rules = [{ ...first, id: 'cache.set/was-once' as RuleId, text: 'Once.' }, first];
    const comparison = compareReports([
      createNamedReport('new'),
      { ...old, report: { ...old.report, rules } },
    ]);

    expect(comparison.rules.at(-1)).toMatchObject({
      id: 'cache.set/was-once',
      text: 'Once.',
      verdicts: [{ missing: 'run' }, { verdict: 'passed' }],
    });
    expect(comparison.rules).toHaveLength(listRuleIds('2025').length + 1);
  });
});

describe('the head', () => {
  test('counts the MUSTs, and says how conformant each implementation is', () => {
    const { reports } = compareReports([
      createNamedReport('good'),
      createNamedReport('bad', {
        [MUST]: { verdict: 'failed' },
        'cache.set/expires-at': { verdict: 'blocked' },
      }),
      selectRules(createNamedReport('some'), MUST),
    ]);
    const [good, bad, some] = reports;

    expect(good?.conformance).toBe('host conformant');
    expect(bad).toMatchObject({ conformance: '1 MUST fails', standing: 'bad' });
    expect(bad?.musts.judged).toBe(Number(good?.musts.judged) - 1);
    expect(bad?.musts.passed).toBe(Number(good?.musts.judged) - 2);
    expect(some?.conformance).toMatch(/^partial: 1 of \d+ MUST checked$/);
  });

  test('tells reports of one implementation apart by version, or else by path', () => {
    const kit = (path: string, version: string) => ({
      path,
      report: { ...createNamedReport('kit').report, implementation: { name: 'kit', version } },
    });
    const { reports } = compareReports([
      kit('a.json', '1'),
      kit('b.json', '2'),
      kit('c.json', '2'),
      createNamedReport('mock'),
    ]);

    expect(reports.map(({ label }) => label)).toEqual([
      'kit 1',
      'kit 2 (b.json)',
      'kit 2 (c.json)',
      'mock',
    ]);
  });

  test('tells reports of two editions apart by the edition', () => {
    const editions = ['2025', '2026'] as const;
    const { reports } = compareReports(
      editions.map((edition) => createNamedReport('kit', {}, { edition })),
    );

    expect(reports.map(({ label }) => label)).toEqual(['kit, edition 2025', 'kit, edition 2026']);
  });

  test('tells names apart that differ only where they are cut, or in the place of their version', () => {
    const name = 'n'.repeat(60);
    const path = 'p'.repeat(100);
    const one = createNamedReport(`${name}1`);
    const next = { ...createNamedReport(`${name}2`), path };
    const named = createNamedReport('kit 1');
    const versions = ['1', '2'].map((version) => ({
      path: `${version}.json`,
      report: { ...named.report, implementation: { name: 'kit', version } },
    }));
    const { reports } = compareReports([one, next, named, ...versions]);
    const cut = `${name.slice(1)}…`;

    expect(reports.map(({ label }) => label)).toEqual([
      `${cut} (${one.path})`,
      `${cut} (${path})`,
      'kit 1',
      'kit 1 (1.json)',
      'kit 2',
    ]);
  });

  test('notes different editions and different versions of the suite', () => {
    const old = createNamedReport('old', {}, { suite: { name: 'x', version: '0.0.1' } });
    const { notes } = compareReports([createNamedReport('new', {}, { edition: '2026' }), old]);

    expect(notes).toEqual([
      expect.stringMatching(/^The reports are of different editions: 2025, 2026\. .*: \d+\.$/),
      expect.stringMatching(/^Different versions of the suite wrote the reports: 0\.0\.1, /),
    ]);
    expect(compareReports([old, old]).notes).toEqual([]);
  });

  test('notes different draws, and adapters that seem to have a mistake', () => {
    const few = createNamedReport('few', {}, { draws: { runs: 10, seed: 0 } });
    const many = createNamedReport('many', {}, { draws: { runs: 100, seed: 7 }, hint: 'Mend it.' });
    const { notes } = compareReports([few, many, createNamedReport('old')]);

    expect(notes).toEqual([
      expect.stringMatching(/^The runs drew .* each rule: 10 with seed 0, 100 with seed 7\. /),
      expect.stringMatching(/^The adapter of many seems to have a mistake, /),
    ]);
    expect(compareReports([few, few]).notes).toEqual([]);
  });
});

const differing = compareReports([
  createNamedReport('good', { [PROBE]: { verdict: 'probed', answers: ['yes'] } }),
  createNamedReport('bad', {
    [MUST]: { verdict: 'failed', expected: true },
    [SHOULD]: { verdict: 'failed' },
    'cache.get/returns-the-value': { verdict: 'unobservable' },
    [PROBE]: { verdict: 'probed', answers: ['no', 'perhaps'] },
  }),
]);

describe('the Markdown', () => {
  test('lists the rules that differ, the failures first', () => {
    const text = renderComparisonMarkdown(differing, { all: false, folder });
    const lines = text.split('\n');

    expect(lines[0]).toBe(
      '| implementation | version | edition | conformance | MUSTs kept | MUSTs without verdict | suite |',
    );
    expect(lines[3]).toMatch(/^\| bad \| {2}\| 2025 \| 1 MUST fails \| \d+ of \d+ \| 1 \| /);
    expect(lines.filter((line) => line.startsWith('| ')).slice(4)).toEqual([
      '| rule | level | good | bad |',
      '| --- | --- | --- | --- |',
      '| **api** |  |  |  |',
      expect.stringMatching(
        /^\| \[api\/namespaces-are-stable\]\(docs\/rules\.md#api\/namespaces-are-stable\)<br>A handler .*`api`.* \| SHOULD \| ✓ passed \| \*\*! failed\*\* \|$/,
      ),
      '| **cache.set** |  |  |  |',
      expect.stringMatching(/ \| MUST \| ✓ passed \| \*\*✗ failed \(expected\)\*\* \|$/),
      '| rule | level | good | bad |',
      '| --- | --- | --- | --- |',
      '| **cache.get** |  |  |  |',
      expect.stringMatching(/ \| MUST \| ✓ passed \| – unobservable \|$/),
      '| rule | level | good | bad |',
      '| --- | --- | --- | --- |',
      '| **cache.set** |  |  |  |',
      expect.stringMatching(/ \| PROBE \| • yes \| • no \/ perhaps \|$/),
    ]);
    expect(lines.at(-2)).toMatch(/^The same in every report: \d+ passed\. `--all` lists them\.$/);
  });

  test('lists all rules on demand', () => {
    const text = renderComparisonMarkdown(differing, { all: true, folder });

    expect(text.match(/^\| \[/gm)).toHaveLength(listRuleIds('2025').length);
    expect(text).not.toContain('--all');
  });

  test('says why a report has no verdict', () => {
    const other = selectRules(createNamedReport('b', {}, { edition: '2026' }), MUST);
    const comparison = compareReports([createNamedReport('a'), other]);
    const rows = renderComparisonMarkdown(comparison, { all: true, folder }).split('\n');
    const findRow = (id: string) => rows.find((row) => row.startsWith(`| [${id}]`));

    expect(findRow(SHOULD)).toMatch(/ \| SHOULD \| ✓ passed \| not checked \|$/);
    expect(findRow('access.deny/returns-api')).toMatch(
      / \| MUST \| ✓ passed \| not in its edition \|$/,
    );
  });

  test('says that reports do not differ', () => {
    const one = createNamedReport('one');
    const text = renderComparisonMarkdown(compareReports([one, one]), { all: false, folder });

    expect(text).toContain('\n\nThe reports do not differ.\n\n');
  });

  test('links to the rule book from the folder of the file', () => {
    const text = renderComparisonMarkdown(differing, { all: false, folder: '/elsewhere' });

    expect(text).toContain(`(..${folder}/docs/rules.md#cache.set/ttl)`);
  });
});

/** Compares two reports in which every text is hostile. */
function compareEvil() {
  const create = (verdict: Verdict['verdict']) => {
    const { path, report } = createNamedReport(evil);
    const rules = [
      ...report.rules,
      { ...(report.rules[0] as Verdict), id: evil as RuleId, text: evil, verdict },
    ].map((rule) => ({ ...rule, message: evil, answers: [evil] }));
    const implementation = { name: evil, version: evil };
    const suite = { ...report.suite, version: evil + verdict };
    return { path: evil + path, report: { ...report, suite, implementation, rules, hint: evil } };
  };
  return compareReports([create('probed'), create('failed'), createNamedReport('good')]);
}

test('the Markdown escapes the texts of reports', () => {
  const text = renderComparisonMarkdown(compareEvil(), { all: true, folder });
  const bars = text.split('\n').map((line) => line.match(/(?<!\\)\|/g)?.length ?? 0);

  expect(text).not.toMatch(/(?<!\\)<(?:script|\/style|b)>/);
  expect(text).not.toMatch(/(?<!\\)\[x/);
  expect(text).not.toMatch(/@you|#1|^# /m);
  expect(text).not.toMatch(/[\u202E\0]/);
  expect([...new Set(bars)].toSorted((a, b) => a - b)).toEqual([0, 6, 8]);
});

test('the page escapes the texts of reports', () => {
  const page = renderComparisonHtml(compareEvil(), { all: true, folder });

  expect(page).toContain('&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;|`[x]');
  expect(page.match(/<\/?(?:script|style|b)>/g)).toEqual(['<style>', '</style>']);
  expect(page).not.toMatch(/[\u202E\0]/);
  expect(page).toContain('The hint in its report says how to mend it.</p>');
});

test('the page allows only its style, and links to the rules', () => {
  const page = renderComparisonHtml(differing, { all: false, folder });
  const [, style = ''] = /<style>(.*?)<\/style>/s.exec(page) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');

  expect(page).toContain(
    `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
  );
  expect(page).toContain('<a href="docs/rules.md#cache.set/ttl">cache.set/ttl</a>');
  expect(page).toContain('<td class="failed">✗ failed (expected)</td>');
  expect(page).toContain('<td class="warning">! failed</td>');
  expect(page).toContain('<td class="bad">1 MUST fails</td>');
  expect(page.match(/<details open>/g)).toHaveLength(1);
});

test('the JSON holds the rules that differ, or all', () => {
  const parse = (all: boolean) =>
    JSON.parse(renderComparisonJson(differing, { all, folder })) as typeof differing;

  expect(parse(false).rules.map(({ id }) => id)).toEqual([
    SHOULD,
    'cache.get/returns-the-value',
    MUST,
    PROBE,
  ]);
  expect(parse(true)).toEqual(differing);
});
