import type { JsonObject, Step } from '@post-challenge/conformance';
import { expect, test } from 'vitest';
import {
  createScenario,
  oneExecution,
  returnUser,
  transaction,
} from '../../src/rules/scenarios.ts';
import { listScenariosWithFewerMembers } from '../../src/runner/drop-members.ts';

test('lists scenarios without some members of each object in the arguments of a call', () => {
  const encode = (options: JsonObject): Step => ({ call: 'redirect.encodeToken', args: [options] });
  const scenario = oneExecution([encode({ secret: 's', payload: { a: 1, b: [{ c: 2 }] } })]);
  const options = [...listScenariosWithFewerMembers(scenario)].map(
    ({ transactions }) => transactions[0]?.actions[0]?.execute[0],
  );

  expect(options).toEqual(
    [
      {},
      { payload: { a: 1, b: [{ c: 2 }] } },
      { secret: 's' },
      { secret: 's', payload: {} },
      { secret: 's', payload: { b: [{ c: 2 }] } },
      { secret: 's', payload: { a: 1 } },
      { secret: 's', payload: { a: 1, b: [{}] } },
    ].map(encode),
  );
});

test('lists scenarios with fewer parameters of a return, and keeps placeholders whole', () => {
  const scenario = createScenario([transaction([], [returnUser(0, { query: { a: 'b' } })])]);
  const queries = [...listScenariosWithFewerMembers(scenario)].flatMap(({ transactions }) =>
    (transactions[0]?.user ?? []).map((step) => 'returns' in step && step.returns.query),
  );

  expect(queries).toEqual([{}, { a: 'b' }, { state: { $state: 0 } }]);
});
