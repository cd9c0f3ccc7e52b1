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

describe('a document', () => {
  test('has blocks, each with the output that the next block shows', () => {
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

  test('names a file in the first line of a block of code', () => {
    expect(blocks.map(getFileName)).toEqual(['adapter.mjs', undefined]);
  });

  test('has one command on each line of a shell block, with an exit code in its comment', () => {
    expect(blocks.slice(1).flatMap(parseCommands)).toEqual([
      { command: 'node adapter.mjs', exitCode: 1 },
      { command: "echo '# a'", exitCode: 0 },
    ]);
  });

  test('includes a file with a line of three brackets', () => {
    expect(listSnippets(document)).toEqual(['/examples/action.cjs']);
  });
});

describe('the output of a command', () => {
  test.each([
    ['word for word', 'a (b)\nc\n', 'a (b)\nc\n'],
    ['except for white space at the ends of lines', 'a\n', 'a  \n\n'],
    ['with an omitted text', 'a … c\n', 'a b c\n'],
    ['with its own ellipsis', 'a…\n', 'a…\n'],
    ['with omitted lines at the end', 'a\n…\n', 'a\nb\nc\n'],
    ['with no line in place of omitted lines', '…\na\n', 'a\n'],
  ])('matches %s', (_, shown, printed) => {
    expect(matchPrinted(shown, printed)).toBe(shown);
  });

  test.each([
    ['another word', 'a\n', 'b\n'],
    ['a line more', 'a\n', 'a\nb\n'],
    ['a line less', 'a\nb\n', 'a\n'],
    ['another end of a line', 'a … c\n', 'a b\n'],
    ['a line break in an omitted text', 'a … c\n', 'a b\nc\n'],
    ['a character that a pattern would match', 'a.c\n', 'abc\n'],
  ])('does not match with %s', (_, shown, printed) => {
    expect(matchPrinted(shown, printed)).toBe(printed.trimEnd());
  });
});
