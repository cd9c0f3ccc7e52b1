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
import { type Outcome, type PostChallengeAPI, type RuleId, rules } from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';
import { oneExecution } from '../../src/rules/scenarios.ts';
import { changeReference, reference } from '../implementations.ts';

const denied = { status: 'denied' } as const;

/** An implementation in which every handler answers the same phase. */
function answerWithPhase(phase: () => Phase | Promise<Phase>): Implementation {
  return {
    name: 'hand-made',
    capabilities: ['outcome'],
    open: () => ({ start: phase, resume: phase }),
  };
}

/** An implementation that does well until a method is called that only scenarios call. */
const bareValues = changeReference(({ cache: { get } }) => ({
  cache: { get: (key) => get(key)?.value },
}));

/** One that keeps every rule, but answers as `deny` says where an action denies. */
function replaceDeny(deny: () => unknown): Implementation {
  return changeReference(() => ({ access: { deny } }));
}

const neverAnswers = (): Promise<never> => new Promise(() => {});

describe('a rule', () => {
  test('passes where it held in every scenario that was drawn', async () => {
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

  test('fails with the smallest script that breaks it', async () => {
    const shortKeys = changeReference(({ cache: { set } }) => ({
      cache: {
        set: (key, value, options) =>
          key.length > 3
            ? { type: 'error', code: 'CacheKeySizeExceeded' }
            : set(key, value, options),
      },
    }));

    const { verdict, scenario, trace } = await checkRule(
      shortKeys,
      'cache.set/accepts-the-largest-key',
    );

    expect(verdict).toBe('failed');
    expect(scenario).toEqual(oneExecution([{ call: 'cache.set', args: ['xxxx', 'x'] }]));
    expect(trace).toEqual(await runScenario(shortKeys, scenario as Scenario));
  });

  test('fails where a scenario broke it, though another one then errored', async () => {
    let calls = 0;
    const flaky = replaceDeny(() => {
      calls += 1;
      return calls === 1 ? undefined : neverAnswers();
    });

    expect(await checkRule(flaky, 'access.deny/returns-api', { timeout: 5 })).toMatchObject({
      verdict: 'failed',
    });
  });

  test('is blocked by one it requires that did not pass', async () => {
    expect(await checkRule(bareValues, 'cache.get/returns-the-value')).toMatchObject({
      verdict: 'blocked',
      runs: 0,
      blockedBy: ['cache.get/returns-a-record'],
      message: 'cache.get/returns-a-record did not pass.',
    });
  });

  test('is blocked by a method that is missing, which is no failure of its own', async () => {
    const { verdict, blockedBy, message } = await checkRule(
      fromApi({ name: 'empty', create: () => ({ api: {} }) }),
      'access.deny/returns-api',
    );

    expect({ verdict, blockedBy, message }).toEqual({
      verdict: 'blocked',
      blockedBy: ['api/has-every-method'],
      message: 'api.access.deny is missing.',
    });
  });

  test('is unobservable where the implementation tells no outcome', async () => {
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

  test('is unobservable where the implementation has no clock', async () => {
    const timeless = { ...reference, capabilities: ['outcome'] as const };

    expect(await checkRule(timeless, 'cache.set/ttl')).toMatchObject({
      verdict: 'unobservable',
      lacks: ['clock'],
    });
    expect(await checkRule(timeless, 'cache.get/returns-the-value')).toMatchObject({
      verdict: 'passed',
    });
  });

  test('is vacuous where no scenario reached what it is about', async () => {
    const forgetful = changeReference(() => ({ cache: { get: () => undefined } }));

    expect(await checkRule(forgetful, 'cache.get/returns-a-record')).toMatchObject({
      verdict: 'vacuous',
      message: 'No scenario reached what the rule is about.',
    });
  });

  test('is probed where no answer is wrong', async () => {
    expect(await checkRule(reference, 'access.deny/second-reason')).toMatchObject({
      verdict: 'probed',
      answers: ['the second'],
    });
  });

  test('is judged though its trace is the answer of a plain object', async () => {
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

  test('that does not exist cannot be checked', async () => {
    await expect(checkRule(reference, 'cache.set/tll' as RuleId)).rejects.toThrow(
      /^There is no rule cache\.set\/tll\. The nearest: cache\.set\/ttl, /,
    );
  });
});

describe('an implementation that does not answer as it should is at fault itself', () => {
  const rule = 'access.deny/returns-api';

  test('where create throws later on', async () => {
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
        'The function create threw RangeError: no more of them. Fix create so that it returns { api, outcome }.',
    });
  });

  test('where a promise never settles', async () => {
    expect(await checkRule(replaceDeny(neverAnswers), rule, { timeout: 5 })).toMatchObject({
      verdict: 'errored',
      message:
        'changed did not answer start within 5 ms. It had come to api.access.deny, step 1 of the execute handler of action 1.',
    });
  });

  test('where an outcome is none', async () => {
    const odd = changeReference(() => ({
      outcome: (reached) => (reached.status === 'denied' ? { status: 'maybe' } : reached),
    }));

    const { verdict, message } = await checkRule(odd, rule);

    expect(verdict).toBe('errored');
    expect(message).toMatch(/^The answer is not a phase: \/outcome\/status is "maybe", expected /);
  });

  test('where it cannot end a world', async () => {
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

  test('where not even an empty action runs', async () => {
    const nonsense = answerWithPhase(() => 'fine' as unknown as Phase);

    await expect(checkConformance(nonsense)).rejects.toThrow(ImplementationError);
  });
});

describe('a report', () => {
  const few = { runs: 10 };

  test('differs from another run in nothing but its timing', async () => {
    const [first, second] = [
      await checkConformance(reference, few),
      await checkConformance(reference, few),
    ];

    expect({ ...second, timing: null }).toEqual({ ...first, timing: null });
  });

  test('of failures differs from another run in nothing but its timing', async () => {
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

  test('is of other scenarios for every seed, up to the largest', async () => {
    const scenarios = new Set<string>();
    for (const seed of [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1]) {
      const options = { runs: 3, seed, traces: true, rules: 'access.deny/denies' } as const;
      // oxlint-disable-next-line no-await-in-loop -- One check after another.
      const { rules: verdicts } = await checkConformance(reference, options);
      scenarios.add(JSON.stringify(verdicts[0]?.traces?.map(({ scenario }) => scenario)));
    }

    expect(scenarios.size).toBe(5);
  });

  test('says the same of the reference whatever the seed', async () => {
    const { conformant, summary } = await checkConformance(reference, { ...few, seed: 42 });

    expect(conformant).toBe('api');
    expect(summary.failed + summary.blocked + summary.errored + summary.vacuous).toBe(0);
  });

  test('holds the rules that were selected, in the order of the catalogue, and not those they require', async () => {
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

  test('names the rules that a failure blocks by way of others', async () => {
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

  test('of a run that was interrupted holds what was judged until then, and says so', async () => {
    const interrupt = new AbortController();

    const report = await checkConformance(reference, {
      ...few,
      signal: interrupt.signal,
      onRule: (_, done) => {
        if (done === 2) interrupt.abort();
      },
    });

    expect(report.complete).toBe(false);
    expect(report.rules.map(({ id }) => id)).toEqual(Object.keys(rules).slice(0, 2));
    expect(report.conformant).toBe(false);
  });

  test('calls an implementation conformant that only breaks a SHOULD', async () => {
    const fresh = fromApi({
      name: 'fresh',
      create(input) {
        const { api, outcome } = createPostChallenge(input);
        Object.defineProperty(api, 'cache', { get: () => ({ ...cache }) });
        const { cache } = createPostChallenge(input).api;
        return { api, outcome };
      },
    });

    const { conformant, rules: verdicts } = await checkConformance(fresh, few);

    expect(conformant).toBe('api');
    expect(verdicts.filter(({ verdict }) => verdict === 'failed').map(({ id }) => id)).toEqual([
      'api/namespaces-are-stable',
    ]);
  });
});

describe('what cannot be checked is refused at once', () => {
  const given = oneExecution([]);

  test.for<[string, () => unknown]>([
    ['an adapter', () => ({ name: 'a', create: createPostChallenge })],
    ['a module', () => ({ default: reference })],
    ['nothing', () => undefined],
  ])('%s in the place of an implementation', async ([, make]) => {
    const none = make() as Implementation;
    const refusal = new TypeError(
      'Cannot check the implementation: it is none. Give what fromApi or fromHost returns.',
    );

    await expect(checkConformance(none)).rejects.toThrow(refusal);
    await expect(assertRule(none, 'cache.set/ttl')).rejects.toThrow(refusal);
    await expect(replayRule(none, 'cache.set/ttl', given)).rejects.toThrow(refusal);
  });

  test.for<[string, object]>([
    ['runs is 0, expected a whole number from 1 to 9007199254740991', { runs: 0 }],
    ['runs is 1.5, expected a whole number from 1 to 9007199254740991', { runs: 1.5 }],
    ['seed is -1, expected a whole number from 0 to 4294967295', { seed: -1 }],
    ['seed is 4294967296, expected a whole number from 0 to 4294967295', { seed: 2 ** 32 }],
    ['timeout is NaN, expected a whole number from 1 to 2147483647', { timeout: NaN }],
    [
      'timeout is 2147483648, expected a whole number from 1 to 2147483647',
      { timeout: 2_147_483_648 },
    ],
  ])('%s', async ([wrong, options]) => {
    const refusal = new TypeError(`Cannot check the rules: ${wrong}.`);

    await expect(checkConformance(reference, options)).rejects.toThrow(refusal);
    await expect(replayRule(reference, 'cache.set/ttl', given, options)).rejects.toThrow(refusal);
  });

  test('a rule that does not exist', async () => {
    const none = 'cache.set/tll' as RuleId;
    const refusal = /^There is no rule cache\.set\/tll\. The nearest: cache\.set\/ttl, /;

    await expect(checkConformance(reference, { rules: [none] })).rejects.toThrow(refusal);
    await expect(assertRule(reference, none)).rejects.toThrow(refusal);
    await expect(replayRule(reference, none, given)).rejects.toThrow(refusal);
  });

  test('a scenario that is none', async () => {
    const none = { ...given, now: 'noon' } as unknown as Scenario;

    await expect(replayRule(reference, 'cache.set/ttl', none)).rejects.toThrow(
      new TypeError('Cannot replay the scenario: /now is "noon", expected a number.'),
    );
  });

  test('what has no create, in the place of an adapter', () => {
    const refusal = new TypeError(
      'Cannot adapt the api: create is missing. Write fromApi({ name, create }).',
    );

    expect(() => fromApi({ name: 'a' } as never)).toThrow(refusal);
    expect(() => fromApi(undefined as never)).toThrow(refusal);
  });
});

test('a scenario that broke a rule breaks it again, and not where the implementation was mended', async () => {
  const rule = 'cache.get/returns-a-record';
  const failure = await checkRule(bareValues, rule);
  const scenario = failure.scenario as Scenario;

  expect(await replayRule(bareValues, rule, scenario)).toEqual({ ...failure, runs: 1 });
  expect(await replayRule(reference, rule, scenario)).toMatchObject({ verdict: 'passed', runs: 1 });
});

describe('an implementation may keep and change what it is given', () => {
  test('to make an api object', async () => {
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

  test('to run a transaction', async () => {
    const scenario = structuredClone(oneExecution([{ call: 'access.deny', args: ['no'] }]));
    const before = structuredClone(scenario);
    const wrecking: Implementation = {
      name: 'wrecking',
      capabilities: [],
      open: ({ factors }) => ({
        start(transaction) {
          [factors, transaction.event, transaction.actions].forEach(removeAllMembers);
          return { executions: [] };
        },
        resume: () => ({ executions: [] }),
      }),
    };

    await runScenario(wrecking, scenario);

    expect(scenario).toEqual(before);
  });

  test('to resume one', async () => {
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

test('an implementation has one world open at a time', async () => {
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

test('what create gives may be the instance of a class', async () => {
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
