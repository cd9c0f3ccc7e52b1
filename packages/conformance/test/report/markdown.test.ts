import { type RuleId, rules } from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';
import { renderMarkdown } from '../../src/report/reporters/markdown.ts';
import { plain } from '@post-challenge/spec/command-line';
import { createTestReport } from './reports.ts';
import { runCli, getExamplePath } from '../commands/terminal.ts';

const reporterOptions = { path: 'adapter.mjs', paint: plain, full: false };

/** The summary in which one MUST failed in some way. */
function renderSummaryWhere(message: string, name = 'a'): string {
  const broken = { verdict: 'failed', message, replay: 'eP' } as const;
  const report = createTestReport((id) => (id === 'access.deny/denies' ? broken : {}));
  return renderMarkdown({ ...report, implementation: { name } }, reporterOptions);
}

test('a summary begins with the conclusion, and counts by namespace and verdict', async () => {
  const args = ['check', getExamplePath('hand-written-mock'), '--runs', '20', '--reporter'];
  const { stdout } = await runCli([...args, 'markdown']);
  const { stdout: printed } = await runCli([...args, 'pretty']);
  const [first, , heads, , ...rows] = stdout.split('\n');
  const conclusion = printed.trimEnd().split('\n').at(-1);

  expect(first).toBe(`**${conclusion}**`);
  expect(heads).toBe('| namespace | passed | failed | blocked | unobservable | probed |');
  expect(rows[0]).toBe('| api | 3 | 1 |  |  |  |');
  expect(stdout.match(/^<details>$/gm)).toHaveLength(printed.match(/^[✗!] /gm)?.length ?? 0);
});

test('a failure is folded, with its script and its replay line', () => {
  expect(renderSummaryWhere('    1  api.access.deny("")')).toContain(`
<details>
<summary><code>access.deny/denies</code> failed (MUST)</summary>

${rules['access.deny/denies'].text}

\`\`\`text
    1  api.access.deny("")
\`\`\`
\`\`\`sh
npx @post-challenge/conformance replay adapter.mjs access.deny/denies eP
\`\`\`

</details>
`);
});

test('what is not as a baseline says is told, and what is comes last', () => {
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

test('a rule is there that is blocked by one that is not', async () => {
  const args = ['check', getExamplePath('hand-written-mock'), '--rule', 'cache.set/ttl'];
  const { stdout } = await runCli([...args, '--reporter', 'markdown']);

  expect(stdout).toContain('<code>cache.set/ttl</code> blocked (MUST, ');
  expect(stdout).toContain('\ncache.get/returns-a-record did not pass.\n');
});

test('a fence in a script does not end its fence', () => {
  const summary = renderSummaryWhere('```\n````js\n</details>');

  expect(summary).toContain('`````text\n```\n````js\n</details>\n`````\n');
});

test('a name stands for itself, and for nobody', () => {
  const [first] = renderSummaryWhere('', '@acme/**mock** <b> [x](y)\n# 1').split('\n');

  expect(first).toMatch(
    /^\*\*@&#8203;acme\/\\\*\\\*mock\\\*\\\* \\<b\\> \\\[x\\\]\(y\) #&#8203; 1 is not conformant/,
  );
});

test('of a name no more is told than can be seen, on one line', () => {
  const [first] = renderSummaryWhere('', `a\u0007\n${'b'.repeat(70_000)}`).split('\n');

  expect(first).toMatch(/^\*\*a\\\\u\{7\} b{190,195}… is not conformant/);
});

describe('a comment has room for it', () => {
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

  test('where all fits, all is shown', () => {
    const { summary, all, failures } = renderFailures(10);

    expect(failures).toBe(all);
    expect(summary).not.toContain('no room');
  });

  test('where it does not, the rest is counted', () => {
    const { summary, all, failures } = renderFailures(2000);

    expect(failures).toBeGreaterThan(20);
    expect(summary).toMatch(new RegExp(`There was no room for ${all - failures} more; .*\n$`));
  });

  test('what is not as a baseline says is counted too', () => {
    const report = createTestReport(() => ({ unexpected: long.slice(0, 2000) }));
    const summary = renderMarkdown(report, reporterOptions);

    expect(summary.length).toBeLessThanOrEqual(65_536);
    expect(summary).toMatch(/There was no room for \d+ more; /);
  });

  test('one that is too large alone does not hide the others', () => {
    const { summary, all, failures } = renderFailures(10, 'access.deny/denies');

    expect(failures).toBe(all - 1);
    expect(summary).toContain('There was no room for 1 more; ');
  });
});
