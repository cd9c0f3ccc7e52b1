import { cpSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Block,
  type Command,
  blocksOf,
  commandsOf,
  nameOf,
  shownAs,
  snippetsOf,
} from './markdown.ts';
import {
  closeWorkshop,
  compile,
  configure,
  openWorkshop,
  root,
  shell,
  workshop,
} from './workshop.ts';

/** Commands that are not run here, and why. */
const leftOut: readonly [command: RegExp, reason: string][] = [
  [/^npx -y pnpm@/, 'It works on the whole repository, and may run these tests.'],
  [/^npm install /, 'It asks a registry.'],
];
const folders = [
  '.',
  'docs',
  'docs/guide',
  ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`),
];
const documents = folders.flatMap(documentsIn).map((path) => {
  const text = readFileSync(join(root, path), 'utf8');
  const snippets = snippetsOf(text).map((file) => join('docs', file));
  return { path, folder: join(workshop, 'documents', path), blocks: blocksOf(text), snippets };
});

function documentsIn(folder: string): string[] {
  const generated = ['docs/rules.md'];
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith('.md'));
  return names.map((name) => join(folder, name)).filter((path) => !generated.includes(path));
}

beforeAll(() => {
  openWorkshop();
  documents.forEach(({ folder, blocks }) => {
    for (const examples of ['docs/examples/actions', 'packages/conformance/examples'])
      cpSync(join(root, examples), join(folder, examples), { recursive: true });
    for (const block of blocks.filter((block) => !isShell(block)))
      writeFileSync(join(folder, fileOf(block)), block.text);
  });
});
afterAll(closeWorkshop);

test('all code type-checks', () => {
  configure('documents.json', {
    extends: '../../tsconfig.base.json',
    compilerOptions: {
      composite: false,
      noEmit: true,
      allowJs: true,
      checkJs: true,
      moduleDetection: 'force',
      noImplicitAny: false,
      noPropertyAccessFromIndexSignature: false,
      noUnusedLocals: false,
      noUnusedParameters: false,
      verbatimModuleSyntax: false,
    },
    include: documents.map(({ path }) => `documents/${path}/*`),
  });

  expect(() => compile('documents.json')).not.toThrow();
});

describe.each(documents)('$path', ({ folder, blocks, snippets }) => {
  test('holds no block that nothing checks', () => {
    const unchecked = blocks.filter(
      (block) =>
        !(isCode(block) || isShell(block) || isConfiguration(block)) ||
        (block.prints !== undefined && commandsFor(block).length === 0),
    );

    expect(unchecked).toEqual([]);
  });

  test('shows files that exist', () => {
    expect(snippets.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  test.each(blocks.filter((block) => commandsFor(block).length > 0))('line $line', (block) => {
    const promised = commandsFor(block);
    const ran = promised.map(({ command }) => shell(command, folder));
    const printed = ran.map((one) => one.printed).join('');
    const { prints = '…' } = block;

    expect(ran.map(codeOf), printed).toEqual(promised.map(codeOf));
    expect(shownAs(prints, printed)).toBe(prints);
  });
});

describe('of all commands', () => {
  const shells = documents.flatMap(({ blocks }) => blocks.filter(isShell));
  const shown = shells.flatMap(commandsOf).map(({ command }) => command);

  test('some are left out for each of the reasons', () => {
    expect(leftOut.filter(([pattern]) => !shown.some((one) => pattern.test(one)))).toEqual([]);
  });

  test('those that run a script name one that exists', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: object;
    };
    const named = shown.flatMap((command) => /pnpm@\S+ (\w\S*)/.exec(command)?.[1] ?? []);

    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
    expect(named).not.toEqual([]);
  });
});

/** Whether a command is not run here. */
function isLeftOut({ command }: Command): boolean {
  return leftOut.some(([pattern]) => pattern.test(command));
}

function isCode({ language }: Block): boolean {
  return /^[cm]?[jt]s$/.test(language);
}

/** A file that a command beside it reads. */
function isConfiguration(block: Block): boolean {
  return block.language === 'jsonc' && nameOf(block) !== undefined;
}

function isShell({ language }: Block): boolean {
  return language === 'sh';
}

function fileOf(block: Block): string {
  return nameOf(block) ?? `line-${block.line}.${block.language}`;
}

/** What runs a block. Code that has a name is run by the commands beside it, and types do not run. */
function commandsFor(block: Block): Command[] {
  if (isShell(block)) return commandsOf(block).filter((command) => !isLeftOut(command));
  const runs = block.language.endsWith('js') && nameOf(block) === undefined;
  return runs ? [{ command: `node ${fileOf(block)}`, exitCode: 0 }] : [];
}

function codeOf({ exitCode }: { readonly exitCode: number }): number {
  return exitCode;
}
