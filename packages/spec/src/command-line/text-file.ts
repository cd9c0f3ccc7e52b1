/// <reference types="node" />

import { closeSync, openSync, readSync } from 'node:fs';
import { suggestPath } from './suggest-path.ts';
import { UsageError } from './usage-error.ts';

/** The largest size of a text file, in bytes. */
const MAXIMUM_SIZE = 10_000_000;

/**
 * Reads a text file of the user: UTF-8 or UTF-16, with or without a byte order mark. Line ends become line feeds.
 *
 * @param name - The name of the file in a message, such as `--event event.json`.
 * @param maximumSize - The largest size of the file, in bytes.
 * @throws UsageError if the file cannot be read, is too large or is no text.
 */
export function readTextFile(name: string, path: string, maximumSize = MAXIMUM_SIZE): string {
  const text = decodeText(name, readBytes(name, path, maximumSize));
  return text.replaceAll(/\r\n?/g, '\n');
}

/** Reads a file up to the largest size. It may be a pipe or a device, whose size is not known before. */
function readBytes(name: string, path: string, maximumSize: number): Buffer {
  const chunks: Buffer[] = [];
  let size = 0;
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    for (;;) {
      const chunk = Buffer.alloc(65_536);
      const count = readSync(file, chunk);
      if (count === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, count));
      size += count;
      if (size > maximumSize) break;
    }
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    const reason = reasons[code] ?? code;
    const suggestion = code === 'ENOENT' ? suggestPath(path) : '';
    throw new UsageError(`${name} cannot be read: ${reason}.${suggestion}`, { cause });
  } finally {
    if (file !== undefined) closeSync(file);
  }
  throw new UsageError(
    `${name} is larger than ${maximumSize / 1_000_000} MB. Give a smaller file.`,
  );
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'the file does not exist',
  ENOTDIR: 'the file does not exist',
  ENAMETOOLONG: 'the file does not exist',
  ERR_INVALID_ARG_VALUE: 'the file does not exist',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
};

function decodeText(name: string, bytes: Buffer): string {
  const encoding = guessEncoding(bytes);
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    // A text file has no such character, but another encoding or a file of another kind has.
    if (!text.includes('\0')) return text;
  } catch {
    // The error of the decoder says less.
  }
  throw new UsageError(`${name} is not text in UTF-8 or UTF-16. Save it as UTF-8.`);
}

/** Guesses the encoding by the byte order mark, or without one by the place of the zeros: texts of users begin with ASCII. */
function guessEncoding([first, second]: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const isLittle = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0);
  if (isLittle) return 'utf-16le';
  const isBig = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0);
  return isBig ? 'utf-16be' : 'utf-8';
}

/**
 * Parses a JSON text of the user.
 *
 * @param name - The name of the text in a message.
 * @throws UsageError with the line and column at which the text stops being JSON. The message quotes no text, which may hold secrets.
 */
export function parseJsonText(name: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new UsageError(`${name} is not valid JSON: ${describeSyntaxError(text)}.`, { cause });
  }
}

function describeSyntaxError(text: string): string {
  if (text.trim() === '') return 'it is empty';
  const position = findSyntaxError(text);
  const before = text.slice(0, position).split('\n');
  const place = `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
  if (position >= text.length) return `it ends too early, at ${place}`;
  return `${nameSyntaxError(text, position)} at ${place}`;
}

/** Names the error if it is a part of JavaScript that people write into JSON. */
function nameSyntaxError(text: string, position: number): string {
  if (/^\/[/*]/.test(text.slice(position, position + 2)))
    return 'a comment, which JSON does not have,';
  const isTrailing =
    /^[}\]]/.test(text.charAt(position)) && text.slice(0, position).trimEnd().endsWith(',');
  return isTrailing ? 'a comma too many before the end of the list or object' : 'error';
}

const TOKEN =
  // oxlint-disable-next-line no-control-regex -- JSON forbids these in a string.
  /[ \t\n\r]*(?:("(?:[^"\\\u0000-\u001F]+|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|([{}[\],:]))/uy;

/** Finds the position of the first token that is not allowed there. The messages of V8 have a position only sometimes. */
function findSyntaxError(text: string): number {
  const token = new RegExp(TOKEN);
  const open: string[] = [];
  let expected = 'value';
  for (;;) {
    const start = skipSpace(text, token.lastIndex);
    const [found, string, mark = ''] = token.exec(text) ?? [];
    if (found === undefined) return start;
    const next = follow(expected, open, string === undefined ? mark || 'other' : 'string');
    if (next === undefined) return start;
    expected = next;
  }
}

function skipSpace(text: string, from: number): number {
  const space = /[ \t\n\r]*/y;
  space.lastIndex = from;
  space.exec(text);
  return space.lastIndex;
}

/** Returns the kind of token that may follow a token, or `undefined` if the token itself is not allowed. */
function follow(expected: string, open: string[], token: string): string | undefined {
  const isValue = expected.startsWith('value');
  const end = isValue ? closers[token] : undefined;
  if (end !== undefined) {
    open.push(end);
    return end === '}' ? 'name or }' : 'value or ]';
  }
  if (isValue && (token === 'string' || token === 'other')) return 'end';
  if (expected.startsWith('name') && token === 'string') return ':';
  if (expected === ':') return token === ':' ? 'value' : undefined;
  const inside = open.at(-1);
  if (expected === 'end' && token === ',') return inside && (inside === '}' ? 'name' : 'value');
  const mayClose = expected === 'end' || expected.endsWith(`or ${token}`);
  if (!mayClose || inside !== token) return undefined;
  open.pop();
  return 'end';
}

const closers: Readonly<Record<string, string>> = { '{': '}', '[': ']' };
