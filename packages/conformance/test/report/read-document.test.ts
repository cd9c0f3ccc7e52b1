import type { Report } from '@post-challenge/conformance';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { encodeReplay } from '../../src/language/replay-word.ts';
import { oneExecution } from '../../src/rules/scenarios.ts';
import { packageInfo } from '../../src/language/package-info.ts';
import { isNewerVersion } from '../../src/report/version.ts';
import { runCli, getExamplePath, writeFolder } from '../commands/terminal.ts';

const mock = getExamplePath('hand-written-mock');
const id = 'cache.set/ttl';
const failed = { id, verdict: 'failed', message: [] };

const WRITE = {
  baseline: 'Write one with `baseline <implementation> <file>`.',
  report: 'Write one with `check <implementation> --reporter json=<file>`.',
};

/** Runs a command on an invalid file. Returns the message, with the path of the file as FILE. */
async function readInvalidFile(
  text: string,
  before: string[],
  after: string[] = [],
): Promise<string> {
  const file = join(writeFolder({ file: text }), 'file');
  const ran = await runCli([...before, file, ...after]);

  expect(ran).toMatchObject({ code: 2, stdout: '' });
  return ran.stderr.replaceAll(file, 'FILE').trimEnd();
}

const reading = {
  baseline: ['check', mock, '--baseline'],
  report: ['rejudge'],
};

const kinds = ['baseline', 'report'] as const;

test.for(kinds)('a %s that does not exist is refused', async (kind) => {
  const { code, stderr } = await runCli([...reading[kind], 'nowhere.json']);

  expect(code).toBe(2);
  expect(stderr).toBe(`nowhere.json cannot be read: the file does not exist. ${WRITE[kind]}\n`);
});

test.for(kinds)('a folder is refused as a %s', async (kind) => {
  const folder = writeFolder({});
  const { code, stderr } = await runCli([...reading[kind], folder]);

  expect(code).toBe(2);
  expect(stderr).toBe(`${folder} cannot be read: it is a folder. ${WRITE[kind]}\n`);
});

test.for(kinds)('a file that is not JSON is refused as a %s', async (kind) => {
  const message = await readInvalidFile('{ "suite": ', reading[kind]);

  expect(message).toBe(
    `FILE is not valid JSON: it ends too early, at line 1, column 12. ${WRITE[kind]}`,
  );
});

test.for<[string, string]>([
  ['null', 'it is null, expected an object'],
  ['[]', 'it is [], expected an object'],
  ['{ "tests": 5 }', '/suite is undefined, expected a value'],
])('%s is refused as a report and as a baseline', async ([text, issue]) => {
  const baseline = await readInvalidFile(text, reading.baseline);
  const report = await readInvalidFile(text, reading.report);

  expect(baseline).toBe(
    `FILE cannot be used. It is not a baseline of this suite: ${issue}. ${WRITE.baseline}`,
  );
  expect(report).toBe(
    `FILE cannot be used. It is not a report of this suite: ${issue}. ${WRITE.report}`,
  );
});

describe('a file of another kind is refused with the likely intention', () => {
  test.for<[string, string, (typeof kinds)[number], string]>([
    [
      'a baseline as a report',
      JSON.stringify({ suite: packageInfo, rules: [] }),
      'report',
      `FILE cannot be used. It is a baseline, not a report. ${WRITE.report}`,
    ],
    [
      'a report as a baseline',
      JSON.stringify({ suite: packageInfo, timing: {}, rules: [] }),
      'baseline',
      `FILE cannot be used. It is a report, not a baseline. ${WRITE.baseline}`,
    ],
    [
      'a manifest',
      '{ "name": "a", "scripts": {} }',
      'baseline',
      `FILE cannot be used. It is a manifest of a package. ${WRITE.baseline}`,
    ],
    [
      'an HTML report',
      '<!doctype html>\n<html>',
      'report',
      `FILE is an HTML report, not JSON. ${WRITE.report}`,
    ],
    ['a JUnit report', '<?xml ?>', 'report', `FILE is a JUnit report, not JSON. ${WRITE.report}`],
    [
      'a configuration',
      "export default { rule: 'a' };",
      'baseline',
      `FILE is a module, not JSON. ${WRITE.baseline}`,
    ],
    ['an empty file', ' \n', 'report', `FILE is empty, not JSON. ${WRITE.report}`],
  ])('%s', async ([, text, kind, message]) => {
    expect(await readInvalidFile(text, reading[kind])).toBe(message);
  });
});

