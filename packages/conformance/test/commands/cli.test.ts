import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Report } from '@post-challenge/conformance';
import { type Rule, type RuleId, getEditionRule, listRuleIds, rules } from '@post-challenge/spec';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { encodeReplay } from '../../src/language/replay-word.ts';
import { oneExecution } from '../../src/rules/scenarios.ts';
import {
  type CliResult,
  runCli,
  getExamplePath,
  writeFolder,
  writeModule,
  suiteSpecifier,
} from './terminal.ts';

const reference = getExamplePath('reference');
const mock = getExamplePath('hand-written-mock');
const rule = 'access.deny/returns-api';
const quick = ['--rule', rule, '--runs', '5'];

/** Expects a run that ended with exit code 2, one message and no verdict. */
function expectExitError({ code, stdout, stderr }: CliResult): void {
  expect(code).toBe(2);
  expect(stderr).not.toMatch(/^ +at /m);
  expect(stderr).toMatch(/[.)]\n$/);
  expect(`${stdout}${stderr}`).not.toContain('not conformant');
}

/** Checks a module that is not an implementation. Returns the message, with the path of the module as PATH. */
async function checkInvalidModule(source: string): Promise<string> {
  const path = writeModule(source);
  const ran = await runCli(['check', path, ...quick]);
  expectExitError(ran);
  expect(ran.stdout).toBe('');
  return ran.stderr.replaceAll(path, 'PATH').trimEnd();
}

const WRITE = 'Write `export default fromApi({ … })`; `init` writes a module to begin with.';
const MEND = 'Fix create so that it returns { api, outcome }.';

describe('check exits with code 2 and one message if the module', () => {
  test('does not exist', async () => {
    const ran = await runCli(['check', 'nowhere.js']);

    expectExitError(ran);
    expect(ran.stderr).toBe(
      'nowhere.js does not exist. Name a module whose default export is an implementation.\n',
    );
  });

  test.each([
    ['a name with a wrong letter', 'adaptr.mjs', 'adapter.mjs'],
    ['a name without the extension', 'adapter', 'adapter.mjs'],
    ['backslashes', 'inner\\mock.cjs', 'inner/mock.cjs'],
  ])('does not exist, and suggests a file in place of %s', async (_, given, meant) => {
    const folder = writeFolder({ 'adapter.mjs': '', 'inner/mock.cjs': '' });

    const ran = await runCli(['check', join(folder, given)]);

    expect(ran.stderr).toContain(
      `does not exist. Did you mean ${join(folder, meant)}? Name a module`,
    );
  });

  test('is a folder', async () => {
    const path = writeFolder({});

    const ran = await runCli(['check', path]);

    expectExitError(ran);
    expect(ran.stderr).toBe(
      `${path} is not a file. Name a module whose default export is an implementation.\n`,
    );
  });

  test('does not parse', async () => {
    expect(await checkInvalidModule('const = 3;')).toMatch(
      /^PATH cannot be loaded: .*Fix the module and run again\.$/s,
    );
  });

  test.for<[string, string, string]>([
    [
      'throws when it is loaded',
      'throw new RangeError("not here");',
      'PATH cannot be loaded: RangeError: not here (PATH:2:7). Fix the module and run again.',
    ],
    ['has no default export', 'export const a = 1;', `PATH has no default export. ${WRITE}`],
    [
      'exports a number',
      'export default 5;',
      `PATH exports a number, not an implementation. ${WRITE}`,
    ],
    [
      'exports a function',
      'export default () => {};',
      `PATH exports a function, not an implementation. ${WRITE}`,
    ],
    ['exports null', 'export default null;', `PATH exports null, not an implementation. ${WRITE}`],
    [
      'exports an object of another kind',
      'export default { access: {}, cache: {} };',
      `PATH exports an object with access, cache, not an implementation. ${WRITE}`,
    ],
    [
      'has a create that throws',
      'export default fromApi({ name: "a", create() { throw new Error("no way"); } });',
      `PATH cannot be checked. The function create threw Error: no way. ${MEND}`,
    ],
    [
      'has a create that returns no api',
      'export default fromApi({ name: "a", create: () => ({ outcome() {} }) });',
      'PATH cannot be checked. The function create returned no api object. Return { api, outcome }, where api has the namespaces access, authentication, cache, redirect and transaction.',
    ],
    [
      'returns an invalid outcome',
      'export default fromApi({ name: "a", create: () => ({ api: {}, outcome: () => ({ status: "maybe" }) }) });',
      `PATH cannot be checked. The outcome is wrong: status is "maybe", expected one of "completed", "denied", "challenged", "redirected", "rendered", "failed". Fix outcome in the adapter: it must be an outcome of the contract, such as { status: 'completed' }.`,
    ],
    [
      'has a start that returns an invalid answer',
      'export default { name: "a", capabilities: [], open: () => ({ start: () => ({ executions: 5 }) }) };',
      'PATH cannot be checked. The answer is not a phase: /executions is 5, expected an array. Fix the adapter so that it answers { executions, outcome }.',
    ],
  ])('%s', async ([, source, message]) => {
    expect(await checkInvalidModule(source)).toBe(message);
  });

  test('exports an implementation without a name', async () => {
    expect(
      await checkInvalidModule('export default fromApi({ create: () => ({ api: {} }) });'),
    ).toBe(
      'PATH exports an implementation that has no name. Write `name` beside `create` or `open`.',
    );
  });

  test('has an outcome that throws, and the message says what to fix', async () => {
    expect(
      await checkInvalidModule(
        'export default fromApi({ name: "a", create: () => ({ api: {}, outcome() { throw new Error("oh"); } }) });',
      ),
    ).toMatch(/^PATH cannot be checked\. .*Error: oh\. Fix /);
  });
});

