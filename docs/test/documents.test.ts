import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Block, type Command, blocksOf, commandsOf, nameOf, shownAs } from './markdown.ts';
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
const leftOut: Record<string, string> = {
  'npx -y pnpm@10.34.9 test': 'It runs these tests.',
  'npx -y pnpm@10.34.9 check': 'It runs these tests.',
  'npx -y pnpm@10.34.9 conformance': 'It builds the packages in their place.',
};

const folders = [
  '.',
  'docs',
  'docs/guide',
  ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`),
];
const documents = folders.flatMap(documentsIn).map((path) => {
  const blocks = blocksOf(readFileSync(join(root, path), 'utf8'));
  return { path, folder: join(workshop, 'documents', path), blocks };
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
    for (const block of blocks.filter(isCode))
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
      noPropertyAccessFromIndexSignature: false,
      verbatimModuleSyntax: false,
    },
    include: documents.map(({ path }) => `documents/${path}/*`),
  });

  expect(() => compile('documents.json')).not.toThrow();
});

describe.each(documents)('$path', ({ folder, blocks }) => {
  test('holds no block that nothing checks', () => {
    expect(blocks.filter((block) => !isCode(block) && !isShell(block))).toEqual([]);
  });

  test.each(blocks.filter((block) => commandsFor(block).length > 0))('line $line', (block) => {
    const ran = commandsFor(block).map(({ command }) => shell(command, folder));
    const printed = ran.map((one) => one.printed).join('');
    const { prints = '…' } = block;

    expect(shownAs(prints, printed)).toBe(prints);
    expect(ran.map(({ exitCode }) => exitCode)).toEqual(
      commandsFor(block).map(({ exitCode }) => exitCode),
    );
  });
});

test('every command that is left out stands in a document', () => {
  const shown = documents.flatMap(({ blocks }) => blocks.filter(isShell).flatMap(commandsOf));

  expect(shown.map(({ command }) => command)).toEqual(expect.arrayContaining(Object.keys(leftOut)));
});

function isCode({ language }: Block): boolean {
  return /^[cm]?[jt]s$/.test(language);
}

function isShell({ language }: Block): boolean {
  return language === 'sh';
}

function fileOf(block: Block): string {
  return nameOf(block) ?? `line-${block.line}.${block.language}`;
}

/** What runs a block. Code that has a name is run by the commands beside it, and types do not run. */
function commandsFor(block: Block): Command[] {
  if (isShell(block)) return commandsOf(block).filter(({ command }) => !(command in leftOut));
  const runs = block.language.endsWith('js') && nameOf(block) === undefined;
  return runs ? [{ command: `node ${fileOf(block)}`, exitCode: 0 }] : [];
}
