import { type Report, type Verdict, checkConformance } from '@post-challenge/conformance';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { TestModule, Vitest } from 'vitest/node';
import { createRuleChecker } from '../src/runner/check-rule.ts';
import type { RuleTestRecord } from '../src/runner/rule-tests.ts';
import ConformanceReporter, { type ReportFiles } from '../src/vitest.ts';
import { reporters } from '../src/report/reporters/reporters.ts';
import { changeReference } from './implementations.ts';
import { writeFolder } from './commands/terminal.ts';

const implementation = { name: 'broken', version: '1.2.3' };
const broken = {
  ...changeReference(({ cache: { get } }) => ({ cache: { get: (key) => get(key)?.value } })),
  ...implementation,
};

let report: Report;
/** The verdicts of separate tests of the same rules. */
let verdicts: Verdict[];
beforeAll(async () => {
  const rules = ['access.deny/*', 'cache.get/returns-a-record', 'cache.set/*'] as const;
  report = await checkConformance(broken, { rules, runs: 5 });
  const judge = await createRuleChecker(broken, { runs: 5 });
  verdicts = await Promise.all(report.rules.map(({ id }) => judge(id)));
});

test('the options have a member for each format', () => {
  const files: Required<ReportFiles> = {
    pretty: 'a',
    json: 'b',
    junit: 'c',
    markdown: 'd',
    html: 'e',
    github: 'f',
  };

  expect(Object.keys(files).toSorted()).toEqual(Object.keys(reporters).toSorted());
});

/** The metadata of a test of a rule. */
interface Meta {
  readonly postChallenge?: RuleTestRecord;
}

/** Creates the metadata of the tests of rules. */
function createMetas(judged: readonly Verdict[], subject = implementation): Meta[] {
  return judged.map((verdict, index) => ({
    postChallenge: {
      implementation: subject,
      edition: '2025',
      draws: { runs: 5, seed: 0 },
      started: Date.UTC(2026, 0, 2) - index,
      verdict,
      duration: 2,
    },
  }));
}

/** The circumstances of a test run. */
interface TestRun {
  readonly reason?: 'passed' | 'interrupted';
  readonly files?: ReportFiles;
  /** The errors of test files that did not load. */
  readonly errors?: readonly Error[];
}

interface WrittenReports {
  readonly texts: Readonly<Record<string, string>>;
  readonly output: string;
}

/** Runs the reporter on test files with this metadata. Returns the files that it wrote, and its output. */
function runReporter(
  modules: readonly (readonly Meta[])[],
  { reason = 'passed', files, errors = [] }: TestRun = {},
): WrittenReports {
  const root = writeFolder({});
  let output = '';
  const log = (text: string) => void (output += text);
  const reporter = new ConformanceReporter(files);
  reporter.onInit({ config: { root }, logger: { log, error: log } } as unknown as Vitest);
  reporter.onTestRunEnd(
    modules.map((metas) => {
      const tests = metas.map((meta) => ({ meta: () => meta }));
      return { children: { allTests: () => tests }, errors: () => errors } as unknown as TestModule;
    }),
    [],
    reason,
  );
  const texts = readdirSync(root).map((name) => [name, readFileSync(join(root, name), 'utf8')]);
  return { texts: Object.fromEntries(texts) as Record<string, string>, output };
}

/** Runs the reporter, and reads the JSON report. */
function readWrittenReport(...args: Parameters<typeof runReporter>): Report {
  return JSON.parse(String(runReporter(...args).texts['conformance.json'])) as Report;
}

test('the reporter writes the report of a single run, however its tests are spread over files', () => {
  const judged = createMetas(verdicts);
  const odd = judged.filter((_, n) => n % 2 === 1);
  const even = judged.filter((_, n) => n % 2 === 0);

  const { timing, ...written } = readWrittenReport([odd, [], [...even.toReversed(), {}]]);

  expect(JSON.stringify(written)).toBe(JSON.stringify({ ...report, timing: undefined }));
  expect(written.rules.some(({ blocks = [] }) => blocks.length > 0)).toBe(true);
  expect(timing.total).toBe(2 * report.rules.length);
  expect(timing.started).toBe(
    new Date(Date.UTC(2026, 0, 2) - report.rules.length + 1).toISOString(),
  );
});

describe('the report is incomplete', () => {
  test('if a test ended before its rule was judged', () => {
    const judged = [
      ...createMetas(verdicts),
      { postChallenge: { implementation, edition: '2025' as const } },
    ];

    expect(readWrittenReport([judged]).complete).toBe(false);
  });

  test('if a test file did not load', () => {
    const judged = createMetas(verdicts);

    expect(readWrittenReport([judged], { errors: [new Error('no such module')] }).complete).toBe(
      false,
    );
  });

  test('if the run was interrupted', () => {
    const judged = createMetas(verdicts);

    expect(readWrittenReport([judged], { reason: 'interrupted' }).complete).toBe(false);
  });
});

test('the report counts the verdict that is not green if a rule was tested twice', () => {
  const [first] = verdicts as [Verdict];
  const judged = createMetas([first, { ...first, verdict: 'failed' }, first]);

  expect(readWrittenReport([judged]).summary).toMatchObject({ passed: 0, failed: 1 });
});

test('the reporter writes a file in each named format, and prints the conclusion', () => {
  const judged = createMetas(verdicts);
  const files = Object.fromEntries(Object.keys(reporters).map((name) => [name, `a.${name}`]));

  const { texts, output } = runReporter([judged], { files });

  expect(Object.keys(texts).toSorted()).toEqual(Object.values(files).toSorted());
  expect(texts['a.pretty']).toContain('conformance replay ADAPTER cache.get/returns-a-record ');
  expect(output).toMatch(/^broken 1\.2\.3 does not pass every selected MUST: .*\nWrote a\..*\.$/);
});

describe('the reporter writes nothing', () => {
  test('if no rule was tested', () => {
    const { texts, output } = runReporter([[{}], []]);

    expect({ texts, output }).toEqual({
      texts: {},
      output: 'No rule was tested, so no report was written.',
    });
  });

  test('if the tests cover two implementations, which is an error', () => {
    const { exitCode } = process;
    onTestFinished(() => void (process.exitCode = exitCode));
    const other = { name: 'other', version: '1' };

    const { texts, output } = runReporter([createMetas(verdicts), createMetas(verdicts, other)]);

    expect({ texts, code: process.exitCode }).toEqual({ texts: {}, code: 1 });
    expect(output).toMatch(
      / covers one implementation in one edition, but these tests cover broken 1\.2\.3, other 1\. /,
    );
  });

  test('if a format does not exist', () => {
    expect(() => new ConformanceReporter({ jsno: 'a.json' } as ReportFiles)).toThrow(
      /^Unknown report format "jsno"\. Allowed: "pretty", "json", /,
    );
  });
});
