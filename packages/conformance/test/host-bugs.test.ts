import { checkConformance, decodeReplay, replayRule } from '@post-challenge/conformance';
import { createCache } from '@post-challenge/reference';
import {
  type NamespaceName,
  type PostChallengeAPI,
  type RuleId,
  rules,
} from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';
import { prettyReport } from '../src/reporters/pretty.ts';
import {
  type Decisions,
  type Run,
  type State,
  conformant,
  fresh,
  smallHost,
  surrounded,
  typeOf,
} from './small-host.ts';

type Bug = readonly [title: string, rule: RuleId, decisions: Partial<Decisions>];
type Call = (...args: unknown[]) => unknown;

const namespaces: readonly NamespaceName[] = [
  'access',
  'authentication',
  'cache',
  'redirect',
  'transaction',
];

/** Every method replaced by what is made of it. */
function replaceMethods(api: PostChallengeAPI, replace: (call: Call) => Call): void {
  for (const name of namespaces) {
    const namespace = api[name] as unknown as Record<string, Call>;
    for (const [method, call] of Object.entries(namespace)) namespace[method] = replace(call);
  }
}

/** The actions, all but the first surrounded. */
function laterSurrounded(...surround: Parameters<typeof surrounded>): Decisions['actions'] {
  return (actions) => [...actions.slice(0, 1), ...surrounded(...surround)(actions.slice(1))];
}

/** Tells whether the action has denied, from here on. */
function denialIn(api: PostChallengeAPI): () => boolean {
  const { deny } = api.access;
  let denied = false;
  api.access.deny = (reason) => {
    denied = true;
    return deny(reason);
  };
  return () => denied;
}

/** Transactions that begin with what the one before has left. */
function leaking(left: (last: State) => Partial<State>): Partial<Decisions> {
  return { begin: (last) => ({ ...fresh, ...(last && left(last)) }) };
}

/** What is told of a transaction of which more than one handler has executed. */
function told(of: (state: State) => State): Partial<Decisions> {
  let executed = 0;
  return {
    begin() {
      executed = 0;
      return fresh;
    },
    event(event) {
      executed += 1;
      return event;
    },
    tell: (state) => conformant.tell(executed > 1 ? of(state) : state),
  };
}

/** A host that goes on where it has to stop. */
function pausingNotFor(status: string): Partial<Decisions> {
  return { stops: (outcome) => outcome.status !== 'completed' && outcome.status !== status };
}

function executionsOf(from: number, to: number): Run[] {
  return Array.from({ length: to - from }, (_, n) => [from + n, 'onExecutePostChallenge']);
}

