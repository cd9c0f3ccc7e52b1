/** A fenced block of a Markdown file. */
export interface Block {
  readonly language: string;
  /** The line on which it begins, counted from one. */
  readonly line: number;
  readonly text: string;
  /** What stands in the block after it, where that one shows what this one prints. */
  readonly prints?: string;
}

/** What prints. */
const RUNNABLE_LANGUAGE = /^([cm]?js|sh)$/;
/** What shows what was printed. */
const PRINTED_LANGUAGE = /^text$/;

/** The fenced blocks of a Markdown file, but for those that show what the block before them prints. */
export function parseBlocks(markdown: string): Block[] {
  const fences = markdown.matchAll(/^( *)(`{3,})(\S*).*\n([^]*?)^\1\2$/gm);
  const blocks: Block[] = [];
  for (const { index, 1: indent = '', 3: language = '', 4: indented = '' } of fences) {
    const line = markdown.slice(0, index).split('\n').length;
    const text = indented.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
    const before = blocks.at(-1);
    const isPrinted =
      before && PRINTED_LANGUAGE.test(language) && RUNNABLE_LANGUAGE.test(before.language);
    if (isPrinted && before.prints === undefined) blocks.splice(-1, 1, { ...before, prints: text });
    else blocks.push({ language, line, text });
  }
  return blocks;
}

/** The files of the site that a Markdown file shows whole. */
export function listSnippets(markdown: string): string[] {
  return [...markdown.matchAll(/^<<< @(\/\S+)$/gm)].map(([, file = '']) => file);
}

/** The name that a block of code gives to its file in a first line such as `// adapter.mjs`. */
export function getFileName({ text }: Block): string | undefined {
  return /^\/\/ ([\w.-]+\.\w+)\n/.exec(text)?.[1];
}

/** A command of a block, and the exit code that its comment promises. */
export interface DocumentedCommand {
  readonly command: string;
  readonly exitCode: number;
}

/** The commands of a block, one a line. */
export function parseCommands({ text }: Block): DocumentedCommand[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [, command = '', comment = ''] = /^(.*?)(?: +# (.*))?$/.exec(line) ?? [];
      return { command, exitCode: Number(/exit code (\d+)/.exec(comment)?.[1] ?? 0) };
    });
}

/**
 * What was printed, in the words that show it where these fit: `…` stands for any text of a line, and on a line of its own for any
 * lines.
 */
export function matchPrinted(shown: string, printed: string): string {
  const lines = shown.trimEnd().split('\n').map(createLinePattern);
  const trimmed = printed.trimEnd().replaceAll(/ +$/gm, '');
  return new RegExp(`^${lines.join('')}$`).test(`${trimmed}\n`) ? shown : trimmed;
}

function createLinePattern(line: string): string {
  if (line === '…') return String.raw`(?:.*\n)*?`;
  const texts = line
    .split('…')
    .map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`));
  return String.raw`${texts.join('.*')}\n`;
}
