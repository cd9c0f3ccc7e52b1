import {
  type Implementation,
  assertRule,
  checkConformance,
  checkRule,
  fromApi,
  ruleTests,
} from '@post-challenge/conformance';
import { createPostChallenge } from '@post-challenge/reference';
import { type RuleId, rules } from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';
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
    const all = Object.keys(rules);

    expect(listIds()).toEqual(all);
    expect(listIds({ rules: ['cache.set/ttl', 'cache.get/*'] })).toEqual(
      all.filter((id) => id === 'cache.set/ttl' || id.startsWith('cache.get/')),
    );
    expect(listIds({ rules: 'access.*', level: 'must' })).toEqual(
      all.filter((id) => id.startsWith('access.') && rules[id as RuleId].level === 'MUST'),
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

test('all tests of the reference without a reason to skip pass without a context', async () => {
  const judged = ruleTests(reference, { runs: 2 }).filter(({ skip }) => skip === undefined);

  expect(judged.length).toBeGreaterThan(80);
  await Promise.all(judged.map(({ check }) => check()));
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
  expect(thrown).toContain(` replay ADAPTER cache.get/returns-a-record ${replay}`);
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
    expect(thrown).toContain(' replay ADAPTER cache.get/returns-a-record ');
  });

  test('the missing method', async () => {
    const thrown = await assertRule(empty, 'access.deny/returns-api').catch(String);

    expect(thrown).toContain('\n\napi.access.deny is missing.\n\n');
    expect(thrown).toContain('\n\napi/has-every-method failed (MUST, ');
  });
});
