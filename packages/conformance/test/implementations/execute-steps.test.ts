import type { Step } from '@post-challenge/conformance';
import { describe, expect, test } from 'vitest';
import { createSuiteClock } from '../../src/implementations/clock.ts';
import { executeSteps } from '../../src/implementations/execute-steps.ts';

const NOTHING = { returned: { $undefined: true } };

function executeOnApi(steps: readonly Step[], api: object) {
  return executeSteps(steps, api, createSuiteClock(0));
}

test('every step is observed, in order', async () => {
  const stored = new Map<string, string>();
  const api = {
    cache: {
      get: (key: string) => stored.get(key),
      set: (key: string, value: string) => void stored.set(key, value),
    },
  };

  expect(
    await executeOnApi(
      [
        { call: 'cache.get', args: ['a'] },
        { call: 'cache.set', args: ['a', '1'] },
        { wait: 5 },
        { call: 'cache.get', args: ['a'] },
      ],
      api,
    ),
  ).toEqual([NOTHING, NOTHING, NOTHING, { returned: '1' }]);
});

test('a call that throws is observed, and the next step follows', async () => {
  const api = {
    access: {
      deny() {
        throw new TypeError('no reason');
      },
    },
  };
  const thrown = { threw: { name: 'TypeError', message: 'no reason', isError: true } };
  const deny: Step = { call: 'access.deny', args: [] };

  expect(await executeOnApi([deny, deny], api)).toEqual([thrown, thrown]);
});

test('an action that throws does nothing more', async () => {
  const denied: unknown[] = [];
  const api = { access: { deny: (reason: unknown) => void denied.push(reason) } };
  const deny: Step = { call: 'access.deny', args: [1] };

  expect(await executeOnApi([deny, { throw: 'enough' }, deny], api)).toEqual([NOTHING]);
  expect(denied).toEqual([1]);
});

test('time passes for whoever asks the clock', async () => {
  const clock = createSuiteClock(1000);
  const api = { cache: { get: () => clock.now() } };
  const get: Step = { call: 'cache.get', args: ['a'] };

  expect(await executeSteps([get, { wait: 250 }, get], api, clock)).toEqual([
    { returned: 1000 },
    NOTHING,
    { returned: 1250 },
  ]);
});

describe('a method is called as action code calls it', () => {
  test('and returns at once, so that nothing happens before the next call', async () => {
    let stored: string | undefined;
    const api = {
      cache: {
        get: () => stored,
        set: (value: string) => queueMicrotask(() => (stored = value)),
      },
    };

    const [, got] = await executeOnApi(
      [
        { call: 'cache.set', args: ['late'] },
        { call: 'cache.get', args: [] },
      ],
      api,
    );

    expect(got).toEqual(NOTHING);
  });

  test('on its namespace', async () => {
    const api = {
      cache: {
        name: 'the cache',
        get() {
          return this.name;
        },
      },
    };

    expect(await executeOnApi([{ call: 'cache.get', args: [] }], api)).toEqual([
      { returned: 'the cache' },
    ]);
  });

  test('wherever it is defined', async () => {
    class Cache {
      get(): string {
        return 'inherited';
      }
    }
    class Api {
      get cache(): Cache {
        return new Cache();
      }
    }

    expect(await executeOnApi([{ call: 'cache.get', args: [] }], new Api())).toEqual([
      { returned: 'inherited' },
    ]);
  });

  test('and its promise awaited, which is noted', async () => {
    const api = {
      cache: { get: () => Promise.resolve(1), set: () => Promise.reject(new Error('later')) },
    };

    expect(
      await executeOnApi(
        [
          { call: 'cache.get', args: [] },
          { call: 'cache.set', args: [] },
        ],
        api,
      ),
    ).toEqual([
      { returned: 1, promised: true },
      { threw: { name: 'Error', message: 'later', isError: true }, promised: true },
    ]);
  });

  test.for([{}, { cache: undefined }, { cache: {} }, { cache: { get: 'no function' } }])(
    'and is missing in %j',
    async (api) => {
      expect(await executeOnApi([{ call: 'cache.get', args: [] }], api)).toEqual([
        { missing: true },
      ]);
    },
  );
});

