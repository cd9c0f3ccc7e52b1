import type { Json, Phase, Scenario, Trace } from '@post-challenge/conformance';
import { describe, expect, test } from 'vitest';
import { eventWith } from '../../src/language/sample-event.ts';
import { formatFailure } from '../../src/report/failure-message.ts';
import { type Violation } from '../../src/language/judgement.ts';
import { START } from '../../src/draw/times.ts';
import { oneExecution } from '../../src/rules/scenarios.ts';

const now = START / 1000;

function createTrace(...phases: Phase[]): Trace {
  return { transactions: [{ phases }] };
}

function createReturnPhase(...returned: Json[]): Phase {
  const observations = returned.map((one) => ({ returned: one }));
  return { executions: [{ action: 0, handler: 'execute', event: {}, observations }] };
}

const at = { transaction: 0, phase: 0 };

function formatMessage(scenario: Scenario, trace: Trace, violation: Violation): string {
  return formatFailure({ scenario, trace, violation });
}

test('a script shows the steps, their results, a mark at the violation, and the allowed results', () => {
  const scenario = oneExecution([
    { call: 'cache.set', args: ['key', 'x', { ttl: { $number: 'NaN' } }] },
    { wait: 1000 },
    { call: 'cache.get', args: ['key'] },
  ]);
  const trace = createTrace(
    createReturnPhase({ type: 'success' }, { $undefined: true }, { value: 'y', expires_at: 1 }),
  );

  expect(
    formatMessage(scenario, trace, {
      at: { ...at, execution: 0, step: 2 },
      expected: 'undefined',
      actual: 'another value',
    }),
  ).toBe(
    [
      '    1  api.cache.set("key", "x", { ttl: NaN })  → { type: "success" }',
      '    2  1000 ms pass',
      '    3  api.cache.get("key")                     → { value: "y", expires_at: 1 }   ← here',
      '   expected   undefined',
      '   actual     another value',
    ].join('\n'),
  );
});

test('every kind of step has its own text', () => {
  const scenario = oneExecution([
    { call: 'authentication.challengeWithAny', args: [[{ type: 'otp' }]], frozen: true },
    { change: 'arguments', of: 0 },
    { change: 'result', of: 0 },
    { read: 'cache' },
    { throw: 'enough' },
  ]);
  const nothing = { returned: { $undefined: true } };
  const observations = [
    { threw: { name: 'TypeError', message: 'frozen', isError: true } },
    nothing,
    nothing,
    { returned: true },
  ];
  const executions = [{ action: 0, handler: 'execute' as const, event: {}, observations }];

  expect(
    formatMessage(scenario, createTrace({ executions }), { at, expected: 'more' }).split('\n'),
  ).toEqual([
    '    1  api.authentication.challengeWithAny([{ type: "otp" }])  (frozen)  → throws TypeError: frozen',
    '    2  empties the lists that step 1 was given',
    '    3  removes every member of what step 1 returned',
    '    4  api.cache',
    '    5  throws "enough"',
    '   expected   more',
  ]);
});

test('a script compares a reading of a namespace with the first one', () => {
  const scenario = oneExecution([{ read: 'cache' }, { read: 'access' }, { read: 'cache' }]);
  const formatReadingLine = (same: boolean) =>
    formatMessage(scenario, createTrace(createReturnPhase(true, true, same)), {
      at,
      expected: 'more',
    }).split('\n')[2];

  expect(formatReadingLine(true)).toBe('    3  api.cache  → the same object as in step 1');
  expect(formatReadingLine(false)).toBe('    3  api.cache  → another object than in step 1');
});

test('the line of the violation shows a missing method, changed arguments and a promise', () => {
  const scenario = oneExecution([{ call: 'access.deny', args: ['no'] }]);
  const violation = { at: { ...at, execution: 0, step: 0 }, expected: 'a function' };
  const formatMessageAbout = (observation: Phase['executions'][number]['observations'][number]) =>
    formatMessage(
      scenario,
      createTrace({
        executions: [{ action: 0, handler: 'execute', event: {}, observations: [observation] }],
      }),
      violation,
    ).split('\n')[0];

  expect(formatMessageAbout({ missing: true })).toBe(
    '    1  api.access.deny("no")  → missing   ← here',
  );
  expect(formatMessageAbout({ returned: { $api: true }, promised: true })).toBe(
    '    1  api.access.deny("no")  → a promise of api   ← here',
  );
  const threw = { name: 'TypeError', message: 'bad\u001B[2J', isError: true };
  expect(formatMessageAbout({ threw, changed: ['yes'] })).toBe(
    String.raw`    1  api.access.deny("no")  → throws TypeError: bad\u{1b}[2J, and the arguments became ["yes"]   ← here`,
  );
  expect(formatMessageAbout({ returned: null, changed: ['yes'] })).toBe(
    '    1  api.access.deny("no")  → null, and the arguments became ["yes"]   ← here',
  );
});

