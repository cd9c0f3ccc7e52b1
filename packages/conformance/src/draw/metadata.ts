import fc from 'fast-check';
import type { Json, JsonObject } from '../language/json.ts';
import { claim } from './json-values.ts';
import { text, word } from './text.ts';

/** Values that applications store in metadata, and that databases and serializers change. */
export const ordinaryValues: readonly Json[] = [
  'pro',
  '',
  '0042',
  'true',
  'null',
  '1e3',
  '2024-02-29T12:00:00.000Z',
  '2024-02-29',
  'Zoë Müller-Łukasiewicz',
  '東京都',
  '👩‍👧 family',
  'a line\nand another',
  '<b>&amp;</b>',
  '%20+',
  'x'.repeat(300),
  true,
  false,
  0,
  -1,
  0.1,
  1.5,
  2 ** 31,
  Number.MAX_SAFE_INTEGER,
  null,
  [],
  {},
  [1, 'two', [3]],
  ['b', 'a', 'b'],
  [null, '', 0, false],
  Array.from({ length: 300 }, (_, n) => n),
  { deep: { deeper: { deepest: [{ at: 1 }] } } },
  { empty: {}, list: [], text: '' },
];

const ordinaryNames = [
  'plan',
  'tenantId',
  'preferred_language',
  'last seen',
  'https://example.com/roles',
  'a.b',
  'größe',
  '1',
  '007',
  'X-Api-Key',
  'Plan',
  'a/b',
  'a[0]',
  'a b c',
  '_private',
  'constructor',
  'toString',
  'length',
];

/** The name of a member of metadata. */
const memberName = fc.oneof(fc.constantFrom(...ordinaryNames), word(1, 8));

/** Draws a dictionary of at most three members. */
export function drawDictionary<T extends Json>(value: fc.Arbitrary<T>): fc.Arbitrary<JsonObject> {
  return fc
    .uniqueArray(fc.tuple(memberName, value), { maxLength: 3, selector: ([name]) => name })
    .map((members) => Object.fromEntries(members) as JsonObject);
}

const metadataText = fc.oneof(
  fc.constantFrom(...ordinaryValues.filter((value) => typeof value === 'string')),
  text(64),
);

/** Metadata of texts, such as the one of a client or an organization; secrets and configuration, too. */
export const textMetadata: fc.Arbitrary<JsonObject> = drawDictionary(metadataText);

/** Metadata of any JSON, such as the one of a user. */
export const metadata: fc.Arbitrary<JsonObject> = drawDictionary(
  fc.oneof(fc.constantFrom(...ordinaryValues), claim),
);
