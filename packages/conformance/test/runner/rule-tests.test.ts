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

/** What the test of a rule told a runner that can skip. */
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

/** What the test of a rule says where nothing can skip it; nothing where it passes. */
async function runUnskippableTest(
  implementation: Implementation,
  id: RuleId,
): Promise<string | undefined> {
  const [one] = ruleTests(implementation, { ...few, rules: id });
  return one?.check().then(() => undefined, String);
}

describe('a rule is a test', () => {
  test('that asks for no callback, which Jest would wait for', () => {
    const checks = ruleTests(reference).map(({ check }) => check);

    expect(checks.filter(({ length }) => length > 0)).toEqual([]);
  });

  test('by id, by pattern and by level, in the order of the catalogue', () => {
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

  test('whose verdict is the one of the report', async () => {
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

  test('that is refused at once where there is no such rule', () => {
    expect(() => ruleTests(reference, { rules: 'cache.set/tll' as RuleId })).toThrow(TypeError);
  });
});

describe('what is not judged', () => {
  const cases: [string, Implementation, RuleId, string, boolean][] = [
    ['wants a host', reference, 'flow/completes', 'unobservable: ', true],
    ['wants an outcome', mute, 'access.deny/denies', 'unobservable: ', false],
    ['is a probe', reference, 'access.deny/second-reason', 'probed: no answer is wrong', true],
  ];

  test.each(cases)('is skipped with the reason where it %s', async (_, one, id, reason) => {
    const { skipped } = await runSkippableTest(one, id);

    expect(skipped).toEqual([expect.stringMatching(`^${reason}`)]);
  });

  test.each(cases)('does not pass where nothing can skip it and it %s', async (_, one, id) => {
    expect(await runUnskippableTest(one, id)).toContain(
      '\n\nIt did not pass, and this test cannot be skipped',
    );
    await expect(assertRule(one, id)).rejects.toThrow(id);
  });

  test.each(cases)(
    'is known before it runs, but for an outcome, where it %s',
    (_, one, id, reason, isKnown) => {
      const [{ skip } = {}] = ruleTests(one, { rules: id });

      expect(skip).toEqual(isKnown ? expect.stringMatching(`^${reason}`) : undefined);
    },
  );
});

test('of the reference, all that is not to be skipped passes without a context', async () => {
  const judged = ruleTests(reference, { runs: 2 }).filter(({ skip }) => skip === undefined);

  expect(judged.length).toBeGreaterThan(80);
  await Promise.all(judged.map(({ check }) => check()));
});

test('what rules require is checked once for all of them', async () => {
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

describe('tests that run at one time', () => {
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

  test('do not share a clock of the system', async () => {
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

test('a failure is its message, without a stack', async () => {
  const thrown: unknown = await assertRule(bareValues, 'cache.get/returns-a-record').catch(
    (error: unknown) => error,
  );

  expect((thrown as Error).stack).toBe(String(thrown));
});

test('of two tests only the one shows what happened that it happened to', async () => {
  const tests = ruleTests(bareValues, { rules: ['cache.get/returns-a-record', 'cache.set/ttl'] });
  const said = await Promise.all(tests.map(({ check }) => check().catch(String)));

  expect(said).toEqual([
    expect.stringContaining('← here'),
    expect.not.stringContaining('← here') as string,
  ]);
  expect(said[1]).toContain('\n\ncache.get/returns-a-record did not pass.\n\n');
});

test('assertRule throws what happened and how to see it again, and nothing where the rule passed', async () => {
  const replay = String((await checkRule(bareValues, 'cache.get/returns-a-record')).replay);

  const thrown = await assertRule(bareValues, 'cache.get/returns-a-record').catch(String);

  expect(thrown).toMatch(/^Error: cache\.get\/returns-a-record failed \(MUST, documented\)\n/);
  expect(thrown).toContain(`\n${rules['cache.get/returns-a-record'].text}\n`);
  expect(thrown).toMatch(/ 2 {2}api\.cache\.get\(""\) +→ "" +← here\n/);
  expect(thrown).toContain(` replay ADAPTER cache.get/returns-a-record ${replay}`);
  await expect(assertRule(reference, 'cache.get/returns-a-record')).resolves.toBeUndefined();
});

describe('assertRule shows, of a rule that is blocked, what happened to', () => {
  test('the rule that blocks it by way of others', async () => {
    const thrown = await assertRule(bareValues, 'cache.set/earlier-expiry-wins').catch(String);

    expect(thrown).toMatch(
      /^Error: cache\.set\/earlier-expiry-wins blocked \(MUST, documented\)\n/,
    );
    expect(thrown).toContain('\n\ncache.set/ttl, cache.set/expires-at did not pass.\n\n');
    expect(thrown).toContain('\n\ncache.get/returns-a-record failed (MUST, documented)\n');
    expect(thrown).toMatch(/ 2 {2}api\.cache\.get\(""\) +→ "" +← here\n/);
    expect(thrown).toContain(' replay ADAPTER cache.get/returns-a-record ');
  });

  test('the method that is missing', async () => {
    const thrown = await assertRule(empty, 'access.deny/returns-api').catch(String);

    expect(thrown).toContain('\n\napi.access.deny is missing.\n\n');
    expect(thrown).toContain('\n\napi/has-every-method failed (MUST, ');
  });
});