describe('a file that is too large or too deep is refused', () => {
  test.for<[string, string, string]>([
    ['levels', '['.repeat(100_000), `FILE has more than 100 levels. ${WRITE.baseline}`],
    [
      'values',
      `[${'1,'.repeat(1_000_001)}1]`,
      `FILE has more than 1000000 values. ${WRITE.baseline}`,
    ],
    [
      'megabytes',
      `"${'x'.repeat(10_000_000)}"`,
      `FILE is larger than 10 MB. Give a smaller file. ${WRITE.baseline}`,
    ],
  ])('%s', async ([, text, message]) => {
    expect(await readInvalidFile(text, reading.baseline)).toBe(message);
  });
});

test.for<[string, (text: string) => string | Uint8Array]>([
  ['with a byte order mark', (text) => `\u{FEFF}${text}`],
  ['in UTF-16', (text) => Buffer.from(`\u{FEFF}${text}`, 'utf16le')],
  ['in UTF-16 of the other byte order', (text) => Buffer.from(text, 'utf16le').swap16()],
  ['with line ends of Windows', (text) => text.replaceAll('\n', '\r\n')],
])('a baseline %s is read', async ([, encode]) => {
  const rules = [{ ...failed, id: 'access.deny/returns-api' }];
  const file = join(writeFolder({}), 'file');
  writeFileSync(file, encode(`${JSON.stringify({ suite: packageInfo, rules }, null, 2)}\n`));
  const ran = await runCli(['check', mock, '--baseline', file, '--rule', 'access.deny/denies']);

  expect(ran).toMatchObject({ code: 0, stderr: '' });
});

test.for(kinds)('a %s of another suite is refused', async (kind) => {
  const { stdout } = await runCli([
    'check',
    mock,
    '--rule',
    'access.deny/denies',
    '--reporter',
    'json',
  ]);
  const other = { name: 'other', version: '0.0.1' };
  const report = { ...(JSON.parse(stdout) as object), suite: other };
  const document = kind === 'report' ? report : { suite: other, rules: [] };

  expect(await readInvalidFile(JSON.stringify(document), reading[kind])).toBe(
    `FILE cannot be used. It is not a ${kind} of this suite: /suite/name is "other", expected "${packageInfo.name}". ${WRITE[kind]}`,
  );
});

const [major = 0, minor = 0, patch = 0] = packageInfo.version.split('.').map(Number);
const newerVersions = [
  `${major}.${minor}.${patch + 1}`,
  `${major}.${minor + 10}.0`,
  `${major + 12}.0.0`,
];

test.for(kinds.flatMap((kind) => newerVersions.map((version) => [kind, version] as const)))(
  'a %s of version %s is refused, even if its format is unknown',
  async ([kind, version]) => {
    const document = { suite: { name: packageInfo.name, version }, news: true };

    expect(await readInvalidFile(JSON.stringify(document), reading[kind])).toBe(
      `FILE cannot be used. Version ${version} of the suite wrote it, but this is version ${packageInfo.version}. Use ${packageInfo.name}@${version}.`,
    );
  },
);

test.for([
  [{}, 'undefined, expected a value'],
  [{ version: 5 }, '5, expected a string'],
] as const)('a baseline is refused whose suite has the version of %j', async ([version, issue]) => {
  const document = { suite: { name: packageInfo.name, ...version }, rules: [] };

  expect(await readInvalidFile(JSON.stringify(document), reading.baseline)).toBe(
    `FILE cannot be used. It is not a baseline of this suite: /suite/version is ${issue}. ${WRITE.baseline}`,
  );
});

test.for([
  ['0.10.0', '0.9.0'],
  ['0.2.0', '0.1.9'],
  ['10.0.0', '9.9.9'],
  ['1.0.0', '1.0.0-rc.1'],
  ['1.0.1-rc.1', '1.0.0'],
  ['1.0.0-rc.1', '1.0.0-beta.11'],
  ['1.0.0-beta.11', '1.0.0-beta.2'],
  ['1.0.0-beta.2', '1.0.0-beta'],
  ['1.0.0-beta', '1.0.0-alpha.beta'],
  ['1.0.0-alpha.beta', '1.0.0-alpha.1'],
  ['1.0.0-alpha.1', '1.0.0-alpha'],
  ['1.0.0-a-b', '1.0.0-a'],
] as const)('version %s comes after %s', ([later, earlier]) => {
  expect([isNewerVersion(later, earlier), isNewerVersion(earlier, later)]).toEqual([true, false]);
  expect(isNewerVersion(later, later)).toBe(false);
});

