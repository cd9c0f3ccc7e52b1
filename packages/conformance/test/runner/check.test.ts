import {
  type CreateInput,
  type Implementation,
  ImplementationError,
  type Phase,
  type Scenario,
  assertRule,
  checkConformance,
  checkRule,
  fromApi,
  replayRule,
  runScenario,
} from '@post-challenge/conformance';
import { createPostChallenge } from '@post-challenge/reference';
import {
  type Outcome,
  type PostChallengeAPI,
  type RuleId,
  rules,
  listRuleIds,
} from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';
import { checkFew } from '../check-few.ts';
import { oneExecution } from '../../src/rules/scenarios.ts';
import { changeReference, reference } from '../implementations.ts';
import { createSmallHost, surroundHandlers } from '../small-host.ts';

const denied = { status: 'denied' } as const;

/** Creates an implementation that answers every request with the same phase. */
function answerWithPhase(phase: () => Phase | Promise<Phase>): Implementation {
  return {
    name: 'hand-made',
    capabilities: ['outcome'],
    open: () => ({ start: phase, resume: phase }),
  };
}

/** An implementation that breaks one rule: `cache.get` returns values instead of records. */
const bareValues = changeReference(({ cache: { get } }) => ({
  cache: { get: (key) => get(key)?.value },
}));

/** Creates an implementation that replaces `access.deny` of the reference. */
function replaceDeny(deny: () => unknown): Implementation {
  return changeReference(() => ({ access: { deny } }));
}

const neverAnswers = (): Promise<never> => new Promise(() => {});

