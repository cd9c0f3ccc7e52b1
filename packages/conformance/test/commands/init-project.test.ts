import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { Module } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type CliResult, runCli, writeFolder } from './terminal.ts';

const packages = fileURLToPath(new URL('../../..', import.meta.url));

/** Creates a project in which the packages are installed. */
function createProject(files: Readonly<Record<string, string>>): string {
  const folder = writeFolder(files);
  const scope = join(folder, 'node_modules/@post-challenge');
  mkdirSync(scope, { recursive: true });
  for (const name of ['conformance', 'reference'])
    symlinkSync(join(packages, name), join(scope, name));
  return folder;
}

/** Runs the command in a folder. */
async function runInit(folder: string, ...options: string[]): Promise<CliResult> {
  const cwd = vi.spyOn(process, 'cwd').mockReturnValue(folder);
  // The package manager that runs the tests must not decide.
  vi.stubEnv('npm_config_user_agent', undefined);
  try {
    return await runCli(['init', ...options]);
  } finally {
    vi.unstubAllEnvs();
    cwd.mockRestore();
  }
}

/**
 * Removes the folders of NODE_PATH from the resolution of `require` until the test ends. pnpm sets NODE_PATH, and through it a
 * project finds packages that are not installed in it.
 */
function clearNodePath(): void {
  // oxlint-disable-next-line no-underscore-dangle -- Only this function of Node reads NODE_PATH again.
  const update = () => (Module as unknown as { _initPaths(): void })._initPaths();
  vi.stubEnv('NODE_PATH', undefined);
  update();
  onTestFinished(() => {
    vi.unstubAllEnvs();
    update();
  });
}

/** Reads the files of a project, except `node_modules`, whose links lead to all dependencies of the packages. */
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

/** Makes Node say how it runs TypeScript, until the test ends. */
function stubTypeScript(mode: string | undefined): void {
  const features = process.features as unknown as object;
  const before = Object.getOwnPropertyDescriptor(features, 'typescript');
  Object.defineProperty(features, 'typescript', { value: mode, configurable: true });
  onTestFinished(() => {
    if (before) Object.defineProperty(features, 'typescript', before);
    else Reflect.deleteProperty(features, 'typescript');
  });
}

