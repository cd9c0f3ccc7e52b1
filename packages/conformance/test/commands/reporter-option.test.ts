import { readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '@post-challenge/conformance';
import { describe, expect, test } from 'vitest';
import { runCli, getExamplePath, writeFolder, writeModule } from './terminal.ts';

const quick = ['--rule', 'access.deny/returns-api', '--runs', '2'];
const mock = getExamplePath('hand-written-mock');

/** Checks the mock with some reporters. */
function checkWithReporters(...reporters: string[]) {
  return runCli(['check', mock, ...quick, ...reporters.flatMap((one) => ['--reporter', one])]);
}

describe('a report', () => {
  test('goes to a file and to stdout', async () => {
    const folder = writeFolder({});
    const file = join(folder, 'report.json');

    const { code, stdout, stderr } = await checkWithReporters(`json=${file}`, 'pretty');

    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/^✗ access\.deny\/returns-api /);
    expect(JSON.parse(readFileSync(file, 'utf8')) as Report).toMatchObject({ conformant: false });
    expect(readdirSync(folder)).toEqual(['report.json']);
  });

  test('prints its conclusion to stdout if all reports go to files', async () => {
    const folder = writeFolder({ 'report=1.json': 'an old one' });

    const { code, stdout } = await checkWithReporters(
      `json=${join(folder, 'report=1.json')}`,
      `pretty=${join(folder, 'report.txt')}`,
    );

    const printed = readFileSync(join(folder, 'report.txt'), 'utf8');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^hand-written mock does not pass every selected MUST: .*\.\n$/);
    expect(printed.endsWith(stdout)).toBe(true);
    expect(readFileSync(join(folder, 'report=1.json'), 'utf8')).toMatch(/^\{\n/);
  });

  test('as HTML names the command that writes it, and links to the docs from its folder', async () => {
    const folder = writeFolder({});
    const file = join(folder, 'report.html');

    await runCli(['check', mock, '--rule', 'access.deny/*', '--reporter', `html=${file}`]);

    const page = readFileSync(file, 'utf8');
    const [, link = ''] = /<a href="([^"]*)#access\.deny\/returns-api">docs\//.exec(page) ?? [];
    expect(page).toContain(
      `<code>npx --no-install post-challenge-conformance check ${mock} --rule &quot;access.deny/*&quot; --reporter html=${file}</code>`,
    );
    expect(page).toMatch(/<time datetime="\d{4}-\d\d-\d\dT/);
    expect(readFileSync(join(folder, link), 'utf8')).toContain('<a id="access.deny/returns-api">');
  });

  test('has no colours in a file', async () => {
    const file = join(writeFolder({}), 'report.txt');

    await runCli(['check', mock, ...quick, '--reporter', `pretty=${file}`], { isTTY: true });

    expect(readFileSync(file, 'utf8')).toMatch(/^✗ access\.deny\/returns-api /);
  });

  test('is written to the file that a link names', async () => {
    const folder = writeFolder({ 'report.json': '' });
    symlinkSync('report.json', join(folder, 'link.json'));

    await checkWithReporters(`json=${join(folder, 'link.json')}`);

    expect(readFileSync(join(folder, 'report.json'), 'utf8')).toMatch(/^\{\n/);
  });
});

/** Runs check with invalid reporters. FOLDER stands for a new folder, in the reporters and in the returned message. */
async function checkInvalidReporters(...reporters: string[]): Promise<string> {
  const folder = writeFolder({ 'file.txt': '' });
  const within = reporters.map((reporter) => reporter.replace('FOLDER', folder));
  const path = writeModule('throw new Error("It was loaded.");');
  const args = within.flatMap((reporter) => ['--reporter', reporter]);
  const { code, stdout, stderr } = await runCli(['check', path, ...args]);

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(readdirSync(folder)).toEqual(['file.txt']);
  return stderr.replaceAll(folder, 'FOLDER');
}

describe('check refuses, before it loads the implementation,', () => {
  test.for<[string, string[], string]>([
    ['a name that no reporter has', ['xml'], 'Allowed choices are pretty, json, '],
    ['a name that every object has', ['toString'], 'Allowed choices are pretty, json, '],
    ['a file without a name', ['json='], 'The name of the file is empty.'],
    [
      'a second reporter for stdout',
      ['pretty', 'json'],
      'Another report goes to stdout. Name a file, for example json=report.',
    ],
    [
      'a second reporter for the same file',
      ['pretty=FOLDER/file.txt', 'json=FOLDER/./file.txt'],
      'Another report goes to that file. Name a file for each report.',
    ],
    [
      'a folder that does not exist',
      ['json=FOLDER/no/report.json'],
      'FOLDER/no/report.json cannot be written: there is no folder FOLDER/no.',
    ],
    [
      'a folder that is a file',
      ['json=FOLDER/file.txt/report.json'],
      'FOLDER/file.txt/report.json cannot be written: FOLDER/file.txt is not a folder.',
    ],
    ['a folder', ['json=FOLDER'], 'FOLDER cannot be written: it is not a file.'],
    ['a device', ['json=/dev/null'], '/dev/null cannot be written: it is not a file.'],
  ])('%s', async ([, reporters, message]) => {
    expect(await checkInvalidReporters(...reporters)).toContain(message);
  });
});

test('check writes the other files if one file cannot be written at the end', async () => {
  const folder = writeFolder({ 'lost/file.txt': '' });
  const [lost, kept] = [join(folder, 'lost/report.json'), join(folder, 'report.json')];
  const path = writeModule(`import { rmSync } from 'node:fs';
    export default fromApi({ name: 'a', create: () => ({ api: { access: { deny() {} } } }) });
    rmSync(${JSON.stringify(join(folder, 'lost'))}, { recursive: true });`);
  const reporters = ['--reporter', `json=${lost}`, '--reporter', `json=${kept}`];

  const { code, stdout, stderr } = await runCli(['check', path, ...quick, ...reporters]);

  expect(code).toBe(2);
  expect(stdout).toMatch(/^a does not pass every selected MUST: /);
  expect(stderr).toMatch(
    /^\S+\/lost\/report\.json cannot be written: there is no folder \S+\/lost\.\n$/,
  );
  expect(JSON.parse(readFileSync(kept, 'utf8'))).toMatchObject({ conformant: false });
});
