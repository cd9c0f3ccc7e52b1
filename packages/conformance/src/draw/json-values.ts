import fc from 'fast-check';
import type { Json, JsonObject } from '../language/json.ts';
import { chunk } from './chunk.ts';
import { preferOrdinary } from './ordinary.ts';
import { text, word } from './text.ts';

/** Numbers that change if they pass through 32 bits, a float of 32 bits, an integer or a decimal of few digits. */
export const trickyNumbers = [
  0.1,
  0.5,
  -2.75,
  99.99,
  1e-7,
  5e-324,
  12.345678901234567,
  0.30000000000000004,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 32 + 1,
  1_767_225_600_123,
  2 ** 53 - 1,
  -(2 ** 53 - 1),
  123_456_789.125,
  1e21,
  1.5e300,
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

/** Names of members that look like numbers, have to be escaped, or mean something in code. */
const trickyNames = [
  '',
  '0',
  '1',
  '007',
  '-1',
  '1.5',
  '1e3',
  'a b',
  'a.b',
  'a-b',
  'a_b',
  'a/b',
  'a[0]',
  'a"b',
  "a'b",
  'a\\b',
  'a:b',
  'https://example.com/roles',
  '<b>',
  'ä',
  'e\u0301',
  '日本',
  '😀',
  'A',
  'Id',
  'id',
  '_id',
  '@id',
  '#text',
  'length',
  'size',
  'type',
  'name',
  'class',
  'true',
  'null',
  'data',
  'created_at',
  'toJSON',
  'then',
];

/** A name of a member: no `$` begins it, because the language reserves those. */
const name = preferOrdinary(
  ['verified', 'email', 'userId'],
  fc.oneof(fc.constantFrom(...trickyNames), word(1, 8)),
);

const scalar: fc.Arbitrary<Json> = fc.oneof(
  { withCrossShrink: true },
  fc.boolean(),
  number,
  text(48),
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
): fc.Arbitrary<JsonObject> {
  return fc
    .uniqueArray(fc.tuple(memberName, value), { maxLength: 3, selector: ([member]) => member })
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

/** A payload without the claims that every token has. */
export const payload: fc.Arbitrary<JsonObject> = preferOrdinary<JsonObject>(
  [
    { verified: true },
    {},
    { email: 'user@example.com', email_verified: true },
    { user: { id: 42, roles: ['admin'] }, amount: 12.5 },
  ],
  createObject(
    name.filter((member) => !takenClaims.has(member)),
    claim,
  ),
);

/** Payloads with each of the values and names that implementations often change. */
export const trickyPayloads: readonly JsonObject[] = [
  ...chunk(trickyValues, 8).map((values) =>
    Object.fromEntries(values.map((value, number) => [`p${number}`, value])),
  ),
  ...chunk(trickyNames, 8).map((names) =>
    Object.fromEntries(names.map((member, number) => [member, number])),
  ),
];
