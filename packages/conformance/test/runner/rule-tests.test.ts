import {
  type Implementation,
  assertRule,
  checkConformance,
  checkRule,
  fromApi,
  fromHost,
  fromHttp,
  fromProcess,
  replayRule,
  ruleTests,
} from '@post-challenge/conformance';
import { createPostChallenge } from '@post-challenge/reference';
import { type RuleId, rules, listRuleIds } from '@post-challenge/spec';
import { describe, expect, test, vi } from 'vitest';
import { oneExecution } from '../../src/rules/scenarios.ts';
import { changeReference, reference } from '../implementations.ts';

const bareValues = changeReference(({ cache: { get } }) => ({
  cache: { get: (key) => get(key)?.value },
}));
const empty = fromApi({ name: 'empty', create: () => ({ api: {} }) });
const mute = fromApi({
  name: 'mute',
  create: (input) => ({ api: createPostChallenge(input).api }),
});
const few = { runs: 5 };

/** Runs the test of a rule with a context that can skip. Returns the reasons of skips and the metadata. */
async function runSkippableTest(
  implementation: Implementation,
  id: RuleId,
): Promise<{ readonly skipped: readonly string[]; readonly meta: object }> {
  const skipped: string[] = [];
  const meta = {};
  const [one] = ruleTests(implementation, { ...few, rules: id });
  await one?.check({ task: { meta }, skip: (reason: string) => void skipped.push(reason) });
  return { skipped, meta };
}

/** Runs the test of a rule without a context. Returns the error, or `undefined` if the test passes. */
async function runUnskippableTest(
  implementation: Implementation,
  id: RuleId,
): Promise<string | undefined> {
  const [one] = ruleTests(implementation, { ...few, rules: id });
  return one?.check().then(() => undefined, String);
}

describe('ruleTests', () => {
  test('creates tests without parameters, because Jest would wait for a callback', () => {
    const checks = ruleTests(reference).map(({ check }) => check);

    expect(checks.filter(({ length }) => length > 0)).toEqual([]);
  });

  test('selects rules by id, pattern and level, in the order of the catalogue', () => {
    const listIds = (options?: object) => ruleTests(reference, options).map(({ id }) => id);
    const all = listRuleIds('2025');

    expect(listIds()).toEqual(all);
    expect(listIds({ rules: ['cache.set/ttl', 'cache.get/*'] })).toEqual(
      all.filter((id) => id === 'cache.set/ttl' || id.startsWith('cache.get/')),
    );
    expect(listIds({ rules: 'access.*', level: 'must' })).toEqual(
      all.filter((id) => id.startsWith('access.') && rules[id].level === 'MUST'),
    );
  });

  test('gives the same verdict as the report', async () => {
    const { meta } = await runSkippableTest(reference, 'cache.set/ttl');
    const { rules: verdicts } = await checkConformance(reference, {
      ...few,
      rules: 'cache.set/ttl',
    });

    expect(meta).toEqual({
      postChallenge: {
        implementation: { name: 'changed' },
        edition: '2025',
        draws: { runs: 5, seed: 0 },
        started: expect.any(Number) as number,
        verdict: verdicts[0],
        duration: expect.any(Number) as number,
      },
    });
  });

  test('throws if a rule does not exist', () => {
    expect(() => ruleTests(reference, { rules: 'cache.set/tll' as RuleId })).toThrow(TypeError);
  });
});

describe('the test of a rule that is not judged', () => {
  const cases: [string, Implementation, RuleId, string, boolean][] = [
    ['needs a host', reference, 'flow/completes', 'unobservable: ', true],
    ['needs an outcome', mute, 'access.deny/denies', 'unobservable: ', false],
    ['is a probe', reference, 'access.deny/second-reason', 'probed: no answer is wrong', true],
  ];

  test.each(cases)('is skipped with the reason if the rule %s', async (_, one, id, reason) => {
    const { skipped } = await runSkippableTest(one, id);

    expect(skipped).toEqual([expect.stringMatching(`^${reason}`)]);
  });

  test.each(cases)('throws without a context if the rule %s', async (_, one, id) => {
    expect(await runUnskippableTest(one, id)).toContain(
      '\n\nThe rule did not pass, and this running test cannot be skipped',
    );
    await expect(assertRule(one, id)).rejects.toThrow(id);
  });

  test.each(cases)(
    'has a reason to skip before it runs, except for a missing outcome, if the rule %s',
    (_, one, id, reason, isKnown) => {
      const [{ skip } = {}] = ruleTests(one, { rules: id });

      expect(skip).toEqual(isKnown ? expect.stringMatching(`^${reason}`) : undefined);
    },
  );
});

test('the tests of the reference without a reason to skip pass without a context', async () => {
  const rules = ['a*', 'cache.*', 'transaction.*'] as const;
  const judged = ruleTests(reference, { runs: 2, rules }).filter(({ skip }) => skip === undefined);

  expect(judged.length).toBeGreaterThan(60);
  await Promise.all(judged.map(({ check }) => check()));
});

