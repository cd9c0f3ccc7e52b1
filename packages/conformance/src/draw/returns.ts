import fc from 'fast-check';
import type { Json, JsonObject } from '../language/json.ts';
import type { ReturnsStep } from '../language/scenario.ts';
import { word } from './text.ts';

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