describe('arguments are what the scenario says', () => {
  const echo = { cache: { get: (...given: unknown[]) => given, set: () => ({ a: 1 }) } };

  test('with numbers that JSON has no word for', async () => {
    const [observation] = await executeOnApi(
      [{ call: 'cache.get', args: [{ ttl: { $number: '-Infinity' } }] }],
      echo,
    );

    expect(observation).toEqual({ returned: [{ ttl: { $number: '-Infinity' } }] });
  });

  test('with the very result of an earlier step', async () => {
    const result = {};
    const given: unknown[] = [];
    const api = { cache: { set: () => result, get: (one: unknown) => void given.push(one) } };

    await executeOnApi(
      [
        { call: 'cache.set', args: [] },
        { call: 'cache.get', args: [{ $result: 0 }] },
      ],
      api,
    );

    expect(given[0]).toBe(result);
  });

  test('copied, so that what a call does to them stays with it', async () => {
    const args = [{ list: [1] }];
    const api = {
      cache: { get: (given: { list: number[] }) => given.list.push(2), set: () => undefined },
    };

    const [observation] = await executeOnApi([{ call: 'cache.get', args }], api);

    expect(observation).toEqual({ returned: 2, changed: [{ list: [1, 2] }] });
    expect(args).toEqual([{ list: [1] }]);
  });

  test('frozen in depth where it says so', async () => {
    const api = { cache: { get: ([{ a }]: [{ a: object }]) => Object.isFrozen(a) } };

    expect(
      await executeOnApi([{ call: 'cache.get', args: [[{ a: {} }]], frozen: true }], api),
    ).toEqual([{ returned: true }]);
  });
});

test('a list is changed by its items alone, since no more of it can be shown', async () => {
  const named = { cache: { get: (list: object) => void Object.assign(list, { name: 'keys' }) } };
  const emptied = { cache: { get: (list: unknown[]) => void list.pop() } };
  const get: Step = { call: 'cache.get', args: [['a']] };

  expect(await executeOnApi([get], named)).toEqual([NOTHING]);
  expect(await executeOnApi([get], emptied)).toEqual([{ ...NOTHING, changed: [[]] }]);
});

test('the result of an earlier step is changed where it is an argument', async () => {
  const api = {
    cache: { get: () => ({ a: 1 }), set: (given: Record<string, number>) => void (given['a'] = 2) },
  };
  const set: Step = { call: 'cache.set', args: [{ $result: 0 }] };
  const [, changing] = await executeOnApi([{ call: 'cache.get', args: [] }, set], api);

  expect(changing).toEqual({ ...NOTHING, changed: [{ a: 2 }] });
});

test('arguments are changed where their members stand in another order', async () => {
  const api = {
    redirect: {
      encodeToken({ payload }: { payload: Record<string, unknown> }) {
        const { first } = payload;
        delete payload['first'];
        payload['first'] = first;
      },
    },
  };
  const payload = { first: 1, second: 2 };
  const [encoded] = await executeOnApi(
    [{ call: 'redirect.encodeToken', args: [{ payload }] }],
    api,
  );

  expect(encoded).toEqual({ ...NOTHING, changed: [{ payload }] });
});

test('what a call was given or returned is changed afterwards, in depth', async () => {
  const given = { list: [] as unknown[] };
  const returned = { value: 'x' };
  const api = {
    cache: {
      get: () => returned,
      set: (options: typeof given) => void Object.assign(given, options),
    },
  };

  await executeOnApi(
    [
      { call: 'cache.set', args: [{ list: [1, [2]] }] },
      { call: 'cache.get', args: [] },
      { change: 'arguments', of: 0 },
      { change: 'result', of: 1 },
    ],
    api,
  );

  expect(given.list).toEqual([]);
  expect(returned).toEqual({});
});

test('a namespace is compared with what it was when it was first read', async () => {
  const stable = {};
  const api = {
    access: stable,
    get cache() {
      return {};
    },
  };

  expect(
    await executeOnApi(
      [{ read: 'access' }, { read: 'access' }, { read: 'cache' }, { read: 'cache' }],
      api,
    ),
  ).toEqual([{ returned: true }, { returned: true }, { returned: true }, { returned: false }]);
});
