import {
  type ActionScript,
  type Host,
  type Implementation,
  ImplementationError,
  type Scenario,
  type Session,
  type StartInput,
  type UserStep,
  fromHost,
  runScenario,
  checkConformance,
} from '@post-challenge/conformance';
import { createPostChallenge } from '@post-challenge/reference';
import type { FactorType, PostChallengeEvent } from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/language/json.ts';
import { createSmallHost } from '../small-host.ts';
import { START } from '../../src/draw/times.ts';
import { call, createScenario, transaction, wait } from '../../src/rules/scenarios.ts';

const completed = { status: 'completed' } as const;
const emptyAction: ActionScript = { execute: [] };
const nothing = { $undefined: true };

/** A session that does nothing, apart from the given methods. */
function createSession(parts: Partial<Session> = {}): Session {
  return { outcome: () => completed, resume: () => {}, ...parts };
}

function createHandMadeHost(start: Host['start']): Implementation {
  return fromHost({ name: 'hand-made', open: () => ({ start }) });
}

/** Runs a handler as a host does. */
function executeHandler({ event, actions }: StartInput, n: number): Promise<unknown> | undefined {
  const { api } = createPostChallenge({ event: event as unknown as PostChallengeEvent });
  return actions[n]?.onExecutePostChallenge(event as unknown as PostChallengeEvent, api);
}

/** Runs a scenario of one transaction and returns its phases. */
async function runForPhases(
  implementation: Implementation,
  actions: readonly ActionScript[],
  user: readonly UserStep[] = [],
) {
  const { transactions: traces } = await runScenario(
    implementation,
    createScenario([transaction(actions, user)]),
  );
  return traces[0]?.phases ?? [];
}

test.for<[string, Host['start'], string]>([
  [
    'runs a handler without end',
    async (input) => {
      for (let n = 0; n < 5000; n += 1) void executeHandler(input, 0)?.catch(() => undefined);
      return createSession();
    },
    'The host executed more than 1000 handlers for one request. Execute each handler once.',
  ],
  [
    'gives a handler an event without end',
    async (input) => {
      const event = { ...(input.event as object), list: Array(20_000).fill(1) };
      await executeHandler({ ...input, event }, 0)?.catch(() => undefined);
      return createSession();
    },
    'larger than the suite reads: it has more than 10000 parts.',
  ],
  [
    'reports an outcome without end',
    () => createSession({ outcome: () => ({ status: 'denied', reason: 'x'.repeat(1e7) }) }),
    'larger than the suite reads: it has more than 1000000 characters.',
  ],
  [
    'hands out an api whose results have no end, and catches what handlers throw',
    async ({ actions }) => {
      const api = { access: { deny: () => Array(20_000).fill(1) as unknown } };
      await actions[0]?.onExecutePostChallenge({} as never, api as never).catch(() => undefined);
      return createSession();
    },
    'larger than the suite reads: it has more than 10000 parts.',
  ],
])('a host is at fault if it %s', async ([, start, message]) => {
  const action = { execute: [call('access.deny', 'no')] };

  await expect(runForPhases(createHandMadeHost(start), [action])).rejects.toThrow(message);
});

const returns: UserStep = { returns: { method: 'GET', query: {}, body: {} } };

describe('an execution', () => {
  test('is recorded with its action, its handler and its event', async () => {
    const host = createHandMadeHost(async ({ event, actions }) => {
      const { api } = createPostChallenge({ event: event as unknown as PostChallengeEvent });
      await actions[1]?.onContinuePostChallenge?.({ lucky: 7 } as never, api);
      return createSession();
    });

    const [phase] = await runForPhases(host, [emptyAction, { execute: [], continue: [wait(1)] }]);

    expect(phase?.executions).toEqual([
      {
        action: 1,
        handler: 'continue',
        event: { lucky: 7 },
        observations: [{ returned: nothing }],
      },
    ]);
  });

  test('of a scenario without a configuration begins with an empty one', async () => {
    const seen: unknown[] = [];
    const host = createHandMadeHost(({ event }) => {
      seen.push((event as unknown as PostChallengeEvent).configuration);
      return createSession();
    });
    const [{ event, ...script }] = [transaction([emptyAction])];
    const { configuration: _, ...older } = event as JsonObject;

    await runScenario(host, createScenario([{ ...script, event: older }]));

    expect(seen).toEqual([{}]);
  });

  test('is marked as overlapped if the previous one had not ended', async () => {
    const host = createHandMadeHost(async (input) => {
      await Promise.all([executeHandler(input, 0), executeHandler(input, 1)]);
      await executeHandler(input, 2);
      return createSession();
    });

    const [phase] = await runForPhases(host, [emptyAction, emptyAction, emptyAction]);

    expect(phase?.executions.map(({ overlapped }) => overlapped)).toEqual([
      undefined,
      true,
      undefined,
    ]);
  });

  test('belongs to the phase in which it ran', async () => {
    const host = createHandMadeHost(async (input) => {
      let next = 1;
      await executeHandler(input, 0);
      return createSession({ resume: () => executeHandler(input, next++) });
    });

    const phases = await runForPhases(
      host,
      [emptyAction, emptyAction, emptyAction],
      [returns, returns],
    );

    expect(phases.map(({ executions }) => executions.map(({ action }) => action))).toEqual([
      [0],
      [1],
      [2],
    ]);
  });

  test('belongs to its transaction, even if the previous transaction is still paused', async () => {
    let started = 0;
    const host = createHandMadeHost(async (input) => {
      await executeHandler(input, started++);
      return createSession();
    });
    const script = transaction([emptyAction, emptyAction]);

    const { transactions: traces } = await runScenario(host, createScenario([script, script]));

    expect(traces.map(({ phases }) => phases[0]?.executions.map(({ action }) => action))).toEqual([
      [0],
      [1],
    ]);
  });
});

