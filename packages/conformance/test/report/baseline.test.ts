import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Baseline, Report } from '@post-challenge/conformance';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type CliResult,
  runCli,
  getExamplePath,
  writeFolder,
  writeModule,
} from '../commands/terminal.ts';

const mock = getExamplePath('hand-written-mock');
const few = ['--runs', '2'];

let file: string;

beforeEach(() => {
  file = join(writeFolder({}), 'baseline.json');
});

/** The baseline of the mock, as the command writes it. It is written once, because it takes a whole check. */
let written: { readonly ran: CliResult; readonly text: string; readonly names: string[] };
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'baseline-'));
  const path = join(folder, 'baseline.json');
  const ran = await runCli(['baseline', mock, path, ...few]);
  written = { ran, text: readFileSync(path, 'utf8'), names: readdirSync(folder) };
  rmSync(folder, { recursive: true });
});

const selectRules = (...patterns: string[]) => patterns.flatMap((rule) => ['--rule', rule]);

function writeBaseline(): void {
  writeFileSync(file, written.text);
}

/** Writes the baseline of the mock, with a change. */
function rewriteBaseline(change: (baseline: Baseline) => object): void {
  writeBaseline();
  writeFileSync(file, JSON.stringify(change(readWrittenBaseline())));
}

function readWrittenBaseline(): Baseline {
  return JSON.parse(readFileSync(file, 'utf8')) as Baseline;
}

/** Creates a change that replaces the entry of one rule. */
function replaceEntry(id: string, by: readonly object[]): (baseline: Baseline) => object {
  return (baseline) => ({
    ...baseline,
    rules: baseline.rules.flatMap((rule) => (rule.id === id ? by : [rule])),
  });
}

async function checkWithBaseline(...options: string[]): Promise<CliResult> {
  return runCli(['check', mock, '--baseline', file, ...few, ...options]);
}

/** The report on the mock without a baseline. */
const plainReport = runForReport('check', mock, ...few);

describe('a baseline', () => {
  test('comes with the hint of the report, because it may not hold in the next run', async () => {
    const path = writeModule(`export default fromApi({ name: 'a', create: () => ({ api: {
      cache: { set: (key, value) => {}, get: () => ({ value: 'value', expires_at: Date.now() + 1000 }) },
    } }) });`);

    const { stdout } = await runCli(['baseline', path, file, ...few]);

    expect(stdout).toMatch(/^Hint: The implementation reports times of this machine/);
  });

  test('lists every rule that is not green, with its message and its encoded scenario', async () => {
    const { code, stdout } = written.ran;
    writeBaseline();
    const { rules } = await plainReport;
    const open = rules.filter(({ verdict }) => !/passed|probed/.test(verdict));

    expect(code).toBe(0);
    expect(open.length).toBeGreaterThan(50);
    expect(readWrittenBaseline().rules).toEqual(
      open.map(({ id, verdict, message, replay }) => ({
        id,
        verdict,
        message: message?.split('\n'),
        ...(replay && { replay }),
      })),
    );
    const failed = open.filter(({ verdict }) => verdict === 'failed').length;
    expect(stdout).toMatch(
      new RegExp(`^The baseline of edition 2025 lists: ${failed} failed, .*\\.\\n$`),
    );
  });

  test('matches the published schema', () => {
    const schema = readFileSync(new URL('../../schema/Baseline.json', import.meta.url), 'utf8');
    const validate = new Ajv2020({ strict: true }).compile(JSON.parse(schema) as object);
    writeBaseline();

    expect([validate(readWrittenBaseline()), validate.errors]).toEqual([true, null]);
    expect(validate({ ...readWrittenBaseline(), rules: [{ id: 'cache.set/ttl' }] })).toBe(false);
  });

  test('is the same text every time', async () => {
    await runCli(['baseline', mock, file, ...few]);

    expect(readFileSync(file, 'utf8')).toBe(written.text);
  });

  test('leaves no temporary file', () => {
    expect(written.names).toEqual(['baseline.json']);
  });

  test.for([[['--rule', 'cache.*']], [['--level', 'must']]])(
    'is not written if a filter selects rules: %j',
    async ([filter]) => {
      const ran = await runCli(['baseline', mock, file, ...few, ...(filter ?? [])]);

      expect(ran).toMatchObject({
        code: 2,
        stdout: '',
        stderr: 'A baseline covers every rule. Leave out --rule and --level.\n',
      });
      expect(existsSync(file)).toBe(false);
    },
  );

  test('is not written if the run was interrupted', async () => {
    const ran = await runCli(['baseline', mock, file, ...few], { signal: AbortSignal.abort() });

    expect(ran).toMatchObject({ code: 2, stderr: 'Interrupted: no baseline was written.\n' });
    expect(existsSync(file)).toBe(false);
  });

  test('is not written if no rule was judged', async () => {
    const path = writeModule(
      'let made = 0; export default fromApi({ name: "a", create() { made += 1; if (made > 1) throw 1; return { api: {} }; } });',
    );

    expect(await runCli(['baseline', path, file, ...few])).toMatchObject({
      code: 2,
      stderr: 'No rule was judged, so no baseline was written. Fix the adapter first.\n',
    });
    expect(existsSync(file)).toBe(false);
  });

  test('is refused before the run if its file cannot be written', async () => {
    const ran = await runCli(['baseline', mock, join(file, 'below'), ...few]);

    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(/below cannot be written: /);
  });
});

