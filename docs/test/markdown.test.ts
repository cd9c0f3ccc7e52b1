import { describe, expect, test } from 'vitest';
import { parseBlocks, parseCommands, getFileName, matchPrinted, listSnippets } from './markdown.ts';

const fence = '```';
const document = [
  'Text.',
  `${fence}js`,
  '// adapter.mjs',
  'export default 1;',
  fence,
  '- An item:',
  `  ${fence}sh`,
  '  node adapter.mjs   # exit code 1',
  "  echo '# a'",
  `  ${fence}`,
  `${fence}text`,
  '# a',
  fence,
  '<<< @/examples/action.cjs',
].join('\n');
const blocks = parseBlocks(document);

describe('of a document', () => {
  test('a block that shows what another prints belongs to it', () => {
    expect(blocks).toEqual([
      { language: 'js', line: 2, text: '// adapter.mjs\nexport default 1;\n' },
      {
        language: 'sh',
        line: 7,
        text: "node adapter.mjs   # exit code 1\necho '# a'\n",
        prints: '# a\n',
      },
    ]);
  });

  test('a first line of code that is a name names the file', () => {
    expect(blocks.map(getFileName)).toEqual(['adapter.mjs', undefined]);
  });

  test('a line of a shell is a command, and its comment may promise an exit code', () => {
    expect(blocks.slice(1).flatMap(parseCommands)).toEqual([
      { command: 'node adapter.mjs', exitCode: 1 },
      { command: "echo '# a'", exitCode: 0 },
    ]);
  });

  test('a line of three brackets shows a file', () => {
    expect(listSnippets(document)).toEqual(['/examples/action.cjs']);
  });
});

describe('what is printed', () => {
  test.each([
    ['word for word', 'a (b)\nc\n', 'a (b)\nc\n'],
    ['but for white space at ends', 'a\n', 'a  \n\n'],
    ['with some text left out', 'a … c\n', 'a b c\n'],
    ['with an ellipsis of its own', 'a…\n', 'a…\n'],
    ['with lines left out at the end', 'a\n…\n', 'a\nb\nc\n'],
    ['with no line where lines may be', '…\na\n', 'a\n'],
  ])('is shown %s', (_, shown, printed) => {
    expect(matchPrinted(shown, printed)).toBe(shown);
  });

  test.each([
    ['another word', 'a\n', 'b\n'],
    ['a line more', 'a\n', 'a\nb\n'],
    ['a line less', 'a\nb\n', 'a\n'],
    ['another end of a line', 'a … c\n', 'a b\n'],
    ['a line where only text is left out', 'a … c\n', 'a b\nc\n'],
    ['what only a pattern would take', 'a.c\n', 'abc\n'],
  ])('is not taken for what is shown where it has %s', (_, shown, printed) => {
    expect(matchPrinted(shown, printed)).toBe(printed.trimEnd());
  });
});
