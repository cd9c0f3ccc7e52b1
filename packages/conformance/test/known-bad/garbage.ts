import type { Implementation } from '@post-challenge/conformance';
import type { CacheAPI, Outcome, PostChallengeAPI, RedirectAPI } from '@post-challenge/spec';
import {
  type HostDecisions,
  conformantDecisions,
  createSmallHost,
  surroundHandlers,
} from '../small-host.ts';

type Method = (...args: never[]) => unknown;
type Methods<A> = { readonly [M in keyof A]?: (original: Method, args: never[]) => unknown };

/** Implementations that do nonsense, by description. Every judge must be able to judge them. */
export const garbage: Readonly<Record<string, Implementation>> = {
  ...changeEveryMethod({
    'throws an error': () => {
      throw new Error('no');
    },
    'throws once it is done': (original, args) => {
      original(...args);
      throw new Error('too late');
    },
    'returns nothing': () => undefined,
    'returns null': () => null,
    'returns a number': () => 5,
    'returns a text': () => 'text',
    'returns an empty object': () => ({}),
    'returns a list': () => [],
    'returns an object of another type': () => ({
      type: 5,
      record: 5,
      value: 5,
      expires_at: 'soon',
    }),
  }),
  'every other call throws': changeCalls((n) => n % 2 === 0, fail),
  'frozen arguments throw': changeCalls((_, args) => args.some(Object.isFrozen), fail),
  'frozen objects throw': changeCalls(
    (_, args) => args.some((one) => typeof one === 'object' && Object.isFrozen(one)),
    fail,
  ),
  'after three calls all throw': changeCalls((n) => n > 3, fail),
  'after three calls nothing is returned': changeCalls(
    (n) => n > 3,
    () => undefined,
  ),
  'after three calls a number is returned': changeCalls(
    (n) => n > 3,
    () => 5,
  ),
  'after three calls an empty object is returned': changeCalls(
    (n) => n > 3,
    () => ({}),
  ),
  'after three calls an error is returned': changeCalls(
    (n) => n > 3,
    () => ({
      type: 'error',
      code: 'FailedToSetCacheRecord',
    }),
  ),
  'the first three calls throw': changeCalls((n) => n <= 3, fail),
  'the first two calls return nothing': changeCalls(
    (n) => n <= 2,
    () => undefined,
  ),
  'the first two calls return a number': changeCalls(
    (n) => n <= 2,
    () => 5,
  ),
  'the first two calls return an empty object': changeCalls(
    (n) => n <= 2,
    () => ({}),
  ),
  'the first two calls return a promise': changeCalls(
    (n) => n <= 2,
    () => Promise.resolve(),
  ),
  'the third call returns nothing': changeCalls(
    (n) => n === 3,
    () => undefined,
  ),
  ...changeCache({
    'set refuses everything': { set: () => ({ type: 'error', code: 'FailedToSetCacheRecord' }) },
    'set refuses everything for its size': {
      set: () => ({ type: 'error', code: 'CacheSizeExceeded' }),
    },
    'set says nothing of the record': {
      set(original, args) {
        original(...args);
        return { type: 'success' };
      },
    },
    'set stores nothing': {
      set: () => ({ type: 'success', record: { value: 'x', expires_at: 1_767_225_660_000 } }),
    },
    'get finds something at every key': {
      get: () => ({ value: 'x', expires_at: 1_767_225_660_000 }),
    },
    'get finds what never expires': { get: () => ({ value: 'x', expires_at: Infinity }) },
    'delete always succeeds': { delete: () => ({ type: 'success' }) },
    'delete never succeeds': { delete: () => ({ type: 'error', code: 'CacheKeyDoesNotExist' }) },
    'delete fails': { delete: () => ({ type: 'error', code: 'FailedToDeleteRecord' }) },
    'delete leaves the record': {
      delete: (_, [key]) => ({ type: 'success', record: { key } }),
    },
  }),
  ...changeRedirect({
    'encodeToken returns three parts': { encodeToken: () => 'a.b.c' },
    'encodeToken returns one part more': {
      encodeToken: (original, args) => `${String(original(...args))}.x`,
    },
    'encodeToken signs nothing': {
      encodeToken: (original, args) =>
        `${String(original(...args))
          .split('.')
          .slice(0, 2)
          .join('.')}.`,
    },
    'encodeToken says null': { encodeToken: () => 'eyJhbGciOiJIUzI1NiJ9.bnVsbA.AA' },
    'validateToken returns no claims': { validateToken: () => ({}) },
    'validateToken returns null': { validateToken: () => null },
    'validateToken returns a list of the claims': {
      validateToken: (original, args) => [original(...args)],
    },
  }),
  ...reportOutcomes({
    completed: { status: 'completed' },
    denied: { status: 'denied', reason: 'no' },
    failed: { status: 'failed', message: 'no' },
    'a redirect to what is no URL': { status: 'redirected', url: 'not a URL' },
    'a redirect to another URL': {
      status: 'redirected',
      url: 'https://other.example.com:8443/else?state=x&a=1&a=2#there',
    },
    'a challenge of nothing': { status: 'challenged', factors: [] },
    'a challenge of one factor': {
      status: 'challenged',
      factors: [{ type: 'otp' }],
      defaultFactor: { type: 'otp' },
    },
    'a challenge of other factors': {
      status: 'challenged',
      factors: [{ type: 'email' }, { type: 'email' }, { type: 'phone' }],
    },
    'a result that is no URL': { status: 'completed', resultUrl: 'not a URL' },
    'another result URL': {
      status: 'completed',
      resultUrl: 'https://other.example.com:8443/else?a=1&a=2#there',
    },
  }),
  'tells of another fragment': createSmallHost({
    reportOutcome: (state) => moveFragment(conformantDecisions.reportOutcome(state)),
  }),
  'every state is one word': createSmallHost({ state: () => 'state' }),
  'no state is in the URL': createSmallHost({ url: (url) => url }),
  'executes nothing': createSmallHost({ actions: () => [] }),
  'executes the first action only': createSmallHost({ actions: (actions) => actions.slice(0, 1) }),
  'executes the last action only': createSmallHost({ actions: (actions) => actions.slice(-1) }),
  'executes every action twice': createSmallHost({
    actions: (actions) => actions.flatMap((action) => [action, action]),
  }),
  'executes backwards': createSmallHost({ actions: (actions) => actions.toReversed() }),
  'never stops': createSmallHost({ stops: () => false }),
  'stops at once': createSmallHost({ stops: () => true }),
  'takes nothing from the user': createSmallHost({ resume: async () => undefined }),
  'refuses whatever the user does': createSmallHost({
    resume: () => Promise.reject(new Error('refused')),
  }),
  'takes any factor and any state': createSmallHost({ satisfies: () => true, isState: () => true }),
  'continues after a challenge': createSmallHost({
    listRunsAfterChallenge: (action) => [[action, 'onContinuePostChallenge']],
  }),
  'executes again after a return': createSmallHost({
    listRunsAfterReturn: (action) => [
      [action, 'onExecutePostChallenge'],
      [action, 'onContinuePostChallenge'],
    ],
  }),
  'continues the first action': createSmallHost({
    listRunsAfterReturn: () => [[0, 'onContinuePostChallenge']],
  }),
  'does not continue': createSmallHost({ listRunsAfterReturn: () => [] }),
  'gives handlers an empty event': createSmallHost({ event: () => ({}) as never }),
  'gives handlers an event of empty members': createSmallHost({
    event: (event) => Object.fromEntries(Object.keys(event).map((name) => [name, {}])) as never,
  }),
  'keeps what was before': createSmallHost({
    begin: (last) => last ?? { ...createInitialState() },
  }),
};