describe('a rule', () => {
  test('passes if it holds in every scenario', async () => {
    expect(await checkRule(reference, 'cache.set/ttl', { runs: 30 })).toEqual({
      id: 'cache.set/ttl',
      level: 'MUST',
      basis: 'documented',
      text: rules['cache.set/ttl'].text,
      help: 'docs/rules.md#cache.set/ttl',
      verdict: 'passed',
      runs: 30,
    });
  });

  test('fails with the smallest scenario that breaks it', async () => {
    const longKeys = changeReference(({ cache: { set } }) => ({
      cache: {
        set: (key, value, options) =>
          key.length > 70
            ? { type: 'success', record: { value, expires_at: 0 } }
            : set(key, value, options),
      },
    }));

    const { verdict, scenario, trace } = await checkRule(
      longKeys,
      'cache.set/refuses-a-larger-key',
    );

    expect(verdict).toBe('failed');
    expect(scenario).toEqual(oneExecution([{ call: 'cache.set', args: ['x'.repeat(71), 'x'] }]));
    expect(trace).toEqual(await runScenario(longKeys, scenario as Scenario));
  });

  test('fails if a scenario breaks it, even if another scenario errors later', async () => {
    let calls = 0;
    const flaky = replaceDeny(() => {
      calls += 1;
      return calls <= 2 ? undefined : neverAnswers();
    });

    expect(await checkRule(flaky, 'access.deny/returns-api', { timeout: 5 })).toMatchObject({
      verdict: 'failed',
    });
  });

  test('is blocked by a required rule that did not pass', async () => {
    expect(await checkRule(bareValues, 'cache.get/returns-the-value')).toMatchObject({
      verdict: 'blocked',
      runs: 0,
      blockedBy: ['cache.get/returns-a-record'],
      message: 'cache.get/returns-a-record did not pass.',
    });
  });

  test('is blocked by a missing method, and does not fail', async () => {
    const { verdict, blockedBy, message, missing } = await checkRule(
      fromApi({ name: 'empty', create: () => ({ api: {} }) }),
      'access.deny/returns-api',
    );

    expect({ verdict, blockedBy, message, missing }).toEqual({
      verdict: 'blocked',
      blockedBy: ['api/has-every-method'],
      message: 'api.access.deny is missing.',
      missing: ['access.deny'],
    });
  });

  test('is unobservable if it needs an outcome and the implementation reports none', async () => {
    const mute = fromApi({
      name: 'mute',
      create: (input) => ({ api: createPostChallenge(input).api }),
    });

    expect(await checkRule(mute, 'access.deny/denies')).toMatchObject({
      verdict: 'unobservable',
      lacks: ['outcome'],
    });
    expect(await checkRule(mute, 'access.deny/returns-api')).toMatchObject({ verdict: 'passed' });
  });

  test('is unobservable if it needs a clock and the implementation has none', async () => {
    const timeless = { ...reference, capabilities: ['outcome'] as const };

    expect(await checkRule(timeless, 'cache.set/ttl')).toMatchObject({
      verdict: 'unobservable',
      lacks: ['clock'],
    });
    expect(await checkRule(timeless, 'cache.get/returns-the-value')).toMatchObject({
      verdict: 'passed',
    });
  });

  test('is vacuous if no scenario reaches its case', async () => {
    const forgetful = changeReference(() => ({ cache: { get: () => undefined } }));

    expect(await checkRule(forgetful, 'cache.get/returns-a-record')).toMatchObject({
      verdict: 'vacuous',
      message: [
        'No scenario reached the case that the rule describes. This one came nearest:',
        '    1  api.cache.set("key", "value")  → { type: "success", record: { value: "value", expires_at: now + 900000 ms } }',
        '    2  api.cache.get("key")           → undefined',
        '       outcome                        → { status: "completed" }',
      ].join('\n'),
    });
  });

  test('is vacuous without a scenario if it is no MUST', async () => {
    const trusting = changeReference(() => ({ redirect: { validateToken: () => ({}) } }));

    expect(await checkRule(trusting, 'redirect.validateToken/throws-errors')).toMatchObject({
      verdict: 'vacuous',
      message: 'No scenario reached the case that the rule describes.',
    });
  });

  test('is judged by the scenarios that call no missing method', async () => {
    const partial = createSmallHost({
      actions: surroundHandlers(async (handle, event, api) => {
        const { setResultUrl: _, ...transaction } = api.transaction;
        await handle(event, { ...api, transaction } as typeof api);
      }),
    });
    const options = { runs: 30, traces: true };
    const verdict = await checkRule(partial, 'flow/completes', options);
    const missing = verdict.traces?.filter(({ trace }) =>
      JSON.stringify(trace).includes('"missing":true'),
    );

    expect(verdict.verdict).toBe('passed');
    expect(missing?.length).toBeGreaterThan(10);
    expect(
      await checkRule(partial, 'transaction.setResultUrl/outlasts-a-pause', options),
    ).toMatchObject({ verdict: 'blocked' });
  });

  test('about missing methods lists all of them', async () => {
    const partial = changeReference(() => ({
      cache: { delete: undefined },
      access: { deny: undefined },
    }));
    const { message, missing } = await checkRule(partial, 'api/has-every-method');

    expect(message).toMatch(/\n {3}missing {4}cache\.delete, access\.deny$/);
    expect(missing).toEqual(['cache.delete', 'access.deny']);
  });

  test('is probed if it is a probe', async () => {
    expect(await checkRule(reference, 'access.deny/second-reason', { runs: 10 })).toMatchObject({
      verdict: 'probed',
      answers: ['the second'],
    });
  });

  test('is judged by the trace of a hand-written implementation', async () => {
    const observations = [{ returned: { $api: true } }];
    const executions = [{ action: 0, handler: 'execute' as const, event: {}, observations }];
    const handMade = answerWithPhase(() => ({ executions, outcome: denied }));

    expect(await checkRule(handMade, 'access.deny/denies')).toMatchObject({ verdict: 'passed' });
    expect(await checkRule(handMade, 'access.deny/keeps-reason')).toMatchObject({
      verdict: 'passed',
    });
    expect(
      await checkRule(handMade, 'transaction.setResultUrl/does-not-redirect-now'),
    ).toMatchObject({ verdict: 'failed' });
  });

  test('is refused if it does not exist', async () => {
    await expect(checkRule(reference, 'cache.set/tll' as RuleId)).rejects.toThrow(
      /^There is no rule cache\.set\/tll\. The nearest: cache\.set\/ttl, /,
    );
  });
});

