import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getExamplePath, runCli, suiteSpecifier, writeFolder } from './terminal.ts';

const faulty = `
exports.onExecutePostChallenge = async (event, api) => {
  const types = event.user.enrolledFactors.map(({ type }) => type);
  if (!types.includes('otp')) api.access.deny('');
};`;

function writeFiles(files: Readonly<Record<string, string>>): (name: string) => string {
  const folder = writeFolder(files);
  return (name) => join(folder, name);
}

/** Writes an action, and runs the command on it. */
async function exploreAction(source: string, ...options: string[]) {
  const path = writeFiles({ 'action.cjs': source })('action.cjs');
  const ran = await runCli(['explore', path, '--runs', '20', ...options]);
  return { ...ran, path };
}

/** The result for the faulty action. */
let found: Awaited<ReturnType<typeof exploreAction>>;
const folder = mkdtempSync(join(tmpdir(), 'explore-'));
beforeAll(async () => {
  const path = join(folder, 'action.cjs');
  writeFileSync(path, faulty);
  found = { ...(await runCli(['explore', path, '--runs', '20'])), path };
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Gets the word that replays the first finding. */
function getFirstWord(): string {
  const [, word = ''] = /--replay (\S+)/.exec(found.stdout) ?? [];
  return word;
}

describe('the report', () => {
  test('tells each finding in six lines', () => {
    const { code, stdout, stderr, path } = found;
    const [story = '', hint = '', conclusion] = stdout.split('\n\n');

    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(story.split('\n')).toEqual([
      'error throws@action.cjs:3',
      '  Unlike in the sample event, event.user.enrolledFactors is absent.',
      `  The user starts the reset. onExecutePostChallenge of ${path} executes.`,
      `  It threw TypeError: Cannot read properties of undefined (reading 'map') at ${path}:3:44.`,
      expect.stringMatching(/^ {2}Ask whether .*docs\/guide\/explore-actions\.md#throws$/),
      expect.stringMatching(
        /^ {2}npx --no-install post-challenge-conformance explore \S+ --replay [\w-]+$/,
      ),
    ]);
    expect(hint).toContain('hint deny-without-reason@action.cjs:4\n');
    expect(conclusion).toMatch(/^1 error, 1 hint in \d+ visits, edition 2025\n$/);
  });

  test('has the same bytes in two runs', async () => {
    const { path, ...ran } = found;

    expect(await runCli(['explore', path, '--runs', '20'])).toEqual(ran);
  });

  test('is JSON in a file, with the conclusion on stdout', async () => {
    const path = writeFiles({ 'action.cjs': faulty });
    const { code, stdout } = await runCli([
      'explore',
      path('action.cjs'),
      '--runs',
      '20',
      '--reporter',
      `json=${path('report.json')}`,
    ]);
    const report = JSON.parse(readFileSync(path('report.json'), 'utf8')) as object;

    expect(code).toBe(1);
    expect(stdout).toMatch(/^1 error, 1 hint in \d+ visits, edition 2025\n$/);
    expect(report).toMatchObject({
      edition: '2025',
      seed: 0,
      findings: [
        { id: 'throws@action.cjs:3', level: 'error', handler: 'onExecutePostChallenge' },
        { id: 'deny-without-reason@action.cjs:4', level: 'hint' },
      ],
      ignored: [],
      notes: [],
    });
  });

  test('says once that connections are refused', async () => {
    const { code, stdout } = await exploreAction(`
exports.onExecutePostChallenge = async () => {
  await fetch('https://risk.example.com/score');
};`);

    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^note The actions call out \(https:\/\/risk\.example\.com\)\. .*Give stand-ins with --mock\.\nno errors, no hints in /,
    );
  });

  test('shows no secret of the user', async () => {
    const path = writeFiles({
      'action.cjs': `
exports.onExecutePostChallenge = async (event) => {
  throw new Error(event.secrets.KEY);
};`,
      '.env': 'KEY=of-the-user-alone',
    });
    const { code, stdout } = await runCli([
      'explore',
      path('action.cjs'),
      '--runs',
      '20',
      '--secrets',
      path('.env'),
    ]);

    expect(code).toBe(1);
    expect(stdout).toContain('It threw Error: <KEY> at ');
    expect(stdout).not.toContain('of-the-user-alone');
  });
});

describe('--replay', () => {
  test('makes the visit of one finding again', async () => {
    const [story = ''] = found.stdout.split('\n\n');
    const replayed = await runCli(['explore', found.path, '--replay', getFirstWord()]);

    expect(replayed).toEqual({
      code: 1,
      stdout: `${story}\n\n1 error, no hints in 1 visit, edition 2025\n`,
      stderr: '',
    });
  });

  test('says that a mended action shows nothing any more', async () => {
    const source = faulty.replace('Factors.map', 'Factors?.map');
    const mended = writeFiles({ 'action.cjs': source })('action.cjs');
    const replayed = await runCli(['explore', mended, '--replay', getFirstWord()]);

    expect(replayed.code).toBe(1);
    expect(replayed.stdout).toContain("reading 'includes'");
  });
});

describe('--ignore', () => {
  test('leaves out a finding by its id, and findings by their kind', async () => {
    const { code, stdout } = await exploreAction(
      faulty,
      '--ignore',
      'throws@action.cjs:3',
      '--ignore',
      'deny-without-reason',
    );

    expect(code).toBe(0);
    expect(stdout).toMatch(/^no errors, no hints, 2 ignored in /);
  });

  test('says that it matches nothing', async () => {
    const { stdout } = await exploreAction(faulty, '--ignore', 'throws@action.cjs:99');

    expect(stdout).toContain('note --ignore throws@action.cjs:99 matches no finding.\n');
  });
});

describe('--host', () => {
  test('runs the actions on the host of an adapter', async () => {
    const { code, stdout } = await exploreAction(
      faulty,
      '--host',
      getExamplePath('reference-host'),
    );

    expect(code).toBe(1);
    expect(stdout).toContain('error throws@action.cjs:3\n');
  });

  test('refuses an implementation that executes no actions', async () => {
    const { code, stderr } = await exploreAction(faulty, '--host', getExamplePath('reference'));

    expect(code).toBe(2);
    expect(stderr).toMatch(/is not made by fromHost, so it cannot execute actions\. Write /);
  });

  test('reports a host that throws by itself', async () => {
    const path = writeFiles({
      'host.mjs': `import { fromHost } from ${suiteSpecifier};
export default fromHost({ name: 'broken', open: () => ({ start() { throw new Error('no disk'); } }) });`,
    });
    const { code, stderr } = await exploreAction(faulty, '--host', path('host.mjs'));

    expect(code).toBe(2);
    expect(stderr).toBe(
      'The host broken failed by itself: Error: no disk. Mend the host, or leave out --host.\n',
    );
  });
});

describe('refuses', () => {
  test.for<[string, string[], RegExp]>([
    [
      'a misspelt finding',
      ['--ignore', 'throw'],
      /^There is no finding "throw" to ignore\. Did you mean throws\?\n$/,
    ],
    [
      'an unknown finding',
      ['--ignore', 'x@y'],
      /^There is no finding "x@y" to ignore\. Copy an id .*: throws, /,
    ],
    ['no visits', ['--runs', '0'], /Expected a whole number of at least 1/],
    ['a reporter of check', ['--reporter', 'junit'], /Allowed choices are pretty, json\./],
    [
      'a damaged word',
      ['--replay', 'abc'],
      /^Cannot replay the finding: the word is damaged, or of another command\. Copy the whole word /,
    ],
    [
      'a mock that does not exist',
      ['--mock', 'none.mjs'],
      /^none\.mjs does not exist\. Name a module that exports fetch, modules or reset\.\n$/,
    ],
    [
      'secrets that do not exist',
      ['--secrets', 'none.env'],
      /^--secrets none\.env cannot be read: the file does not exist\.\n$/,
    ],
  ])('%s', async ([, options, message]) => {
    const { code, stdout, stderr } = await exploreAction(faulty, ...options);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  test('a mock without stand-ins', async () => {
    const path = writeFiles({ 'mock.mjs': 'export const get = () => 1;' });
    const { code, stderr } = await exploreAction(faulty, '--mock', path('mock.mjs'));

    expect(code).toBe(2);
    expect(stderr).toMatch(/exports neither fetch nor modules\. Write export const fetch = /);
  });

  test('a file without an action', async () => {
    const { code, stderr } = await exploreAction('exports.onPostChallenge = async () => {};');

    expect(code).toBe(2);
    expect(stderr).toMatch(/it exports onPostChallenge, which the trigger ignores\./);
  });

  test.each([
    "require('not-installed');",
    "exports.onExecutePostChallenge = async () => { require('not-installed'); };",
    "exports.onExecutePostChallenge = async () => { await import('not-installed'); };",
  ])('an action whose module is missing, and names the option: %s', async (source) => {
    const { code, stderr } = await exploreAction(source);

    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^[^']+'?not-installed[^I]+ Install not-installed, or give a stand-in with --mock: /,
    );
  });

  test('a module of the tenant that a handler misses', async () => {
    const { code, stderr } = await exploreAction(
      "exports.onExecutePostChallenge = async () => { require('actions:helpers'); };",
    );

    expect(code).toBe(2);
    expect(stderr).toBe(
      "An action loads actions:helpers, which is not there. Give a stand-in with --mock: export const modules = { 'actions:helpers': … }.\n",
    );
  });
});
