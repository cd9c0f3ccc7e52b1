import type { Scenario, Trace } from '@post-challenge/conformance';
import { expect, test } from 'vitest';
import { properties } from '../../src/rules/index.ts';
import { sampleEvent } from '../../src/language/sample-event.ts';

type Handler = 'execute' | 'continue';

const scenario: Scenario = { now: 0, factors: [], transactions: [] };
const { judge } = properties['redirect.sendUserTo/does-not-repeat-handlers'];

/** Creates the trace of a transaction in which handlers of the first action execute, phase by phase. */
function createTrace(...phases: readonly (readonly Handler[])[]): Trace {
  return {
    transactions: [
      {
        phases: phases.map((handlers) => ({
          executions: handlers.map((handler) => ({
            action: 0,
            handler,
            event: sampleEvent,
            observations: [],
          })),
        })),
      },
    ],
  };
}

test('a continue handler that redirects again may execute again', async () => {
  const trace = createTrace(['execute'], ['continue'], ['continue']);

  expect(await judge(scenario, trace)).toBe('held');
});

test('an execute handler must not execute again when the user returns', async () => {
  const trace = createTrace(['execute'], ['continue'], ['execute']);

  expect(await judge(scenario, trace)).toEqual({
    at: { transaction: 0, phase: 2, execution: 0 },
    expected: 'must not execute again',
  });
});
