import { expect, test } from 'vitest';
import type { Json } from '@post-challenge/conformance';
import { formatValue, formatShortValue, formatLine } from '../../src/language/format-value.ts';

test.for<[Json | undefined, string]>([
  [undefined, 'undefined'],
  [null, 'null'],
  ['a "b"\n', String.raw`"a \"b\"\n"`],
  ['\u00e9 is not e\u0301\u200d', String.raw`"é is not e\u{301}\u{200d}"`],
  [['a', 1, [true]], '["a", 1, [true]]'],
  [{}, '{}'],
  [{ ttl: 1000, 'a b': null }, '{ ttl: 1000, "a b": null }'],
  [{ $undefined: true }, 'undefined'],
  [{ $api: true }, 'api'],
  [{ $number: 'NaN' }, 'NaN'],
  [{ $result: 0 }, 'the result of step 1'],
  [{ $state: 0 }, '<state>'],
  [{ $other: 'a function' }, 'a function'],
  [{ ttl: { $number: '-Infinity' } }, '{ ttl: -Infinity }'],
])('formats %j as %s', ([value, text]) => {
  expect(formatValue(value)).toBe(text);
});

test('shortens a repeated character to the character and the size in bytes', () => {
  expect(formatValue('é'.repeat(2000))).toBe('"é…" (4000 bytes)');
  expect(formatValue('😀'.repeat(61))).toBe('"😀…" (244 bytes)');
  expect(formatValue('x'.repeat(60))).toBe(`"${'x'.repeat(60)}"`);
});

test('shortens any other long string to its start', () => {
  expect(formatValue(`${'ab'.repeat(20)}${'c'.repeat(30)}`)).toBe(
    `"${'ab'.repeat(20)}…" (70 bytes)`,
  );
});

test('shortens an object that is too wide to its first members', () => {
  const value = { type: 'success', record: { value: 'a long one' } };

  expect(formatShortValue(value, 60)).toBe('{ type: "success", record: { value: "a long one" } }');
  expect(formatShortValue(value, 30)).toBe('{ type: "success", … }');
  expect(formatShortValue(value, 8)).toBe('{ … }');
});

test('formats a text on one line and escapes invisible characters', () => {
  expect(formatLine('a\r\n  "b"\u001B[31m\u202E\uD800', 60)).toBe(
    String.raw`a "b"\u{1b}[31m\u{202e}\u{d800}`,
  );
  expect(formatLine('abcd', 4)).toBe('abcd');
  expect(formatLine('abcde', 4)).toBe('abc…');
});

test('cuts any other value that is too wide', () => {
  expect(formatShortValue(['a', 'b', 'c'], 8)).toBe('["a", "…');
});

test('a text shows no character that a terminal may not show', () => {
  expect(formatValue('a\u0085\u2028\u00a0\ue000b c')).toBe(
    String.raw`"a\u{85}\u{2028}\u{a0}\u{e000}b c"`,
  );
});
