import { cpSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Block,
  type DocumentedCommand,
  parseBlocks,
  parseCommands,
  getFileName,
  matchPrinted,
  listSnippets,
} from './markdown.ts';
import {
  closeWorkshop,
  runCompiler,
  writeCompilerConfig,
  openWorkshop,
  root,
  runShell,
  workshop,
} from './workshop.ts';

/** The commands that this test does not run, each with the reason. */
const skippedCommands: readonly [command: RegExp, reason: string][] = [
  [/^npx -y pnpm@/, 'It works on the whole repository, and may run this test.'],
  [/ --serve$/, 'It lasts until Ctrl-C. The test beside it in the guide starts it too.'],
  [/^npm install /, 'It needs a registry, or packs the packages again.'],
  [/^npx (?:typedoc|quicktype) /, 'They are no dependencies of this repository.'],
  [/^npx jest /, 'Jest is no dependency of this repository. The tests of the packages run it.'],
];
const folders = [
  '.',
  'docs',
  'docs/guide',
  ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`),
];
const documents = folders.flatMap(listDocuments).map((path) => {
  const text = readFileSync(join(root, path), 'utf8');
  const snippets = listSnippets(text).map((file) => join('docs', file));
  return { path, folder: join(workshop, 'documents', path), blocks: parseBlocks(text), snippets };
});

function listDocuments(folder: string): string[] {
  const generated = ['docs/rules.md'];
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith('.md'));
  return names.map((name) => join(folder, name)).filter((path) => !generated.includes(path));
}

/**
 * Defines the tests of one half of the documents. Two files take a half each, so that two workers share the work.
 */
export function testDocuments(half: 0 | 1): void {
  const byLength = documents.toSorted((a, b) => countCommands(b) - countCommands(a));
  const some = byLength.filter((_, index) => index % 2 === half);

  beforeAll(() => {
    openWorkshop();
    some.forEach(({ folder, blocks }) => {
      for (const examples of ['docs/examples/actions', 'packages/conformance/examples'])
        cpSync(join(root, examples), join(folder, examples), { recursive: true });
      writeBlocks(folder, blocks);
      // The commands of a guide may change the manifest of the project.
      writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    });
  });
  afterAll(closeWorkshop);

  test('all code type-checks', () => {
    writeCompilerConfig('documents.json', {
      extends: join(root, 'tsconfig.base.json'),
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
        types: ['node', 'vitest/globals'],
      },
      include: some.map(({ path }) => `documents/${path}/*`),
    });

    expect(() => runCompiler('documents.json')).not.toThrow();
  });

  describe.each(some)('$path', ({ folder, blocks, snippets }) => {
    test('has no block that nothing checks', () => {
      const unchecked = blocks.filter(
        (block) =>
          !(isCode(block) || isShell(block) || isConfiguration(block)) ||
          (block.prints !== undefined && listBlockCommands(block).length === 0),
      );

      expect(unchecked).toEqual([]);
    });

    test('shows files that exist', () => {
      expect(snippets.filter((file) => !existsSync(join(root, file)))).toEqual([]);
    });

    test.each(blocks.filter((block) => listBlockCommands(block).length > 0))(
      'line $line',
      (block) => {
        // A guide may show a file again, as it is after a further step.
        writeBlocks(
          folder,
          blocks.filter(({ line }) => line < block.line),
        );
        const promised = listBlockCommands(block);
        const ran = promised.map(({ command }) => runShell(command, folder));
        const printed = ran.map((one) => one.printed).join('');
        const { prints = '…' } = block;

        expect(ran.map(getPromisedExitCode), printed).toEqual(promised.map(getPromisedExitCode));
        expect(matchPrinted(prints, printed)).toBe(prints);
      },
    );
  });
}

function countCommands({ blocks }: (typeof documents)[number]): number {
  return blocks.flatMap(listBlockCommands).length;
}

/** Defines the tests of the commands of all documents. */
export function testCommands(): void {
  describe('the commands of all documents', () => {
    const shells = documents.flatMap(({ blocks }) => blocks.filter(isShell));
    const shown = shells.flatMap(parseCommands).map(({ command }) => command);

    test('contain a skipped command for each reason', () => {
      expect(
        skippedCommands.filter(([pattern]) => !shown.some((one) => pattern.test(one))),
      ).toEqual([]);
    });

    test('run only scripts and tools that exist', () => {
      const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
        scripts: object;
      };
      const named = shown.flatMap((command) => /pnpm@\S+ (\w\S*)/.exec(command)?.[1] ?? []);
      const tools = readdirSync(join(root, 'node_modules/.bin'));

      expect([...Object.keys(scripts), ...tools]).toEqual(expect.arrayContaining(named));
      expect(named).not.toEqual([]);
    });
  });
}

/** Writes the files that blocks show. Of several blocks with one file name, the last one counts. */
function writeBlocks(folder: string, blocks: readonly Block[]): void {
  for (const block of blocks.filter((block) => !isShell(block) && block.language !== 'yaml'))
    writeFileSync(join(folder, getBlockFile(block)), block.text);
}

/** Whether this test does not run a command. */
function isSkipped({ command }: DocumentedCommand): boolean {
  return skippedCommands.some(([pattern]) => pattern.test(command));
}

function isCode({ language }: Block): boolean {
  return /^[cm]?[jt]s$/.test(language);
}

/** Whether a block is a configuration file, which a command beside it or a CI system reads. */
function isConfiguration(block: Block): boolean {
  return /^(?:jsonc|yaml)$/.test(block.language) && getFileName(block) !== undefined;
}

function isShell({ language }: Block): boolean {
  return language === 'sh';
}

function getBlockFile(block: Block): string {
  return getFileName(block) ?? `line-${block.line}.${block.language}`;
}

/** Lists the commands that run a block. Commands beside it run code with a file name. Types do not run. */
function listBlockCommands(block: Block): DocumentedCommand[] {
  if (isShell(block)) return parseCommands(block).filter((command) => !isSkipped(command));
  const runs = block.language.endsWith('js') && getFileName(block) === undefined;
  return runs ? [{ command: `node ${getBlockFile(block)}`, exitCode: 0 }] : [];
}

function getPromisedExitCode({ exitCode }: { readonly exitCode: number }): number {
  return exitCode;
}