test('the replay line names the module of the implementation if the options do', async () => {
  const options = {
    ...few,
    adapter: 'my adapter.mjs',
    rules: 'cache.get/returns-a-record',
  } as const;
  const [one] = ruleTests(bareValues, options);

  await expect(one?.check()).rejects.toThrow(
    ' replay "my adapter.mjs" cache.get/returns-a-record ePl',
  );
});

describe('the test of a SHOULD that failed', () => {
  const id = 'redirect.sendUserTo/refuses-a-script-url';
  const trusting = changeReference(() => ({ redirect: { sendUserTo: () => undefined } }));

  test('warns, and is skipped if it can be', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);

    const { skipped } = await runSkippableTest(trusting, id);
    const thrown = await runUnskippableTest(trusting, id);

    expect(skipped).toEqual([`warning, failed: ${rules[id].text}`]);
    expect(thrown).toBeUndefined();
    expect(warn).toHaveBeenCalledTimes(2);
    expect(warn.mock.calls[0]?.[0]).toContain('← here');
    warn.mockRestore();
  });

  test('fails if the options ask for it', async () => {
    const [one] = ruleTests(trusting, { ...few, rules: id, should: 'fail' });

    await expect(one?.check()).rejects.toThrow('← here');
    await expect(assertRule(trusting, id)).rejects.toThrow('← here');
  });
});

test('the test of a blocked probe is skipped', async () => {
  const { skipped } = await runSkippableTest(bareValues, 'cache.get/lone-surrogates');

  expect(skipped).toEqual(['blocked: cache.get/returns-a-record did not pass.']);
});

describe('a misspelt option is refused with the allowed names by', () => {
  const misspelt = { run: 5 } as object;
  const allowed = '"runs", "seed", "timeout", "traces", "signal"';
  const id = 'access.deny/denies';

  test.for<[string, () => unknown]>([
    ['ruleTests', () => ruleTests(reference, misspelt)],
    ['assertRule', () => assertRule(reference, id, misspelt)],
    ['checkConformance', () => checkConformance(reference, misspelt)],
    ['checkRule', () => checkRule(reference, id, misspelt)],
    ['replayRule', () => replayRule(reference, id, oneExecution([]), misspelt)],
  ])('%s', async ([name, call]) => {
    const message = await Promise.resolve().then(call).catch(String);

    expect(message).toContain(`TypeError: Unknown option "run" of ${name}. Allowed: ${allowed}`);
  });

  test.for<[string, () => unknown]>([
    [
      '"clok" of fromApi',
      () => fromApi({ name: 'a', clok: 'system', create: () => ({ api: {} }) } as never),
    ],
    [
      '"create" of fromHost',
      () => fromHost({ name: 'a', create: 1, open: () => undefined } as never),
    ],
    ['"arg" of fromProcess', () => fromProcess({ command: 'a', arg: [] } as never)],
    ['"uri" of fromHttp', () => fromHttp({ uri: 'http://localhost' } as never)],
  ])('%s', async ([named, call]) => {
    const message = await Promise.resolve().then(call).catch(String);

    expect(message).toContain(`TypeError: Unknown option ${named}. Allowed: "`);
  });
});

const create = () => ({ api: {} });

test.for<[string, () => unknown, string]>([
  [
    'rule in place of rules',
    () => ruleTests(reference, { rule: 'cache.*' } as never),
    'Unknown option "rule" of ruleTests. Allowed: "runs", "seed", "timeout", "traces", "signal", "edition", "rules", "level", "adapter", "should". Did you mean "rules"?',
  ],
  [
    'no options',
    () => checkConformance(reference, null as never),
    'The options of checkConformance are null, expected an object with runs, ',
  ],
  ['a number as rules', () => ruleTests(reference, { rules: 5 } as never), 'rules is 5. Expected'],
  ['a level', () => ruleTests(reference, { level: 'MUST' } as never), 'level is "MUST". Expected'],
  ['should', () => ruleTests(reference, { should: 'ignore' } as never), 'should is "ignore", exp'],
  [
    'a signal',
    () => checkConformance(reference, { signal: 5 } as never),
    'The option signal of the check is 5, expected an AbortSignal.',
  ],
  [
    'a callback',
    () => checkConformance(reference, { onRule: 'x' } as never),
    'The option onRule of the check is a string, expected a function.',
  ],
  [
    'a name',
    () => fromApi({ name: 5, create } as never),
    'The option name of fromApi is 5, expected a string.',
  ],
  [
    'the arguments of a program',
    () => fromProcess({ command: 'a', args: '-v' } as never),
    'The option args of fromProcess is a string, expected an array of strings.',
  ],
  [
    'the timeout of a program',
    () => fromProcess({ command: 'a', timeout: Infinity }),
    'The option timeout of fromProcess is Infinity, expected a whole number from 1 to 2147483647.',
  ],
  [
    'the headers of a server, which may be secret',
    () => fromHttp({ url: 'http://127.0.0.1:9/', headers: { key: ['secret'] } } as never),
    'The option headers of fromHttp is an object of another form, expected an object of strings.',
  ],
])('a wrong value is refused: %s', async ([, call, message]) => {
  await expect(Promise.resolve().then(call)).rejects.toThrow(message);
});

