import { parseJsonText, readTextFile } from '@post-challenge/spec/command-line';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';

function writeFile(content: Buffer | string): string {
  const folder = mkdtempSync(join(tmpdir(), 'spec-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'file.txt');
  writeFileSync(path, content);
  return path;
}

const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('readTextFile', () => {
  test.each([
    ['UTF-8', Buffer.from('a=ö\n')],
    ['UTF-8 with a byte order mark', Buffer.from('\uFEFFa=ö\n')],
    ['UTF-8 with CRLF', Buffer.from('a=ö\r\n')],
    ['UTF-16 LE with a byte order mark', Buffer.from('\uFEFFa=ö\r\n', 'utf16le')],
    ['UTF-16 LE', Buffer.from('a=ö\r', 'utf16le')],
    ['UTF-16 BE with a byte order mark', bigEndian('\uFEFFa=ö\n')],
    ['UTF-16 BE', bigEndian('a=ö\r\n')],
  ])('reads %s', (_, content) => {
    expect(readTextFile('--secrets', writeFile(content))).toBe('a=ö\n');
  });

  test.each([
    ['text in Latin-1', Buffer.from('a=ö', 'latin1')],
    ['a binary file', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13])],
  ])('refuses %s', (_, content) => {
    expect(() => readTextFile('--secrets', writeFile(content))).toThrow(
      '--secrets is not text in UTF-8 or UTF-16. Save it as UTF-8.',
    );
  });

  test.each([
    ['a folder', tmpdir(), 'cannot be read: it is a folder.'],
    ['a missing file', join(tmpdir(), 'no/where'), 'cannot be read: the file does not exist.'],
    ['a path with a zero', 'a\0b', 'cannot be read: the file does not exist.'],
    ['a file without an end', '/dev/zero', 'is larger than 10 MB. Give a smaller file.'],
  ])('refuses %s', (_, path, problem) => {
    expect(() => readTextFile('--event', path)).toThrow(`--event ${problem}`);
  });
});

test.each([
  ['a wrong letter', 'fiel.txt'],
  ['a backslash', './\\file.txt'],
  ['no extension', 'file'],
])('readTextFile suggests a file in place of a path with %s', (_, name) => {
  const folder = dirname(writeFile(''));

  expect(() => readTextFile('--event', `${folder}/${name}`)).toThrow(
    /cannot be read: the file does not exist\. Did you mean \S+file\.txt\?$/,
  );
});

describe('parseJsonText', () => {
  test('parses a text with a byte order mark', () => {
    expect(parseJsonText('--event', '\uFEFF{"a":[1]}')).toEqual({ a: [1] });
  });

  test.each([
    ['{"user":}', 'error at line 1, column 9'],
    [
      '{\n  "a": [1, 2],\n}',
      'a comma too many before the end of the list or object at line 3, column 1',
    ],
    ['[1, ]', 'a comma too many before the end of the list or object at line 1, column 5'],
    ['{\n  // "a"\n}', 'a comment, which JSON does not have, at line 2, column 3'],
    ['[1, /* 2 */ 3]', 'a comment, which JSON does not have, at line 1, column 5'],
    ['{ /', 'error at line 1, column 3'],
    ['}', 'error at line 1, column 1'],
    ['[1 2]', 'error at line 1, column 4'],
    ['[1,\n2}', 'error at line 2, column 2'],
    ["{'a': 1}", 'error at line 1, column 2'],
    ['{"a" 1}', 'error at line 1, column 6'],
    ['{"a": secret}', 'error at line 1, column 7'],
    ['{} {}', 'error at line 1, column 4'],
    ['[{"a": "b"}', 'it ends too early, at line 1, column 12'],
    ['', 'it is empty'],
    [' \n', 'it is empty'],
    ['['.repeat(100_000), 'it ends too early, at line 1, column 100001'],
  ])('refuses a text with its position and without its content, case %#', (text, problem) => {
    expect(() => parseJsonText('--event', text)).toThrow(
      new TypeError(`--event is not valid JSON: ${problem}.`),
    );
  });
});
