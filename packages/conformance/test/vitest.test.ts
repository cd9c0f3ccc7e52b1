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
/** What the tests of the same rules find, none of which knows of the others. */
let verdicts: Verdict[];
beforeAll(async () => {
  const rules = ['access.deny/*', 'cache.get/returns-a-record', 'cache.set/*'] as const;
  report = await checkConformance(broken, { rules, runs: 5 });
  const judge = await createRuleChecker(broken, { runs: 5 });
  verdicts = await Promise.all(report.rules.map(({ id }) => judge(id)));
});

/** What a test of a rule leaves behind. */
interface Meta {
  readonly postChallenge?: RuleTestRecord;
}

/** What the tests of rules leave behind. */
function createMetas(found: readonly Verdict[], of = implementation): Meta[] {
  return found.map((verdict) => ({
    postChallenge: { implementation: of, verdict, duration: 2 },
  }));
}

/** How tests were run. */
interface TestRun {
  readonly reason?: 'passed' | 'interrupted';
  readonly files?: ReportFiles;
  /** Why files did not load. */
  readonly errors?: readonly Error[];
}

interface WrittenReports {
  readonly texts: Readonly<Record<string, string>>;
  readonly said: string;
}

/** What is written of modules, in each of which tests told something. */
function runReporter(
  modules: readonly (readonly Meta[])[],
  { reason = 'passed', files, errors = [] }: TestRun = {},
): WrittenReports {
  const root = writeFolder({});
  let said = '';
  const log = (text: string) => void (said += text);
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
  return { texts: Object.fromEntries(texts) as Record<string, string>, said };
}

/** The report that is written of modules. */
function readWrittenReport(...given: Parameters<typeof runReporter>): Report {
  return JSON.parse(String(runReporter(...given).texts['conformance.json'])) as Report;
}

test('the report is the one of a single run, however its tests were spread', () => {
  const judged = createMetas(verdicts);
  const odd = judged.filter((_, n) => n % 2 === 1);
  const even = judged.filter((_, n) => n % 2 === 0);

  const { timing, ...written } = readWrittenReport([odd, [], [...even.toReversed(), {}]]);

  expect(JSON.stringify(written)).toBe(JSON.stringify({ ...report, timing: undefined }));
  expect(written.rules.some(({ blocks = [] }) => blocks.length > 0)).toBe(true);
  expect(timing.total).toBe(2 * report.rules.length);
});

describe('the report is incomplete', () => {
  test('where a test ended before its rule was judged', () => {
    const judged = [...createMetas(verdicts), { postChallenge: { implementation } }];

    expect(readWrittenReport([judged]).complete).toBe(false);
  });

  test('where a file did not load', () => {
    const judged = createMetas(verdicts);

    expect(readWrittenReport([judged], { errors: [new Error('no such module')] }).complete).toBe(
      false,
    );
  });

  test('where the run was interrupted', () => {
    const judged = createMetas(verdicts);

    expect(readWrittenReport([judged], { reason: 'interrupted' }).complete).toBe(false);
  });
});

test('of a rule that was tested twice the verdict counts that is not green', () => {
  const [first] = verdicts as [Verdict];
  const judged = createMetas([first, { ...first, verdict: 'failed' }, first]);

  expect(readWrittenReport([judged]).summary).toMatchObject({ passed: 0, failed: 1 });
});

test('a file is written by each reporter that is named, and the conclusion is told', () => {
  const judged = createMetas(verdicts);
  const files = Object.fromEntries(Object.keys(reporters).map((name) => [name, `a.${name}`]));

  const { texts, said } = runReporter([judged], { files });

  expect(Object.keys(texts).toSorted()).toEqual(Object.values(files).toSorted());
  expect(texts['a.pretty']).toContain('conformance replay ADAPTER cache.get/returns-a-record ');
  expect(said).toMatch(/^broken 1\.2\.3 is not conformant: .*\nIn a\..*\.$/);
});

describe('nothing is written', () => {
  test('where no rule was tested', () => {
    const { texts, said } = runReporter([[{}], []]);

    expect({ texts, said }).toEqual({
      texts: {},
      said: 'No rule was tested; no report is written.',
    });
  });

  test('where there are tests of two implementations, which is an error', () => {
    const { exitCode } = process;
    onTestFinished(() => void (process.exitCode = exitCode));
    const other = { name: 'other', version: '1' };

    const { texts, said } = runReporter([createMetas(verdicts), createMetas(verdicts, other)]);

    expect({ texts, code: process.exitCode }).toEqual({ texts: {}, code: 1 });
    expect(said).toMatch(/ on one implementation, and the tests are of broken 1\.2\.3, other 1\. /);
  });

  test('where there is no such reporter', () => {
    expect(() => new ConformanceReporter({ jsno: 'a.json' } as ReportFiles)).toThrow(
      /^Cannot report as jsno: there are pretty, json/,
    );
  });
});
