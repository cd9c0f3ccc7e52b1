import type { Report, Verdict } from '@post-challenge/conformance';
import { plain } from '@post-challenge/spec/command-line';
import { describe, expect, test } from 'vitest';
import { renderGithub } from '../../src/report/reporters/github.ts';
import type { ReporterOptions } from '../../src/report/reporters/reporter.ts';
import { createTestReport } from './reports.ts';

const script = '    1  api.access.deny("no")  → undefined   ← here\n   expected   the api object';

/** Renders a report in which some rules have these verdicts, as lines. */
function renderLines(
  verdicts: Readonly<Record<string, Partial<Verdict>>>,
  options: Partial<ReporterOptions> = {},
  change: (report: Report) => Report = (report) => report,
): string[] {
  const report = change(createTestReport((id) => verdicts[id] ?? {}));
  return renderGithub(report, {
    path: 'adapter.mjs',
    paint: plain,
    full: false,
    width: Infinity,
    failOn: 'must',
    ...options,
  })
    .trimEnd()
    .split('\n');
}

const failedMust: Partial<Verdict> = { verdict: 'failed', message: script, replay: 'ePx' };

describe('the GitHub report', () => {
  test('has an error on the adapter for each MUST that failed, and ends with the conclusion', () => {
    const lines = renderLines({ 'access.deny/denies': failedMust });

    expect(lines).toEqual([
      expect.stringMatching(
        /^::error file=adapter\.mjs,title=access\.deny\/denies::✗ access\.deny\/denies .*%0A.*← here%0A {3}expected .*%0A {3}replay /,
      ),
      expect.stringMatching(/^::notice title=conformance::.* is not conformant .*: 1 MUST failed/),
    ]);
  });

  test('has a warning for a SHOULD that failed, or an error if it makes the exit code bad', () => {
    const verdicts = { 'redirect.sendUserTo/refuses-a-script-url': failedMust };

    expect(renderLines(verdicts)[0]).toMatch(/^::warning file=adapter\.mjs,title=redirect\./);
    expect(renderLines(verdicts, { failOn: 'should' })[0]).toMatch(/^::error file=adapter\.mjs,/);
  });

  test('leaves out a rule that only waits for another one of the report', () => {
    const lines = renderLines({
      'access.deny/denies': failedMust,
      'access.deny/keeps-reason': { verdict: 'blocked', blockedBy: ['access.deny/denies'] },
    });

    expect(lines).toHaveLength(2);
  });

  test.each<[string, Partial<Verdict>]>([
    ['errored', { verdict: 'errored', message: 'It hung.' }],
    ['vacuous', { verdict: 'vacuous', message: 'Nothing reached it.' }],
    ['blocked by a rule outside', { verdict: 'blocked', blockedBy: [], message: 'It lacks it.' }],
    ['unlike the baseline', { verdict: 'passed', unexpected: 'It passes now.' }],
  ])('has an error for a MUST that is %s', (_, verdict) => {
    const [first] = renderLines({ 'access.deny/denies': verdict });

    expect(first).toBe(
      `::error file=adapter.mjs,title=access.deny/denies::${verdict.verdict}: ${verdict.unexpected ?? verdict.message}`,
    );
  });

  test('shows the replay command of a rule that errored', () => {
    const errored = { verdict: 'errored', message: 'It hung.', replay: 'ePx' } as const;
    const [first] = renderLines({ 'access.deny/denies': errored });

    expect(first).toMatch(
      /::errored: It hung\.%0A {3}replay .* replay adapter\.mjs access\.deny\/denies ePx$/,
    );
  });

  test('lets no text of the implementation become a command or a property', () => {
    const evil = 'x\r\n::set-output name=a::b%0A::error::c';
    const lines = renderLines(
      { 'access.deny/denies': { ...failedMust, message: evil } },
      { path: 'a,title=b:c\n::error::d.mjs' },
      (report) => ({ ...report, implementation: { ...report.implementation, name: evil } }),
    );

    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('file=a%2Ctitle=b%3Ac%0A%3A%3Aerror%3A%3Ad.mjs,title=');
    expect(lines[0]).toContain('x%0D%0A::set-output name=a::b%250A');
    expect(lines[1]).toMatch(/^::notice title=conformance::x/);
  });
});