describe('a usage error names the mistake and a correction', () => {
  test.for<[string, string[], RegExp]>([
    ['an option', ['check', reference, '--rulse', 'x'], /--rulse.*\n.*--rule\?/],
    ['a reporter', ['check', reference, '--reporter', 'juint'], /Did you mean junit\?/],
    ['a command', ['chekc', reference], /unknown command 'chekc'\n.*check\?/],
    ['a module in place of a command', [reference], /is no command\. Write `check \S+`/],
    ['a namespace', ['list', '--rule', 'cache'], /There is no rule cache\. .* write "cache\*"/],
    ['the number of runs', ['check', reference, '--runs', '0'], /'0' is invalid. .* at least 1\./],
    ['the number of runs', ['check', reference, '--runs', 'x'], /'x' is invalid. .* at least 1\./],
    ['the number of runs', ['check', reference, '--runs', '1.5'], /'1\.5' is invalid\. /],
    [
      'a timeout that no timer can wait',
      ['check', reference, '--timeout', '2147483648'],
      /'2147483648' is invalid\. .* at least 1, at most 2147483647\./,
    ],
    [
      'a timeout that no timer can wait',
      ['replay', reference, rule, 'x', '--timeout', '1e10'],
      /'1e10' is invalid\. .* at most 2147483647\./,
    ],
    ['the seed', ['check', reference, '--seed', '-1'], /'-1' is invalid\. .* at least 0, at most/],
    ['a large seed', ['check', reference, '--seed', '4294967296'], /, at most 4294967295\./],
    ['the level', ['check', reference, '--level', 'may'], /'may' is invalid\. .* MUST, SHOULD\./],
    [
      'a rule',
      ['check', reference, '--rule', 'cache.set/tll'],
      /no rule cache\.set\/tll\. .*: cache\.set\/ttl, /,
    ],
    [
      'a pattern',
      ['check', reference, '--rule', 'cahe.set/*'],
      /No rule matches cahe\.set\/\*\. .*: cache\.set\//,
    ],
    ['the rule of a replay', ['replay', reference, 'cache.set/tll', 'x'], /: cache\.set\/ttl, /],
    ['the rule of explain', ['explain', 'cache.set/tll'], /: cache\.set\/ttl, /],
    ['an extra argument', ['check', reference, mock], /too many arguments/],
    ['a missing argument', ['check'], /missing required argument implementation\. /],
  ])('%s: %j', async ([, args, message]) => {
    const ran = await runCli(args);

    expectExitError(ran);
    expect(ran.stdout).toBe('');
    expect(ran.stderr).toMatch(message);
  });

  test('does not occur if --rule comes before the implementation', async () => {
    expect(await runCli(['check', '--rule', rule, reference])).toMatchObject({ code: 0 });
  });
});

