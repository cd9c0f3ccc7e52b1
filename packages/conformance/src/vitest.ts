/**
 * A reporter for vitest that writes the conformance report of the tests from `ruleTests`.
 *
 * @packageDocumentation
 */
import { type RuleId, rules } from '@post-challenge/spec';
import { plain } from '@post-challenge/spec/command-line';
import { dirname, resolve } from 'node:path';
import type { Reporter, TestModule, TestRunEndReason, Vitest } from 'vitest/node';
import { type Report, createReport } from './report/report.ts';
import { formatConclusion, formatImplementationName } from './report/reporters/conclusion.ts';
import { type ReporterName, reporters } from './report/reporters/reporters.ts';
import type { RuleTestRecord } from './runner/rule-tests.ts';
import { writeFileAtomic } from './report/write-file.ts';

/** The files to write, by the format of the report. Paths are relative to the root of the tests. */
export interface ReportFiles {
  /**
   * The path of the JSON report, for programs.
   *
   * @defaultValue `'conformance.json'`, if no file is named
   */
  readonly json?: string;
  /** The path of the text report, for people. */
  readonly pretty?: string;
  /** The path of the JUnit report, for continuous integration. */
  readonly junit?: string;
  /** The path of the Markdown report, for a pull request. */
  readonly markdown?: string;
  /** The path of the HTML report, which is one page. */
  readonly html?: string;
  /** The path of the annotations for GitHub Actions. A later step prints them, as in `cat annotations.txt`. */
  readonly github?: string;
}

const DEFAULT_FILES: ReportFiles = { json: 'conformance.json' };

/**
 * Writes the report on an implementation when its tests have ended. Also works with runs that vitest merges.
 *
 * @example
 * ```js
 * export default { test: { reporters: ['default', ['@post-challenge/conformance/vitest', { json: 'report.json' }]] } };
 * ```
 */
export default class ConformanceReporter implements Reporter {
  readonly #files: ReportFiles;
  #vitest: Vitest | undefined;

  /**
   * Creates a reporter.
   *
   * @param files - The files to write. The default is `{ json: 'conformance.json' }`.
   * @throws TypeError if a member of `files` is not the name of a format.
   */
  constructor(files: ReportFiles = {}) {
    const unknown = Object.keys(files).find((name) => !Object.hasOwn(reporters, name));
    if (unknown !== undefined) {
      const known = Object.keys(reporters).map((name) => JSON.stringify(name));
      throw new TypeError(
        `Unknown report format ${JSON.stringify(unknown)}. Allowed: ${known.join(', ')}.`,
      );
    }
    this.#files = Object.keys(files).length > 0 ? files : DEFAULT_FILES;
  }

  /**
   * Remembers the vitest instance, whose root is the start of relative paths.
   *
   * @param vitest - The vitest instance that runs the tests.
   */
  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  /**
   * Writes the files, if at least one rule was tested.
   *
   * @param modules - The test files.
   * @param _errors - The errors outside the tests.
   * @param reason - How the run ended.
   */
  onTestRunEnd(
    modules: readonly TestModule[],
    _errors: readonly unknown[],
    reason: TestRunEndReason,
  ): void {
    const records = modules.flatMap(listTestRecords);
    const [first] = records;
    if (!first) return this.#vitest?.logger.log('No rule was tested, so no report was written.');
    const names = [...new Set(records.map(formatImplementationName))];
    if (names.length > 1) return this.#reportMixed(names.join(', '));
    const editions = [...new Set(records.map(({ edition }) => edition))];
    if (editions.length > 1) return this.#reportMixed(`editions ${editions.join(' and ')}`);
    const isWhole = reason !== 'interrupted' && modules.every(hasLoaded);
    const report = createMergedReport(first, records, isWhole);
    this.#writeReport(report, first.adapter ?? 'ADAPTER');
  }

  #writeReport(report: Report, path: string): void {
    for (const [name, file] of Object.entries(this.#files) as [ReporterName, string][]) {
      const target = resolve(this.#vitest?.config.root ?? '.', file);
      const text = reporters[name](report, {
        path,
        folder: dirname(target),
        full: true,
        paint: plain,
        width: Infinity,
        failOn: 'must',
      });
      writeFileAtomic(target, text);
    }
    this.#vitest?.logger.log(
      `${formatConclusion(report)}\nWrote ${Object.values(this.#files).join(', ')}.`,
    );
  }

  #reportMixed(subjects: string): void {
    const message = `No report was written: a report covers one implementation in one edition, but these tests cover ${subjects}. Run the tests of each separately.`;
    this.#vitest?.logger.error(message);
    process.exitCode = 1;
  }
}

function listTestRecords(module: TestModule): RuleTestRecord[] {
  return [...module.children.allTests()].flatMap(
    (test) => (test.meta() as { postChallenge?: RuleTestRecord }).postChallenge ?? [],
  );
}

/** Whether a test file loaded without an error. */
function hasLoaded(module: TestModule): boolean {
  return module.errors().length === 0;
}

/** Creates the report from test records in any order. If a rule was judged twice, the verdict that is not green counts. */
function createMergedReport(
  { implementation, edition, draws }: Pick<RuleTestRecord, 'implementation' | 'edition' | 'draws'>,
  judged: readonly RuleTestRecord[],
  isWhole: boolean,
): Report {
  const recordsById = new Map<RuleId, Required<Pick<RuleTestRecord, 'verdict' | 'duration'>>>();
  for (const { verdict, duration = 0 } of judged) {
    const earlier = verdict && recordsById.get(verdict.id)?.verdict.verdict;
    if (verdict && (earlier === undefined || earlier === 'passed'))
      recordsById.set(verdict.id, { verdict, duration });
  }
  const ordered = (Object.keys(rules) as RuleId[]).flatMap((id) => recordsById.get(id) ?? []);
  const total = ordered.reduce((sum, { duration }) => sum + duration, 0);
  const starts = judged.flatMap(({ started }) => started ?? []);
  const durations = ordered.map(({ verdict, duration }) => [verdict.id, duration] as const);
  return createReport(
    implementation,
    ordered.map(({ verdict }) => verdict),
    {
      edition,
      ...(draws && { draws }),
      complete: isWhole && judged.every(({ verdict }) => verdict),
      timing: {
        ...(starts.length > 0 && { started: new Date(Math.min(...starts)).toISOString() }),
        total,
        rules: Object.fromEntries(durations),
      },
    },
  );
}