async function runForReport(...args: string[]): Promise<Report> {
  return JSON.parse((await runCli([...args, '--reporter', 'json'])).stdout) as Report;
}

describe('an implementation that matches its baseline', () => {
  test('makes the exit code 0, and is not conformant', async () => {
    writeBaseline();
    const { code, stdout, stderr } = await checkWithBaseline();

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^\d+ rules in \d\.\d s, \d+ as the baseline expects$/m);
    expect(stdout).toMatch(
      /is not conformant to edition 2025 \(api level, as the baseline expects\): \d+ MUST failed, /,
    );
    expect(stdout).toMatch(/^✗ cache\.get\/returns-a-record {3}MUST, documented, expected$/m);
  });

  test('has the same counts as without a baseline', async () => {
    writeBaseline();
    const marked = await runForReport('check', mock, ...few, '--baseline', file);
    const { rules, ...figures } = await plainReport;
    const listed = new Set(readWrittenBaseline().rules.map(({ id }) => id));

    expect(marked).toEqual({
      ...figures,
      timing: marked.timing,
      rules: rules.map((rule) => (listed.has(rule.id) ? { ...rule, expected: true } : rule)),
    });
  });

  test('has no failure in a report for CI systems', async () => {
    writeBaseline();
    const { stdout } = await checkWithBaseline(...selectRules('access.*'), '--reporter', 'junit');

    expect(stdout).toMatch(/^<testsuites [^>]* failures="0" errors="0" /m);
    expect(stdout).toContain('<skipped message="failed: `access.deny` returns the `api` object');
  });

  test('is compared only in the selected rules', async () => {
    writeBaseline();

    expect(await checkWithBaseline('--rule', 'access.deny/*')).toMatchObject({
      code: 0,
      stderr: '',
    });
  });

  test('may be blocked or unobservable for another reason', async () => {
    rewriteBaseline((baseline) => ({
      ...baseline,
      rules: baseline.rules.map((rule) =>
        /failed|errored/.test(rule.verdict) ? rule : { ...rule, message: ['Another reason.'] },
      ),
    }));

    const some = selectRules('cache.set/*', 'flow/*');
    expect(await checkWithBaseline(...some)).toMatchObject({ code: 0, stderr: '' });
  });

  test('may error, if the baseline lists the error', async () => {
    const path = writeModule(`export default fromApi({
      name: 'a',
      create() {
        let status = 'completed';
        const api = { access: { deny: () => { status = 'refused'; return api; } } };
        return { api, outcome: () => ({ status }) };
      },
    });`);
    await runCli(['baseline', path, file, ...few]);
    const { code, stdout } = await runCli(['check', path, ...few, '--baseline', file]);

    expect(await runCli(['check', path, ...few])).toMatchObject({ code: 2 });
    expect(stdout).toMatch(/^\? access\.deny\/denies {3}MUST, documented, expected {3}errored$/m);
    expect(stdout).not.toContain('Fix this first');
    expect(code).toBe(0);
  });
});