describe('replay refuses an encoded scenario', () => {
  test('if it is damaged', async () => {
    const ran = await runCli(['replay', reference, rule, 'ePgarbage']);

    expectExitError(ran);
    expect(ran.stderr).toBe(
      'Cannot replay the scenario: it is damaged. Copy the whole word from the replay line of the report.\n',
    );
  });

  test('if it belongs to another rule', async () => {
    const word = encodeReplay('cache.set/ttl', oneExecution([]));
    const ran = await runCli(['replay', reference, rule, word]);

    expectExitError(ran);
    expect(ran.stderr).toBe(
      `Cannot replay the scenario: it was recorded for cache.set/ttl, not for ${rule}. Name the rule cache.set/ttl instead.\n`,
    );
  });
});

describe('a replay line', () => {
  test.for(['adapter.mjs', "it's mine/my mock $1.mjs"])(
    'works in a shell for the path %s',
    async (name) => {
      const text = `import { fromApi } from ${suiteSpecifier};
        export default fromApi({ name: 'a', create: () => ({ api: { access: { deny() {} } } }) });`;
      const path = join(writeFolder({ [name]: text }), name);

      const { stdout } = await runCli(['check', path, ...quick]);
      const line = /^ +replay +(.*)$/m.exec(stdout)?.[1] ?? '';
      const [npx, install, bin, ...words] = splitShellWords(line);

      expect([npx, install, bin]).toEqual(['npx', '--no-install', 'post-challenge-conformance']);
      expect(words.slice(0, 3)).toEqual(['replay', path, rule]);
      expect(await runCli(words)).toMatchObject({ code: 1, stderr: '' });
    },
  );
});

/** Splits a line into words, as a shell does. */
function splitShellWords(line: string): string[] {
  const printed = execFileSync('sh', ['-c', `printf '%s\\n' ${line}`], { encoding: 'utf8' });
  return printed.trimEnd().split('\n');
}

describe('check reports no verdict', () => {
  test('if every selected rule needs a host', async () => {
    const ran = await runCli(['check', reference, '--rule', 'flow/*']);

    expectExitError(ran);
    expect(ran.stderr).toBe(
      'No rule was judged. Select other rules, or give the adapter the capabilities that they need.\n',
    );
  });

  test('if the only selected rule is blocked', async () => {
    const ran = await runCli(['check', mock, '--rule', 'cache.set/ttl']);

    expectExitError(ran);
    expect(ran.stdout).toContain('blocked: cache.get/returns-a-record did not pass.');
  });

  test('if level and pattern select no rule', async () => {
    const probe = ['--level', 'must', '--rule', 'access.deny/second-reason'];
    const ran = await runCli(['check', reference, ...probe]);

    expectExitError(ran);
    expect(ran.stderr).toMatch(/^No rule was judged\. /);
  });

  test('if it is interrupted at once', async () => {
    const interrupt = new AbortController();
    interrupt.abort();

    const ran = await runCli(['check', reference], { signal: interrupt.signal });

    expect(ran.code).toBe(2);
    expect(ran.stdout).toMatch(
      /The report on reference \S+ is incomplete: 0 of 0 judged rules pass\.\n$/,
    );
    expect(ran.stdout).not.toContain('not conformant');
  });
});

test('check reports the rules judged so far if the run is interrupted', async () => {
  const interrupt = new AbortController();

  const { code, stdout } = await runCli(['check', reference, '--runs', '2'], {
    signal: interrupt.signal,
    isTTY: true,
    onProgress(text) {
      if (text.includes('3/')) interrupt.abort();
    },
  });

  expect(code).toBe(2);
  expect(stdout).toMatch(/^2 rules in \d\.\d s$/m);
  expect(stdout).toMatch(/The report on reference \S+ is incomplete: 2 of 2 judged rules pass\./);
});

test('check reports an error if create starts to throw during the run', async () => {
  const path = writeModule(
    'let made = 0; export default fromApi({ name: "a", create() { made += 1; if (made > 1) throw new Error("no more"); return { api: {} }; } });',
  );

  const { code, stdout } = await runCli(['check', path, ...quick]);

  expect(code).toBe(2);
  expect(stdout).toContain('The function create threw Error: no more.');
  expect(stdout).not.toContain('not conformant');
});

