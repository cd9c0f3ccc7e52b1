import { mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { reporters } from '../../src/report/reporters/reporters.ts';
import { runCli, suiteSpecifier, writeFolder } from './terminal.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Characters and forms that sh, cmd and PowerShell do not read in the same way. */
const notPortable: readonly [name: string, pattern: RegExp][] = [
  ['a single quote', /'/],
  ['a variable', /\$|%\w+%/],
  ['a backtick', /`/],
  ['a continuation', /[\\^]$/],
  ['a variable before the command', /^\w+=/],
  ['a list of values', /,|(?:^| )@[^ /]+(?: |$)/],
];

/** Lists the reasons for which a command line does not hold in each shell. */
function listFaults(line: string): string[] {
  const unquoted = line.replaceAll(/"[^"$`%]*"/g, '""');
  return notPortable.filter(([, pattern]) => pattern.test(unquoted)).map(([name]) => name);
}

/** Lists the commands that a text tells the reader to paste. */
function listCommands(text: string): string[] {
  const plain = text
    .replaceAll('%0A', '\n')
    .replaceAll(/&(?:quot|#34);/g, '"')
    .replaceAll(/&(?:apos|#39);/g, "'");
  const found =
    plain.match(/(?:npx|node --test|(?:npm|pnpm|yarn|bun) (?:run|exec|test)) [^\n<`]*/g) ?? [];
  return found.map((line) => line.replace(/(?: :|\. .*|[.:])$/, '').trim());
}

function expectPortable(lines: readonly string[]): void {
  expect(lines.filter((line) => listFaults(line).length > 0)).toEqual([]);
}

const paths = ['my mocks/a, b (1).mjs', 'plain.mjs', '@scope/it is & that.mjs'];

describe.each(paths)('with the path %s', (name) => {
  test.each(Object.keys(reporters).filter((reporter) => reporter !== 'json'))(
    'the reporter %s prints commands that hold in each shell',
    async (reporter) => {
      const folder = writeFolder({
        [name]: `import { fromApi } from ${suiteSpecifier};
          export default fromApi({ name: 'a', create: () => ({ api: { access: { deny() {} } } }) });`,
      });
      const options = ['--runs', '3', '--rule', 'access.deny/*', '--reporter', reporter];
      const { stdout } = await runCli(['check', join(folder, name), ...options]);
      const lines = listCommands(stdout);

      expect(lines.join('\n')).toContain('post-challenge-conformance replay');
      expectPortable(lines);
    },
  );

  test('explore prints commands that hold in each shell', async () => {
    const action = name.replace('.mjs', '.cjs');
    const folder = writeFolder({
      [action]:
        'exports.onExecutePostChallenge = async (event) => { if (event.user.name.length > 0) throw new Error("a"); };',
      'my secrets.env': 'KEY=value',
    });
    const options = ['--secrets', join(folder, 'my secrets.env'), '--runs', '5'];
    const { stdout } = await runCli(['explore', join(folder, action), ...options]);
    const lines = listCommands(stdout);

    expect(lines.join('\n')).toContain('post-challenge-conformance explore');
    expectPortable(lines);
  });
});

test.each(['pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'package-lock.json'])(
  'init prints commands that hold in each shell, beside %s',
  async (lockfile) => {
    const folder = writeFolder({ 'package.json': '{}', [lockfile]: '' });
    const scope = join(folder, 'node_modules/@post-challenge');
    mkdirSync(scope, { recursive: true });
    for (const name of ['conformance', 'reference'])
      symlinkSync(join(root, 'packages', name), join(scope, name));
    vi.stubEnv('npm_config_user_agent', undefined);
    const cwd = vi.spyOn(process, 'cwd').mockReturnValue(folder);
    const { stdout, stderr } = await runCli(['init']);
    vi.unstubAllEnvs();
    cwd.mockRestore();
    const lines = listCommands(stdout + stderr);

    expect(lines).not.toEqual([]);
    expectPortable(lines);
  },
);

test('each command prints examples that hold in each shell', async () => {
  const names = [
    'check',
    'explore',
    'replay',
    'rejudge',
    'compare',
    'diff',
    'badge',
    'init',
    'list',
  ];
  const helps = await Promise.all(names.map((name) => runCli([name, '--help'])));
  const lines = helps.flatMap(({ stdout }) => stdout.match(/^ *post-challenge-\w+ .*/gm) ?? []);

  expect(lines.length).toBeGreaterThan(names.length);
  expectPortable(lines.map((line) => line.trim()));
});

test('the guides have commands that hold in each shell', () => {
  const guides = readdirSync(join(root, 'docs/guide'), { encoding: 'utf8' });
  const files = [
    'README.md',
    ...['spec', 'reference', 'conformance'].map((name) => `packages/${name}/README.md`),
    ...guides.filter((name) => name.endsWith('.md')).map((name) => `docs/guide/${name}`),
  ];
  const blocks = files.flatMap((file) => [
    ...readFileSync(join(root, file), 'utf8').matchAll(/```(?:sh|bash|shell)\n([^]*?)```/g),
  ]);
  const lines = blocks
    .flatMap(([, block = '']) => block.trim().split('\n'))
    .map((line) => line.replace(/ +#.*$/, ''))
    // The guide of the first says that cmd and PowerShell need a file, and the others need programs of POSIX.
    .filter((line) => !/--(?:event|token) '\{|^(?:grep|diff|cat) /.test(line));

  expect(lines.length).toBeGreaterThan(10);
  expectPortable(lines);
});

test.each([
  ["npx a 'b c'", ['a single quote']],
  ['npx a "$b"', ['a variable']],
  ['KEY=1 npx a', ['a variable before the command']],
  ['npx a \\', ['a continuation']],
  ['npx a b,c', ['a list of values']],
  ['npx a @b.mjs', ['a list of values']],
  ['npx @post-challenge/a "b, c" --rule=d', []],
])('the check finds what does not hold: %s', (line, faults) => {
  expect(listFaults(line)).toEqual(faults);
});