test('build metadata does not make a version later', () => {
  expect([isNewerVersion('1.0.0+2', '1.0.0+1'), isNewerVersion('1.0.0+1', '1.0.0+2')]).toEqual([
    false,
    false,
  ]);
});

test('a report of an earlier version is read without its listed claims', async () => {
  const { stdout } = await runCli(['check', mock, '--rule', id, '--reporter', 'json']);
  const report = JSON.parse(stdout) as Report;
  const listed = {
    ...report.rules[0],
    id: 'cache/scoped-to-the-trigger',
    level: 'LISTED',
    verdict: 'listed',
  };
  const old = {
    ...report,
    summary: { ...report.summary, listed: 1 },
    rules: [...report.rules, listed],
  };
  const folder = writeFolder({ old: JSON.stringify(old), now: stdout });
  const ran = await runCli(['diff', join(folder, 'old'), join(folder, 'now')]);

  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(ran.stdout).toMatch(/\n\nNothing changed; 1 unchanged\.\n$/);
});

test('a baseline of an earlier version is refused if it lists a claim that is not a rule', async () => {
  const rules = [{ ...failed, id: 'cache/scoped-to-the-trigger' }];

  expect(
    await readInvalidFile(JSON.stringify({ suite: packageInfo, rules }), reading.baseline),
  ).toMatch(/^FILE cannot be used\. There is no rule cache\/scoped-to-the-trigger\. The nearest: /);
});

test('a baseline of an older version is accepted', async () => {
  const rules = [{ ...failed, id: 'access.deny/returns-api' }];
  const text = JSON.stringify({ suite: { ...packageInfo, version: '0.0.9' }, rules });
  const file = join(writeFolder({ file: text }), 'file');
  const ran = await runCli(['check', mock, '--baseline', file, '--rule', 'access.deny/denies']);

  expect(ran.code).toBe(0);
});

test.for<[string, object[], RegExp | string]>([
  [
    'the id of a rule',
    [{ ...failed, id: 'cache.set/tll' }],
    /^FILE cannot be used\. There is no rule cache\.set\/tll\. The nearest: cache\.set\/ttl, /,
  ],
  [
    'a verdict',
    [{ ...failed, verdict: 'faild' }],
    `FILE cannot be used. It is not a baseline of this suite: /rules/0/verdict is "faild", expected one of "failed", "blocked", "unobservable", "vacuous", "errored". ${WRITE.baseline}`,
  ],
  [
    'a member',
    [{ id, verdict: 'failed', message: [], reply: 'x' }],
    `FILE cannot be used. It is not a baseline of this suite: /rules/0/reply is "x", expected no such member; allowed: "id", "verdict", "message", "replay". ${WRITE.baseline}`,
  ],
  [
    'a replay',
    [{ ...failed, replay: 'ePgarbage' }],
    `FILE cannot be used. Its \`replay\` of ${id} is damaged. Write the baseline again.`,
  ],
  [
    'a replay, which belongs to another rule',
    [{ ...failed, replay: encodeReplay('access.deny/denies', oneExecution([])) }],
    `FILE cannot be used. Its \`replay\` of ${id} is damaged. Write the baseline again.`,
  ],
  [
    'an entry, which repeats a rule',
    [failed, failed],
    `FILE cannot be used. It lists ${id} twice. Remove one of the entries.`,
  ],
])('a baseline with a mistake in %s is refused', async ([, rules, message]) => {
  const text = JSON.stringify({ suite: packageInfo, rules });

  expect(await readInvalidFile(text, reading.baseline)).toEqual(
    typeof message === 'string' ? message : expect.stringMatching(message),
  );
});

test('a report that lists a rule twice is refused', async () => {
  const { stdout } = await runCli(['check', mock, '--rule', id, '--reporter', 'json']);
  const report = JSON.parse(stdout) as Report;
  const text = JSON.stringify({ ...report, rules: [...report.rules, ...report.rules] });

  expect(await readInvalidFile(text, reading.report)).toBe(
    `FILE cannot be used. It lists ${id} twice. Remove one of the entries.`,
  );
});

test('a report with an unknown verdict is refused', async () => {
  const { stdout } = await runCli(['check', mock, '--rule', id, '--reporter', 'json']);
  const text = stdout.replace('"verdict": "blocked"', '"verdict": "maybe"');

  expect(await readInvalidFile(text, reading.report)).toMatch(
    /^FILE cannot be used\. It is not a report of this suite: \/rules\/0\/verdict is "maybe", expected one of "passed", /,
  );
});
