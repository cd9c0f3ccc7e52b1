import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const folder = new URL('.github/workflows/', root);
const workflows = readdirSync(folder).map((name) => ({
  name,
  text: readFileSync(new URL(name, folder), 'utf8'),
}));
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly packageManager: string;
};

/** Lists the commands of a workflow. */
function listCommands(text: string): string[] {
  return [...text.matchAll(/^ *- run: (.*)$/gm)].map(([, command = '']) => command);
}

describe.each(workflows)('the workflow $name', ({ text }) => {
  test('runs only scripts that exist, with the package manager of the project', () => {
    const [manager = ''] = manifest.packageManager.split('+');
    const commands = listCommands(text);
    const unknown = commands.filter((command) => {
      const [, script = ''] = new RegExp(`^npx -y ${manager} ([\\w:]+)`).exec(command) ?? [];
      const isFile = command.startsWith('.') && existsSync(new URL(command, root));
      return !isFile && !Object.hasOwn(manifest.scripts, script);
    });

    expect(commands).not.toEqual([]);
    expect(unknown).toEqual([]);
  });

  test('has read access by default, and keeps no credentials of the checkout', () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read\n/m);
    expect(text.split('actions/checkout@').length).toBe(
      text.split('persist-credentials: false').length,
    );
  });
});

test('the version in CONTRIBUTING and in .ci/run is that of the package manager', () => {
  const [manager = ''] = manifest.packageManager.split('+');
  for (const file of ['CONTRIBUTING.md', 'README.md', '.ci/run']) {
    const found = readFileSync(new URL(file, root), 'utf8').match(/pnpm@\d+\.\d+\.\d+/g) ?? [];

    expect(found.length, file).toBeGreaterThan(0);
    expect(new Set(found), file).toEqual(new Set([manager]));
  }
});