const bugs: readonly Bug[] = [
  [
    'later actions execute after a denial',
    'access.deny/stops-later-actions',
    pausingNotFor('denied'),
  ],
  [
    'the api object is revoked by a denial',
    'access.deny/lets-the-action-finish',
    {
      actions: surrounded(async (handle, event, api) => {
        const denied = denialIn(api);
        replaceMethods(api, (call) => (...args) => {
          if (denied()) throw new Error('The transaction has ended.');
          return call(...args);
        });
        await handle(event, api);
      }),
    },
  ],
  [
    'what a denied action wrote is dropped',
    'access.deny/keeps-cache-writes',
    {
      actions: surrounded(async (handle, event, api) => {
        const { set } = api.cache;
        const denied = denialIn(api);
        const keys: string[] = [];
        api.cache.set = (key, ...rest) => {
          keys.push(key);
          return set(key, ...rest);
        };
        await handle(event, api);
        if (denied()) keys.forEach((key) => api.cache.delete(key));
      }),
    },
  ],
  [
    'no action but the first can deny',
    'access.deny/denies',
    {
      actions: laterSurrounded(async (handle, event, api) => {
        api.access.deny = () => api;
        await handle(event, api);
      }),
    },
  ],
  [
    'challenges are not looked at',
    'authentication.challengeWith/asks-for-the-factor',
    {
      comesTo: (reached) => (reached.status === 'challenged' ? { status: 'completed' } : reached),
    },
  ],
  [
    'challenges come when all actions have executed',
    'authentication.challengeWith/holds-later-actions',
    pausingNotFor('challenged'),
  ],
  [
    'nothing is resumed',
    'authentication.challengeWith/satisfied-by-default-factor',
    { resume: async () => {} },
  ],
  [
    'resuming throws',
    'authentication.challengeWith/satisfied-by-default-factor',
    { resume: () => Promise.reject(new Error('Service unavailable')) },
  ],
  [
    'the actions begin anew when a challenge is satisfied',
    'authentication.challengeWith/satisfied-by-default-factor',
    { afterChallenge: (action) => executionsOf(0, action + 1) },
  ],
  [
    'additional factors do not satisfy',
    'authentication.challengeWith/satisfied-by-additional-factor',
    {
      satisfies: (factor, { factors, defaultFactor }) =>
        (defaultFactor ? [defaultFactor] : factors).some((one) => typeOf(one) === typeOf(factor)),
    },
  ],
  [
    'a completed factor is asked for again',
    'authentication.challengeWith/satisfied-already',
    { comesTo: (reached) => reached },
  ],
  [
    'any factor satisfies a challenge',
    'authentication.challengeWith/not-satisfied-by-another-factor',
    { satisfies: () => true },
  ],
  [
    'only the first of a choice of factors satisfies it',
    'authentication.challengeWithAny/satisfied-by-any-factor',
    {
      satisfies: (factor, { factors, defaultFactor }) =>
        (defaultFactor ? factors : factors.slice(0, 1)).some(
          (one) => typeOf(one) === typeOf(factor),
        ),
    },
  ],
  [
    'every action has a cache of its own',
    'cache/shared-between-actions',
    {
      actions: (actions) =>
        actions.flatMap((action, n) =>
          surrounded(async (handle, event, api) => {
            const { get, set } = api.cache;
            Object.assign(api.cache, {
              get: (key: string) => get(`${n}${key}`),
              set: (key: string, value: string) => set(`${n}${key}`, value),
            });
            await handle(event, api);
          })([action]),
        ),
    },
  ],
  [
    'the cache is cleared between transactions',
    'cache/survives-the-transaction',
    { cache: () => createCache() },
  ],
  ['no state is added to the URL', 'redirect.sendUserTo/carries-state', { url: (url) => url }],
  [
    'the redirecting action executes again on return',
    'redirect.sendUserTo/resumes-the-same-action',
    { afterReturn: (action) => executionsOf(action, action + 1) },
  ],
  [
    'the first action continues on return',
    'redirect.sendUserTo/resumes-the-same-action',
    { afterReturn: () => [[0, 'onContinuePostChallenge']] },
  ],
  [
    'nothing follows the continue handler',
    'redirect.sendUserTo/continues-with-later-actions',
    {
      comesTo(reached, state) {
        const outcome = conformant.comesTo(reached, state);
        return outcome.status === 'completed' && state.redirects > 0
          ? { status: 'failed', message: 'That is all.' }
          : outcome;
      },
    },
  ],
  [
    'earlier actions execute again after the continue handler',
    'redirect.sendUserTo/does-not-repeat-handlers',
    {
      afterReturn: (action) => [[action, 'onContinuePostChallenge'], ...executionsOf(0, action)],
    },
  ],
  [
    'the state is not compared',
    'redirect.sendUserTo/refuses-another-state',
    { isState: () => true },
  ],
  [
    'the state is compared only where there is one',
    'redirect.sendUserTo/refuses-another-state',
    { isState: (returned = '', state) => returned === '' || returned === state },
  ],
  [
    'any state is taken, but none is not',
    'redirect.sendUserTo/refuses-another-state',
    { isState: (returned) => returned !== undefined },
  ],
  [
    'the request of a return is the old one',
    'redirect.sendUserTo/brings-the-query',
    { request: (before) => before },
  ],
  [
    'the body of a return is dropped',
    'redirect.validateToken/reads-the-body',
    { request: (before, returned) => conformant.request(before, { ...returned, body: {} }) },
  ],
  [
    'the body of a return is not in the event',
    'redirect.sendUserTo/brings-the-body',
    { event: (event) => ({ ...event, request: { ...event.request, body: {} } }) },
  ],
  [
    'the result URL is lost on a pause',
    'transaction.setResultUrl/outlasts-a-pause',
    {
      resumed: (state) => ({ ...state, outcome: { status: 'completed' }, resultUrl: undefined }),
    },
  ],
  [
    'the result URL is told although the transaction is denied',
    'transaction.setResultUrl/not-when-denied',
    {
      tell: ({ outcome, resultUrl }) => ({
        ...outcome,
        ...(resultUrl !== undefined && /^(?:compl|den)/.test(outcome.status) && { resultUrl }),
      }),
    },
  ],
  [
    'the order of the actions is reversed',
    'flow/executes-in-order',
    { actions: (actions) => actions.toReversed() },
  ],
  [
    'the fourth action is forgotten',
    'flow/executes-in-order',
    { actions: (actions) => actions.slice(0, 3) },
  ],
  [
    'the actions execute at the same time',
    'flow/executes-in-order',
    {
      actions: (actions) => [
        {
          async onExecutePostChallenge(...given) {
            await Promise.all(actions.map((action) => action.onExecutePostChallenge(...given)));
          },
        },
      ],
    },
  ],
  [
    'the event loses the app_metadata',
    'flow/passes-the-event',
    { event: (event) => ({ ...event, user: { ...event.user, app_metadata: {} } }) },
  ],
  [
    'a factor lasts longer than its transaction',
    'flow/starts-clean',
    leaking(({ completed }) => ({ completed })),
  ],
  [
    'a result URL lasts longer than its transaction',
    'flow/starts-clean',
    leaking(({ resultUrl }) => ({ resultUrl })),
  ],
  [
    'whoever was denied once is denied for ever',
    'flow/starts-clean',
    leaking(({ outcome }) => (outcome.status === 'denied' ? { outcome } : {})),
  ],
  [
    'a challenge lasts longer than its transaction',
    'flow/starts-clean',
    leaking(({ outcome }) => (outcome.status === 'challenged' ? { outcome } : {})),
  ],
  ['every redirect has the same state', 'flow/state-is-its-own', { state: () => 'state-of-all' }],
  [
    'a state can be used again',
    'flow/state-is-used-once',
    { resumed: (state) => ({ ...state, outcome: { status: 'completed' } }) },
  ],
  [
    'a transaction completes though an action throws',
    'flow/fails-when-an-action-throws',
    {
      actions: surrounded(async (handle, event, api) => {
        await handle(event, api).catch(() => {});
      }),
    },
  ],
  [
    'deny throws',
    'access.deny/lets-the-action-finish',
    {
      actions: surrounded(async (handle, event, api) => {
        const { deny } = api.access;
        api.access.deny = (reason) => {
          deny(reason);
          throw new Error('The transaction has ended.');
        };
        await handle(event, api);
      }),
    },
  ],
  [
    'a denial of a later action is told as success',
    'access.deny/denies',
    told((state) => (state.outcome.status === 'denied' ? fresh : state)),
  ],
  [
    'one factor satisfies every later challenge',
    'authentication.challengeWith/not-satisfied-by-another-factor',
    {
      comesTo: (reached, { completed }) =>
        reached.status === 'challenged' && completed.length > 0 ? { status: 'completed' } : reached,
    },
  ],
  [
    'earlier actions execute again before the continue handler',
    'redirect.sendUserTo/does-not-repeat-handlers',
    {
      afterReturn: (action) => [...executionsOf(0, action), [action, 'onContinuePostChallenge']],
    },
  ],
  [
    'redirects come when all actions have executed',
    'redirect.sendUserTo/holds-later-actions',
    pausingNotFor('redirected'),
  ],
  [
    'the case of the state is not compared',
    'redirect.sendUserTo/refuses-another-state',
    { isState: (returned, state) => String(returned).toLowerCase() === state },
  ],
  [
    'the state of an earlier transaction is taken',
    'redirect.sendUserTo/refuses-another-state',
    { isState: (returned) => /^state-\d+-of-many$/.test(String(returned)) },
  ],
  [
    'the result URL of a later action is dropped',
    'transaction.setResultUrl/outlasts-a-pause',
    {
      actions: laterSurrounded(async (handle, event, api) => {
        api.transaction.setResultUrl = () => {};
        await handle(event, api);
      }),
    },
  ],
  [
    'the last action is forgotten',
    'flow/executes-in-order',
    { actions: (actions) => actions.slice(0, -1) },
  ],
  ['no action executes', 'flow/executes-in-order', { actions: () => [] }],
  [
    'actions are not awaited',
    'access.deny/denies',
    {
      actions: surrounded(async (handle, event, api) => {
        void handle(event, api).catch(() => {});
      }),
    },
  ],
  [
    'every continue handler follows its execute handler',
    'redirect.sendUserTo/does-not-repeat-handlers',
    {
      actions: (actions) =>
        actions.map(({ onExecutePostChallenge, onContinuePostChallenge }) => ({
          async onExecutePostChallenge(...given) {
            await onExecutePostChallenge(...given);
            await onContinuePostChallenge?.(...given);
          },
          ...(onContinuePostChallenge && { onContinuePostChallenge }),
        })),
    },
  ],
  [
    'a continue handler follows a challenge',
    'flow/continue-only-after-a-redirect',
    {
      actions: (actions) =>
        actions.map((action) => ({ onContinuePostChallenge: async () => {}, ...action })),
      afterChallenge: (action) => [[action, 'onContinuePostChallenge']],
    },
  ],
];

