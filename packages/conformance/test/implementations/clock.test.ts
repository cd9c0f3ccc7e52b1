import {
  type ApiAdapter,
  type Implementation,
  assertRule,
  checkConformance,
  checkRule,
  fromApi,
  fromHost,
  runScenario,
} from '@post-challenge/conformance';
import { createCache, createPostChallenge, createRuntime } from '@post-challenge/reference';
import {
  type PostChallengeEvent,
  type TransactionInput,
  rules,
  listRuleIds,
} from '@post-challenge/spec';
import { install } from '@sinonjs/fake-timers';
import { syncBuiltinESMExports } from 'node:module';
import { describe, expect, test } from 'vitest';
import { checkFew } from '../check-few.ts';
import { plain } from '@post-challenge/spec/command-line';
import { type ReporterName, reporters } from '../../src/report/reporters/reporters.ts';
import { changeReference } from '../implementations.ts';
import { oneExecution } from '../../src/rules/scenarios.ts';

const system = { now: () => Date.now() };
const fewest = { runs: 2, maxExamples: 2 };
const timedRules = listRuleIds('2025').filter(
  (id) => rules[id].needs.some((need) => need === 'clock') && rules[id].level !== 'PROBE',
);
const readGlobals = () => ({ Date, now: performance.now, setTimeout });
const real = readGlobals();

/** The reference, reading the time of the system. */
const adapter: ApiAdapter = {
  name: 'by the system',
  create: ({ event, tenant }) => createPostChallenge({ event, tenant, clock: system }),
};

describe('an implementation that reads the time of the system', () => {
  test('passes every rule if its adapter sets clock to system', async () => {
    const { summary, conformant } = await checkFew(
      fromApi({ ...adapter, clock: 'system' }),
      fewest,
    );

    expect(conformant).toBe('api');
    expect(summary.failed + summary.errored + summary.blocked + summary.vacuous).toBe(0);
    expect(readGlobals()).toEqual(real);
  });

  test('is told that a timer of its own does not fire', async () => {
    const waiting = fromHost({
      name: 'waiting host',
      clock: 'system',
      open: () => ({
        async start() {
          await new Promise((resolve) => setTimeout(resolve, 10));
          return { outcome: () => ({ status: 'completed' }), resume() {} };
        },
      }),
    });

    await expect(runScenario(waiting, oneExecution([]), 50)).rejects.toThrow(
      "waiting host did not answer start within 50 ms. Its adapter sets clock: 'system', so its timers only fire if the scenario lets time pass.",
    );
  });

  // Caches in use, such as lru-cache, take a monotonic time of 0 for no time.
  test('sees the times of a system that has been running for a while', async () => {
    const uptimes: number[] = [];
    const watching = fromApi({
      ...adapter,
      clock: 'system',
      create(input) {
        uptimes.push(performance.now());
        return adapter.create(input);
      },
    });

    await checkRule(watching, 'cache.get/absent-when-never-set', { runs: 3 });

    expect(uptimes.length).toBeGreaterThan(0);
    expect(Math.min(...uptimes)).toBeGreaterThan(100_000);
  });

  test('fails rules about time if its adapter does not say so', async () => {
    const { summary } = await checkFew(fromApi(adapter), {}, timedRules);

    expect(summary.failed).toBeGreaterThan(5);
  });

  test('gets one hint that names the option if its adapter does not say so', async () => {
    const { hint } = await checkConformance(fromApi(adapter), { runs: 5, rules: 'cache.set/ttl' });
    const error = await assertRule(fromApi(adapter), 'cache.set/ttl').catch(String);

    expect(hint).toContain("clock: 'system'");
    expect(error).toContain(`\n\nHint: ${hint}\n\n`);
  });

  test('gets the hint if only its tokens show the time', async () => {
    const rules = 'redirect.encodeToken/*' as const;
    const { hint } = await checkConformance(fromApi(adapter), { runs: 5, rules });

    expect(hint).toContain("clock: 'system'");
  });

  const hinted = checkConformance(fromApi(adapter), { runs: 5, rules: 'cache.set/*' });

  test.for(Object.keys(reporters) as ReporterName[])(
    'gets the hint once, at the top of the report as %s',
    async (name) => {
      const report = await hinted;
      const text = reporters[name](report, {
        path: 'adapter.mjs',
        paint: plain,
        full: false,
        width: Infinity,
        failOn: 'must',
      });
      const [before = '', ...after] = text.split(
        'The implementation reports times of this machine',
      );

      expect(after).toHaveLength(1);
      expect(before).not.toMatch(/^[✗!] |<testcase|<details|"rules"/m);
    },
  );

  test('gets no hint about other wrong times', async () => {
    const changed = changeReference(({ cache: { set } }) => ({
      cache: { set: (key, value, options) => set(key, value, { ...options, ttl: 1e12 }) },
    }));
    const { hint, summary } = await checkConformance(changed, { runs: 5, rules: 'cache.set/*' });

    expect(summary.failed).toBeGreaterThan(0);
    expect(hint).toBeUndefined();
  });

  test('may be a host', async () => {
    const host = fromHost({
      name: 'host by the system',
      clock: 'system',
      open({ tenant }) {
        const cache = createCache();
        return {
          async start({ event, actions }) {
            const runtime = createRuntime({ actions, clock: system, tenant, cache });
            let transaction = await runtime.start(event as unknown as PostChallengeEvent);
            return {
              outcome: () => transaction,
              resume: async (step) =>
                void (transaction = await runtime.resume(transaction, step as TransactionInput)),
            };
          },
        };
      },
    });

    const { summary, conformant } = await checkFew(host, fewest);

    expect(conformant).toBe('host');
    expect(summary.failed).toBe(0);
  });
});

