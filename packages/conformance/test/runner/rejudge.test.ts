import { join } from 'node:path';
import type { Report, Verdict } from '@post-challenge/conformance';
import { describe, expect, test } from 'vitest';
import {
  type CliResult,
  runCli,
  getExamplePath,
  writeFolder,
  writeModule,
} from '../commands/terminal.ts';

const mock = getExamplePath('hand-written-mock');
const head =
  'FILE: hand-written mock, rules: 7, by @post-challenge/conformance 0.1.0\njudged again by version 0.1.0';

/** The report on the mock's method deny. */
async function checkForReport(path: string, ...options: string[]): Promise<Report> {
  const args = ['check', path, '--reporter', 'json', '--rule', 'access.deny/*', '--runs', '3'];
  return JSON.parse((await runCli([...args, ...options])).stdout) as Report;
}

/** What is said of a report that is judged again, with its path as FILE. */
async function rejudgeFile(report: Report): Promise<CliResult> {
  const file = join(writeFolder({ report: JSON.stringify(report) }), 'report');
  const { stdout, stderr, code } = await runCli(['rejudge', file]);
  return { code, stdout: stdout.replaceAll(file, 'FILE'), stderr: stderr.replaceAll(file, 'FILE') };
}

/** The report with some of a rule's verdict changed. */
function changeVerdict(report: Report, id: string, change: (verdict: Verdict) => object): Report {
  const rules = report.rules.map((rule) => (rule.id === id ? { ...rule, ...change(rule) } : rule));
  return { ...report, rules };
}

const denies = 'access.deny/denies';
const returns = 'access.deny/returns-api';

/** The verdict with something else observed in all that was kept of it. */
function replaceObserved(seen: string, instead: string): (verdict: Verdict) => object {
  return ({ trace, traces }) =>
    JSON.parse(JSON.stringify({ trace, traces }).replaceAll(seen, instead)) as object;
}

test('the failures of a report are judged again by what was observed', async () => {
  const ran = await rejudgeFile(await checkForReport(mock));

  expect(ran.stdout).toBe(
    `${head}, rules: 1, scenarios: 1\n\nNothing changed; 1 as before.\n\nNot judged again, for want of traces: 3 passed, 2 unobservable, 1 probed.\n`,
  );
  expect(ran).toMatchObject({ code: 1, stderr: '' });
});

test('a failure that the rule no longer sees in its trace passes, and nothing else is made of it', async () => {
  const report = changeVerdict(
    await checkForReport(mock),
    returns,
    replaceObserved('$undefined', '$api'),
  );
  const { stdout, code } = await rejudgeFile(report);

  expect(stdout).toContain(
    `newly passing\n  ${returns}   MUST, failed → passed\n\n1 newly passing; 0 as before.\n`,
  );
  expect(code).toBe(0);
});

test('a rule that its traces break now fails, with the scenario that breaks it', async () => {
  const report = changeVerdict(
    await checkForReport(mock, '--traces'),
    denies,
    replaceObserved('"status":"denied"', '"status":"completed"'),
  );
  const { stdout, code } = await rejudgeFile(report);

  expect(stdout).toContain(`newly failing\n  ${denies}   MUST, passed → failed\n`);
  expect(code).toBe(1);
});

test('with traces every rule that was run is judged again, to the same end', async () => {
  const report = await checkForReport(mock, '--traces');
  const { stdout, code } = await rejudgeFile(report);
  const traces = report.rules.flatMap((rule) => rule.traces ?? []);

  expect(stdout).toBe(
    `${head}, rules: 5, scenarios: ${traces.length}\n\nNothing changed; 5 as before.\n\nNot judged again, for want of traces: 2 unobservable.\n`,
  );
  expect(code).toBe(1);
});

test('what a baseline said of a rule stays where the rule is as it was', async () => {
  const baseline = join(writeFolder({}), 'baseline');
  await runCli(['baseline', mock, baseline, '--runs', '3']);
  const report = await checkForReport(mock, '--baseline', baseline);
  const otherwise = changeVerdict(report, returns, replaceObserved('$undefined', '$number'));

  expect((await rejudgeFile(report)).code).toBe(0);
  expect((await rejudgeFile(otherwise)).code).toBe(1);
});

test('a rule that erred stays so, since what it broke off in left no trace', async () => {
  const report = changeVerdict(await checkForReport(mock, '--traces'), denies, () => ({
    verdict: 'errored',
    message: 'It hung.',
  }));
  const { stdout, code } = await rejudgeFile(report);

  expect(stdout).toMatch(/\nNot judged again, for want of traces: 2 unobservable, 1 errored\.\n$/);
  expect(code).toBe(2);
});

test('a rule for which a method was missing is judged again, and is blocked again', async () => {
  const path = writeModule(
    'export default fromApi({ name: "a", create: () => ({ api: { access: { deny() {} } } }) });',
  );
  const report = await checkForReport(path, '--traces');
  const blocked = report.rules.filter(({ verdict }) => verdict === 'blocked');
  const { stdout } = await rejudgeFile({ ...report, rules: blocked });

  expect(blocked.map(({ message }) => message)).toEqual(['api.cache.set is missing.']);
  expect(stdout).toMatch(/, rules: 1, scenarios: 1\n\nNothing changed; 1 as before\.\n$/);
});

test('a rule that is no more is gone, and the others are judged', async () => {
  const report = changeVerdict(await checkForReport(mock), denies, () => ({
    id: 'access.deny/was-once',
  }));
  const { stdout } = await rejudgeFile(report);

  expect(stdout).toContain('gone\n  access.deny/was-once   MUST, passed\n\n1 gone; 1 as before.\n');
});

test('a report without failures and traces holds nothing to judge', async () => {
  const report = await checkForReport(mock, '--rule', denies);
  const passed = { ...report, rules: report.rules.filter(({ id }) => id !== returns) };

  expect(await rejudgeFile(passed)).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'FILE holds nothing that can be judged again. Write it with --traces, or check the implementation.\n',
  });
});

describe('traces', () => {
  test('are kept on one line, for their size', async () => {
    const args = ['check', mock, '--reporter', 'json', '--traces', '--rule', denies];
    const { stdout } = await runCli(args);

    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  });

  test.for<[string[], string]>([
    [[], 'Only a report in JSON keeps traces. Add --reporter json=<file>.\n'],
    [['--reporter', 'pretty'], 'Only a report in JSON keeps traces. Add --reporter json=<file>.\n'],
    [
      ['--reporter', 'json', '--runs', '501'],
      'Traces of 501 runs do not fit. Give --runs 500 at most.\n',
    ],
  ])('are not kept with %j', async ([options, said]) => {
    const ran = await runCli(['check', mock, '--traces', '--rule', denies, ...options]);

    expect(ran).toEqual({ code: 2, stdout: '', stderr: said });
  });
});