test('a script says that the host did not wait for a handler', () => {
  const scenario = oneExecution([]);
  const execution = { action: 0, handler: 'execute' as const, observations: [] };
  const executions = [
    { ...execution, unfinished: true as const },
    { ...execution, action: 1, overlapped: true as const },
  ];

  expect(
    formatMessage(scenario, createTrace({ executions }), { at, expected: 'more' }).split('\n'),
  ).toEqual(
    expect.arrayContaining([
      '       action 1 execute, which was still running when the host answered',
      '       action 2 execute, before the handler above had ended',
    ]),
  );
});

describe('a violation of the outcome', () => {
  test('is shown after the steps', () => {
    const scenario = oneExecution([{ call: 'access.deny', args: ['no'] }]);
    const phase = {
      ...createReturnPhase({ $api: true }),
      outcome: { status: 'completed' as const },
    };

    expect(
      formatMessage(scenario, createTrace(phase), { at, expected: '{ status: "denied", … }' }),
    ).toBe(
      [
        '    1  api.access.deny("no")  → api',
        '       outcome                → { status: "completed" }   ← here',
        '   expected   { status: "denied", … }',
      ].join('\n'),
    );
  });

  test('is the only reason to show an outcome', () => {
    const scenario = oneExecution([{ call: 'access.deny', args: ['no'] }]);
    const phase = {
      ...createReturnPhase({ $api: true }),
      outcome: { status: 'completed' as const },
    };
    const violation = { at: { ...at, execution: 0, step: 0 }, expected: 'nothing' };

    expect(formatMessage(scenario, createTrace(phase), violation)).not.toContain('outcome');
  });
});

describe('a violation of an execution', () => {
  const actions = [
    { execute: [{ call: 'access.deny' as const, args: ['no'] }] },
    { execute: [{ call: 'cache.get' as const, args: ['a'] }] },
  ];
  const scenario: Scenario = {
    ...oneExecution([]),
    transactions: [{ event: eventWith({}), actions, user: [] }],
  };
  const [first] = createReturnPhase({ $api: true }).executions;
  const [second] = createReturnPhase({ $undefined: true }).executions;
  const trace = createTrace({
    executions: [first, second].flatMap((one, action) => (one ? [{ ...one, action }] : [])),
  });

  test('points at the action that should not have executed', () => {
    const violation = { at: { ...at, execution: 1 }, expected: 'must not execute' };

    expect(formatMessage(scenario, trace, violation)).toBe(
      [
        '       action 1 execute',
        '    1  api.access.deny("no")  → api',
        '       action 2 execute   ← must not execute',
        '    1  api.cache.get("a")     → undefined',
      ].join('\n'),
    );
  });

  test('points at one of its steps', () => {
    const violation = { at: { ...at, execution: 1, step: 0 }, expected: 'a record' };

    expect(formatMessage(scenario, trace, violation)).toBe(
      [
        '       action 1 execute',
        '    1  api.access.deny("no")  → api',
        '       action 2 execute',
        '    1  api.cache.get("a")     → undefined   ← here',
        '   expected   a record',
      ].join('\n'),
    );
  });
});

test('a script names the handlers that did not execute', () => {
  const actions = [
    { execute: [{ call: 'access.deny' as const, args: ['no'] }], continue: [] },
    { execute: [] },
  ];
  const scenario: Scenario = {
    ...oneExecution([]),
    transactions: [{ event: eventWith({}), actions, user: [] }],
  };

  expect(
    formatMessage(scenario, createTrace(createReturnPhase({ $api: true })), {
      at,
      expected: 'more',
    }),
  ).toBe(
    [
      '       action 1 execute',
      '    1  api.access.deny("no")  → api',
      '       not executed: action 2 execute',
      '   expected   more',
    ].join('\n'),
  );
});

test('a script shows a step of the user between two phases', () => {
  const base = oneExecution([]);
  const scenario: Scenario = {
    ...base,
    transactions: [
      { event: eventWith({}), actions: [{ execute: [], continue: [{ wait: 1 }] }], user: [] },
    ],
  };
  const returns = { method: 'GET' as const, query: { state: 'a' }, body: {} };
  const [begun, resumed] = [createReturnPhase(), createReturnPhase({ $undefined: true })];
  const trace = createTrace(
    begun,
    { executions: [], input: { completes: { type: 'otp' } }, refused: 'nothing was asked for' },
    { executions: [], input: { wait: 60 } },
    {
      input: { returns },
      executions: resumed.executions.map((one) => ({ ...one, handler: 'continue' as const })),
    },
  );

  expect(
    formatMessage(scenario, trace, {
      at: { transaction: 0, phase: 3, execution: 0 },
      expected: 'must not execute',
    }),
  ).toBe(
    [
      '       action 1 execute',
      '       user completes { type: "otp" }',
      '       refused: nothing was asked for',
      '       60 ms pass',
      '       user returns by GET with query { state: "a" }, body {}',
      '       action 1 continue   ← must not execute',
      '    1  1 ms pass',
    ].join('\n'),
  );
});

