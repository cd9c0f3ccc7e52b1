import type { Json, ReturnsStep } from '@post-challenge/conformance';
import { rules, type RuleId } from '@post-challenge/spec';
import { expect, test } from 'vitest';
import { properties as all } from '../../src/rules/index.ts';
import type { Property } from '../../src/rules/property.ts';
import { drawSamples } from './samples.ts';

const properties = Object.entries(all as Record<string, Property>) as [RuleId, Property][];

/** Lists the returns that a property draws. */
function listReturns(
  id: RuleId,
  { given, examples, scenario }: Property,
): ReturnsStep['returns'][] {
  const onHost = (rules[id].needs as readonly string[]).includes('host');
  return [...examples, ...drawSamples(given)].flatMap((drawn) =>
    scenario(drawn as never, onHost).transactions.flatMap(({ user }) =>
      user.flatMap((step) => ('returns' in step ? [step.returns] : [])),
    ),
  );
}

function readState(part: Json): string {
  return JSON.stringify((part as { readonly state?: Json }).state);
}

test('every return by POST has the state in the query and in the body', () => {
  const wrong = properties.filter(([id, property]) =>
    listReturns(id, property).some(
      ({ method, query, body }) => method === 'POST' && readState(query) !== readState(body),
    ),
  );

  expect(wrong.map(([id]) => id)).toEqual([]);
});

test('the rules about returns draw both methods', () => {
  const methods = new Set(
    properties.flatMap(([id, property]) => listReturns(id, property).map(({ method }) => method)),
  );

  expect([...methods].toSorted()).toEqual(['GET', 'POST']);
});