test('a clock other than the one of the system is refused', () => {
  const adapter = { name: 'a', clock: 'fake', create: () => ({ api: {} }) };

  expect(() => fromApi(adapter as never)).toThrow(
    'clock is "fake". Write clock: \'system\', or leave it out.',
  );
});

test('a rule that several tests require is checked once', async () => {
  let worlds = 0;
  const counted: Implementation = {
    ...reference,
    open: (setting) => ((worlds += 1), reference.open(setting)),
  };
  const ids = ['cache.get/returns-a-record', 'cache.set/ttl', 'cache.set/expires-at'] as const;
  const tests = ruleTests(counted, { ...few, rules: ids });

  await Promise.all([...tests, ...tests].map(({ check }) => check()));

  const once = worlds;
  worlds = 0;
  await checkConformance(counted, { ...few, rules: ids });
  expect(once).toBe(worlds);
});

describe('tests that run at the same time', () => {
  const ids = ['cache.set/ttl', 'access.deny/denies', 'cache.get/returns-a-record'] as const;

  test('open one world after the other', async () => {
    let open = 0;
    let most = 0;
    const counted: Implementation = {
      ...reference,
      async open(setting) {
        most = Math.max(most, (open += 1));
        const world = await reference.open(setting);
        return { ...world, close: () => void (open -= 1) };
      },
    };
    const tests = ruleTests(counted, { ...few, rules: ids });

    await Promise.all([...tests.map(({ check }) => check()), assertRule(counted, ids[0], few)]);

    expect({ open, most }).toEqual({ open: 0, most: 1 });
  });

  test('do not use the system clock at the same time', async () => {
    const [one, other] = ['one', 'other'].map((name) =>
      fromApi({
        name,
        clock: 'system',
        create: ({ event, tenant }) =>
          createPostChallenge({ event, tenant, clock: { now: () => Date.now() } }),
      }),
    ) as [Implementation, Implementation];

    const both = [one, other].flatMap((each) => ids.map((id) => assertRule(each, id, few)));

    await expect(Promise.all(both)).resolves.toHaveLength(6);
  });
});

test('the error of a test has no stack', async () => {
  const thrown: unknown = await assertRule(bareValues, 'cache.get/returns-a-record').catch(
    (error: unknown) => error,
  );

  expect((thrown as Error).stack).toBe(String(thrown));
});

test('the script of a failure is in its own test, and not in the test of a rule that it blocks', async () => {
  const tests = ruleTests(bareValues, { rules: ['cache.get/returns-a-record', 'cache.set/ttl'] });
  const said = await Promise.all(tests.map(({ check }) => check().catch(String)));

  expect(said).toEqual([
    expect.stringContaining('← here'),
    expect.not.stringContaining('← here') as string,
  ]);
  expect(said[1]).toContain('\n\ncache.get/returns-a-record did not pass.\n\n');
});

test('assertRule throws the script and the replay command of a failure, and returns if the rule passes', async () => {
  const replay = String((await checkRule(bareValues, 'cache.get/returns-a-record')).replay);

  const thrown = await assertRule(bareValues, 'cache.get/returns-a-record').catch(String);

  expect(thrown).toMatch(/^Error: cache\.get\/returns-a-record failed \(MUST, documented\)\n/);
  expect(thrown).toContain(`\n${rules['cache.get/returns-a-record'].text}\n`);
  expect(thrown).toMatch(/ 2 {2}api\.cache\.get\("key"\) +→ "value" +← here\n/);
  const rule = 'cache.get/returns-a-record';
  expect(thrown).toContain(
    `\nreplay     await replayRule(implementation, '${rule}', decodeReplay('${rule}', '${replay}'))\n`,
  );
  await expect(assertRule(reference, 'cache.get/returns-a-record')).resolves.toBeUndefined();
});

describe('assertRule shows for a blocked rule', () => {
  test('the failure that blocks it through other rules', async () => {
    const thrown = await assertRule(bareValues, 'cache.set/earlier-expiry-wins').catch(String);

    expect(thrown).toMatch(
      /^Error: cache\.set\/earlier-expiry-wins blocked \(MUST, documented\)\n/,
    );
    expect(thrown).toContain('\n\ncache.set/ttl, cache.set/expires-at did not pass.\n\n');
    expect(thrown).toContain('\n\ncache.get/returns-a-record failed (MUST, documented)\n');
    expect(thrown).toMatch(/ 2 {2}api\.cache\.get\("key"\) +→ "value" +← here\n/);
    expect(thrown).toContain("decodeReplay('cache.get/returns-a-record', ");
  });

  test('the missing method', async () => {
    const thrown = await assertRule(empty, 'access.deny/returns-api').catch(String);

    expect(thrown).toContain('\n\napi.access.deny is missing.\n\n');
    expect(thrown).toContain('\n\napi/has-every-method failed (MUST, ');
  });
});
