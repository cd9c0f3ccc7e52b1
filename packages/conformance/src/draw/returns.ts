import fc from 'fast-check';
import type { Json, JsonObject } from '../language/json.ts';
import type { ReturnsStep } from '../language/scenario.ts';
import { chunk } from './chunk.ts';
import { preferOrdinary } from './ordinary.ts';
import { memberNames, text, word } from './text.ts';
import { trickyTexts } from './tricky-texts.ts';

/** The methods with which a user returns. */
export const returnMethod = fc.constantFrom<'GET' | 'POST'>('GET', 'POST');

/** The user returns with a state, or without one if it is undefined. A POST has it in the query and in the body. */
export function createReturn(
  state: Json | undefined,
  { method = 'GET', query, body }: Partial<ReturnsStep['returns']> = {},
): ReturnsStep {
  const parameters: JsonObject = state === undefined ? {} : { state };
  return {
    returns: {
      method,
      query: { ...parameters, ...(query as JsonObject | undefined) },
      body: { ...(method === 'POST' && parameters), ...(body as JsonObject | undefined) },
    },
  };
}

/** Names of parameters of a return, as sites write them. `$` begins no name, because the language reserves those. */
const ordinaryNames = [
  'verified',
  'from',
  'sessionId',
  'user.name',
  'user_id',
  'X-Id',
  '0',
  'lang',
];

const trickyNames = [
  ...trickyTexts.filter((one) => !one.startsWith('$')),
  ...memberNames.filter((one) => one !== '__proto__'),
  'a[]',
  'a[0]',
  'a[b]',
  'a.b.c',
  'a-b',
  'a b',
  'Verified',
  'VERIFIED',
  '007',
  '-1',
  'length',
  'get',
  'then',
  'toJSON',
  'method',
  'query',
  'body',
  'n'.repeat(100),
];

const trickyValues = [
  ...trickyTexts,
  '',
  ' a ',
  '  ',
  '+',
  '++',
  '%',
  '%25',
  '%2B',
  '%20',
  '100%25',
  'a%',
  '+49 30 123',
  'a=b&c=d',
  'https://example.com/?a=b&state=c#d',
  'long value '.repeat(100),
];

/** The parameters of a return besides the state, or the members of its body. */
export const returnedData: fc.Arbitrary<JsonObject> = fc
  .uniqueArray(
    fc.tuple(
      preferOrdinary(
        ['verified', ...ordinaryNames],
        fc.oneof(fc.constantFrom(...trickyNames), word(1, 8)),
      ),
      preferOrdinary(['true', 'b', '42'], fc.oneof(fc.constantFrom(...trickyValues), text(400))),
    ),
    { minLength: 1, maxLength: 6, selector: ([name]) => name },
  )
  .map((members) => Object.fromEntries(members.filter(([name]) => name !== 'state')));

/** Data of returns with each name and each value that implementations often change. */
export const trickyReturnedData: readonly JsonObject[] = [
  ...chunk(trickyNames, 16).map((names) =>
    Object.fromEntries(names.map((name, number) => [name, `v${number}`])),
  ),
  ...chunk(trickyValues, 16).map((values) =>
    Object.fromEntries(values.map((value, number) => [`p${number}`, value])),
  ),
];

/** States that are near the state of the first redirect of the transaction, or that a server may take for it. */
const wrongStates: readonly (Json | undefined)[] = [
  undefined,
  '',
  'state',
  'null',
  'undefined',
  '0',
  '*',
  '%',
  ['', ''],
  ['state', 'state'],
  { $state: 0, altered: 'cut' },
  { $state: 0, altered: 'case' },
  { $state: 0, altered: 'extended' },
  [
    { $state: 0, altered: 'cut' },
    { $state: 0, altered: 'extended' },
  ],
];

/** A state that is not the one of the first redirect of the transaction; undefined if the return has none. */
export const wrongState: fc.Arbitrary<Json | undefined> = fc.oneof(
  { withCrossShrink: true },
  fc.constantFrom(...wrongStates),
  word(1, 40),
);

/** A return at a time at which the transaction waits for none, also with the state of its first redirect. */
export const strayReturn: fc.Arbitrary<ReturnsStep> = fc
  .tuple(
    fc.oneof(fc.constant<Json | undefined>(undefined), fc.constant({ $state: 0 }), wrongState),
    returnMethod,
  )
  .map(([state, method]) => createReturn(state, { method }));