describe('an implementation that differs from its baseline', () => {
  const id = 'access.deny/returns-api';

  test.for<[string, string, (baseline: Baseline) => object, string]>([
    [
      'a rule that passes',
      'listed',
      (baseline) => ({
        ...baseline,
        rules: [...baseline.rules, { id: 'access.deny/denies', verdict: 'failed', message: [] }],
      }),
      'access.deny/denies passed; the baseline says failed.',
    ],
    [
      'a probe that is answered',
      'listed',
      (baseline) => ({
        ...baseline,
        rules: [
          ...baseline.rules,
          { id: 'cache.set/many-records', verdict: 'vacuous', message: [] },
        ],
      }),
      'cache.set/many-records probed; the baseline says vacuous.',
    ],
    [
      'a failure',
      'missing',
      replaceEntry(id, []),
      'access.deny/returns-api failed; the baseline does not list it.',
    ],
    [
      'a failure of another kind',
      'listed',
      replaceEntry(id, [{ id, verdict: 'failed', message: ['   expected   something else'] }]),
      'access.deny/returns-api failed, but differently than the baseline says. Expected: expected   something else. Received: 1  api.access.deny("no")  → undefined   ← here.',
    ],
    [
      'a failure with a line more',
      'listed',
      replaceEntry(id, [
        {
          id,
          verdict: 'failed',
          message: [
            '    1  api.access.deny("no")  → undefined   ← here',
            '   expected   api',
            '   actual     a guess',
          ],
        },
      ]),
      'access.deny/returns-api failed, but differently than the baseline says. Expected: actual     a guess. Received: nothing.',
    ],
    [
      'a rule with another verdict',
      'listed',
      replaceEntry(id, [{ id, verdict: 'blocked', message: [] }]),
      'access.deny/returns-api failed; the baseline says blocked.',
    ],
  ])('is reported for %s that is %s in the baseline', async ([, , change, message]) => {
    rewriteBaseline(change);
    const some = selectRules('access.deny/*', 'cache.set/many-records');
    const { code, stderr } = await checkWithBaseline(...some);

    expect(stderr).toBe(`${message}\n`);
    expect(code).toBe(1);
  });

  test('makes the exit code 1 for a SHOULD too', async () => {
    const should = 'redirect.sendUserTo/refuses-a-script-url';
    rewriteBaseline(replaceEntry(should, []));

    expect(await runCli(['check', mock, ...few, '--rule', should])).toMatchObject({ code: 0 });
    expect(await checkWithBaseline('--rule', should)).toMatchObject({
      code: 1,
      stderr: `${should} failed; the baseline does not list it.\n`,
    });
  });

  test('has a failure in a report for CI systems, even for a rule that passes', async () => {
    rewriteBaseline(
      replaceEntry(id, [{ id: 'access.deny/denies', verdict: 'failed', message: [] }]),
    );

    const { stdout } = await checkWithBaseline(
      '--rule',
      'access.deny/denies',
      '--reporter',
      'junit',
    );

    expect(stdout).toMatch(/^<testsuites [^>]* failures="1" errors="0" /m);
    expect(stdout).toContain('message="access.deny/denies passed; the baseline says failed."');
  });

  test('shows unexpected failures first', async () => {
    const should = 'redirect.sendUserTo/refuses-a-script-url';
    rewriteBaseline(replaceEntry(should, []));

    const { stdout } = await checkWithBaseline(...selectRules('access.*', 'redirect.*'));

    expect(stdout).toMatch(/^! redirect\.sendUserTo\/refuses-a-script-url {3}SHOULD, \w+\n/);
    expect(stdout).toMatch(/\d+ as the baseline expects, 1 unlike the baseline$/m);
  });

  test('makes the exit code 2 if the run was interrupted', async () => {
    writeBaseline();
    const ran = await runCli(['check', mock, '--baseline', file, ...few], {
      signal: AbortSignal.abort(),
    });

    expect(ran.code).toBe(2);
  });
});
