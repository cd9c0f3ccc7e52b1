import fc from 'fast-check';

/** Names that every JavaScript object has or treats in its own way. */
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

/** Any code point but surrogates; the library's own takes most of a second to set up. */
const codePoint = fc
  .integer({ min: 0, max: 0x10f7ff })
  .map((n) => String.fromCodePoint(n < 0xd800 ? n : n + 0x800));

/** What changes where text is trimmed, normalised, folded or cut at a NUL; each at most four characters. */
const trickyTexts = [
  'e\u0301',
  '\u00e9',
  '\u212b',
  '\ufb01',
  ' a',
  'a ',
  '\ta\n',
  'A',
  '\r\n',
  'a\0b',
  '\ufeffa',
];

/** Well-formed Unicode text, some of it made of what implementations trip over. */
export function unicode(maxLength: number): fc.Arbitrary<string> {
  const tricky = fc.constantFrom(...'aA éÉ\u0301ßﬁİ\u200B\uFEFF\n\t\r\0"\\&=+#%?/;😀👩‍👧');
  return fc
    .oneof(
      { withCrossShrink: true },
      fc.string({ unit: tricky, maxLength }),
      fc.constantFrom(...trickyTexts),
      fc.string({ unit: codePoint, maxLength }),
    )
    .filter((text) => !isMemberName(text));
}

/** A key of the cache, ASCII. */
export const cacheKey = ascii(0, 16);

/** A value of the cache, ASCII. */
export const cacheValue = ascii(0, 32);
