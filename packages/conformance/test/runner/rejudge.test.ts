import { join } from 'node:path';
import type { Report, Verdict } from '@post-challenge/conformance';
import { describe, expect, test } from 'vitest';
import { packageInfo } from '../../src/language/package-info.ts';
import {
  type CliResult,
  runCli,
  getExamplePath,
  writeFolder,
  writeModule,
} from '../commands/terminal.ts';

const mock = getExamplePath('hand-written-mock');
const { version } = packageInfo;
const head = `FILE: hand-written mock, edition 2025, rules: 8, by @post-challenge/conformance ${version}\njudged again by version ${version}`;

/** Checks the rules of `access.deny`, and returns the report. */
async function checkForReport(path: string, ...options: string[]): Promise<Report> {
  const args = ['check', path, '--reporter', 'json', '--rule', 'access.deny/*', '--runs', '3'];
  return JSON.parse((await runCli([...args, ...options])).stdout) as Report;
}

/** Runs rejudge on a report. Returns the result, with the path of the report as FILE. */
async function rejudgeFile(report: Report): Promise<CliResult> {
  const file = join(writeFolder({ report: JSON.stringify(report) }), 'report');
  const { stdout, stderr, code } = await runCli(['rejudge', file]);
  return { code, stdout: stdout.replaceAll(file, 'FILE'), stderr: stderr.replaceAll(file, 'FILE') };
}

/** Changes the verdict of one rule of a report. */
function changeVerdict(report: Report, id: string, change: (verdict: Verdict) => object): Report {
  const rules = report.rules.map((rule) => (rule.id === id ? { ...rule, ...change(rule) } : rule));
  return { ...report, rules };
}

const denies = 'access.deny/denies';
const returns = 'access.deny/returns-api';

/** Creates a change that replaces a text in all traces of a verdict. */
function replaceInTraces(text: string, replacement: string): (verdict: Verdict) => object {
  return ({ trace, traces }) =>
    JSON.parse(JSON.stringify({ trace, traces }).replaceAll(text, replacement)) as object;
}

test('rejudge judges the failures of a report again, by their traces', async () => {
  const ran = await rejudgeFile(await checkForReport(mock));

  expect(ran.stdout).toBe(
    `${head}, rules: 1, scenarios: 1\n\nNothing changed; 1 unchanged.\n\nNot judged again, because the report has no traces of them: 3 passed, 3 unobservable, 1 probed.\n`,
  );
  expect(ran).toMatchObject({ code: 1, stderr: '' });
});

test('a rule is errored if its scenario is none that the suite draws', async () => {
  const id = 'redirect.validateToken/named-parameter';
  const drawn = {
    scenario: { now: 0, factors: [], transactions: [] },
    trace: { transactions: [] },
  };
  const report = await checkForReport(mock);
  const rule = { ...report.rules[0], ...drawn, id, verdict: 'failed' };
  const { stdout, code } = await rejudgeFile({ ...report, rules: [rule] } as Report);

  expect(code).toBe(2);
  expect(stdout).toContain(`  ${id}   MUST, failed → errored`);
});

test('a failure passes if its trace no longer breaks the rule', async () => {
  const report = changeVerdict(
    await checkForReport(mock),
    returns,
    replaceInTraces('$undefined', '$api'),
  );
  const { stdout, code } = await rejudgeFile(report);

  expect(stdout).toContain(
    `newly passing\n  ${returns}   MUST, failed → passed\n\n1 newly passing; 0 unchanged.\n`,
  );
  expect(code).toBe(0);
});

test('a rule that passed fails if its traces now break it', async () => {
  const report = changeVerdict(
    await checkForReport(mock, '--traces'),
    denies,
    replaceInTraces('"status":"denied"', '"status":"completed"'),
  );
  const { stdout, code } = await rejudgeFile(report);

  expect(stdout).toContain(`newly failing\n  ${denies}   MUST, passed → failed\n`);
  expect(code).toBe(1);
});

test('rejudge gives the same verdict on every rule that has traces', async () => {
  const report = await checkForReport(mock, '--traces');
  const { stdout, code } = await rejudgeFile(report);
  const traces = report.rules.flatMap((rule) => rule.traces ?? []);

  expect(stdout).toBe(
    `${head}, rules: 5, scenarios: ${traces.length}\n\nNothing changed; 5 unchanged.\n\nNot judged again, because the report has no traces of them: 3 unobservable.\n`,
  );
  expect(code).toBe(1);
});

