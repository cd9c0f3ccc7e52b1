import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { main } from '../../packages/reference/src/run/cli.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = 'docs/examples/actions';
const files = readdirSync(`${root}${folder}`);
const COMPILE = 'npx tsc -p docs/examples/compile.json';

// `--noCheck`, because `tsc -b` checks the types already.
beforeAll(() => {
  const tsc = `${root}node_modules/.bin/tsc`;
  execFileSync(tsc, [...splitWords(COMPILE).slice(2), '--noCheck'], { cwd: root });
});

/** A command in the first comment of an example, and the outcome that the comment promises. */
interface Promised {
  readonly command: string;
  readonly outcome: string;
}

describe('the example', () => {
  test.each(files)('%s shows the outcome of at least two commands that run it', (file) => {
    const promised = parsePromise(file);

    expect(promised.length).toBeGreaterThan(1);
    for (const { command } of promised)
      expect(splitWords(command)).toContain(resolveExecutable(file));
  });

  test.each(files.filter(isTypeScript))('%s shows the command that compiles it', (file) => {
    expect(readHeader(file)).toContain(` *     ${COMPILE}\n`);
  });

  test.each(files.flatMap((file) => parsePromise(file)))('$command', async (promised) => {
    const { code, stdout, stderr } = await run(promised.command);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n').findLast((line) => line.startsWith('→'))).toBe(promised.outcome);
  });
});

function isTypeScript(file: string): boolean {
  return file.endsWith('ts');
}

/** The path of the JavaScript file that runs: the example itself, or the output of the compiler. */
function resolveExecutable(file: string): string {
  return isTypeScript(file)
    ? `docs/examples/temp/${file.replace(/ts$/, 'js')}`
    : `${folder}/${file}`;
}

function readHeader(file: string): string {
  const [header = ''] = readFileSync(`${root}${folder}/${file}`, 'utf8').split('*/');
  return header;
}

function parsePromise(file: string): Promised[] {
  const commands = readHeader(file).matchAll(
    /^ \* {5}npx --no-install post-challenge-reference (.*)\n \* {5}(→ .*)$/gm,
  );
  return [...commands].map(([, command = '', outcome = '']) => ({ command, outcome }));
}

async function run(command: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const written = { stdout: '', stderr: '' };
  const code = await main(
    splitWords(command).map((word) => word.replace(/^docs\//, `${root}docs/`)),
    {
      stdout: { write: (text) => (written.stdout += text) },
      stderr: { write: (text) => (written.stderr += text) },
    },
  );
  return { code, ...written };
}

/** Splits a command into words, as a shell does. Text in single quotes is literal. */
function splitWords(command: string): string[] {
  return [...command.matchAll(/(?:[^\s']|'[^']*')+/g)].map(([word]) => word.replaceAll("'", ''));
}
