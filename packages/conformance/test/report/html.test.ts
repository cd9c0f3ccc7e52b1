import { createHash } from 'node:crypto';
import type { Verdict } from '@post-challenge/conformance';
import { type Rule, type RuleId, rules, listRuleIds } from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';
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
/** Lists the headings of the groups of rules, each with the number of its rules. */
function listSections(page: string): string[] {
  return Array.from(
    page.matchAll(/<h2>([^<]*) <span class="count">(\d+)/g),
    ([, title, count]) => `${title} ${count}`,
  );
}

/** Lists the ids of the rules that are unfolded. */
function listOpenRules(page: string): string[] {
  return Array.from(
    page.matchAll(/<details class="rule" id="([^"]*)" [^>]* open>/g),
    ([, id = '']) => id,
  );
}

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

  expect(page).toContain(`<span>${shown} ${shown} hung, crashed or gave an invalid answer in `);
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

  expect(page).toContain(`<p class="note">${note}</p>`);
  expect(rule).toMatch(/^ data-verdict="failed" data-level="MUST" data-namespace="\w+" open>/);
  expect(rule).toContain(
    '<p class="line marked"><span class="number">1</span> <span class="call">api.cache.get(&quot;&quot;)</span>  <span class="result">→ 5 <span class="mark">← here</span></span></p>',
  );
  expect(rule).toContain('<dt>Expected</dt><dd>undefined</dd>');
  expect(rule).toContain('<dt>Received</dt><dd>5</dd>');
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
  const targets = [...page.matchAll(/<(?:a|use) href="#([^"=]*)"/g)].map(
    ([, target = '']) => target,
  );

  expect(targets).toEqual(expect.arrayContaining(['run', 'legend', ...blocks]));
  expect(targets.filter((target) => !page.includes(` id="${target}"`))).toEqual([]);
});

test('a rule outside the report is named without a link', () => {
  const blockedBy = ['cache.get/returns-a-record'] as const;
  const report = createTestReport(() => ({ verdict: 'blocked', blockedBy }));
  const page = renderHtml({ ...report, rules: report.rules.slice(0, 1) }, circumstances);

  expect(page).toContain('<dt>waits for</dt><dd>cache.get/returns-a-record</dd>');
});

test('a rule that differs from the baseline is unfolded', () => {
  const unexpected = 'access.deny/denies passed; the baseline says failed.';
  const page = renderHtml(
    createTestReport((id) => (id === 'access.deny/denies' ? { unexpected } : { expected: true })),
    circumstances,
  );

  expect(listSections(page)).toEqual(['Unlike the baseline 1', expect.stringMatching(/^As the /)]);
  expect(listOpenRules(page)).toEqual(['access.deny/denies']);
  expect(page).toContain(`<dt>unexpected</dt><dd>${unexpected}</dd>`);
  expect(page).toContain('<span class="level">MUST, expected</span>');
});

describe('the page opens on', () => {
  const verdicts: Partial<Record<RuleId, Partial<Verdict>>> = {
    'access.deny/denies': { verdict: 'failed' },
    'access.deny/returns-api': { verdict: 'failed', blocks: ['cache.set/ttl'] },
    'cache.get/returns-a-record': { verdict: 'failed' },
    'cache.set/ttl': { verdict: 'blocked', blockedBy: ['cache.get/returns-a-record'] },
    'cache.set/default-lifetime': {
      verdict: 'blocked',
      blockedBy: ['cache.get/returns-a-record'],
    },
    'cache.delete/removes': { verdict: 'errored', message: 'It hung.' },
    'cache.set/expires-at': { verdict: 'vacuous' },
    'redirect.sendUserTo/refuses-a-script-url': { verdict: 'failed' },
  };

  test('the failed MUSTs, then the other rules that need attention', () => {
    const page = renderHtml(
      createTestReport((id) => verdicts[id] ?? {}),
      circumstances,
    );

    expect(listSections(page)).toEqual([
      'Mend first 2',
      'Mend next 1',
      'Errored 1',
      'MUST rules that no scenario reached 1',
      'SHOULD warnings 1',
      'Waiting for other rules 2',
      `Passed ${listRuleIds('2025').length - 8}`,
    ]);
    expect(listOpenRules(page)).toEqual([
      'cache.get/returns-a-record',
      'access.deny/returns-api',
      'access.deny/denies',
    ]);
    expect(page).toContain(
      '<p class="advice">Fix the failures from the top: the first one keeps the most rules waiting.</p>',
    );
  });

  test('nothing, if every rule passed', () => {
    const page = renderHtml(
      createTestReport(() => ({})),
      circumstances,
    );

    expect(listSections(page)).toEqual([`Passed ${listRuleIds('2025').length}`]);
    expect(listOpenRules(page)).toEqual([]);
    expect(page).toContain('<details class="group">\n<summary><h2>Passed');
  });

  test('the MUSTs that the suite cannot observe for want of an outcome', () => {
    const page = renderHtml(
      createTestReport((id) =>
        id === 'access.deny/denies' ? { verdict: 'unobservable', lacks: ['outcome'] } : {},
      ),
      circumstances,
    );

    expect(listSections(page)[0]).toBe('MUST rules that the suite cannot observe 1');
  });
});

