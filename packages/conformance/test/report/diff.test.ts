import { join } from 'node:path';
import { type Report, type Verdict, checkConformance } from '@post-challenge/conformance';
import { describe, expect, test } from 'vitest';
import { loadImplementation } from '../../src/implementations/load-implementation.ts';
import { packageInfo } from '../../src/language/package-info.ts';
import { type CliResult, runCli, getExamplePath, writeFolder } from '../commands/terminal.ts';

const mock = await loadImplementation(getExamplePath('hand-written-mock'));
const report = await checkConformance(mock, {
  rules: ['access.deny/returns-api', 'access.deny/denies', 'access.deny/second-reason'],
  runs: 2,
});
const [denies, returns, second] = report.rules as [Verdict, Verdict, Verdict];
const suite = `@post-challenge/conformance ${packageInfo.version}`;
const head = `hand-written mock, edition 2025, rules: 3, by ${suite}`;

/** Runs diff on two reports with these rules. Returns the result, with the paths as A and B. */
async function runDiff(a: object[], b: object[], others: Partial<Report> = {}): Promise<CliResult> {
  const folder = writeFolder({
    A: JSON.stringify({ ...report, rules: a }),
    B: JSON.stringify({ ...report, rules: b, ...others }),
  });
  const { stdout, ...ran } = await runCli(['diff', join(folder, 'A'), join(folder, 'B')]);
  return { ...ran, stdout: stdout.replaceAll(`${folder}/`, '') };
}

test('diff reports no change between two reports that differ only in timing', async () => {
  expect(
    await runDiff(report.rules as Verdict[], report.rules as Verdict[], {
      timing: { total: 1, rules: {} },
    }),
  ).toEqual({
    code: 0,
    stderr: '',
    stdout: `A: ${head}\nB: ${head}\n\nNothing changed; 3 unchanged.\n`,
  });
});

const passed = { ...returns, verdict: 'passed', message: undefined };
const failed = { ...denies, verdict: 'failed', message: ' one\n two' };
const blocked = { ...denies, verdict: 'blocked', message: 'cache.get/x did not pass.' };

describe('diff reports a rule that', () => {
  test.for<[string, object[], object[], number, string]>([
    [
      'fails and passed before',
      [denies],
      [failed],
      1,
      'newly failing\n  access.deny/denies   MUST, passed → failed\n\n1 newly failing; 0 unchanged.\n',
    ],
    [
      'fails and was blocked before',
      [blocked],
      [failed],
      1,
      'newly failing\n  access.deny/denies   MUST, blocked → failed\n\n1 newly failing; 0 unchanged.\n',
    ],
    [
      'no longer passes',
      [denies],
      [blocked],
      1,
      'no longer passing\n  access.deny/denies   MUST, passed → blocked\n\n1 no longer passing; 0 unchanged.\n',
    ],
    [
      'passes and failed before',
      [denies, returns],
      [denies, passed],
      0,
      'newly passing\n  access.deny/returns-api   MUST, failed → passed\n\n1 newly passing; 1 unchanged.\n',
    ],
    [
      'fails differently',
      [failed],
      [{ ...failed, message: ' one\n three' }],
      0,
      'failing differently\n  access.deny/denies   MUST, failed\n     was  two\n     is   three\n\n1 failing differently; 0 unchanged.\n',
    ],
    [
      'is blocked and failed before',
      [failed],
      [blocked],
      0,
      'changed\n  access.deny/denies   MUST, failed → blocked\n\n1 changed; 0 unchanged.\n',
    ],
    [
      'has another answer',
      [second],
      [{ ...second, answers: [...(second.answers ?? []), 'no'] }],
      0,
      'changed\n  access.deny/second-reason   PROBE, probed\n     was  nothing\n     is   no\n\n1 changed; 0 unchanged.\n',
    ],
    [
      'appears',
      [],
      [denies],
      0,
      'appeared\n  access.deny/denies   MUST, passed\n\n1 appeared; 0 unchanged.\n',
    ],
    [
      'appears and fails',
      [],
      [failed],
      1,
      'appeared\n  access.deny/denies   MUST, failed\n\n1 appeared; 0 unchanged.\n',
    ],
    [
      'is gone and failed before',
      [failed],
      [],
      0,
      'gone\n  access.deny/denies   MUST, failed\n\n1 gone; 0 unchanged.\n',
    ],
    [
      'is gone and passed before',
      [denies],
      [],
      1,
      'gone\n  access.deny/denies   MUST, passed\n\n1 gone; 0 unchanged.\n',
    ],
    [
      'is gone from the catalogue',
      [{ ...failed, id: 'access.deny/was-once' }],
      [],
      0,
      'gone\n  access.deny/was-once   MUST, failed\n\n1 gone; 0 unchanged.\n',
    ],
  ])('%s', async ([, a, b, code, output]) => {
    const ran = await runDiff(a, b);

    expect(ran.stdout.split('\n\n').slice(1).join('\n\n')).toBe(output);
    expect(ran.code).toBe(code);
  });
});

test('diff counts each kind of change', async () => {
  const { stdout } = await runDiff([denies, returns, second], [failed, passed]);

  expect(stdout).toMatch(/\n1 newly failing, 1 newly passing, 1 gone; 0 unchanged\.\n$/);
});

test('the head names the implementations and the suites, and marks incomplete reports', async () => {
  const { stdout } = await runDiff([denies], [denies], {
    implementation: { name: 'another', version: '2' },
    suite: { ...report.suite, version: '0.0.9' },
    complete: false,
  });

  expect(stdout).toContain(
    `A: hand-written mock, edition 2025, rules: 1, by ${suite}\nB: another 2, edition 2025, rules: 1, incomplete, by @post-challenge/conformance 0.0.9\n`,
  );
});
