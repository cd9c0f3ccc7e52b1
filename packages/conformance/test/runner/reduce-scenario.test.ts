import type { Scenario, Step } from '@post-challenge/conformance';
import { expect, test } from 'vitest';
import { START } from '../../src/draw/times.ts';
import { assertScenario } from '../../src/language/validate.ts';
import {
  createScenario,
  oneExecution,
  redirectAndContinue,
  returnUser,
  transaction,
} from '../../src/rules/scenarios.ts';
import { listSmallerScenarios } from '../../src/runner/reduce-scenario.ts';

const set: Step = { call: 'cache.set', args: ['key', 'value'] };
const get: Step = { call: 'cache.get', args: ['key'] };

/** Lists the steps of the first handler of each smaller scenario. */
const listExecutes = (scenario: Scenario) =>
  [...listSmallerScenarios(scenario)].map(
    ({ transactions }) => transactions[0]?.actions[0]?.execute,
  );

test('lists scenarios without all steps, without the later half, and without each step', () => {
  expect(listExecutes(oneExecution([set, get, { wait: 1 }, get]))).toEqual([
    [],
    [set, get],
    [{ wait: 1 }, get],
    [set, get, { wait: 1 }],
    [set, get, get],
    [set, { wait: 1 }, get],
    [get, { wait: 1 }, get],
  ]);
});

test('renumbers the references to steps', () => {
  const uses: Step = { call: 'cache.get', args: [{ $result: 1 }] };
  const smaller = listExecutes(
    oneExecution([{ wait: 1 }, get, { change: 'result', of: 1 }, uses]),
  ).map((steps) => JSON.stringify(steps));

  expect(smaller).toContain(
    JSON.stringify([
      get,
      { change: 'result', of: 0 },
      { call: 'cache.get', args: [{ $result: 0 }] },
    ]),
  );
});

test('keeps a step to which another one refers', () => {
  const scenarios = listExecutes(oneExecution([get, { change: 'result', of: 0 }]));

  expect(scenarios).toEqual([[], [get]]);
});

test('drops a redirect together with its continue handler and the return', () => {
  const redirecting = redirectAndContinue([get]);
  const smaller = [
    ...listSmallerScenarios(createScenario([transaction([redirecting], [returnUser()])])),
  ];

  expect(smaller.map(({ transactions }) => transactions[0])).toContainEqual(
    transaction([{ execute: [] }], []),
  );
});

test('renumbers the order and the states of transactions', () => {
  const foreign = { $state: 0, transaction: 2 };
  const returning = returnUser(0, { query: { state: foreign } });
  const scenario = {
    ...createScenario([transaction([]), transaction([], [returning]), transaction([])]),
    order: [0, 1, 2, 1],
  };
  const smaller = [...listSmallerScenarios(scenario)].filter(
    ({ transactions }) => transactions.length === 2,
  );

  expect(smaller).toHaveLength(2);
  expect(smaller).toContainEqual(expect.objectContaining({ order: [0, 1, 0] }) as Scenario);
  expect(JSON.stringify(smaller)).toContain('{"$state":0,"transaction":1}');
});

test('lists only scenarios, each smaller than the whole', () => {
  const scenario = {
    ...createScenario(
      [
        transaction([{ execute: [set, get], continue: [get] }, { execute: [] }], [returnUser()]),
        transaction([{ execute: [get] }], [{ wait: 5 }]),
      ],
      START,
    ),
    order: [0, 1],
  };
  const smaller = [...listSmallerScenarios(scenario)];

  expect(smaller.length).toBeGreaterThan(10);
  for (const one of smaller) {
    expect(assertScenario(one)).toBe(one);
    expect(JSON.stringify(one).length).toBeLessThan(JSON.stringify(scenario).length);
  }
});