test.each([[[]], [['--traces']]])(
  'a failure with a note, whose scenario was simplified, stays the same: %j',
  async (options) => {
    const path = writeModule(`export default fromApi({
      name: 'a',
      create() {
        const stored = new Map();
        const get = (key) => stored.get(key.normalize());
        const set = (key, value) => {
          const record = { value, expires_at: Date.now() };
          stored.set(key.normalize(), record);
          return { type: 'success', record };
        };
        return { api: { cache: { get, set, delete() {} } } };
      },
    });`);
    const rule = 'cache.get/keys-are-exact';
    const args = ['check', path, '--rule', rule, '--reporter', 'json', ...options];
    const report = JSON.parse((await runCli(args)).stdout) as Report;
    const { stdout } = await rejudgeFile(report);

    expect(report.rules[0]?.message).toMatch(/\n {3}note {7}with /);
    expect(stdout).toMatch(/\n\nNothing changed; 1 unchanged\.\n$/);
  },
);

test('a verdict stays expected by the baseline if it does not change', async () => {
  const baseline = join(writeFolder({}), 'baseline');
  await runCli(['baseline', mock, baseline, '--runs', '3']);
  const report = await checkForReport(mock, '--baseline', baseline);
  const changed = changeVerdict(report, returns, replaceInTraces('$undefined', '$number'));

  expect((await rejudgeFile(report)).code).toBe(0);
  expect((await rejudgeFile(changed)).code).toBe(1);
});

test('an errored rule stays errored, because the scenario that errored has no trace', async () => {
  const report = changeVerdict(await checkForReport(mock, '--traces'), denies, () => ({
    verdict: 'errored',
    message: 'It hung.',
  }));
  const { stdout, code } = await rejudgeFile(report);

  expect(stdout).toMatch(
    /\nNot judged again, because the report has no traces of them: 3 unobservable, 1 errored\.\n$/,
  );
  expect(code).toBe(2);
});

test('a rule that a missing method blocks is judged again, and stays blocked', async () => {
  const path = writeModule(
    'export default fromApi({ name: "a", create: () => ({ api: { access: { deny() {} } } }) });',
  );
  const report = await checkForReport(path, '--traces');
  const blocked = report.rules.filter(({ verdict }) => verdict === 'blocked');
  const { stdout } = await rejudgeFile({ ...report, rules: blocked });

  expect(blocked.map(({ message }) => message)).toEqual(['api.cache.set is missing.']);
  expect(stdout).toMatch(/, rules: 1, scenarios: 3\n\nNothing changed; 1 unchanged\.\n$/);
});

test('a rule that no longer exists is gone, and the others are judged', async () => {
  const report = changeVerdict(await checkForReport(mock), denies, () => ({
    id: 'access.deny/was-once',
  }));
  const { stdout } = await rejudgeFile(report);

  expect(stdout).toContain('gone\n  access.deny/was-once   MUST, passed\n\n1 gone; 1 unchanged.\n');
});

test('rejudge refuses a report without failures and traces', async () => {
  const report = await checkForReport(mock, '--rule', denies);
  const passed = { ...report, rules: report.rules.filter(({ id }) => id !== returns) };

  expect(await rejudgeFile(passed)).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'FILE holds no traces to judge. Write the report with --traces, or check the implementation again.\n',
  });
});

describe('traces', () => {
  test('are written on one line', async () => {
    const args = ['check', mock, '--reporter', 'json', '--traces', '--rule', denies];
    const { stdout } = await runCli(args);

    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  });

  test.for<[string[], string]>([
    [[], 'Only a JSON report can keep traces. Add --reporter json=<file>.\n'],
    [['--reporter', 'pretty'], 'Only a JSON report can keep traces. Add --reporter json=<file>.\n'],
    [
      ['--reporter', 'json', '--runs', '501'],
      'A report cannot keep the traces of 501 runs. Use --runs 500 or fewer.\n',
    ],
  ])('are refused with %j', async ([options, message]) => {
    const ran = await runCli(['check', mock, '--traces', '--rule', denies, ...options]);

    expect(ran).toEqual({ code: 2, stdout: '', stderr: message });
  });
});
