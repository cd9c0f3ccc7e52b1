import fc from 'fast-check';
import type { Json, JsonObject } from '../language/json.ts';
import { chunk } from './chunk.ts';
import { preferOrdinary } from './ordinary.ts';
import { trickyPairs } from './key-pairs.ts';
import { trickyNames } from './names.ts';
import { longTexts, longestText, text, word } from './text.ts';
import { trickyTexts } from './tricky-texts.ts';

/** Numbers that change if they pass through 32 bits, a float of 32 bits, an integer or a decimal of few digits. */
const trickyNumbers = [
  0.1,
  0.5,
  -2.75,
  99.99,
  0.001,
  1.005,
  2.675,
  1e-6,
  1e-7,
  5e-324,
  2.2250738585072014e-308,
  12.345678901234567,
  0.30000000000000004,
  1 / 3,
  123_456_789.125,
  16_777_217,
  1e15,
  1e16,
  1e21,
  1e22,
  1.5e300,
  1.7976931348623157e308,
  3.5e38,
  100,
  1_000_000,
  -1,
  127,
  128,
  255,
  256,
  32_767,
  32_768,
  65_535,
  65_536,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 32 - 1,
  2 ** 32,
  2 ** 32 + 1,
  1_767_225_600,
  1_767_225_600_123,
  1_767_225_600.5,
  2 ** 53 - 1,
  -(2 ** 53 - 1),
  2 ** 53,
  2 ** 63,
  2 ** 64,
];

/** A number that JSON can represent; JSON has no negative zero. */
const number = preferOrdinary<number>(
  [1, 0, 42],
  fc.oneof(
    fc.constantFrom(...trickyNumbers),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (n === 0 ? 0 : n)),
  ),
);

/** A name of a member: no `$` begins it, because the language reserves those. */
const name = preferOrdinary(
  ['verified', 'email', 'userId'],
  fc.oneof(fc.constantFrom(...trickyNames), word(1, 8)),
);

const scalar: fc.Arbitrary<Json> = fc.oneof(
  { withCrossShrink: true },
  fc.boolean(),
  number,
  text(600),
  fc.constantFrom(null, '', '2026-01-31T12:00:00.000Z'),
);

/** Objects and lists of values, and the values themselves. */
function nest(value: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 3, arbitrary: value },
    { weight: 1, arbitrary: fc.array(value, { maxLength: 3 }) },
    { weight: 1, arbitrary: createObject(name, value) },
  );
}

function createObject(
  memberName: fc.Arbitrary<string>,
  value: fc.Arbitrary<Json>,
  maxLength = 3,
): fc.Arbitrary<JsonObject> {
  return fc
    .uniqueArray(fc.tuple(memberName, value), { maxLength, selector: ([member]) => member })
    .map((members) => Object.fromEntries(members));
}

/** Values whose shape is often lost: empty, nested, mixed and of several objects. */
export const trickyValues: readonly Json[] = [
  {},
  [],
  null,
  '',
  0,
  false,
  [[]],
  [{}],
  { a: {} },
  [null],
  [1],
  ['a', 1, true, null, { b: [] }],
  [{ id: 1 }, { id: 2, tags: [] }],
  { a: { b: { c: { d: 1.5 } } } },
  { '0': 'a', '1': 'b' },
  { '10': 1, '9': 2 },
  { '': 1 },
  { a: null, b: '', c: [] },
  { a: { id: 1 }, b: { id: 1 } },
  [[1, 2], [], [[3]]],
  [3, 1, 2, 1],
  ['b', 'a', 'B', 'b'],
  [true, false],
  [0.5, '0.5', null],
  Array.from({ length: 50 }, (_, n) => n),
  Array.from({ length: 12 }).reduce<Json>((inner) => ({ in: [inner] }), 'deep'),
  '{"a":1}',
  'true',
  '1',
  ...trickyNumbers,
];

/** A JSON value, nested at most four deep. */
export const claim: fc.Arbitrary<Json> = preferOrdinary<Json>(
  [true, 'value', 1, ['admin', 'user'], { street: 'Main Street 1', zip: '01234' }],
  fc.oneof(fc.constantFrom(...trickyValues), nest(nest(nest(scalar)))),
);

/** Claims that every token of a scenario has, or whose precedence the contract leaves open. */
const takenClaims = new Set([
  'iss',
  'sub',
  'aud',
  'exp',
  'nbf',
  'iat',
  'jti',
  'ip',
  'state',
  'verification',
]);

const freeName = name.filter((member) => !takenClaims.has(member));

/** A payload without the claims that every token has. */
export const payload: fc.Arbitrary<JsonObject> = preferOrdinary<JsonObject>(
  [
    { verified: true },
    {},
    { email: 'user@example.com', email_verified: true },
    { user: { id: 42, roles: ['admin'] }, amount: 12.5 },
  ],
  fc.oneof(
    { weight: 9, arbitrary: createObject(freeName, claim) },
    { weight: 1, arbitrary: createObject(freeName, fc.oneof(number, text(48)), 40) },
  ),
);

/** Names that differ only in case, in normal form or in characters that a naming convention changes. */
const nearNames = [...new Set(trickyPairs.flat())].filter((member) => !member.startsWith('$'));

/** Payloads with each of the values, texts and names that implementations often change, several in each. */
export const trickyPayloads: readonly JsonObject[] = [
  ...[...chunk(trickyValues, 16), ...chunk(trickyTexts, 24), ...chunk(longTexts, 6)].map((values) =>
    Object.fromEntries(values.map((value, number) => [`p${number}`, value])),
  ),
  ...[...chunk(trickyNames, 40), ...chunk(nearNames, 40)].map((names) =>
    Object.fromEntries(names.map((member, number) => [member, number])),
  ),
  { comment: longestText },
];