describe('an implementation errors', () => {
  const rule = 'access.deny/returns-api';

  test('if create throws during the run', async () => {
    let made = 0;
    const failing = fromApi({
      name: 'failing',
      create(input) {
        made += 1;
        if (made > 2) throw new RangeError('no more of them');
        return createPostChallenge(input);
      },
    });

    expect(await checkRule(failing, rule)).toMatchObject({
      verdict: 'errored',
      message:
        'The function create threw RangeError: no more of them. Fix create so that it returns { api, outcome }. The scenario calls api.access.deny.',
      replay: expect.stringMatching(/^[\w-]{20,}$/) as string,
    });
  });

  test('if a promise never settles', async () => {
    expect(await checkRule(replaceDeny(neverAnswers), rule, { timeout: 5 })).toMatchObject({
      verdict: 'errored',
      message:
        'changed did not answer start within 5 ms. Its last step was api.access.deny, step 1 of the execute handler of action 1.',
    });
  });

  test('if an outcome is invalid', async () => {
    const odd = changeReference(() => ({
      outcome: (reached) => (reached.status === 'denied' ? { status: 'maybe' } : reached),
    }));

    const { verdict, message } = await checkRule(odd, rule);

    expect(verdict).toBe('errored');
    expect(message).toMatch(/^The outcome is wrong: status is "maybe", expected /);
  });

  test('if it cannot close a world', async () => {
    const clinging: Implementation = {
      ...answerWithPhase(() => ({ executions: [] })),
      open: () => ({
        start: () => ({ executions: [] }),
        resume: () => ({ executions: [] }),
        close: () => Promise.reject(new Error('still in use')),
      }),
    };

    await expect(checkRule(clinging, rule)).rejects.toThrow(
      new ImplementationError(
        'The implementation threw Error instead of answering close: still in use',
      ),
    );
  });

  test('if it cannot run an empty action', async () => {
    const nonsense = answerWithPhase(() => 'fine' as unknown as Phase);

    await expect(checkConformance(nonsense)).rejects.toThrow(ImplementationError);
  });
});

describe('a report', () => {
  const few = { runs: 10 };

  test('of a second run differs only in its timing', async () => {
    const selected = { ...few, rules: 'access.*' } as const;
    const [first, second] = [
      await checkConformance(reference, selected),
      await checkConformance(reference, selected),
    ];

    expect({ ...second, timing: null }).toEqual({ ...first, timing: null });
  });

  test('of a second run with failures differs only in its timing', async () => {
    const selected = {
      ...few,
      rules: ['access.deny/returns-api', 'cache.get/returns-a-record'],
    } as const;
    const broken = changeReference(() => ({
      access: { deny: () => undefined },
      cache: { get: (key) => key },
    }));
    const [first, second] = [
      await checkConformance(broken, selected),
      await checkConformance(broken, selected),
    ];

    expect(first.summary.failed).toBe(2);
    expect({ ...second, timing: null }).toEqual({ ...first, timing: null });
  });

  test('holds the time at which the run began, and how the scenarios were drawn', async () => {
    const before = Date.now();
    const rule = { rules: 'access.deny/denies' } as const;
    const { draws, timing } = await checkConformance(reference, { ...few, ...rule, seed: 7 });
    const { draws: defaults } = await checkConformance(reference, rule);

    expect(draws).toEqual({ runs: 10, seed: 7 });
    expect(defaults).toEqual({ runs: 100, seed: 0 });
    expect(timing.started).toBe(new Date(String(timing.started)).toISOString());
    expect(Date.parse(String(timing.started))).toBeGreaterThanOrEqual(before);
  });

  test('has other scenarios for every seed, up to the largest', async () => {
    const scenarios = new Set<string>();
    for (const seed of [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1]) {
      const options = { runs: 3, seed, traces: true, rules: 'access.deny/denies' } as const;
      const { rules: verdicts } = await checkConformance(reference, options);
      scenarios.add(JSON.stringify(verdicts[0]?.traces?.map(({ scenario }) => scenario)));
    }

    expect(scenarios.size).toBe(5);
  });

  test('on the reference is the same for another seed', async () => {
    const { conformant, summary } = await checkFew(reference, { seed: 42 });

    expect(conformant).toBe('api');
    expect(summary.failed + summary.blocked + summary.errored + summary.vacuous).toBe(0);
  });

  test('holds the selected rules in the order of the catalogue, without the rules that they require', async () => {
    const { rules: verdicts, complete } = await checkConformance(reference, {
      ...few,
      rules: ['cache.set/earlier-expiry-wins', 'cache.get/keys-are-exact'],
    });

    expect(verdicts.map(({ id }) => id)).toEqual([
      'cache.get/keys-are-exact',
      'cache.set/earlier-expiry-wins',
    ]);
    expect(complete).toBe(true);
  });

  test('names the rules that a failure blocks through other rules', async () => {
    const { rules: verdicts } = await checkConformance(bareValues, {
      ...few,
      rules: [
        'cache.get/returns-a-record',
        'cache.set/ttl',
        'cache.set/expires-at',
        'cache.set/earlier-expiry-wins',
      ],
    });

    expect(verdicts.map(({ blockedBy = [] }) => blockedBy)).toEqual([
      [],
      ['cache.get/returns-a-record'],
      ['cache.get/returns-a-record'],
      ['cache.set/ttl', 'cache.set/expires-at'],
    ]);
    expect(verdicts[0]?.blocks).toEqual([
      'cache.set/ttl',
      'cache.set/expires-at',
      'cache.set/earlier-expiry-wins',
    ]);
  });

  test('holds the rules judged so far if the run is interrupted, and is incomplete', async () => {
    const interrupt = new AbortController();

    const report = await checkConformance(reference, {
      ...few,
      signal: interrupt.signal,
      onRule: (_, done) => {
        if (done === 2) interrupt.abort();
      },
    });

    expect(report.complete).toBe(false);
    expect(report.rules.map(({ id }) => id)).toEqual(listRuleIds('2025').slice(0, 2));
    expect(report.conformant).toBe(false);
  });

  test('is conformant if the implementation breaks only a SHOULD', async () => {
    const fresh = fromApi({
      name: 'fresh',
      create(input) {
        const { api, outcome } = createPostChallenge(input);
        Object.defineProperty(api, 'cache', { get: () => ({ ...cache }) });
        const { cache } = createPostChallenge(input).api;
        return { api, outcome };
      },
    });

    const { conformant, rules: verdicts } = await checkFew(fresh, { runs: 2, maxExamples: 2 });

    expect(conformant).toBe('api');
    expect(verdicts.filter(({ verdict }) => verdict === 'failed').map(({ id }) => id)).toEqual([
      'api/namespaces-are-stable',
    ]);
  });
});

