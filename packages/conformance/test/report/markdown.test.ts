import { type RuleId, rules } from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';
import { renderMarkdown } from '../../src/report/reporters/markdown.ts';
import { plain } from '@post-challenge/spec/command-line';
import { createTestReport } from './reports.ts';
import { runCli, getExamplePath } from '../commands/terminal.ts';

const reporterOptions = {
  path: 'adapter.mjs',
  paint: plain,
  full: false,
  width: Infinity,
  failOn: 'must' as const,
};

/** Renders a report in which one MUST failed with this message. */
function renderSummaryWhere(message: string, name = 'a'): string {
  const broken = { verdict: 'failed', message, replay: 'eP' } as const;
  const report = createTestReport((id) => (id === 'access.deny/denies' ? broken : {}));
  return renderMarkdown({ ...report, implementation: { name } }, reporterOptions);
}

test('a summary starts with the conclusion, and counts rules by namespace and verdict', async () => {
  const args = ['check', getExamplePath('hand-written-mock'), '--runs', '20', '--reporter'];
  const { stdout } = await runCli([...args, 'markdown']);
  const { stdout: printed } = await runCli([...args, 'pretty']);
  const [first, , heads, , ...rows] = stdout.split('\n');
  const conclusion = printed.trimEnd().split('\n').at(-1);

  expect(first).toBe(`**${conclusion}**`);
  expect(heads).toBe('| namespace | passed | failed | blocked | unobservable | vacuous | probed |');
  expect(rows[0]).toBe('| api | 3 | 1 |  |  |  |  |');
  const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

  // The answers to the probes are folded too.
  expect(count(stdout, /^<details>$/gm)).toBe(count(printed, /^[✗!?] /gm) + 1);
});

test('a failure is folded, with its script and its replay command', () => {
  expect(renderSummaryWhere('    1  api.access.deny("")')).toContain(`
<details>
<summary><code>access.deny/denies</code> failed (MUST)</summary>

${rules['access.deny/denies'].text}

\`\`\`text
    1  api.access.deny("")
\`\`\`
\`\`\`sh
npx --no-install post-challenge-conformance replay adapter.mjs access.deny/denies eP
\`\`\`

</details>
`);
});

test('a summary lists differences from the baseline first, and expected failures last', () => {
  const changed = { unexpected: 'access.deny/denies passed; the baseline says failed.' };
  const known = { verdict: 'failed', expected: true } as const;
  const summary = renderMarkdown(
    createTestReport((id) => {
      if (id === 'access.deny/denies') return changed;
      if (id === 'access.deny/returns-api') return known;
      return id === 'cache.set/ttl' ? { verdict: 'failed' } : {};
    }),
    reporterOptions,
  );

  expect(summary).toContain(
    '\n- access.deny/denies passed; the baseline says failed.\n\n<details>',
  );
  expect(summary.match(/^<summary>.*$/gm)).toEqual([
    '<summary><code>cache.set/ttl</code> failed (MUST)</summary>',
    '<summary><code>access.deny/returns-api</code> failed (MUST, expected)</summary>',
  ]);
});

test('a summary shows a rule that is blocked by a rule outside the report', async () => {
  const args = ['check', getExamplePath('hand-written-mock'), '--rule', 'cache.set/ttl'];
  const { stdout } = await runCli([...args, '--reporter', 'markdown']);

  expect(stdout).toContain('<code>cache.set/ttl</code> blocked (MUST, ');
  expect(stdout).toContain('\ncache.get/returns-a-record did not pass.\n');
});

test('a fence inside a script does not end the block of code', () => {
  const summary = renderSummaryWhere('```\n````js\n</details>');

  expect(summary).toContain('`````text\n```\n````js\n</details>\n`````\n');
});

test('a name is escaped, and mentions nobody', () => {
  const [first] = renderSummaryWhere('', '@acme/**mock** <b> [x](y)\n# 1').split('\n');

  expect(first).toMatch(
    /^\*\*@&#8203;acme\/\\\*\\\*mock\\\*\\\* \\<b\\> \\\[x\\\]\(y\) #&#8203; 1 is not conformant/,
  );
});

test('a long name is shortened, on one line', () => {
  const [first] = renderSummaryWhere('', `a\u0007\n${'b'.repeat(70_000)}`).split('\n');

  expect(first).toMatch(/^\*\*a\\\\u\{7\} b{190,195}… is not conformant/);
});

describe('a summary fits into a comment', () => {
  const long = 'x'.repeat(70_000);
  const renderFailures = (size: number, huge?: RuleId) => {
    const report = createTestReport((id) => ({
      verdict: 'failed',
      message: id === huge ? long : long.slice(0, size),
    }));
    const summary = renderMarkdown(report, reporterOptions);
    expect(summary.length).toBeLessThanOrEqual(65_536);
    return {
      summary,
      all: report.rules.length,
      failures: summary.match(/^<details>$/gm)?.length ?? 0,
    };
  };

  test('and shows all failures if they fit', () => {
    const { summary, all, failures } = renderFailures(10);

    expect(failures).toBe(all);
    expect(summary).not.toContain('did not fit');
  });

  test('and counts the failures that do not fit', () => {
    const { summary, all, failures } = renderFailures(2000);

    expect(failures).toBeGreaterThan(20);
    expect(summary).toMatch(new RegExp(`^${all - failures} more did not fit\\. .*\n$`, 'm'));
  });

  test('and counts the differences from the baseline that do not fit', () => {
    const report = createTestReport(() => ({ unexpected: long.slice(0, 2000) }));
    const summary = renderMarkdown(report, reporterOptions);

    expect(summary.length).toBeLessThanOrEqual(65_536);
    expect(summary).toMatch(/^\d+ more did not fit\. /m);
  });

  test('and shows the other failures if one is too large', () => {
    const { summary, all, failures } = renderFailures(10, 'access.deny/denies');

    expect(failures).toBe(all - 1);
    expect(summary).toContain('\n1 more did not fit. ');
  });
});
