import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Report, type Verdict, verdictNames } from '@post-challenge/conformance';
import type { RuleLevel } from '@post-challenge/spec';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { describe, expect, test } from 'vitest';
import { getExitCode } from '../../src/commands/exit-code.ts';
import { renderJunit } from '../../src/report/reporters/junit.ts';
import { plain } from '@post-challenge/spec/command-line';
import { createTestReport } from './reports.ts';
import { runCli, getExamplePath, writeFolder } from '../commands/terminal.ts';

const reporterOptions = {
  path: 'adapter.mjs',
  paint: plain,
  full: false,
  width: Infinity,
  failOn: 'must' as const,
};
const silent = { write: () => true };

/** Parses a report. Throws if it is not well-formed. */
function parseElements(xml: string) {
  const elements: (SaxesTagPlain & { text: string })[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => elements.push({ ...tag, text: '' }));
  parser.on('text', (text) => {
    const last = elements.at(-1);
    if (last) last.text += text;
  });
  parser.write(xml).close();
  const count = (...names: string[]) => elements.filter(({ name }) => names.includes(name)).length;
  const first = (name: string) => elements.find((element) => element.name === name);
  return { count, first };
}

/** Creates a report in which one MUST has this verdict, and all other rules passed. */
function createReportWhere(verdict: Partial<Verdict>): Report {
  return createTestReport((id) => (id === 'access.deny/denies' ? verdict : {}));
}

test('the counts of a JUnit report match the counts of the JSON report', async () => {
  const path = join(writeFolder({}), 'junit.xml');
  const reporters = ['--reporter', 'json', '--reporter', `junit=${path}`];
  const args = ['check', getExamplePath('hand-written-mock'), '--runs', '5', ...reporters];
  const { rules, summary } = JSON.parse((await runCli(args)).stdout) as Report;
  const { count, first } = parseElements(readFileSync(path, 'utf8'));

  expect(first('testsuites')?.attributes).toMatchObject({
    tests: String(count('testcase')),
    failures: String(count('failure')),
    errors: String(count('error')),
    skipped: String(count('skipped')),
  });
  expect(count('testcase')).toBe(rules.length);
  expect(count('testcase') - count('failure', 'error', 'skipped')).toBe(summary.passed);
  expect(count('testsuite')).toBe(7);
});

describe('a report has a failure or an error if the exit code is not 0, and passes only green rules', () => {
  const levels: readonly RuleLevel[] = ['MUST', 'SHOULD'];
  const lacking = [[], ['host'], ['outcome'], ['host', 'outcome']] as const;
  const compared = [{}, { expected: true }, { unexpected: 'It is not as it was.' }] as const;
  const verdicts = levels.flatMap((level) =>
    verdictNames.flatMap((verdict) => [
      ...lacking.map((lacks) => ({ level, verdict, lacks })),
      ...compared.map((one) => ({ level, verdict, ...one })),
    ]),
  );

  test.for<Partial<Verdict>>(verdicts)('%j', (verdict) => {
    const report = createReportWhere(verdict);
    const { count } = parseElements(renderJunit(report, reporterOptions));
    const isGreen = verdict.verdict === 'passed' && verdict.unexpected === undefined;

    expect(count('failure', 'error') > 0).toBe(getExitCode(report, silent) !== 0);
    expect(count('failure', 'error', 'skipped')).toBe(isGreen ? 0 : 1);
  });

  test.for([
    { ...createTestReport(() => ({})), complete: false },
    { ...createTestReport(() => ({ verdict: 'unobservable', lacks: ['host'] })), judged: 0 },
  ])('for a run without a verdict', (report) => {
    const { count, first } = parseElements(renderJunit(report, reporterOptions));

    expect(getExitCode(report, silent)).toBe(2);
    expect(count('error')).toBe(1);
    expect(first('error')?.text).toMatch(/^The report on .* is incomplete: |^There is no verdict /);
  });
});

test('a report is well-formed for every message', () => {
  const message = '\u0000\u001B[31m\uD800\uFFFE\r</failure>]]><!-- & "\'';
  const report = createReportWhere({ verdict: 'failed', message });

  const { count, first } = parseElements(renderJunit(report, reporterOptions));

  expect(count('failure')).toBe(1);
  expect(first('failure')?.text).toContain(
    String.raw`\u{0}\u{1b}[31m\u{d800}\u{fffe}\u{d}</failure>]]><!-- & "'`,
  );
});

test('a failure shows its script and its replay command', () => {
  const report = createReportWhere({
    verdict: 'failed',
    message: '    1  api.access.deny("")',
    replay: 'eP',
  });

  const { first } = parseElements(renderJunit(report, reporterOptions));

  expect(first('failure')?.attributes['message']).toBe(
    report.rules.find(({ verdict }) => verdict === 'failed')?.text,
  );
  expect(first('failure')?.text).toContain('    1  api.access.deny("")');
  expect(first('failure')?.text).toContain(' replay adapter.mjs access.deny/denies eP\n');
});

test.for<[Partial<Verdict>, string]>([
  [{}, 'error'],
  [{ expected: true }, 'system-out'],
])('a rule that errored shows its replay command: %j', ([others, name]) => {
  const errored = { verdict: 'errored', message: 'It hung.', replay: 'eP' } as const;
  const { first } = parseElements(
    renderJunit(createReportWhere({ ...errored, ...others }), reporterOptions),
  );

  expect(first(name)?.text).toMatch(
    /^It hung\.\n {3}replay .* replay adapter\.mjs access\.deny\/denies eP\n?$/,
  );
});