test('check reports an error if the implementation hangs, even if other rules pass', async () => {
  const path = writeModule(`export default fromApi({
    name: 'a',
    create() {
      const api = { access: { deny: () => api }, redirect: { sendUserTo: () => new Promise(() => {}) } };
      return { api };
    },
  });`);

  const { code, stdout } = await runCli([
    'check',
    path,
    '--rule',
    '*returns-api',
    '--timeout',
    '5',
  ]);

  expect(code).toBe(2);
  expect(stdout).toContain('a did not answer start within 5 ms.');
  expect(stdout).toMatch(
    /hung, crashed or gave an invalid answer in 1 rule\. Fix this first: 1 of 1 judged rule passes · 1 errored\.\n$/,
  );
});

// The tests of the packed packages check every rule of the reference.
describe('the exit code', () => {
  test('is 0 for some rules of the reference', async () => {
    const { code, stdout } = await runCli([
      'check',
      reference,
      '--rule',
      'access.deny/*',
      '--runs',
      '5',
    ]);

    expect(code).toBe(0);
    expect(stdout).toMatch(/passes every selected MUST: /);
  });

  test('is 1 for the mock', async () => {
    expect(await runCli(['check', mock, '--runs', '5'])).toMatchObject({ code: 1, stderr: '' });
  });

  test('is 0 if only a SHOULD is broken', async () => {
    const args = ['check', mock, '--rule', 'redirect.sendUserTo/refuses-a-script-url'];
    const { code, stdout } = await runCli(args);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^! redirect\.sendUserTo\/refuses-a-script-url /);
  });
});

/** Checks the reference, and lists the rules of the report. */
async function listReportedIds(...options: string[]): Promise<string[]> {
  const args = ['check', reference, '--runs', '2', '--reporter', 'json', ...options];
  const { stdout } = await runCli(args);
  return (JSON.parse(stdout) as Report).rules.map(({ id }) => id);
}

describe('check judges the selected rules', () => {
  test('by a pattern', async () => {
    expect(await listReportedIds('--rule', 'cache.set/*')).toEqual(
      listRuleIds('2025').filter((id) => id.startsWith('cache.set/')),
    );
  });

  test('by several patterns', async () => {
    expect(
      await listReportedIds('--rule', 'cache.set/ttl', '--rule', 'access.*', '--rule', 'api/*'),
    ).toEqual(listRuleIds('2025').filter((id) => /^(?:cache\.set\/ttl$|access\.|api\/)/.test(id)));
  });

  test('by a level', async () => {
    expect(await listReportedIds('--level', 'must', '--rule', 'a*')).toEqual(
      listRuleIds('2025').filter((id) => id.startsWith('a') && rules[id].level === 'MUST'),
    );
  });
});

test.each(['MUST', 'must', 'Must'])('--level %s selects the MUST rules', async (level) => {
  const args = ['--rule', 'access.deny/*', '--level', level];

  const ids = await listReportedIds(...args);

  expect(ids.map((id) => rules[id as RuleId].level)).toEqual(ids.map(() => 'MUST'));
});

describe('--fail-on SHOULD', () => {
  const should = ['--rule', 'redirect.sendUserTo/refuses-a-script-url', '--runs', '5'];

  test('makes the exit code 1 if a SHOULD fails', async () => {
    expect(await runCli(['check', mock, ...should])).toMatchObject({ code: 0 });
    expect(await runCli(['check', mock, ...should, '--fail-on', 'SHOULD'])).toMatchObject({
      code: 1,
    });
    expect(await runCli(['check', reference, ...should, '--fail-on', 'SHOULD'])).toMatchObject({
      code: 0,
    });
  });

  test('makes the SHOULD a failure of the JUnit report', async () => {
    const args = ['check', mock, ...should, '--reporter', 'junit'];

    expect((await runCli(args)).stdout).toContain(' failures="0" ');
    expect((await runCli([...args, '--fail-on', 'should'])).stdout).toContain(' failures="1" ');
  });
});

