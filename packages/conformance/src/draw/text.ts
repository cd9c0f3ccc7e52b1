import fc from 'fast-check';

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

/** Texts that change if they are trimmed, normalised, case-folded or cut at a NUL. Each has at most four characters. */
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

/** Well-formed Unicode text. It prefers characters that implementations often handle wrongly. */
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

/** A cache key of ASCII characters. */
export const cacheKey = preferOrdinary('key', ascii(0, 16));

/** A cache value of ASCII characters. */
export const cacheValue = preferOrdinary('value', ascii(0, 32));

/** Draws any of the texts, and shrinks to the ordinary one if the failure does not depend on the text. */
function preferOrdinary(ordinary: string, texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 1, arbitrary: fc.constant(ordinary) },
    { weight: 9, arbitrary: texts },
  );
}
