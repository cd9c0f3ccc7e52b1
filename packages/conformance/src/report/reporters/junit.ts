import { type Markup, markup, plain } from '@post-challenge/spec/command-line';
import {
  type FailLevel,
  type Report,
  type Verdict,
  countsAsError,
  countsAsFailure,
} from '../report.ts';
import { formatConclusion, formatImplementationName } from './conclusion.ts';
import { groupByNamespace } from './order.ts';
import { renderFailure } from './pretty.ts';
import { listReplayLine } from './replay-command.ts';
import type { ReporterOptions } from './reporter.ts';

/** The count of a test suite that a test case adds to, besides `tests`. */
type TestCaseResult = 'failures' | 'errors' | 'skipped';

interface TestCase {
  readonly result?: TestCaseResult;
  /** In milliseconds. */
  readonly time: number;
  readonly element: Markup;
}

/**
 * Renders the report as JUnit, for CI systems: a test suite for each namespace, a test case for each rule.
 *
 * @remarks
 * The report has a failure or an error if and only if the exit code is not 0. All other rules that did not pass are skipped.
 */
export function renderJunit(report: Report, { path, failOn }: ReporterOptions): string {
  const namespaces = groupByNamespace(report).map(({ name, rules }) => ({
    name,
    cases: rules.map((rule) =>
      createTestCase(rule, { path, failOn, time: report.timing.rules[rule.id] ?? 0 }),
    ),
  }));
  const suites = [...namespaces, ...createRunErrorSuites(report)];
  const root = markup`<testsuites name="${formatImplementationName(report)}"${renderCounts(suites.flatMap(({ cases }) => cases))}>
${suites.map(({ name, cases }, index) => renderTestSuite(name, cases, index === 0 ? report.hint : undefined))}</testsuites>
`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.markup}`;
}

/** Renders a test suite. The first one holds the hint of the report, because its properties are the first text of the file. */
function renderTestSuite(name: string, cases: readonly TestCase[], hint?: string): Markup {
  const properties =
    hint === undefined
      ? undefined
      : markup`<properties><property name="hint" value="${hint}"/></properties>
`;
  return markup`<testsuite name="${name}"${renderCounts(cases)}>
${properties}${cases.map(({ element }) => element)}</testsuite>
`;
}

function renderCounts(cases: readonly TestCase[]): Markup {
  const count = (wanted: TestCaseResult) => cases.filter(({ result }) => result === wanted).length;
  const time = cases.reduce((sum, testCase) => sum + testCase.time, 0);
  return markup` tests="${cases.length}" failures="${count('failures')}" errors="${count('errors')}" skipped="${count('skipped')}" time="${formatSeconds(time)}"`;
}

function formatSeconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

function createTestCase(
  rule: Verdict,
  { path, failOn, time }: Pick<ReporterOptions, 'path' | 'failOn'> & { time: number },
): TestCase {
  const { id } = rule;
  const [className] = id.split('/');
  const result = classifyVerdict(rule, failOn);
  const element = markup`<testcase classname="${className}" name="${id}" time="${formatSeconds(time)}">${result && renderDetails(rule, path, result)}</testcase>
`;
  return { ...(result && { result }), time, element };
}

function classifyVerdict(rule: Verdict, failOn: FailLevel): TestCaseResult | undefined {
  if (countsAsError(rule)) return 'errors';
  if (countsAsFailure(rule, failOn)) return 'failures';
  return rule.verdict === 'passed' ? undefined : 'skipped';
}

/** Renders the reason why a rule did not pass. */
function renderDetails(rule: Verdict, path: string, result: TestCaseResult): Markup {
  const { verdict, message, answers, text, unexpected } = rule;
  const failed = verdict === 'failed';
  const why = unexpected ?? (failed ? text : (message ?? answers?.join(', '))) ?? '';
  const whole = failed
    ? renderFailure(rule, path, plain)
    : [why, ...listReplayLine(rule, path)].join('\n');
  if (result === 'failures')
    return markup`<failure type="${verdict}" message="${why}">${whole}</failure>`;
  if (result === 'errors')
    return markup`<error type="${verdict}" message="${why}">${whole}</error>`;
  return markup`<skipped message="${verdict}: ${why}"/>${whole === why ? undefined : markup`<system-out>${whole}</system-out>`}`;
}

/** Creates an errored test suite if the run is incomplete or judged no rule. Without it, the report would look green. */
function createRunErrorSuites(report: Report): { name: string; cases: TestCase[] }[] {
  if (report.complete && report.judged > 0) return [];
  const sentence = formatConclusion(report);
  const element = markup`<testcase classname="run" name="run"><error type="run" message="${sentence}">${sentence}</error></testcase>
`;
  return [{ name: 'run', cases: [{ result: 'errors', time: 0, element }] }];
}