describe('an action', () => {
  test('has a continue handler if its script has one', async () => {
    let handlers: string[][] = [];
    const host = createHandMadeHost(({ actions }) => {
      handlers = actions.map((action) => Object.keys(action));
      return createSession();
    });

    await runForPhases(host, [emptyAction, { execute: [], continue: [] }]);

    expect(handlers).toEqual([
      ['onExecutePostChallenge'],
      ['onExecutePostChallenge', 'onContinuePostChallenge'],
    ]);
  });

  test('throws at a throw step and does nothing after it', async () => {
    const thrown: unknown[] = [];
    const host = createHandMadeHost(async (input) => {
      await executeHandler(input, 0)?.catch((error: unknown) => thrown.push(error));
      return createSession();
    });

    const [phase] = await runForPhases(host, [
      { execute: [wait(1), { throw: 'out of order' }, call('access.deny', 'no')] },
    ]);

    expect(thrown).toEqual([new Error('out of order')]);
    expect(phase?.executions[0]?.observations).toEqual([{ returned: nothing }]);
  });

  test('goes on if a call throws', async () => {
    const host = createHandMadeHost(async (input) => {
      await executeHandler(input, 0);
      return createSession();
    });

    const [phase] = await runForPhases(host, [
      { execute: [call('redirect.sendUserTo', '/'), call('access.deny', 'no')] },
    ]);

    expect(phase?.executions[0]?.observations).toMatchObject([
      { threw: { name: 'TypeError' } },
      { returned: { $api: true } },
    ]);
  });
});

describe('a step that the host refuses', () => {
  test.for<[string, Session['resume']]>([
    [
      'by throwing',
      () => {
        throw new Error('not now');
      },
    ],
    ['by a rejected promise', () => Promise.reject(new Error('not now'))],
  ])('%s is recorded with the message, and the outcome as it is', async ([, resume]) => {
    const outcome = { status: 'redirected', url: 'https://a.example.com/' } as const;
    const host = createHandMadeHost(() => createSession({ outcome: () => outcome, resume }));

    const [, phase] = await runForPhases(host, [emptyAction], [returns]);

    expect(phase).toEqual({ executions: [], outcome, refused: 'not now', input: returns });
  });

  test('is recorded with the executions that followed nevertheless', async () => {
    const host = createHandMadeHost((input) =>
      createSession({
        async resume() {
          await executeHandler(input, 0);
          throw new Error('not now');
        },
      }),
    );

    const [, phase] = await runForPhases(host, [emptyAction], [returns]);

    expect(phase).toMatchObject({ executions: [{ action: 0 }], refused: 'not now' });
  });
});

/** Returns the times that a host reads at the start, after the first action and at a resume. */
async function recordTimes(actions: readonly ActionScript[], user: readonly UserStep[]) {
  const times: number[] = [];
  const host = fromHost({
    name: 'watching',
    open: ({ clock }) => ({
      async start(input) {
        times.push(clock.now());
        await executeHandler(input, 0);
        times.push(clock.now());
        return createSession({ resume: () => times.push(clock.now()) });
      },
    }),
  });
  await runForPhases(host, actions, user);
  return times.map((time) => time - START);
}

describe('time', () => {
  test('passes while an action waits', async () => {
    expect(await recordTimes([{ execute: [wait(300), wait(7)] }], [])).toEqual([0, 307]);
  });

  test('passes while the user waits, without a call of the host', async () => {
    expect(await recordTimes([emptyAction], [wait(60_000) as UserStep, returns])).toEqual([
      0, 0, 60_000,
    ]);
  });
});