/** Changes the fragment of the URL in an outcome. */
function moveFragment(outcome: Outcome): Outcome {
  if (outcome.status === 'redirected') return { ...outcome, url: `${outcome.url}elsewhere` };
  if (outcome.status !== 'completed' || outcome.resultUrl === undefined) return outcome;
  return { ...outcome, resultUrl: `${outcome.resultUrl.split('#')[0]}#elsewhere` };
}

function createInitialState() {
  return { outcome: { status: 'completed' }, completed: [], redirects: 0 } as const;
}

function createHost(actions: HostDecisions['actions']): Implementation {
  return createSmallHost({ actions });
}

/** Creates hosts in which every method of the `api` object behaves in another way. */
function changeEveryMethod(
  ways: Readonly<Record<string, (original: Method, args: never[]) => unknown>>,
): Record<string, Implementation> {
  const implementations = Object.entries(ways).map(([name, way]) => {
    const changing = surroundHandlers((handle, event, api) => {
      for (const namespace of Object.values(api) as Record<string, Method>[])
        for (const method of Object.keys(namespace)) replaceMethod(namespace, method, way);
      return handle(event, api) as Promise<void>;
    });
    return [`every method ${name}`, createHost(changing)] as const;
  });
  return Object.fromEntries(implementations);
}

function fail(): never {
  throw new Error('not this time');
}

/** Replaces the results of some calls, which are counted from 1 in each handler. */
function changeCalls(
  isChanged: (n: number, args: readonly unknown[]) => boolean,
  replace: () => unknown,
): Implementation {
  const changing = surroundHandlers((handle, event, api) => {
    let calls = 0;
    for (const namespace of Object.values(api) as Record<string, Method>[])
      for (const method of Object.keys(namespace))
        replaceMethod(namespace, method, (original, args) => {
          calls += 1;
          return isChanged(calls, args) ? replace() : original(...args);
        });
    return handle(event, api) as Promise<void>;
  });
  return createHost(changing);
}

function replaceMethod(
  namespace: Record<string, Method>,
  name: string,
  replacement: (original: Method, args: never[]) => unknown,
): void {
  const original = namespace[name] as Method;
  namespace[name] = (...args) => replacement(original, args);
}

function changeMethods<A extends object>(
  getNamespace: (api: PostChallengeAPI) => A,
  ways: Readonly<Record<string, Methods<A>>>,
): Record<string, Implementation> {
  const implementations = Object.entries(ways).map(([name, methods]) => {
    const changing = surroundHandlers((handle, event, api) => {
      const namespace = getNamespace(api) as Record<string, Method>;
      for (const [method, way] of Object.entries(methods))
        replaceMethod(namespace, method, way as never);
      return handle(event, api) as Promise<void>;
    });
    return [name, createHost(changing)] as const;
  });
  return Object.fromEntries(implementations);
}

function changeCache(
  ways: Readonly<Record<string, Methods<CacheAPI>>>,
): Record<string, Implementation> {
  return changeMethods(({ cache }) => cache, ways);
}

function changeRedirect(
  ways: Readonly<Record<string, Methods<RedirectAPI>>>,
): Record<string, Implementation> {
  return changeMethods(({ redirect }) => redirect, ways);
}

/** Creates hosts that always report the same outcome. */
function reportOutcomes(
  outcomes: Readonly<Record<string, Outcome>>,
): Record<string, Implementation> {
  return Object.fromEntries(
    Object.entries(outcomes).map(([name, outcome]) => [
      `tells of ${name}`,
      createSmallHost({ reportOutcome: () => outcome }),
    ]),
  );
}