describe('--bail', () => {
  test('stops at the first failure and exits with 1', async () => {
    const { code, stdout } = await runCli(['check', mock, '--runs', '5', '--bail']);

    expect(code).toBe(1);
    expect(stdout.match(/^✗ /gm)).toHaveLength(1);
    expect(stdout).toMatch(/The report on hand-written mock is incomplete: 1 MUST failed/);
  });

  test('does not stop at a SHOULD, unless it makes the exit code bad', async () => {
    const args = [
      'check',
      mock,
      '--rule',
      'redirect.sendUserTo/refuses-*',
      '--runs',
      '5',
      '--bail',
    ];
    const lenient = await runCli(args);
    const strict = await runCli([...args, '--fail-on', 'SHOULD']);

    expect(lenient.stdout.match(/^! /gm)?.length).toBeGreaterThan(1);
    expect(strict.stdout.match(/^[!✗] /gm)).toHaveLength(1);
  });

  test('checks every rule if all pass', async () => {
    expect(await runCli(['check', reference, ...quick, '--bail'])).toMatchObject({ code: 0 });
  });

  test('is refused with a baseline', async () => {
    const ran = await runCli(['check', reference, '--bail', '--baseline', 'known.json']);

    expectExitError(ran);
    expect(ran.stderr).toBe('With a baseline, every rule must be checked. Leave out --bail.\n');
  });
});

describe('progress', () => {
  const args = ['check', reference, '--runs', '2', '--rule', 'access.deny/*'];

  test('is shown if stderr is a terminal, and erased at the end', async () => {
    const { stderr } = await runCli(args, { isTTY: true });

    expect(stderr).toContain('1/8 access.deny/denies');
    expect(stderr.endsWith('\r\u001B[K')).toBe(true);
  });

  test('is not shown if stderr is not a terminal', async () => {
    expect(await runCli(args)).toMatchObject({ stderr: '' });
  });
});

describe('colours', () => {
  const args = ['check', mock, '--rule', rule];

  beforeEach(() => {
    vi.stubEnv('NO_COLOR', undefined);
  });

  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test('are used on a terminal', async () => {
    const { stdout } = await runCli(args, { isTTY: true });

    expect(stdout).toContain('\u001B[31m✗');
  });

  test('are used if NO_COLOR is empty', async () => {
    vi.stubEnv('NO_COLOR', '');
    const { stdout } = await runCli(args, { isTTY: true });

    expect(stdout).toContain('\u001B[31m✗');
  });

  test.each([
    ['on a dumb terminal', 'dumb', [], false],
    ['with --color on a dumb terminal', 'dumb', ['--color'], true],
    ['with --no-color', 'xterm', ['--no-color'], false],
  ])('%s', async (_, terminal, options, isColoured) => {
    vi.stubEnv('TERM', terminal);
    const { stdout, stderr } = await runCli([...args, ...options], { isTTY: true });

    expect(stdout.includes('\u001B[31m✗')).toBe(isColoured);
    expect(stderr === '').toBe(terminal === 'dumb');
  });

  test('are used in a file if the user asks for them', async () => {
    expect((await runCli(['--color', ...args])).stdout).toContain('\u001B[31m✗');
    vi.stubEnv('FORCE_COLOR', '1');
    expect((await runCli(args)).stdout).toContain('\u001B[31m✗');
  });

  test('are not used in a file', async () => {
    const { stdout } = await runCli(args);

    expect(stdout).not.toContain('\u001B');
  });

  test('are not used if NO_COLOR is set', async () => {
    vi.stubEnv('NO_COLOR', '1');
    const { stdout } = await runCli(args, { isTTY: true });

    expect(stdout).not.toContain('\u001B');
  });
});

test('check writes nothing but one JSON document to stdout if the reporter is json', async () => {
  const { stdout, code } = await runCli(['check', mock, '--reporter', 'json', ...quick]);

  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    implementation: { name: 'hand-written mock' },
    rules: [{ id: rule, verdict: 'failed' }],
  });
});