/** Returns the result of `get`, called a second after `set` in a scenario that starts at 5 s. */
async function getAfterOneSecond(methods: { set(): unknown; get(): unknown }): Promise<unknown> {
  const create = () => ({ api: { cache: methods } });
  const { transactions } = await runScenario(fromApi({ name: 'timed', clock: 'system', create }), {
    ...oneExecution([
      { call: 'cache.set', args: [] },
      { wait: 1000 },
      { call: 'cache.get', args: [] },
    ]),
    now: 5000,
  });
  const [, , got] = transactions[0]?.phases[0]?.executions[0]?.observations ?? [];
  return got && 'returned' in got ? got.returned : got;
}

describe('the suite fakes the time of the system', () => {
  test('for Date', async () => {
    const get = () => [Date.now(), new Date().toISOString()];

    expect(await getAfterOneSecond({ set() {}, get })).toEqual([6000, '1970-01-01T00:00:06.000Z']);
  });

  test('for performance', async () => {
    let since = 0;
    const set = () => void (since = performance.now());
    const get = () => performance.now() - since;

    expect(await getAfterOneSecond({ set, get })).toBe(1000);
  });

  test('for timers', async () => {
    const fired: string[] = [];
    const set = () => {
      setTimeout(() => fired.push('early'), 999);
      setTimeout(() => fired.push('late'), 1001);
    };

    expect(await getAfterOneSecond({ set, get: () => fired })).toEqual(['early']);
  });
});

describe('the suite keeps the real time', () => {
  const rule = 'access.deny/returns-api';

  test('for its time limits', async () => {
    const hanging = fromApi({
      ...adapter,
      clock: 'system',
      create: (input) => ({
        ...createPostChallenge(input),
        api: { access: { deny: () => new Promise(() => {}) } },
      }),
    });

    expect(await checkRule(hanging, rule, { timeout: 5 })).toMatchObject({ verdict: 'errored' });
    expect(readGlobals()).toEqual(real);
  });

  test('for its time limits and pauses, even if the timers of modules are faked too', async () => {
    const hanging = fromApi({ name: 'hanging', create: () => new Promise<never>(() => {}) });
    const faked = install();
    // A CommonJS bundle looks a timer up in its module at every call.
    syncBuiltinESMExports();
    try {
      await expect(checkRule(hanging, rule, { timeout: 5 })).rejects.toThrow(
        'hanging did not answer start within 5 ms.',
      );
      const { complete } = await checkConformance(fromApi(adapter), { rules: rule, runs: 5 });

      expect(complete).toBe(true);
    } finally {
      faked.uninstall();
      syncBuiltinESMExports();
    }
  });

  test('after a host could not be opened', async () => {
    const closed: Implementation = fromHost({
      name: 'closed',
      clock: 'system',
      open() {
        throw new Error('closed');
      },
    });

    await expect(checkRule(closed, rule)).rejects.toThrow(
      'The implementation threw Error instead of answering open: closed',
    );
    expect(readGlobals()).toEqual(real);
  });
});