describe('in a project', () => {
  test.each([
    [
      'vitest',
      'mjs',
      "import { test } from 'vitest';\n",
      'npx --no-install vitest run conformance',
    ],
    [
      'jest',
      'cjs',
      "const { ruleTests } = require('@post-challenge/conformance');\nconst implementation = require('./adapter.cjs');\n",
      'npx --no-install jest --testMatch "**/conformance/*.test.cjs"',
    ],
    [
      'mocha',
      'mjs',
      "import { it } from 'mocha';\n",
      'npx --no-install mocha --timeout 10000 conformance/rules.test.mjs',
    ],
    ['tap', 'mjs', "import { test } from 'node:test';\n", 'node --test conformance/rules.test.mjs'],
  ])('init with %s writes .%s files', async (runner, format, line, next) => {
    const folder = createProject({
      'package.json': JSON.stringify({ devDependencies: { [runner]: '*' } }),
    });

    const { code, stdout, stderr } = await runInit(folder);
    const texts = readTexts(folder);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(Object.keys(texts)).toEqual([
      `conformance/adapter.${format}`,
      `conformance/rules.test.${format}`,
      'package.json',
    ]);
    expect(texts[`conformance/rules.test.${format}`]).toContain(line);
    expect(texts[`conformance/rules.test.${format}`]).toContain(`'conformance/adapter.${format}'`);
    expect(stdout).toContain(`\n  npm run conformance\n  ${next}`);
  });

  // The tests of the packed packages check the files of CommonJS, which cannot load the sources.
  test.each([
    ['an adapter of an api object', [], ['access.deny/*']],
    ['an adapter of a host', ['--host'], ['flow/*']],
  ])('init writes %s that passes', async (_, options, [rules = '']) => {
    const folder = createProject({ 'package.json': '{}' });

    await runInit(folder, ...options);

    const adapter = join(folder, 'conformance/adapter.mjs');
    const { code, stdout } = await runCli(['check', adapter, '--rule', rules, '--runs', '3']);
    expect(code).toBe(0);
    expect(stdout).toContain('(still the reference) passes every selected MUST');
  });

  describe('in TypeScript', () => {
    const files = { 'package.json': '{"devDependencies":{"vitest":"*"}}', 'tsconfig.json': '{}' };

    test('init writes .mts files if Node runs them', async () => {
      stubTypeScript('strip');
      const folder = createProject(files);

      const { stdout } = await runInit(folder, '--host');
      const texts = readTexts(folder);

      expect(Object.keys(texts)).toContain('conformance/adapter.mts');
      expect(texts['conformance/adapter.mts']).not.toMatch(/@ts-check|@type/);
      expect(texts['conformance/adapter.mts']).toContain('runtime.start(event as any)');
      expect(texts['conformance/rules.test.mts']).toContain("from './adapter.mts';");
      expect(texts['package.json']).toContain('check conformance/adapter.mts');
      expect(stdout).not.toContain('.mjs');
    });

    test('init writes .mjs files if Node does not, and says so', async () => {
      stubTypeScript(undefined);
      const folder = createProject(files);

      const { stdout } = await runInit(folder);

      expect(Object.keys(readTexts(folder))).toContain('conformance/adapter.mjs');
      expect(stdout).toMatch(/does not run TypeScript\. With Node 22\.18 or newer, .*\n$/);
    });
  });

  test.each<[string, Readonly<Record<string, string>>, string, string]>([
    ['pnpm', { 'pnpm-lock.yaml': '' }, 'pnpm run conformance', 'pnpm exec vitest run conformance'],
    ['yarn', { 'yarn.lock': '' }, 'yarn run conformance', 'yarn run vitest run conformance'],
    ['bun', { 'bun.lock': '' }, 'bun run conformance', 'bun run vitest run conformance'],
    [
      'pnpm, by the manifest',
      { 'package-lock.json': '', packageManager: 'pnpm@10.0.0' },
      'pnpm run conformance',
      'pnpm exec vitest run conformance',
    ],
  ])('init speaks the words of %s', async (_, { packageManager, ...files }, run, next) => {
    const manifest = { packageManager, devDependencies: { vitest: '*' } };
    const folder = createProject({ 'package.json': JSON.stringify(manifest), ...files });

    expect((await runInit(folder)).stdout).toContain(`\nNext:\n  ${run}\n  ${next}\n`);
  });

  test('init adds a script and keeps the form of the manifest', async () => {
    const manifest = '{\r\n\t"name": "a",\r\n\t"scripts": {\r\n\t\t"test": "b"\r\n\t}\r\n}\r\n';
    const folder = createProject({ 'package.json': manifest });

    await runInit(folder);

    expect(readTexts(folder)['package.json']).toBe(
      '{\r\n\t"name": "a",\r\n\t"scripts": {\r\n\t\t"test": "b",\r\n\t\t"conformance": "post-challenge-conformance check conformance/adapter.mjs"\r\n\t}\r\n}\r\n',
    );
  });

  test('init keeps the byte order mark, the mode and the symbolic link of package.json', async () => {
    const folder = createProject({ 'real.json': '\u{FEFF}{}' });
    chmodSync(join(folder, 'real.json'), 0o640);
    symlinkSync('real.json', join(folder, 'package.json'));

    expect(await runInit(folder)).toMatchObject({ code: 0 });

    const real = join(folder, 'real.json');
    expect(readFileSync(real, 'utf8')).toMatch(/^\u{FEFF}\{\n {2}"scripts": /u);
    expect(statSync(real).mode & 0o777).toBe(0o640);
    expect(readlinkSync(join(folder, 'package.json'))).toBe('real.json');
  });

  test('init prints the changes and the next steps', async () => {
    const { stdout } = await runInit(createProject({ 'package.json': '{}' }));

    expect(stdout)
      .toBe(`Wrote conformance/adapter.mjs: an adapter, which adapts the reference for now
Wrote conformance/rules.test.mjs: a test for each rule, with node:test
Added to package.json: the script conformance

Next:
  npm run conformance
  node --test conformance/rules.test.mjs
Both check the implementation in conformance/adapter.mjs. Replace the reference there with yours.
`);
  });
});

describe('init leaves files unchanged', () => {
  test('if it wrote all of them before', async () => {
    const folder = createProject({ 'package.json': '{}' });
    await runInit(folder);
    const before = readTexts(folder);

    const { code, stdout } = await runInit(folder);

    expect(code).toBe(0);
    expect(readTexts(folder)).toEqual(before);
    expect(stdout).toMatch(
      /^Left unchanged: \S+adapter\.mjs\nLeft unchanged: \S+rules\.test\.mjs\nLeft unchanged in package\.json: .*\n\nNext:\n {2}npm run conformance\n/,
    );
  });

  test('if others wrote some of them', async () => {
    const theirs = {
      'conformance/adapter.mjs': 'export default 1;',
      'package.json': '{"scripts": {"conformance": "theirs"}}',
    };
    const folder = createProject(theirs);

    const { stdout } = await runInit(folder);

    expect(readTexts(folder)).toMatchObject(theirs);
    expect(existsSync(join(folder, 'conformance/rules.test.mjs'))).toBe(true);
    expect(stdout).toContain(
      '\n  npx --no-install post-challenge-conformance check conformance/adapter.mjs\n',
    );
  });
});

describe('init writes nothing and prints one message', () => {
  test.each([
    [
      'if the folder has no package.json',
      {},
      /^This folder has no package\.json\. Change to the folder of a project, or run npm init\.\n$/,
    ],
    [
      'if package.json is not JSON',
      { 'package.json': '{' },
      /^package\.json is not valid JSON: it ends too early, at line 1, column 2\. Correct it, and run again\.\n$/,
    ],
    [
      'if package.json is not an object',
      { 'package.json': '[]' },
      /^package\.json is not a JSON object\. Correct it, and run again\.\n$/,
    ],
    [
      'if a file has the name of the folder',
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

  test('if a broken link has the name of a file', async () => {
    const folder = createProject({ 'package.json': '{}' });
    const link = join(folder, 'conformance/rules.test.mjs');
    mkdirSync(join(folder, 'conformance'));
    symlinkSync('nowhere', link);

    const { code } = await runInit(folder);

    expect({ code, link: readlinkSync(link) }).toEqual({ code: 2, link: 'nowhere' });
    expect(existsSync(join(folder, 'conformance/adapter.mjs'))).toBe(false);
  });

  test('if the packages are not installed', async () => {
    const folder = writeFolder({ 'package.json': '{}' });
    clearNodePath();

    const { code, stderr } = await runInit(folder);

    expect(code).toBe(2);
    expect(stderr).toBe(
      '@post-challenge/conformance is not installed here. Install @post-challenge/conformance and @post-challenge/reference.\n',
    );
    expect(readTexts(folder)).toEqual({ 'package.json': '{}' });
  });

  test('if it cannot write the manifest', async () => {
    const folder = createProject({ 'package.json': '{}' });
    // The name of the temporary file that init renames to package.json.
    mkdirSync(join(folder, `package.json.${process.pid}`));

    const { code, stderr } = await runInit(folder);

    expect(code).toBe(2);
    expect(stderr).toMatch(/^Nothing was written: /);
    expect(existsSync(join(folder, 'conformance'))).toBe(false);
  });
});