describe('a check refuses at once', () => {
  const scenario = oneExecution([]);

  test.for<[string, string, () => unknown]>([
    ['an adapter', 'an object', () => ({ name: 'a', create: createPostChallenge })],
    ['a module', 'an object', () => ({ default: reference })],
    ['a function', 'a function', () => createPostChallenge],
    ['null', 'null', () => null],
    ['undefined', 'undefined', () => undefined],
  ])('%s instead of an implementation', async ([, received, create]) => {
    const none = create() as Implementation;
    const refusal = new TypeError(
      `Expected an implementation, as returned by fromApi, fromHost or fromProcess; received ${received}.`,
    );

    await expect(checkConformance(none)).rejects.toThrow(refusal);
    await expect(assertRule(none, 'cache.set/ttl')).rejects.toThrow(refusal);
    await expect(replayRule(none, 'cache.set/ttl', scenario)).rejects.toThrow(refusal);
  });

  test.for<[string, object]>([
    ['options.runs is 0. Expected a whole number from 1 to 9007199254740991.', { runs: 0 }],
    ['options.runs is 1.5. Expected a whole number from 1 to 9007199254740991.', { runs: 1.5 }],
    ['options.seed is -1. Expected a whole number from 0 to 4294967295.', { seed: -1 }],
    [
      'options.seed is 4294967296. Expected a whole number from 0 to 4294967295.',
      { seed: 2 ** 32 },
    ],
    ['options.timeout is NaN. Expected a whole number from 1 to 2147483647.', { timeout: NaN }],
    [
      'options.timeout is 2147483648. Expected a whole number from 1 to 2147483647.',
      { timeout: 2_147_483_648 },
    ],
  ])('%s', async ([message, options]) => {
    const refusal = new TypeError(message);

    await expect(checkConformance(reference, options)).rejects.toThrow(refusal);
    await expect(replayRule(reference, 'cache.set/ttl', scenario, options)).rejects.toThrow(
      refusal,
    );
  });

  test('a rule that does not exist', async () => {
    const none = 'cache.set/tll' as RuleId;
    const refusal = /^There is no rule cache\.set\/tll\. The nearest: cache\.set\/ttl, /;

    await expect(checkConformance(reference, { rules: [none] })).rejects.toThrow(refusal);
    await expect(assertRule(reference, none)).rejects.toThrow(refusal);
    await expect(replayRule(reference, none, scenario)).rejects.toThrow(refusal);
  });

  test('an invalid scenario', async () => {
    const none = { ...scenario, now: 'noon' } as unknown as Scenario;

    await expect(replayRule(reference, 'cache.set/ttl', none)).rejects.toThrow(
      new TypeError('Cannot replay the scenario: /now is "noon", expected a number.'),
    );
  });

  test('an adapter without create', () => {
    const refusal = new TypeError(
      'Cannot adapt the api: create is missing. Write fromApi({ name, create }).',
    );

    expect(() => fromApi({ name: 'a' } as never)).toThrow(refusal);
    expect(() => fromApi(undefined as never)).toThrow(refusal);
  });
});

