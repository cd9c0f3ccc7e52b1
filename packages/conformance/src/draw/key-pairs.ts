import fc from 'fast-check';
import { anyText, cacheKey, text } from './text.ts';

/** Two texts that differ. */
export type Pair = readonly [one: string, another: string];

const long = 'x'.repeat(63);

/** Different keys that databases, file systems, globs and normalisers take for the same, or one for a pattern of the other. */
const pairs: readonly Pair[] = [
  ['a', 'A'],
  ['user:Anna', 'user:anna'],
  ['ä', 'Ä'],
  ['a', 'a '],
  ['a', ' a'],
  ['a b', 'a  b'],
  ['a', 'a\n'],
  ['a b', 'a\tb'],
  ['a\u00a0b', 'a b'],
  ['\u00e9', 'e\u0301'],
  ['\u212b', '\u00c5'],
  ['\ufb01', 'fi'],
  ['ａ', 'a'],
  ['a', 'á'],
  ['a', 'а'],
  ['ß', 'ss'],
  ['ı', 'i'],
  ['İ', 'i'],
  ['ς', 'σ'],
  ['😀', '😁'],
  ['a\u200bb', 'ab'],
  ['\ufeffa', 'a'],
  ['1', '01'],
  ['1', '1.0'],
  ['1', '+1'],
  ['1000', '1e3'],
  ['0', '-0'],
  ['0', 'false'],
  ['9007199254740993', '9007199254740992'],
  ['null', 'undefined'],
  ['true', 'True'],
  ['a', 'a\0'],
  ['a\0b', 'a\0c'],
  ['a_c', 'abc'],
  ['a%', 'abc'],
  ['%', 'abc'],
  ['a*', 'abc'],
  ['a?c', 'abc'],
  ['a.c', 'abc'],
  ['[a]', 'a'],
  ['^a', 'a'],
  ['a|b', 'a'],
  ['a:b', 'a/b'],
  ['a.b', 'a:b'],
  ['a.b', 'a_b'],
  ['a-b', 'a_b'],
  ['a:b', 'a::b'],
  ['a:b:c', 'a:b'],
  ['a/b', 'a//b'],
  ['a/b', 'a/../a/b'],
  ['a/', 'a'],
  ['a', 'ab'],
  ['user:1', 'user:10'],
  ['a+b', 'a b'],
  ['a%20b', 'a b'],
  ['a&b', 'a&amp;b'],
  ['a#b', 'a'],
  ['a?b', 'a'],
  ['a\\b', 'a/b'],
  ['a\\_c', 'a_c'],
  ['"a"', 'a'],
  ["a'", "a''"],
  ['a,b', 'a'],
  ['YQ==', 'a'],
  [`${long}a`, `${long}b`],
  [`${'x'.repeat(32)}a`, `${'x'.repeat(32)}b`],
  ['x'.repeat(32), 'x'.repeat(33)],
  // Equal hashes in Java, and texts that PHP compares as equal numbers.
  ['Aa', 'BB'],
  ['0e1', '0e2'],
];

/** The pairs in both orders, with control characters. */
export const everyTrickyPair: readonly Pair[] = pairs.flatMap(([one, another]) => [
  [one, another],
  [another, one],
]);

/** The pairs in both orders. */
export const trickyPairs = everyTrickyPair.filter((pair) => !/\p{Cc}/u.test(pair.join('')));

function drawPair(tricky: readonly Pair[], key: fc.Arbitrary<string>): fc.Arbitrary<Pair> {
  return fc
    .oneof(
      { withCrossShrink: true },
      fc.constant<Pair>(['key', 'another key']),
      fc.tuple(cacheKey, cacheKey),
      fc.constantFrom(...tricky),
      fc.tuple(key, key),
    )
    .filter(([one, another]) => one !== another && one !== '' && another !== '');
}

/** Two different keys of at least one character. */
export const differentKeys = drawPair(trickyPairs, text(64));

/** Two different keys of at least one character, with control characters. */
export const anyDifferentKeys = drawPair(everyTrickyPair, anyText(64));
