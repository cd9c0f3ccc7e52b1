import fc from 'fast-check';
import { chunk } from './chunk.ts';
import { anyText, cacheKey, text } from './text.ts';
import { controlTexts, trickyTexts } from './tricky-texts.ts';

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
  ['x'.repeat(64), `${'x'.repeat(31)}y${'x'.repeat(32)}`],
  [`a${'x'.repeat(63)}`, `b${'x'.repeat(63)}`],
  ['a\u00adb', 'ab'],
  ['a\u200db', 'ab'],
  ['\u202ea', 'a'],
  ['❤\ufe0f', '❤'],
  ['…', '...'],
  ['’', "'"],
  ['–', '-'],
  ['\u2028', ' '],
  ['𝒳', 'X'],
  ['①', '1'],
  // Replacements, templates, formats and escapes, and the texts that they give.
  ['a$$b', 'a$b'],
  ["a$'", 'a'],
  ['a$`', 'a'],
  ['a$1', 'a'],
  ['a$&', 'a'],
  ['a%%b', 'a%b'],
  ['a%s', 'a'],
  ['a%41', 'aA'],
  ['a\\u0041', 'aA'],
  ['a\\x41', 'aA'],
  ['a\\b', 'a\\\\b'],
  ['a\\', 'a'],
  ['a&#65;', 'aA'],
  ['a&lt;', 'a<'],
  ['a=41', 'aA'],
  ['{{a}}', '{a}'],
  ['${a}', 'a'],
  ['{a}', 'a'],
  ['<b>a</b>', 'a'],
  ['a;v=1', 'a'],
  ['a=1', 'a'],
  ['a@b', 'a'],
  ['a~1', 'a/'],
  ['-a', 'a'],
  ['.a', 'a'],
  ['~a', 'a'],
  ['a.', 'a'],
  ['a.json', 'a'],
  ['2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['2026-01-31T12:00:00Z', '2026-01-31T13:00:00+01:00'],
  ['1,000', '1000'],
  ['0.10', '0.1'],
  ['[1, 2]', '[1,2]'],
  // Equal sums of characters, and equal hashes by CRC-32 and FNV.
  ['ab', 'ba'],
  ['plumless', 'buckeroo'],
  ['costarring', 'liquid'],
  // Equal hashes in Java, and texts that PHP compares as equal numbers.
  ['Aa', 'BB'],
  ['0e1', '0e2'],
];

/** The pairs in both orders, with control characters. */
const everyTrickyPair: readonly Pair[] = pairs.flatMap(([one, another]) => [
  [one, another],
  [another, one],
]);

function hasNoControl(text: string): boolean {
  return !/\p{Cc}/u.test(text);
}

/** The pairs in both orders. */
export const trickyPairs = everyTrickyPair.filter((pair) => hasNoControl(pair.join('')));

/** How many keys are listed at a time. */
const LIST_LENGTH = 16;

/** Lists the keys of pairs several at a time, both keys of a pair in one list, and then in the reverse order. */
function listKeyLists(tricky: readonly Pair[], texts: readonly string[] = []): string[][] {
  const lists: string[][] = [];
  for (const pair of tricky) {
    const isFree = (list: readonly string[]) =>
      list.length + pair.length <= LIST_LENGTH && !pair.some((key) => list.includes(key));
    const list = lists.find(isFree);
    if (list) list.push(...pair);
    else lists.push([...pair]);
  }
  const all = [...lists, ...chunk(texts, LIST_LENGTH)];
  return [...all, ...all.map((list) => list.toReversed())];
}

/** Every pair in both orders, with control characters, and every tricky text. */
export const everyTrickyKeyList = listKeyLists(pairs, [
  ...new Set([...trickyTexts, ...controlTexts]),
]);

/** Every pair in both orders. */
export const trickyKeyLists = listKeyLists(
  pairs.filter(([one, another]) => hasNoControl(`${one}${another}`)),
);

function drawPair(
  tricky: readonly Pair[],
  key: fc.Arbitrary<string>,
): fc.Arbitrary<readonly string[]> {
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

/** Several different keys of at least one character, with control characters. */
export const differentKeyList: fc.Arbitrary<readonly string[]> = fc.uniqueArray(
  anyText(64).filter((key) => key !== ''),
  { minLength: 2, maxLength: 6 },
);
