import {
  type PostChallengeOptions,
  type RuntimeOptions,
  createCache,
  createPostChallenge,
  createRuntime,
} from '@post-challenge/reference';
import { describe, expect, test } from 'vitest';
import { eventOf } from '../event.ts';
import { START } from '../execution.ts';

const event = eventOf();

test.each<[unknown, string]>([
  [undefined, 'options is required. Write createRuntime({ actions: [action] }).'],
  [
    [],
    'options is an empty array, expected an object. Write createRuntime({ actions: [action] }).',
  ],
  [
    new Map(),
    'options is an instance of Map, expected a plain object. Write Object.fromEntries(options).',
  ],
  [{}, 'actions is required. Write createRuntime({ actions: [action] }).'],
  [{ actions: new Set() }, 'actions is an instance of Set, expected an array. Write [...actions].'],
  [
    { actions: [null] },
    'actions[0] is null, expected an object. Write createRuntime({ actions: [action] }).',
  ],
  [
    { actions: [Promise.resolve({})] },
    "actions[0].onExecutePostChallenge is undefined, expected an async function. Write await loadAction('action.cjs').",
  ],
  [
    { actions: [async () => {}] },
    'actions[0].onExecutePostChallenge is undefined, expected an async function. Write { onExecutePostChallenge: action }.',
  ],
  [
    { actions: [], tenants: {} },
    'unknown option "tenants". Allowed: "actions", "clock", "tenant", "cache", "onWarning". Did you mean "tenant"?',
  ],
  [
    { actions: [], onwarning: () => undefined },
    'unknown option "onwarning". Allowed: "actions", "clock", "tenant", "cache", "onWarning". Did you mean "onWarning"?',
  ],
])('createRuntime refuses the options %o', (options, problem) => {
  expect(() => createRuntime(options as RuntimeOptions)).toThrow(
    new TypeError(`Cannot create a runtime: ${problem}`),
  );
});

test.each<[unknown, string]>([
  [undefined, 'options is required. Write createPostChallenge({ event }).'],
  [new Map(), 'options is an instance of Map, expected a plain object. Write Object.from'],
  [{}, 'event is required. Write createPostChallenge({ event }).'],
  [
    { event: 'text' },
    'event is a string, expected an object. Write createPostChallenge({ event })',
  ],
  [
    { event, events: [] },
    'unknown option "events". Allowed: "event", "clock", "tenant", "cache", "onWarning".',
  ],
  [
    { event: { user: { user_id: 'auth0|1' } } },
    'event.authentication is required. Pass createEvent({ … }), which fills in the members that you do not name.',
  ],
  [
    { event: { ...event, user: { ...event.user, user_metadata: new Map() } } },
    'event.user.user_metadata is an instance of Map, expected plain data. Write Object.fromEntries(user_metadata).',
  ],
  [
    { event: { ...event, request: { ...event.request, query: new URLSearchParams() } } },
    'event.request.query is an instance of URLSearchParams, expected plain data. Write Object.fromEntries(query).',
  ],
])('createPostChallenge refuses the options %o', (options, problem) => {
  expect(() => createPostChallenge(options as PostChallengeOptions)).toThrow(
    `Cannot create the api object: ${problem}`,
  );
});

describe('an option that both take', () => {
  test.each<[object, string]>([
    [{ clock: {} }, 'clock is an object, expected a clock. Write { now: () => milliseconds }.'],
    [{ clock: null }, 'clock is null, expected a clock.'],
    [{ cache: new Map() }, 'cache is an instance of Map, expected a cache. Write createCache().'],
    [{ cache: {} }, 'cache is an object, expected a cache.'],
    [{ tenant: 5 }, 'tenant is a number, expected an object.'],
    [{ tenant: {} }, "tenant.factors is required. Write { factors: ['otp'] }."],
    [
      { tenant: { factors: new Set() } },
      'tenant.factors is an instance of Set, expected an array. Write [...factors].',
    ],
    [
      { tenant: { factors: ['otp', 'sms'] } },
      'tenant.factors[1] is "sms", expected one of "otp", "email",',
    ],
    [{ onWarning: 'log' }, 'onWarning is a string, expected a function. Write (warning) => { … }.'],
  ])('is refused if it is wrong: %o', (option, problem) => {
    expect(() => createRuntime({ actions: [], ...option })).toThrow(
      `Cannot create a runtime: ${problem}`,
    );
    expect(() => createPostChallenge({ event, ...option })).toThrow(
      `Cannot create the api object: ${problem}`,
    );
  });

  test('may be a class instance if it has the methods', () => {
    class StoppedClock {
      now() {
        return START;
      }
    }
    class OwnCache {
      readonly #cache = createCache();
      readonly get = this.#cache.get;
      readonly set = this.#cache.set;
      readonly delete = this.#cache.delete;
    }
    const { api } = createPostChallenge({
      event,
      clock: new StoppedClock(),
      cache: new OwnCache(),
    });
    api.cache.set('key', 'value');

    expect(api.cache.get('key')?.value).toBe('value');
    expect(() => createPostChallenge({ event, clock: Date })).not.toThrow();
  });
});
