/** A fenced block of a Markdown file. */
export interface Block {
  readonly language: string;
  /** The number of its first line, counted from one. */
  readonly line: number;
  readonly text: string;
  /** The output of this block, as the next block shows it. */
  readonly prints?: string;
}

/** The languages of blocks that print an output. */
const RUNNABLE_LANGUAGE = /^([cm]?js|sh)$/;
/** The language of blocks that show an output. */
const PRINTED_LANGUAGE = /^text$/;

/** Parses the fenced blocks of a Markdown file. A block that shows an output becomes a part of the block before it. */
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

/** Lists the files of the site that a Markdown file includes. */
export function listSnippets(markdown: string): string[] {
  return [...markdown.matchAll(/^<<< @(\/\S+)$/gm)].map(([, file = '']) => file);
}

/** Gets the file name from the first line of a block, such as `// adapter.mjs`. */
export function getFileName({ text }: Block): string | undefined {
  return /^(?:\/\/|#) ([\w./-]+\.\w+)\n/.exec(text)?.[1];
}

/** A command of a block, and the exit code that its comment promises. */
export interface DocumentedCommand {
  readonly command: string;
  readonly exitCode: number;
}

/** Parses the commands of a block, one a line. */
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
 * Compares an output with the text that shows it. In that text, `…` stands for any text of a line, and on its own line for any lines.
 *
 * @returns The text that shows the output if it matches, or else the output.
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
