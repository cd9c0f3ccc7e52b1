import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);

/** A command that asks a registry for one of our packages or commands. Nobody has reserved these names. */
const asking =
  /\b(?:npx|pnpx|bunx|pnpm dlx|yarn dlx|npm exec|npm x|(?:npm|pnpm|bun) (?:i|install|add)|yarn add)(?! --no-install\b)(?: +-\S+)*(?: +\S+)*? +['"]?(?:@post-challenge\/|post-challenge-(?:reference|conformance)\b)(?!\S*\.tgz)/;

/** Lists the files that users read, and the sources of what the commands print. */
function listFiles(): string[] {
  const { stdout } = spawnSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  return stdout
    .trimEnd()
    .split('\n')
    .filter((file) => /\.(?:md|ya?ml|[cm]?[jt]s|json|html)$/.test(file))
    .filter((file) => !/\/(?:test|scripts)\/|\/etc\/|^CHANGELOG\.md$/.test(`/${file}`));
}

describe('no document and no message asks a registry for a name of ours', () => {
  const files = listFiles();

  test('in any file', () => {
    const found = files.flatMap((file) =>
      readFileSync(new URL(file, root), 'utf8')
        .split('\n')
        .filter((line) => asking.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );

    expect(files.length).toBeGreaterThan(100);
    expect(found).toEqual([]);
  });

  test.each([
    ['npx @post-challenge/reference run a.cjs', true],
    ['npx -y post-challenge-conformance list', true],
    ['npm i @post-challenge/spec', true],
    ['npm install --save-dev typescript @post-challenge/spec', true],
    ['pnpm dlx @post-challenge/conformance init', true],
    ['yarn add -D @post-challenge/reference', true],
    ['npx --no-install post-challenge-conformance list', false],
    ['pnpm exec post-challenge-conformance list', false],
    ['npm install --save-dev ../post-challenge/packed/post-challenge-spec.tgz', false],
    ['npx tsc', false],
  ])('%s: %s', (command, asks) => {
    expect(asking.test(command)).toBe(asks);
  });
});
