import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { type CliResult, runCli, writeFolder } from './terminal.ts';

const packages = fileURLToPath(new URL('../../..', import.meta.url));

/** A project in which the packages are installed. */
function createProject(files: Readonly<Record<string, string>>): string {
  const folder = writeFolder(files);
  const scope = join(folder, 'node_modules/@post-challenge');
  mkdirSync(scope, { recursive: true });
  for (const name of ['conformance', 'reference'])
    symlinkSync(join(packages, name), join(scope, name));
  return folder;
}

/** Runs the command in a folder. */
async function runInit(folder: string): Promise<CliResult> {
  const cwd = vi.spyOn(process, 'cwd').mockReturnValue(folder);
  try {
    return await runCli(['init']);
  } finally {
    cwd.mockRestore();
  }
}

/** Reads what a project holds now, but for what is installed: links there lead to all that the packages depend on. */
function readTexts(folder: string): Record<string, string> {
  const files = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules') return [];
    if (!entry.isDirectory()) return [entry.name];
    return readdirSync(join(folder, entry.name), { recursive: true, encoding: 'utf8' }).map(
      (name) => join(entry.name, name),
    );
  });
  const texts = files
    .filter((name) => /\.\w+$/.test(name))
    .toSorted()
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
  return Object.fromEntries(texts) as Record<string, string>;
}

describe('in a project', () => {
  test.each([
    ['vitest', 'rules.test.mjs', "import { test } from 'vitest';\n", 'npx vitest run conformance'],
    ['jest', 'rules.jest.mjs', '(skip ? test.skip : test)', 'node --experimental-vm-modules '],
    ['mocha', 'rules.test.mjs', "import { test } from 'node:test';\n", 'node --test conformance/'],
  ])('that has %s, %s is written', async (runner, file, line, next) => {
    const folder = createProject({
      'package.json': JSON.stringify({ devDependencies: { [runner]: '*' } }),
    });

    const { code, stdout, stderr } = await runInit(folder);
    const texts = readTexts(folder);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(Object.keys(texts)).toEqual([
      'conformance/adapter.mjs',
      `conformance/${file}`,
      'package.json',
    ]);
    expect(texts[`conformance/${file}`]).toContain(line);
    expect(stdout).toContain(`\n  npm run conformance\n  ${next}`);
  });

  test('the manifest keeps its form, and gets a script', async () => {
    const manifest = '{\r\n\t"name": "a",\r\n\t"scripts": {\r\n\t\t"test": "b"\r\n\t}\r\n}\r\n';
    const folder = createProject({ 'package.json': manifest });

    await runInit(folder);

    expect(readTexts(folder)['package.json']).toBe(
      '{\r\n\t"name": "a",\r\n\t"scripts": {\r\n\t\t"test": "b",\r\n\t\t"conformance": "post-challenge-conformance check conformance/adapter.mjs"\r\n\t}\r\n}\r\n',
    );
  });

  test('it says what it did and what comes next', async () => {
    const { stdout } = await runInit(createProject({ 'package.json': '{}' }));

    expect(stdout).toBe(`Wrote conformance/adapter.mjs: an adapter, of the reference as yet
Wrote conformance/rules.test.mjs: a test for each rule, with node:test
Added to package.json: the script conformance

Next:
  npm run conformance
  node --test conformance/rules.test.mjs
Both check what conformance/adapter.mjs adapts. Put your implementation there.
`);
  });
});

describe('what stands there is left as it is', () => {
  test('where all of it was written before', async () => {
    const folder = createProject({ 'package.json': '{}' });
    await runInit(folder);
    const before = readTexts(folder);

    const { code, stdout } = await runInit(folder);

    expect(code).toBe(0);
    expect(readTexts(folder)).toEqual(before);
    expect(stdout).toMatch(
      /^Left as it is: \S+adapter\.mjs\nLeft as it is: \S+rules\.test\.mjs\nLeft as it is in package\.json: .*\n\nNext:\n {2}npm run conformance\n/,
    );
  });

  test('where some of it is the work of others', async () => {
    const theirs = {
      'conformance/adapter.mjs': 'export default 1;',
      'package.json': '{"scripts": {"conformance": "theirs"}}',
    };
    const folder = createProject(theirs);

    const { stdout } = await runInit(folder);

    expect(readTexts(folder)).toMatchObject(theirs);
    expect(existsSync(join(folder, 'conformance/rules.test.mjs'))).toBe(true);
    expect(stdout).toContain('\n  npx @post-challenge/conformance check conformance/adapter.mjs\n');
  });
});

describe('nothing is written, and one sentence says why', () => {
  test.each([
    [
      'where there is no package.json',
      {},
      /^There is no package\.json here\. Go to the folder of a project, or run npm init\.\n$/,
    ],
    [
      'where package.json is no JSON',
      { 'package.json': '{' },
      /^package\.json is no JSON: SyntaxError: .*\. Mend it, and run again\.\n$/,
    ],
    [
      'where package.json is no object',
      { 'package.json': '[]' },
      /^package\.json is no object\. Mend it, and run again\.\n$/,
    ],
    [
      'where a file has the name of the folder',
      { 'package.json': '{}', conformance: '' },
      /^Nothing was written: Error: EEXIST.*\.\n$/,
    ],
  ])('%s', async (_, files, said) => {
    const folder = createProject(files);
    const before = readTexts(folder);

    const { code, stdout, stderr } = await runInit(folder);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(said);
    expect(readTexts(folder)).toEqual(before);
  });

  test('where a link that leads nowhere has the name of a file', async () => {
    const folder = createProject({ 'package.json': '{}' });
    const link = join(folder, 'conformance/rules.test.mjs');
    mkdirSync(join(folder, 'conformance'));
    symlinkSync('nowhere', link);

    const { code } = await runInit(folder);

    expect({ code, link: readlinkSync(link) }).toEqual({ code: 2, link: 'nowhere' });
    expect(existsSync(join(folder, 'conformance/adapter.mjs'))).toBe(false);
  });

  test('where the packages are not installed', async () => {
    const folder = writeFolder({ 'package.json': '{}' });

    const { code, stderr } = await runInit(folder);

    expect(code).toBe(2);
    expect(stderr).toBe(
      '@post-challenge/conformance is not installed here. Install @post-challenge/conformance and @post-challenge/reference.\n',
    );
    expect(readTexts(folder)).toEqual({ 'package.json': '{}' });
  });

  test('where the manifest cannot be written', async () => {
    const folder = createProject({ 'package.json': '{}' });
    // The name under which it is written before it gets its own.
    mkdirSync(join(folder, `package.json.${process.pid}`));

    const { code, stderr } = await runInit(folder);

    expect(code).toBe(2);
    expect(stderr).toMatch(/^Nothing was written: /);
    expect(existsSync(join(folder, 'conformance'))).toBe(false);
  });
});