/** The rules that a host can break whatever the `api` object of an execution is like, in the order of the report. */
const hostRules = (['MUST', 'SHOULD'] as const).flatMap((wanted) =>
  (Object.keys(rules) as RuleId[]).filter((id) => {
    const { level, needs } = rules[id];
    const ofHost = needs.some((need) => need === 'host');
    const ofExecution =
      /^access|\/(?:asks-for|offers-every|reads-the|redirects$|sets-the|not-when)/;
    return level === wanted && (ofHost || ofExecution.test(id));
  }),
);

const paint = (_: string, text: string) => text;

/** The report on a host, as far as the rules come before or with one, and the failure that people are shown first. */
async function reportOn(decisions: Partial<Decisions>, last = hostRules.at(-1)) {
  const upToIt = hostRules.slice(0, hostRules.findIndex((id) => id === last) + 1);
  const options = { rules: upToIt, runs: 20, timeout: 5 };
  const report = await checkConformance(smallHost(decisions), options);
  const [, id] = prettyReport(report, { path: 'bug.js', paint, full: false }).split(' ', 2);
  return {
    report,
    first: report.rules.find((rule) => rule.id === id && rule.verdict === 'failed'),
  };
}

/** What was done, by the actions and by the user. */
function doneIn(message: string): string[] {
  return message.split('\n').filter((line) => /^ +(?:\d+ {2}|user |refused)/.test(line));
}

