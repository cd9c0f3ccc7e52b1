import type { Step } from '@post-challenge/conformance';
import { describe, expect, test } from 'vitest';
import { createSuiteClock } from '../../src/implementations/clock.ts';
import { executeSteps } from '../../src/implementations/execute-steps.ts';

const NOTHING = { returned: { $undefined: true } };

function executeOnApi(steps: readonly Step[], api: object) {
  return executeSteps(steps, api, createSuiteClock(0));
}

test('returns an observation of every step, in order', async () => {
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

test('records the error of a call and goes on with the next step', async () => {
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

test('stops at a throw step', async () => {
  const denied: unknown[] = [];
  const api = { access: { deny: (reason: unknown) => void denied.push(reason) } };
  const deny: Step = { call: 'access.deny', args: [1] };

  expect(await executeOnApi([deny, { throw: 'enough' }, deny], api)).toEqual([NOTHING]);
  expect(denied).toEqual([1]);
});

test('moves the clock at a wait step', async () => {
  const clock = createSuiteClock(1000);
  const api = { cache: { get: () => clock.now() } };
  const get: Step = { call: 'cache.get', args: ['a'] };

  expect(await executeSteps([get, { wait: 250 }, get], api, clock)).toEqual([
    { returned: 1000 },
    NOTHING,
    { returned: 1250 },
  ]);
});

describe('calls a method as action code does', () => {
  test('without awaiting anything between two synchronous calls', async () => {
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

  test('with its namespace as this', async () => {
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

  test('even if it is inherited', async () => {
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

  test('and awaits a promise, which it records', async () => {
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
    'and reports it as missing in %j',
    async (api) => {
      expect(await executeOnApi([{ call: 'cache.get', args: [] }], api)).toEqual([
        { missing: true },
      ]);
    },
  );
});

describe('passes the arguments of the scenario', () => {
  const echo = { cache: { get: (...given: unknown[]) => given, set: () => ({ a: 1 }) } };

  test('with numbers that JSON cannot represent', async () => {
    const [observation] = await executeOnApi(
      [{ call: 'cache.get', args: [{ ttl: { $number: '-Infinity' } }] }],
      echo,
    );

    expect(observation).toEqual({ returned: [{ ttl: { $number: '-Infinity' } }] });
  });

  test('with the same object that an earlier step returned', async () => {
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

  test('as copies, so that a call cannot change the scenario', async () => {
    const args = [{ list: [1] }];
    const api = {
      cache: { get: (given: { list: number[] }) => given.list.push(2), set: () => undefined },
    };

    const [observation] = await executeOnApi([{ call: 'cache.get', args }], api);

    expect(observation).toEqual({ returned: 2, changed: [{ list: [1, 2] }] });
    expect(args).toEqual([{ list: [1] }]);
  });

  test('deeply frozen if the step says so', async () => {
    const api = { cache: { get: ([{ a }]: [{ a: object }]) => Object.isFrozen(a) } };

    expect(
      await executeOnApi([{ call: 'cache.get', args: [[{ a: {} }]], frozen: true }], api),
    ).toEqual([{ returned: true }]);
  });
});

test('does not report a change of an array other than of its items', async () => {
  const named = { cache: { get: (list: object) => void Object.assign(list, { name: 'keys' }) } };
  const emptied = { cache: { get: (list: unknown[]) => void list.pop() } };
  const get: Step = { call: 'cache.get', args: [['a']] };

  expect(await executeOnApi([get], named)).toEqual([NOTHING]);
  expect(await executeOnApi([get], emptied)).toEqual([{ ...NOTHING, changed: [[]] }]);
});

test('reports a change of an earlier result that is an argument', async () => {
  const api = {
    cache: { get: () => ({ a: 1 }), set: (given: Record<string, number>) => void (given['a'] = 2) },
  };
  const set: Step = { call: 'cache.set', args: [{ $result: 0 }] };
  const [, changing] = await executeOnApi([{ call: 'cache.get', args: [] }, set], api);

  expect(changing).toEqual({ ...NOTHING, changed: [{ a: 2 }] });
});

test('reports a changed order of members', async () => {
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

test('changes the arguments or the result of an earlier call, at any depth', async () => {
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

test('compares a namespace with its first reading', async () => {
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
