/**
 * A reporter of vitest, which writes the report on an implementation from the tests that `ruleTests` makes.
 *
 * @packageDocumentation
 */
import { type RuleId, rules } from '@post-challenge/spec';
import { plain } from '@post-challenge/spec/command-line';
import { resolve } from 'node:path';
import type { Reporter, TestModule, TestRunEndReason, Vitest } from 'vitest/node';
import { type Report, createReport } from './report/report.ts';
import { formatConclusion, formatImplementationName } from './report/reporters/conclusion.ts';
import { type ReporterName, reporters } from './report/reporters/reporters.ts';
import type { RuleTestRecord } from './runner/rule-tests.ts';
import { writeFileAtomic } from './report/write-file.ts';

/**
 * The files that are written, each by the reporter of its name; paths are relative to the root of the tests.
 *
 * @public
 */
export interface ReportFiles {
  /**
   * The report as it is, for programs.
   *
   * @defaultValue `'conformance.json'`, where no other file is named
   */
  readonly json?: string;
  /** The report for people, as text. */
  readonly pretty?: string;
  /** The report for continuous integration, as JUnit. */
  readonly junit?: string;
  /** The report for a pull request, as Markdown. */
  readonly markdown?: string;
  /** The report as one page. */
  readonly html?: string;
}

const DEFAULT_FILES: ReportFiles = { json: 'conformance.json' };

/**
 * Writes the report on an implementation when its tests have run: of one run, or of several that vitest merges.
 *
 * @example
 * ```js
 * export default { test: { reporters: ['default', ['@post-challenge/conformance/vitest', { json: 'report.json' }]] } };
 * ```
 *
 * @public
 */
export default class ConformanceReporter implements Reporter {
  readonly #files: ReportFiles;
  #vitest: Vitest | undefined;

  /**
   * Makes a reporter.
   *
   * @param files - The files that are written; `{ json: 'conformance.json' }` where none is named.
   * @throws TypeError, where there is no such reporter.
   */
  constructor(files: ReportFiles = {}) {
    const unknown = Object.keys(files).find((name) => !Object.hasOwn(reporters, name));
    if (unknown !== undefined) {
      const known = Object.keys(reporters).join(', ');
      throw new TypeError(`Cannot report as ${unknown}: there are ${known}.`);
    }
    this.#files = Object.keys(files).length > 0 ? files : DEFAULT_FILES;
  }

  /**
   * Takes note of where paths begin.
   *
   * @param vitest - What runs the tests.
   */
  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  /**
   * Writes the files, where any rule was tested.
   *
   * @param modules - The tests.
   * @param _errors - What was thrown outside of them.
   * @param reason - How the run ended.
   */
  onTestRunEnd(
    modules: readonly TestModule[],
    _errors: readonly unknown[],
    reason: TestRunEndReason,
  ): void {
    const records = modules.flatMap(listTestRecords);
    const [first] = records;
    if (!first) return this.#vitest?.logger.log('No rule was tested; no report is written.');
    const names = [...new Set(records.map(formatImplementationName))];
    if (names.length > 1) return this.#reportMixedImplementations(names);
    const isWhole = reason !== 'interrupted' && modules.every(hasLoaded);
    this.#writeReport(createMergedReport(first.implementation, records, isWhole));
  }

  #writeReport(report: Report): void {
    for (const [name, file] of Object.entries(this.#files) as [ReporterName, string][]) {
      const text = reporters[name](report, { path: 'ADAPTER', full: true, paint: plain });
      writeFileAtomic(resolve(this.#vitest?.config.root ?? '.', file), text);
    }
    this.#vitest?.logger.log(
      `${formatConclusion(report)}\nIn ${Object.values(this.#files).join(', ')}.`,
    );
  }

  #reportMixedImplementations(names: readonly string[]): void {
    const sentence = `No report is written: it is one on one implementation, and the tests are of ${names.join(', ')}. Run the tests of each on their own.`;
    this.#vitest?.logger.error(sentence);
    process.exitCode = 1;
  }
}

function listTestRecords(module: TestModule): RuleTestRecord[] {
  return [...module.children.allTests()].flatMap(
    (test) => (test.meta() as { postChallenge?: RuleTestRecord }).postChallenge ?? [],
  );
}

/** Whether the tests of a file are known. */
function hasLoaded(module: TestModule): boolean {
  return module.errors().length === 0;
}

/** The report on what was judged in any order; of a rule that was judged twice, the verdict that is not green. */
function createMergedReport(
  implementation: Report['implementation'],
  judged: readonly RuleTestRecord[],
  isWhole: boolean,
): Report {
  const recordsById = new Map<RuleId, Required<RuleTestRecord>>();
  for (const { verdict, duration = 0 } of judged) {
    const earlier = verdict && recordsById.get(verdict.id)?.verdict.verdict;
    if (verdict && (earlier === undefined || earlier === 'passed'))
      recordsById.set(verdict.id, { implementation, verdict, duration });
  }
  const ordered = (Object.keys(rules) as RuleId[]).flatMap((id) => recordsById.get(id) ?? []);
  const total = ordered.reduce((sum, { duration }) => sum + duration, 0);
  const durations = ordered.map(({ verdict, duration }) => [verdict.id, duration] as const);
  return createReport(
    implementation,
    ordered.map(({ verdict }) => verdict),
    {
      complete: isWhole && judged.every(({ verdict }) => verdict),
      timing: { total, rules: Object.fromEntries(durations) },
    },
  );
}
