import { type Scenario, type Verdict, checkRule, runScenario } from '@post-challenge/conformance';
import { describe, expect, test } from 'vitest';
import { oneExecution } from '../../src/rules/scenarios.ts';
import { properties } from '../../src/rules/index.ts';
import type { BrokenScenario, Trial } from '../../src/runner/broken-scenario.ts';
import { minimizeFailure } from '../../src/runner/minimize-failure.ts';
import { changeReference } from '../implementations.ts';

/** The reference, whose cache ignores `ttl` if `expires_at` is given too. */
const ignoresTtl = changeReference(({ cache: { set } }) => ({
  cache: {
    set: (key, value, { ttl, expires_at } = {}) =>
      set(
        key,
        value,
        expires_at === undefined ? { ...(ttl !== undefined && { ttl }) } : { expires_at },
      ),
  },
}));

const model = properties['cache/behaves-as-its-model'];

const tryModel: Trial = async (scenario) => {
  const trace = await runScenario(ignoresTtl, scenario);
  const violation = await model.judge(scenario, trace);
  return typeof violation === 'object' && 'at' in violation
    ? { scenario, trace, violation }
    : 'vacuous';
};

/** Minimises the first example of the model that fails. */
async function minimizeExample(tryScenario = tryModel): Promise<BrokenScenario> {
  for (const example of model.examples) {
    const broken = await tryModel(model.scenario(example as never, false));
    if (typeof broken === 'object')
      return minimizeFailure(broken, { judgesAnyPart: true, tryScenario });
  }
  throw new TypeError('No example fails.');
}

function listCalls({ scenario }: Pick<Verdict, 'scenario'>): (string | undefined)[] {
  const steps = scenario?.transactions[0]?.actions[0]?.execute ?? [];
  return steps.map((step) => ('call' in step ? step.call : undefined));
}

describe('a failing example', () => {
  test('loses the steps that do not matter', async () => {
    expect(model.judgesAnyPart).toBe(true);
    expect(listCalls(await minimizeExample())).toEqual(['cache.set', 'cache.get']);
  });

  test('loses the steps that follow the fault', async () => {
    const inSeconds = changeReference(({ cache: { get } }) => ({
      cache: {
        get(key) {
          const record = get(key);
          return record && { ...record, expires_at: Math.floor(record.expires_at / 1000) };
        },
      },
    }));
    const verdict = await checkRule(inSeconds, 'cache.get/never-outlives-expiry');

    expect(listCalls(verdict)).toEqual(['cache.set', 'cache.get']);
  });
});

describe('an odd text', () => {
  test('is named if the rule holds with an ordinary one', async () => {
    const normalizing = changeReference(({ cache: { set } }) => ({
      cache: { set: (key, value, options) => set(key, value.normalize('NFC'), options) },
    }));

    const { message } = await checkRule(normalizing, 'cache.get/values-are-exact');
    expect(message).toContain(
      String.raw`   note       with "value" in place of "e\u{301}", the rule holds`.replace(
        '\\',
        '\\',
      ),
    );
  });

  test('is replaced if the rule fails with an ordinary one', async () => {
    const scenario = oneExecution([{ call: 'access.deny', args: ['n\u00f6'] }]);
    const failure = { ...createFailure(0), scenario };
    const tryScenario: Trial = async (other) =>
      JSON.stringify(other).includes('access.deny') ? { ...failure, scenario: other } : 'held';

    const smallest = await minimizeFailure(failure, { judgesAnyPart: true, tryScenario });
    expect(smallest.oddTexts).toBeUndefined();
    expect(smallest.scenario.transactions[0]?.actions[0]?.execute).toEqual([
      { call: 'access.deny', args: ['value'] },
    ]);
  });
});

/** A failure of a scenario with many steps, at its last step. */
function createFailure(count: number): BrokenScenario {
  const scenario = oneExecution(Array.from({ length: count }, () => ({ wait: 1 })));
  return {
    scenario,
    trace: {
      transactions: [
        { phases: [{ executions: [{ action: 0, handler: 'execute', observations: [] }] }] },
      ],
    },
    violation: { at: { transaction: 0, phase: 0 }, expected: 'more' },
  };
}

describe('the minimiser', () => {
  test('runs at most 200 scenarios', async () => {
    let runs = 0;
    const tryScenario = async () => ((runs += 1), 'vacuous' as const);

    await minimizeFailure(createFailure(300), { judgesAnyPart: true, tryScenario });

    expect(runs).toBe(200);
  });

  test('ends if a scenario cannot be run', async () => {
    let runs = 0;
    const tryScenario = async () => ((runs += 1), 'error' as const);
    const failure = createFailure(3);

    expect(await minimizeFailure(failure, { judgesAnyPart: true, tryScenario })).toBe(failure);
    expect(runs).toBe(1);
  });

  test('keeps a scenario that fails with another expectation', async () => {
    const failure = createFailure(3);
    const tryScenario = async (scenario: Scenario) => ({
      ...failure,
      scenario,
      violation: { ...failure.violation, expected: 'less' },
    });

    expect(await minimizeFailure(failure, { judgesAnyPart: true, tryScenario })).toBe(failure);
  });

  test('finds the same scenario each time', async () => {
    expect(await minimizeExample()).toEqual(await minimizeExample());
  });
});