test('a blocked rule names the failure at the start of the chain', () => {
  const blocks = ['cache.set/ttl'] as const;
  const verdicts: Partial<Record<RuleId, Partial<Verdict>>> = {
    'cache.get/returns-a-record': { verdict: 'failed' },
    'cache.get/returns-the-value': {
      verdict: 'blocked',
      blockedBy: ['cache.get/returns-a-record'],
    },
    'cache.set/ttl': { verdict: 'blocked', blockedBy: ['cache.get/returns-the-value'] },
  };
  const page = renderHtml(
    createTestReport((id) => verdicts[id] ?? {}),
    circumstances,
  );
  const [, rule = ''] = page.split(`<details class="rule" id="${blocks[0]}"`);

  expect(rule).toMatch(
    /^[^\n]*\n[^\n]*<span class="state">waits for cache\.get\/returns-a-record</,
  );
});

test('the page counts the rules of a level that are kept, judged and in reach', () => {
  const musts = listRuleIds('2025').filter((id) => rules[id].level === 'MUST');
  const [failed, blocked, hosted] = musts;
  const page = renderHtml(
    createTestReport((id) => {
      if (id === failed) return { verdict: 'failed' };
      if (id === blocked) return { verdict: 'blocked' };
      return id === hosted ? { verdict: 'unobservable', lacks: ['host'] } : {};
    }),
    circumstances,
  );
  const counted = musts.length - 1;

  expect(page).toContain(
    `<dt>MUST</dt><dd><strong>${counted - 2} of ${counted} kept</strong></dd><dd class="rest">1 not judged, 1 out of reach</dd>`,
  );
  expect(page).toContain(
    `<rect class="failed" x="${counted - 2}" width="1" y="0" height="10"/><rect class="blocked" x="${counted - 1}" width="1" y="3" height="4"/>`,
  );
});

test('the page names each missing method once', () => {
  const missing = ['cache.delete', 'redirect.sendUserTo'];
  const page = renderHtml(
    createTestReport((id) =>
      id === 'api/has-every-method'
        ? { verdict: 'failed', missing }
        : { missing: ['cache.delete'] },
    ),
    circumstances,
  );

  expect(page).toContain('<strong>Missing:</strong> api.cache.delete, api.redirect.sendUserTo</p>');
});

describe('the facts of the run', () => {
  const report = {
    ...createTestReport(() => ({})),
    draws: { runs: 7, seed: 42 },
    timing: { started: '2026-03-04T05:06:07.890Z', total: 1234, rules: {} },
  };

  test('are its time, its draws, its versions, and the command that repeats it', () => {
    const args = ['check', 'my adapter.mjs', '--rule', 'cache.*', '--reporter', 'html=report.html'];
    const page = renderHtml(report, { ...circumstances, args });

    expect(page).toContain(
      '<time datetime="2026-03-04T05:06:07.890Z">2026-03-04 05:06 UTC</time> · ',
    );
    expect(page).toContain('<dt>seed</dt><dd>42</dd>');
    expect(page).toContain('<dt>scenarios</dt><dd>7 for each rule</dd>');
    expect(page).toContain(`<dt>suite</dt><dd>${report.suite.name} ${report.suite.version}</dd>`);
    expect(page).toContain('<dt>edition</dt><dd>2025</dd>');
    expect(page).toContain(
      '<code>npx --no-install post-challenge-conformance check &quot;my adapter.mjs&quot; --rule &quot;cache.*&quot; --reporter html=report.html</code>',
    );
  });

  test('are left out if the report is older than they are', () => {
    const { draws: _, ...old } = report;
    const page = renderHtml({ ...old, timing: { total: 1234, rules: {} } }, circumstances);

    expect(page).not.toMatch(/<time|<dt>(?:began|seed)<|<dd>undefined/);
    expect(page).toContain('<dt>took</dt><dd>1.2 s</dd>');
  });
});
