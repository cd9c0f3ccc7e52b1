import { MAXIMUM_CACHE_KEY_SIZE } from '@post-challenge/spec';
import fc from 'fast-check';
import { preferOrdinary } from './ordinary.ts';
import { controlTexts, ordinaryTexts, trickyTexts } from './tricky-texts.ts';

/** Member names that every JavaScript object inherits or treats specially. */
export const memberNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'toLocaleString',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
] as const;

/** One of {@link memberNames}. */
export const memberName = fc.constantFrom(...memberNames);

const printable = fc
  .integer({ min: 0, max: 94 })
  .map((n) => String.fromCharCode(0x20 + ((n + 65) % 95)));

const letterOrDigit = fc.constantFrom(
  ...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
);

/** Letters and digits. */
export function word(minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc
    .string({ unit: letterOrDigit, minLength, maxLength })
    .filter((text) => !isMemberName(text));
}

/** Printable ASCII. */
export function ascii(minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: printable, minLength, maxLength }).filter((text) => !isMemberName(text));
}

function isMemberName(text: string): boolean {
  return (memberNames as readonly string[]).includes(text);
}

/** Any code point but surrogates. fast-check's own arbitrary takes most of a second to set up. */
const codePoint = fc
  .integer({ min: 0, max: 0x10f7ff })
  .map((n) => String.fromCodePoint(n < 0xd800 ? n : n + 0x800));

/** Any code point but surrogates and control characters. */
const visibleCodePoint = codePoint.map((character) =>
  /\p{Cc}/u.test(character) ? 'a' : character,
);

/** Characters that implementations often handle wrongly. */
const trickyCharacters = [...'aA éÉ\u0301ßﬁİ\u200B\uFEFF"\\&=+#%?/;\'<>_$😀👩‍👧'];

/** Well-formed Unicode text without control characters, of a number of characters. */
export function unicode(maxLength: number): fc.Arbitrary<string> {
  return createUnicode(maxLength, fc.constantFrom(...trickyCharacters), visibleCodePoint);
}

function createUnicode(
  maxLength: number,
  ...[tricky, any]: [fc.Arbitrary<string>, fc.Arbitrary<string>]
): fc.Arbitrary<string> {
  return fc
    .oneof(
      { withCrossShrink: true },
      fc.string({ unit: tricky, maxLength }),
      fc.string({ unit: any, maxLength }),
    )
    .filter((text) => !isMemberName(text));
}

/**
 * Text of real systems, beside text that implementations handle wrongly; without control characters.
 *
 * @param maxSize - The largest size, in bytes.
 */
export function text(maxSize: number): fc.Arbitrary<string> {
  return createText(maxSize, trickyTexts, unicode(countCharacters(maxSize)));
}

/** Text as that of {@link text}, and with control characters. */
export function anyText(maxSize: number): fc.Arbitrary<string> {
  const tricky = fc.constantFrom(...trickyCharacters, ...'\n\t\r\0\u001b\u007f\u0085');
  return createText(
    maxSize,
    [...trickyTexts, ...controlTexts],
    createUnicode(countCharacters(maxSize), tricky, codePoint),
  );
}

function createText(
  maxSize: number,
  tricky: readonly string[],
  random: fc.Arbitrary<string>,
): fc.Arbitrary<string> {
  const fits = (one: string) => countBytes(one) <= maxSize;
  const [first = '', ...others] = ordinaryTexts.filter(fits);
  return preferOrdinary(
    [first, ...others],
    fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom(...tricky.filter(fits)) },
      { weight: 2, arbitrary: random },
      ...(maxSize > LONG ? [{ weight: 1, arbitrary: longText(maxSize) }] : []),
    ),
  );
}

/** The size in bytes above which a text is long. Every tricky text is shorter. */
const LONG = 64;

function longText(maxSize: number): fc.Arbitrary<string> {
  return fc
    .tuple(filling, fc.integer({ min: LONG + 1, max: maxSize }))
    .map(([fill, size]) => fill(size));
}

/** Counts how many characters of any kind fit into a size. */
function countCharacters(maxSize: number): number {
  return Math.min(16, Math.floor(maxSize / 4));
}

/** Counts the bytes of a text in UTF-8. */
export function countBytes(text: string): number {
  return Buffer.byteLength(text);
}

/** Units of text, of one to four bytes a character; some get longer if they are escaped. Repeated, they fill a size. */
export const fillings = ['x', 'é', '€', '😀', '"', '\\', '<', "'", '%', '{"a":1}', 'ab c', '👩‍👧'];

/** Text of exactly a size in bytes, made of one of several units. The first unit is `x`. */
export const filling: fc.Arbitrary<(size: number) => string> = fc
  .constantFrom(...fillings)
  .map((unit) => (size: number) => fill(unit, size));

/** Repeats a unit up to a size in bytes, and fills up the rest. */
export function fill(unit: string, size: number): string {
  const count = unit === '' ? 0 : Math.floor(size / countBytes(unit));
  return `${unit.repeat(count)}${'x'.repeat(size - count * countBytes(unit))}`;
}

/** Texts of the sizes at which columns, buffers and lines end. */
export const longTexts: readonly string[] = [
  ...[65, 77, 100, 127, 128, 129, 200, 255, 256, 257, 300, 400, 500, 512, 513, 600, 1000].map(
    (size) => fill('a line of words, ', size),
  ),
  ...fillings.map((unit, number) => fill(unit, 100 + 50 * number)),
];

/** A text of 2000 bytes. */
export const longestText = fill('a long line of words, ', 2000);

const asciiTexts = [...ordinaryTexts, ...trickyTexts].filter((one) => /^[ -~]+$/.test(one));

/** A cache key of ASCII characters, at least one. */
export const cacheKey = preferOrdinary(
  ['key', 'user:42', 'session-token', 'auth0|507f1f77bcf86cd799439011'],
  fc.oneof(fc.constantFrom(...asciiTexts), ascii(1, 16), word(17, 64)),
);

/** A cache key of any characters but control characters, at least one. */
export const unicodeKey = text(MAXIMUM_CACHE_KEY_SIZE).filter((key) => key !== '');

/** A cache value of ASCII characters. */
export const cacheValue = preferOrdinary(
  ['value', '{"attempts":1,"verified":true}', 'user@example.com'],
  fc.oneof(fc.constantFrom('', ...asciiTexts), ascii(0, 32)),
);