describe('where', () => {
  test.for(bugs)('%s, the first failure is of %s', async ([, id, decisions]) => {
    const { first } = await reportOn(decisions, id);

    expect(first?.id).toBe(id);
    const { message = '', replay = '', scenario } = first ?? {};
    expect(message.match(/ ← /g)).toHaveLength(1);
    expect(doneIn(message).length).toBeLessThanOrEqual(5);

    const word = decodeReplay(id, replay);
    expect(word).toEqual(scenario);
    expect(await replayRule(smallHost(decisions), id, word)).toMatchObject({
      verdict: 'failed',
      message,
      trace: first?.trace,
    });
    expect((await replayRule(smallHost(), id, word)).verdict).not.toBe('failed');
  });
});

test('a host that hangs where it is resumed is not said to fail a rule', async () => {
  const { report } = await reportOn({ resume: () => new Promise(() => {}) });
  const errored = report.rules.filter(({ verdict }) => verdict === 'errored');

  expect(report).toMatchObject({ conformant: false, summary: { failed: 0 } });
  expect(errored.map(({ id }) => id)).toContain('redirect.sendUserTo/resumes-the-same-action');
  expect(new Set(errored.map(({ message }) => message))).toEqual(
    new Set(['small host did not answer resume within 5 ms.']),
  );
});