describe('the event', () => {
  const script = [{ call: 'redirect.validateToken' as const, args: [{ secret: 's' }] }];
  const trace = createTrace(createReturnPhase(null));
  const formatEventLines = (event: Parameters<typeof eventWith>[0]) =>
    formatMessage(oneExecution(script, { event: eventWith(event) }), trace, {
      at,
      expected: '',
    }).split('\n');

  test('is left out if it is the sample event', () => {
    expect(formatEventLines({})[0]).toMatch(/^ {4}1 /);
  });

  test('is shown by its differences from the sample event, with members of the same value on one line', () => {
    const parameters = { state: 'a' };

    expect(
      formatEventLines({
        user: { user_id: 'b' },
        request: { query: parameters, body: parameters },
      }),
    ).toEqual(
      expect.arrayContaining([
        '       event.user.user_id = "b"',
        '       event.request.query.state and event.request.body.state = "a"',
      ]),
    );
  });

  test('shows tokens with times relative to the start of the scenario', () => {
    const recipe = {
      algorithm: 'HS256',
      secret: 'x'.repeat(32),
      header: { alg: 'HS256' },
      claims: { iat: now - 60, exp: now + 3600, nbf: now, state: 'a' },
    };

    expect(
      formatEventLines({ request: { query: { session_token: { $token: recipe } } } }).slice(0, 2),
    ).toEqual([
      `       event.request.query.session_token = a token, signed HS256 with "${'x'.repeat(32)}"`,
      '           header { alg: "HS256" }, claims { iat: now − 60 s, exp: now + 3600 s, nbf: now + 0 s, state: "a" }',
    ]);
  });

  test.for([
    [{ header: { kid: 'a' } }, 'the header was given { kid: "a" }'],
    [{ claims: { admin: true } }, 'the claims were given { admin: true }'],
    [{ signatureByte: 0 }, 'a bit of byte 0 of the signature was flipped'],
    [{ signatureLength: 0 }, 'the signature was cut to 0 bytes'],
  ])('shows altered tokens: %j', ([altered, words]) => {
    const recipe = { algorithm: 'HS256', secret: 's', header: {}, claims: {}, altered } as Json;

    expect(formatEventLines({ request: { query: { token: { $token: recipe } } } })[3]).toBe(
      `           after signing, ${words as string}`,
    );
  });

  test('shows tokens that are not signed', () => {
    const recipe = { algorithm: 'none', secret: '', header: { alg: 'none' }, claims: {} };

    expect(formatEventLines({ request: { query: { token: { $token: recipe } } } })[0]).toBe(
      '       event.request.query.token = a token, not signed',
    );
  });
});

test('a script shows an expiry as its distance from the time of the step', () => {
  const scenario = oneExecution([
    { call: 'cache.set', args: ['key', 'x', { expires_at: START + 2 }] },
    { wait: 3 },
    { call: 'cache.get', args: ['key'] },
    { call: 'cache.get', args: ['other'] },
  ]);
  const record = { value: 'x', expires_at: START + 2 };
  const trace = createTrace(
    createReturnPhase({ type: 'success', record }, { $undefined: true }, record, {
      value: 'x',
      expires_at: 5,
    }),
  );

  expect(
    formatMessage(scenario, trace, {
      at: { ...at, execution: 0, step: 2 },
      expected: 'undefined',
    }).split('\n'),
  ).toEqual([
    '    1  api.cache.set("key", "x", { expires_at: now + 2 ms })  → { type: "success", record: { value: "x", expires_at: now + 2 ms } }',
    '    2  3 ms pass',
    '    3  api.cache.get("key")                                   → { value: "x", expires_at: now − 1 ms }                                ← here',
    '    4  api.cache.get("other")                                 → { value: "x", expires_at: 5 }',
    '   expected   undefined',
  ]);
});

test('a script shows how the token that the user brings back was made', () => {
  const $token = {
    algorithm: 'HS256',
    secret: 'secret',
    header: { alg: 'HS256' },
    claims: { iat: now - 5, state: { $state: 0 } },
  };
  const returns = { method: 'POST', query: { t: { $token } }, body: { t: { $token } } } as const;
  const scenario: Scenario = {
    ...oneExecution([]),
    transactions: [{ event: eventWith({}), actions: [{ execute: [] }], user: [{ returns }] }],
  };
  const input = { returns: { ...returns, query: { t: 'x.y.z' }, body: { t: 'x.y.z' } } };
  const trace = createTrace({ executions: [] }, { executions: [], input });

  expect(formatMessage(scenario, trace, { at, expected: 'more' }).split('\n').slice(0, 4)).toEqual([
    '       user returns by POST with query { t: "x.y.z" }, body { t: "x.y.z" }',
    '         query.t and body.t = a token, signed HS256 with "secret"',
    '             header { alg: "HS256" }, claims { iat: now − 5 s, state: <state> }',
    '             now is 1767225600 s (2026-01-01T00:00:00.000Z)',
  ]);
});
