import { type FactorSelector, normalizeFactorType } from '@post-challenge/spec';
import fc from 'fast-check';
import { START } from './property.ts';

/**
 * Names that every JavaScript object has or treats in its own way.
 *
 * @internal
 */
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

/** One of {@link memberNames}. @internal */
export const memberName = fc.constantFrom(...memberNames);

const printable = fc
  .integer({ min: 0, max: 94 })
  .map((n) => String.fromCharCode(0x20 + ((n + 65) % 95)));

const letterOrDigit = fc.constantFrom(
  ...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
);

/** Letters and digits. @internal */
export function word(minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc
    .string({ unit: letterOrDigit, minLength, maxLength })
    .filter((text) => !isMemberName(text));
}

/** Printable ASCII. @internal */
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

/** Well-formed Unicode text, some of it made of what implementations trip over. @internal */
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

/** A key of the cache, ASCII. @internal */
export const cacheKey = ascii(0, 16);

/** A value of the cache, ASCII. @internal */
export const cacheValue = ascii(0, 32);

/** A time at which a scenario begins, in milliseconds since the Unix epoch. @internal */
export const now = fc.oneof(
  fc.constantFrom(START, START + 1, START + 500, START + 999),
  fc.integer({ min: START, max: START + 2 ** 36 }),
);

/** How long something takes inside an execution, in milliseconds. @internal */
export const pause = fc.oneof(fc.constantFrom(0, 1, 999, 1000), fc.integer({ min: 0, max: 5000 }));

/** A secret: printable ASCII of at least 32 bytes. @internal */
export const secret = fc
  .tuple(ascii(0, 4), ascii(0, 4))
  .map(([before, after]) => `${before}${'a'.repeat(32)}${after}`);

/** A JSON value, not deep. @internal */
export const claim = fc.oneof(
  fc.boolean(),
  fc.integer(),
  unicode(12),
  fc.constant(null),
  fc.array(fc.oneof(fc.integer(), unicode(4)), { maxLength: 3 }),
  fc
    .tuple(word(1, 6), fc.oneof(fc.integer(), unicode(4)))
    .map(([name, value]) => ({ [name]: value })),
);

const standardClaims = new Set(['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'ip', 'state']);

/** Members of a payload or claims that no token has of itself. @internal */
export const payload = fc
  .array(
    fc.tuple(
      word(1, 4).filter((name) => !standardClaims.has(name)),
      claim,
    ),
    { maxLength: 3 },
  )
  .map((members) => Object.fromEntries(members));

const label = fc.string({
  unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789'),
  minLength: 1,
  maxLength: 4,
});

/** An absolute https URL without query and fragment. @internal */
export const plainUrl = fc
  .tuple(label, fc.array(word(1, 4), { maxLength: 2 }))
  .map(([host, path]) => `https://${host}.example.com/${path.join('/')}`);

/** Query parameters of letters and digits. @internal */
export const plainQuery = drawQuery(word(1, 4), word(0, 4));

/** Query parameters of any characters. @internal */
export const trickyQuery = drawQuery(
  unicode(6).filter((name) => name !== ''),
  unicode(8),
);

function drawQuery(name: fc.Arbitrary<string>, value: fc.Arbitrary<string>) {
  return fc
    .uniqueArray(
      fc.tuple(
        name.filter((text) => text !== 'state'),
        value,
      ),
      {
        minLength: 1,
        maxLength: 4,
        selector: ([text]) => text,
      },
    )
    .map((members) => Object.fromEntries(members));
}

/** A factor with options or without. @internal */
export const factor: fc.Arbitrary<FactorSelector> = fc.oneof(
  { withCrossShrink: true },
  fc.constantFrom<FactorSelector>(
    { type: 'otp' },
    { type: 'email' },
    { type: 'webauthn-platform' },
    { type: 'webauthn-roaming' },
    { type: 'recovery-code' },
    { type: 'phone' },
    { type: 'push-notification' },
    { type: 'push' },
  ),
  fc
    .constantFrom<'sms' | 'voice' | 'both'>('sms', 'voice', 'both')
    .map((preferredMethod) => ({ type: 'phone' as const, options: { preferredMethod } })),
  fc
    .tuple(fc.constantFrom<'push-notification' | 'push'>('push-notification', 'push'), fc.boolean())
    .map(([type, otpFallback]) => ({ type, options: { otpFallback } })),
);

/** The type of a factor, by which factors are compared. @internal */
export function kindOf({ type }: { readonly type: string }): string {
  return normalizeFactorType(type);
}

/** Factors of different types. @internal */
export function factors(minLength: number, maxLength = 4): fc.Arbitrary<FactorSelector[]> {
  return fc.uniqueArray(factor, { minLength, maxLength, selector: kindOf });
}