describe('a host', () => {
  test('is opened for every scenario, with the factors of the tenant', async () => {
    const opened: (readonly FactorType[])[] = [];
    const host = fromHost({
      name: 'counting',
      open({ tenant }) {
        opened.push(tenant.factors);
        return { start: () => createSession() };
      },
    });
    const scenario: Scenario = { ...createScenario([transaction([])]), factors: ['otp', 'email'] };

    await runScenario(host, scenario);
    await runScenario(host, { ...scenario, factors: ['push'] });

    expect(opened).toEqual([['otp', 'email'], ['push']]);
  });

  test('may return a promise from every function', async () => {
    const host = fromHost({
      name: 'slow',
      open: async () => ({ start: async () => createSession({ outcome: async () => completed }) }),
    });

    expect(await runForPhases(host, [], [returns])).toEqual([
      { executions: [], outcome: completed },
      { executions: [], outcome: completed, input: returns },
    ]);
  });

  test('causes an implementation error if it cannot start a transaction', async () => {
    const host = createHandMadeHost(() => {
      throw new Error('no database');
    });

    await expect(runForPhases(host, [])).rejects.toThrow(
      new ImplementationError(
        'The implementation threw Error instead of answering start: no database',
      ),
    );
    await expect(runForPhases(host, [{ execute: [call('cache.get', 'key')] }])).rejects.toThrow(
      ': no database. The scenario calls api.cache.get.',
    );
  });

  test('causes an error message of one line, however long its own message is', async () => {
    const host = createHandMadeHost(() => {
      throw new Error(`no\n\u001B[31mdatabase${'.'.repeat(100_000)}`);
    });

    await expect(runForPhases(host, [])).rejects.toThrow(
      /^The implementation threw Error instead of answering start: no \\u\{1b\}\[31mdatabase\.{400,500}…$/,
    );
  });

  test('causes an implementation error if it cannot return the outcome', async () => {
    const outcome = () => {
      throw new Error('no database');
    };

    await expect(
      runForPhases(
        createHandMadeHost(() => createSession({ outcome })),
        [],
      ),
    ).rejects.toThrow(ImplementationError);
  });

  test('may throw the error of an action: the transaction has failed', async () => {
    const host = createHandMadeHost(async (input) => {
      await executeHandler(input, 0);
      return createSession();
    });

    const phases = await runForPhases(host, [{ execute: [wait(1), { throw: 'out of order' }] }]);

    expect(phases).toEqual([
      {
        executions: [{ action: 0, handler: 'execute', observations: [{ returned: nothing }] }],
        outcome: { status: 'failed', message: 'out of order' },
      },
    ]);
  });

  test('causes an implementation error if it cannot start a transaction after one whose action threw', async () => {
    let started = 0;
    const host = createHandMadeHost(async (input) => {
      started += 1;
      if (started > 1) throw new Error('no database');
      await executeHandler(input, 0);
      return createSession();
    });
    const failing = transaction([{ execute: [{ throw: 'out of order' }] }]);

    await expect(runScenario(host, createScenario([failing, failing]))).rejects.toThrow(
      new ImplementationError(
        'The implementation threw Error instead of answering start: no database',
      ),
    );
  });
});

describe('an adapter is refused, with an example of a correct one', () => {
  test('if it has no open', () => {
    const written = 'Cannot adapt the host: open is missing. Write fromHost({ name, open }).';

    expect(() => fromHost({ name: 'shut' } as never)).toThrow(new TypeError(written));
    expect(() => fromHost(undefined as never)).toThrow(new TypeError(written));
  });

  test.for([undefined, {}, { start: 'now' }])('if open returns %j', async (opened) => {
    const host = fromHost({ name: 'hand-made', open: () => opened as never });

    await expect(runForPhases(host, [])).rejects.toThrow(
      new ImplementationError(
        'The function open returned no host. Return { start }: a function that starts a transaction.',
      ),
    );
  });

  test.for([undefined, {}, { outcome: completed, resume() {} }, { outcome: () => completed }])(
    'if start returns %j',
    async (started) => {
      await expect(
        runForPhases(
          createHandMadeHost(() => started as never),
          [],
        ),
      ).rejects.toThrow(
        new ImplementationError(
          'The function start returned no session. Return { outcome, resume }: two functions.',
        ),
      );
    },
  );
});

test('a host that hangs while it is resumed fails no rule', async () => {
  const hanging = createSmallHost({ resume: () => new Promise(() => {}) });
  const report = await checkConformance(hanging, {
    rules: ['redirect.sendUserTo/redirects', 'redirect.sendUserTo/carries-state'],
    runs: 2,
    timeout: 200,
  });

  expect(report).toMatchObject({
    conformant: false,
    summary: { failed: 0, passed: 1, errored: 1 },
  });
  expect(report.rules[1]?.message).toBe(
    'small host did not answer resume within 200 ms. The scenario calls api.authentication.challengeWith, api.redirect.sendUserTo.',
  );
});
