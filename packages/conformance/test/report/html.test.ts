import { createHash } from 'node:crypto';
import { type Rule, rules, listRuleIds } from '@post-challenge/spec';
import { expect, test } from 'vitest';
import { renderHtml } from '../../src/report/reporters/html.ts';
import { plain } from '@post-challenge/spec/command-line';
import { createTestReport } from './reports.ts';

const circumstances = {
  path: 'adapter.mjs',
  paint: plain,
  full: false,
  width: Infinity,
  failOn: 'must' as const,
};
const evil = '</script></style><img src=x onerror=alert(1)>"\'\u0000\uD800';

test('the page escapes all texts of a report', () => {
  const report = createTestReport((id) => ({
    verdict: id.startsWith('cache') ? 'failed' : 'errored',
    message: evil,
    answers: [evil],
    replay: evil,
  }));
  const page = renderHtml(
    { ...report, implementation: { name: evil, version: evil } },
    { ...circumstances, path: evil },
  );
  const shown =
    '&lt;/script&gt;&lt;/style&gt;&lt;img src=x onerror=alert(1)&gt;&quot;&#39;\\u{0}\\u{d800}';

  expect(page).toContain(`<h1>${shown} ${shown}</h1>`);
  expect(page.split(shown).length).toBeGreaterThan(3 * listRuleIds('2025').length);
  expect(page).not.toContain('<img');
  expect(page.match(/<\/(?:script|style)>/g)).toEqual(['</style>', '</script>']);
});

test('the content security policy allows only the style and the script of the page', () => {
  const page = renderHtml(
    createTestReport(() => ({})),
    circumstances,
  );
  const [, policy] = /http-equiv="Content-Security-Policy" content="(.*?)"/.exec(page) ?? [];
  const computeHash = (element: string) => {
    const [, text = ''] =
      new RegExp(`<${element}\\b[^>]*>(.*?)</${element}>`, 's').exec(page) ?? [];
    return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  };

  expect(policy).toBe(
    `default-src 'none'; style-src ${computeHash('style')}; script-src ${computeHash('script')}; base-uri 'none'; form-action 'none'`,
  );
});

test('a rule shows its text, its note and its script with a mark at the violation', () => {
  const [id, { note }] = (Object.entries(rules) as [string, Rule][]).find(
    ([, rule]) => rule.note !== undefined && !rule.note.includes('`'),
  ) ?? ['', {}];
  const message = '    1  api.cache.get("")  → 5   ← here\n   expected   undefined';
  const page = renderHtml(
    createTestReport((one) => (one === id ? { verdict: 'failed', message, replay: 'eP' } : {})),
    circumstances,
  );
  const [, rule = ''] = page.split(`<details class="rule" id="${id}"`);

  expect(page).toContain(`<p>${note}</p>`);
  expect(rule).toMatch(/^ data-verdict="failed" data-namespace="\w+" open>/);
  expect(rule).toContain(
    '<mark>    1  api.cache.get(&quot;&quot;)  → 5   ← here</mark>\n   expected   undefined\n</pre>',
  );
  expect(rule).toContain(
    `<code>npx --no-install post-challenge-conformance replay adapter.mjs ${id} eP</code><button `,
  );
});

test('every link to a rule leads to a rule on the page', () => {
  const blocks = listRuleIds('2025');
  const page = renderHtml(
    createTestReport((id) => (id === 'access.deny/denies' ? { verdict: 'failed', blocks } : {})),
    circumstances,
  );
  const targets = [...page.matchAll(/href="#([^"=]*)"/g)].map(([, target = '']) => target);

  // The first link is in the list of the failures to mend first.
  expect(targets).toEqual(['access.deny/denies', ...blocks]);
  expect(targets.filter((target) => !page.includes(` id="${target}"`))).toEqual([]);
});

test('a rule outside the report is named without a link', () => {
  const blockedBy = ['cache.get/returns-a-record'] as const;
  const report = createTestReport(() => ({ verdict: 'blocked', blockedBy }));
  const page = renderHtml({ ...report, rules: report.rules.slice(0, 1) }, circumstances);

  expect(page).toContain('<dt>blocked by</dt><dd>cache.get/returns-a-record</dd>');
});

test('a rule that differs from the baseline is unfolded', () => {
  const unexpected = 'access.deny/denies passed; the baseline says failed.';
  const page = renderHtml(
    createTestReport((id) => (id === 'access.deny/denies' ? { unexpected } : { expected: true })),
    circumstances,
  );

  expect(page.match(/^<details .* open>$/gm)).toHaveLength(1);
  expect(page).toContain(`<dt>unexpected</dt><dd>${unexpected}</dd>`);
  expect(page).toContain('<span class="level">MUST, expected</span>');
});
