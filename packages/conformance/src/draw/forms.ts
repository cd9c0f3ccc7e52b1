import fc from 'fast-check';
import type { Json, JsonObject } from '../language/json.ts';
import { payload } from './json-values.ts';
import { preferOrdinary } from './ordinary.ts';
import { text, word } from './text.ts';

/** The id of a form, of at most 48 characters. */
export const formId = preferOrdinary(
  ['ap_1', 'ap_7XhG2kPq9mNwT4sLbV6cRz'],
  word(1, 45).map((name) => `ap_${name}`),
);

/** The name of a field: a letter, then letters, digits and underscores. */
const fieldName = preferOrdinary(
  ['email', 'first_name', 'accept', 'Field_2'],
  word(1, 49).map((name) => `f${name}`),
);

/** The value of a field: text, a number, or yes or no. */
const fieldValue: fc.Arbitrary<Json> = preferOrdinary<Json>(
  ['yes', 'anna@example.com', 1, true],
  fc.oneof(text(64), fc.integer(), fc.boolean()),
);

const few = { minKeys: 1, maxKeys: 4, noNullPrototype: true } as const;

/** The fields of a form, by name. */
export const formFields: fc.Arbitrary<JsonObject> = preferOrdinary<JsonObject>(
  [{ email: 'anna@example.com' }],
  fc.dictionary(fieldName, fieldValue, few),
);

/** The variables of a form, by name; they may be of any type. */
export const formVariables: fc.Arbitrary<JsonObject> = preferOrdinary<JsonObject>(
  [{ plan: 'gold' }, { order: { id: 1, items: ['a', 'b'] } }],
  payload.map((members) => Object.fromEntries(Object.entries(members).slice(0, 8))),
);

/** The fields that the user submits. */
export const submittedFields: fc.Arbitrary<JsonObject> = preferOrdinary<JsonObject>(
  [{ accept: 'yes' }, { code: '123456' }],
  fc.dictionary(fieldName, fc.oneof(text(64), fc.constantFrom('', 'no', '0')), few),
);

/** Creates fields of ASCII whose JSON has a number of bytes. */
export function createFieldsOfSize(bytes: number): JsonObject {
  return { text: 'x'.repeat(bytes - JSON.stringify({ text: '' }).length) };
}