test('a replay breaks the rule again, and passes if the implementation was fixed', async () => {
  const rule = 'cache.get/returns-a-record';
  const failure = await checkRule(bareValues, rule);
  const scenario = failure.scenario as Scenario;

  expect(await replayRule(bareValues, rule, scenario)).toEqual({ ...failure, runs: 1 });
  expect(await replayRule(reference, rule, scenario)).toMatchObject({ verdict: 'passed', runs: 1 });
});

describe('an implementation may change its arguments', () => {
  test('when it creates an api object', async () => {
    const wrecking = fromApi({
      name: 'wrecking',
      create({ event, tenant }) {
        const made = createPostChallenge({ event: structuredClone(event), tenant });
        removeAllMembers(event);
        return made;
      },
    });

    expect(await checkRule(wrecking, 'redirect.encodeToken/subject', { runs: 20 })).toMatchObject({
      verdict: 'passed',
    });
  });

  test('when it starts a transaction', async () => {
    const scenario = structuredClone(oneExecution([{ call: 'access.deny', args: ['no'] }]));
    const before = structuredClone(scenario);
    const wrecking: Implementation = {
      name: 'wrecking',
      capabilities: [],
      open: ({ factors }) => ({
        start(transaction) {
          [factors, transaction.event, transaction.actions].forEach(removeAllMembers);
          return { executions: [{ action: 0, handler: 'execute', observations: [] }] };
        },
        resume: () => ({ executions: [] }),
      }),
    };

    await runScenario(wrecking, scenario);

    expect(scenario).toEqual(before);
  });

  test('when it resumes a transaction', async () => {
    const returns = { method: 'GET' as const, query: { state: 'a' }, body: {} };
    const [script] = oneExecution([]).transactions;
    const scenario = { ...oneExecution([]), transactions: [{ ...script, user: [{ returns }] }] };
    const wrecking: Implementation = {
      name: 'wrecking',
      capabilities: [],
      open: () => ({
        start: () => ({ executions: [] }),
        resume(step) {
          removeAllMembers(step);
          return { executions: [] };
        },
      }),
    };

    const { transactions } = await runScenario(wrecking, scenario as Scenario);

    expect(transactions[0]?.phases[1]?.input).toEqual({ returns });
  });
});

test('the suite opens one world at a time', async () => {
  let open = 0;
  let most = 0;
  const counting: Implementation = {
    ...reference,
    async open(setting) {
      const world = await reference.open(setting);
      open += 1;
      most = Math.max(most, open);
      return { ...world, close: () => void (open -= 1) };
    },
  };

  await checkRule(counting, 'cache.set/earlier-expiry-wins', { runs: 5 });

  expect(most).toBe(1);
});

test('create may return an instance of a class', async () => {
  class Kit {
    readonly #made;
    constructor(input: CreateInput) {
      this.#made = createPostChallenge(input);
    }
    get api(): PostChallengeAPI {
      return this.#made.api;
    }
    outcome(): Outcome {
      return this.#made.outcome();
    }
  }
  const classy = fromApi({ name: 'classy', create: (input) => new Kit(input) });

  expect(await checkRule(classy, 'access.deny/denies', { runs: 5 })).toMatchObject({
    verdict: 'passed',
  });
});

function removeAllMembers(value: unknown): void {
  for (const name of Object.keys(value as object)) Reflect.deleteProperty(value as object, name);
}