describe('list', () => {
  test('prints every rule of the catalogue', async () => {
    const { stdout, code } = await runCli(['list']);

    expect(code).toBe(0);
    for (const id of listRuleIds('2025')) {
      const { level, text } = rules[id];
      expect(stdout).toContain(`${level.padEnd(6)}  ${id}\n        ${text}\n`);
    }
  });

  test('prints the rules that a pattern matches', async () => {
    const { stdout } = await runCli([
      'list',
      '--rule',
      'access.deny/d*',
      '--rule',
      'cache.set/ttl',
    ]);

    expect(stdout.match(/^\w+ +\S+$/gm)).toEqual([
      'MUST    access.deny/denies',
      'MUST    cache.set/ttl',
    ]);
  });

  test('refuses a pattern that matches no rule', async () => {
    const ran = await runCli(['list', '--rule', 'cahe.*']);

    expectExitError(ran);
    expect(ran.stderr).toMatch(/^No rule matches cahe\.\*\. The nearest: /);
  });

  test('wraps to the terminal', async () => {
    const { stdout } = await runCli(['list'], { isTTY: true, columns: 60 });

    const tooLong = stdout.split('\n').filter((line) => line.length > 60 && /^ +\S+ /.test(line));
    expect(tooLong).toEqual([]);
  });

  test('prints the whole catalogue as JSON', async () => {
    const { stdout } = await runCli(['list', '--json']);

    expect(JSON.parse(stdout)).toEqual(
      listRuleIds('2025').map((id) => ({ id, ...getEditionRule(id, '2025') })),
    );
  });
});

test('explain prints the text, the basis, the needs and the requirements of a rule', async () => {
  const { stdout, code } = await runCli(['explain', 'access.deny/keeps-reason']);
  const { text } = rules['access.deny/keeps-reason'];

  expect(code).toBe(0);
  expect(stdout).toContain('access.deny/keeps-reason   MUST, implied\n');
  expect(stdout).toContain(`  ${text}\n`);
  expect(stdout).toMatch(/^ {2}needs +outcome$/m);
  expect(stdout).toMatch(/^ {2}requires +access\.deny\/denies$/m);
});

test('explain prints the note of a rule', async () => {
  const noted = (Object.entries(rules) as [string, Rule][]).find(
    ([, { note }]) => note !== undefined,
  );
  const [id = '', { note = '' } = {}] = noted ?? [];

  const { stdout } = await runCli(['explain', id]);

  expect(stdout).toContain(note);
});

test('the help lists the commands if none is given', async () => {
  const { code, stderr } = await runCli([]);

  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^ {2}init .*^ {2}check .*^ {2}replay .*^ {2}baseline .*^ {2}diff .*^ {2}rejudge .*^ {2}list .*^ {2}explain /ms,
  );
});

describe('--help', () => {
  test('shows options, examples, exit codes and the docs', async () => {
    const { code, stdout } = await runCli(['check', '--help']);

    expect(code).toBe(0);
    expect(stdout).toContain('--reporter <name[=file]>');
    expect(stdout).toMatch(/^Examples:\n {2}post-challenge-conformance check /m);
    expect(stdout).toMatch(/^Exit codes:\n {2}0 {2}.*\n {2}1 {2}.*\n {2}2 {2}/m);
    expect(stdout).toMatch(/^Docs: \S+README\.md$/m);
  });

  test.each(['', 'check', 'init', 'replay', 'baseline', 'diff', 'rejudge', 'list', 'explain'])(
    'of "%s" is at most 100 columns wide, and not wider than the terminal',
    async (command) => {
      const args = [...command.split(' ').filter(Boolean), '--help'];
      const measure = async (columns: number) => {
        const { stdout } = await runCli(args, { isTTY: true, columns });
        return Math.max(...stdout.split('\n').map((line) => line.length));
      };

      expect(await measure(200)).toBeLessThanOrEqual(100);
      expect(await measure(90)).toBeLessThanOrEqual(90);
    },
  );
});

test.each(['-v', '--version'])('%s prints the version', async (option) => {
  const { code, stdout } = await runCli([option]);

  expect(code).toBe(0);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\S*\n$/);
});

test('replay of a scenario that passes says that the implementation has changed or is not deterministic', async () => {
  const id = 'access.deny/denies';
  const word = encodeReplay(id, oneExecution([{ call: 'access.deny', args: ['no'] }]));

  expect(await runCli(['replay', reference, id, word])).toMatchObject({
    code: 0,
    stdout: `${id} passed. This scenario did not pass when it was recorded. Now it does: the implementation has changed, or it is not deterministic.\n`,
  });
});
