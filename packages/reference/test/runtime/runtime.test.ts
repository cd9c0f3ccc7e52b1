import type {
  CompletionInput,
  PostChallengeAPI,
  PostChallengeEvent,
  PostChallengeModule,
} from '@post-challenge/spec';
import { createRuntime } from '@post-challenge/reference';
import { describe, expect, test } from 'vitest';
import { eventOf } from '../event.ts';
import { TestClock } from '../execution.ts';
import { action, having, journey, redirecting, returning } from './journey.ts';

/** Creates an action that notes its name each time one of its handlers executes. */
function noted(notes: string[], name: string, inner?: PostChallengeModule): PostChallengeModule {
  return action(
    async (event, api) => {
      await Promise.resolve();
      notes.push(name);
      await inner?.onExecutePostChallenge(event, api);
    },
    async (event, api) => {
      notes.push(`${name} continues`);
      await inner?.onContinuePostChallenge?.(event, api);
    },
  );
}

describe('a transaction', () => {
  test('completes after every action has executed, one after another', async () => {
    const notes: string[] = [];
    const actions = [noted(notes, 'first'), noted(notes, 'second')];

    expect(await journey({ actions })).toEqual({ version: 1, status: 'completed' });
    expect(notes).toEqual(['first', 'second']);
  });

  test('completes if there is no action', async () => {
    expect(await journey({ actions: [] })).toEqual({ version: 1, status: 'completed' });
  });

  test('ends after the action that denies it has ended', async () => {
    const notes: string[] = [];
    const denying = action(async (_, api) => {
      api.access.deny('First reason.');
      await Promise.resolve();
      notes.push('after deny');
      api.transaction.setResultUrl('https://app.example/');
      api.redirect.sendUserTo('https://site.example/');
      api.authentication.challengeWith({ type: 'otp' });
      api.access.deny('Not from here.');
    });
    const transaction = await journey({ actions: [denying, noted(notes, 'later')] });

    expect(transaction).toEqual({ version: 1, status: 'denied', reason: 'Not from here.' });
    expect(notes).toEqual(['after deny']);
  });

  test('keeps its result URL over pauses until a later action sets another', async () => {
    const setting = action((_, api) => {
      api.transaction.setResultUrl('https://app.example/first');
      api.authentication.challengeWith({ type: 'otp' });
    });
    const changing = action((_, api) => api.transaction.setResultUrl('https://app.example/second'));
    const steps = [{ completes: { type: 'otp' } }, 'returns'] as const;

    expect(await journey({ actions: [setting, redirecting] }, ...steps)).toEqual({
      version: 1,
      status: 'completed',
      resultUrl: 'https://app.example/first',
    });
    expect(await journey({ actions: [setting, redirecting, changing] }, ...steps)).toMatchObject({
      resultUrl: 'https://app.example/second',
    });
  });

  test('cannot start without handlers that are functions', () => {
    const actions = [redirecting, { onPostChallenge: async () => undefined }];

    expect(() => createRuntime({ actions: actions as unknown as PostChallengeModule[] })).toThrow(
      new TypeError(
        'Cannot create a runtime: actions[1].onExecutePostChallenge is undefined, expected an async function. The trigger ignores onPostChallenge. Rename it to onExecutePostChallenge.',
      ),
    );
  });

  test('cannot start with a continue handler of another name', () => {
    const actions = [
      { ...action(() => undefined), onContinuePasswordPostChallenge: async () => undefined },
    ];

    expect(() => createRuntime({ actions })).toThrow(
      new TypeError(
        'Cannot create a runtime: actions[0].onContinuePostChallenge is undefined, expected an async function. The trigger ignores onContinuePasswordPostChallenge. Rename it to onContinuePostChallenge.',
      ),
    );
  });
});

describe('a challenge', () => {
  test.each<[string, CompletionInput, object]>([
    [
      'a POST without parameters',
      { completes: { type: 'otp' } },
      { method: 'POST', query: {}, body: {} },
    ],
    [
      'the request of the input, without the members that it leaves out',
      { completes: { type: 'otp' }, request: { body: { code: '1' } } },
      { method: 'POST', query: {}, body: { code: '1' } },
    ],
    [
      'the request of the input, with all its members',
      { completes: { type: 'otp' }, request: { method: 'GET', query: { a: 'b' }, body: {} } },
      { method: 'GET', query: { a: 'b' }, body: {} },
    ],
  ])('passes %s to later actions once the user completed it', async (_, input, expected) => {
    const requests: PostChallengeEvent['request'][] = [];
    const reading = action(({ request }) => void requests.push(request));
    const challenging = action((_, api) => api.authentication.challengeWith({ type: 'otp' }));
    const runtime = createRuntime({ actions: [challenging, reading, reading] });
    const query = { session_token: 'of before' };
    const { request } = eventOf({ request: { query, user_agent: 'browser' } });

    await runtime.resume(await runtime.start(eventOf({ request })), input);

    expect(requests).toEqual([
      { ...request, ...expected },
      { ...request, ...expected },
    ]);
  });

  const asking = action((_, api) =>
    api.authentication.challengeWith({ type: 'otp' }, { additionalFactors: [{ type: 'push' }] }),
  );

  test.each(['otp', 'push', 'push-notification'] as const)(
    'is satisfied by %s, and the next action executes',
    async (type) => {
      const notes: string[] = [];
      const actions = [noted(notes, 'first', asking), noted(notes, 'second')];
      const runtime = createRuntime({ actions });
      const paused = await runtime.start(eventOf());

      expect(paused).toMatchObject({
        status: 'challenged',
        factors: [{ type: 'otp' }, { type: 'push' }],
        defaultFactor: { type: 'otp' },
      });
      expect(notes).toEqual(['first']);
      expect(await runtime.resume(paused, { completes: { type } })).toMatchObject({
        status: 'completed',
      });
      expect(notes).toEqual(['first', 'second']);
    },
  );

  test('refuses a factor that is not offered, and accepts another one afterwards', async () => {
    const runtime = createRuntime({ actions: [asking] });
    const paused = await runtime.start(eventOf());

    await expect(runtime.resume(paused, { completes: { type: 'email' } })).rejects.toMatchObject({
      name: 'RefusedInputError',
      code: 'FactorNotOffered',
      message:
        'Cannot resume the transaction: the factor email is not offered, expected otp or push.',
    });
    expect(await runtime.resume(paused, { completes: { type: 'otp' } })).toMatchObject({
      status: 'completed',
    });
  });

  test('refuses a factor that the user cannot use', async () => {
    const runtime = createRuntime({ actions: [asking], tenant: { factors: ['otp'] } });
    const paused = await runtime.start(eventOf());

    await expect(runtime.resume(paused, { completes: { type: 'push' } })).rejects.toThrow(
      'the factor push is not offered, expected otp',
    );
  });

  test('waits until earlier challenges are satisfied', async () => {
    const twice = action((_, api) => {
      api.authentication.challengeWith({ type: 'otp' });
      api.authentication.challengeWith({ type: 'otp' });
      api.authentication.challengeWithAny([{ type: 'email' }, { type: 'phone' }]);
    });
    const runtime = createRuntime({ actions: [twice] });
    const first = await runtime.start(eventOf());
    const second = await runtime.resume(first, { completes: { type: 'otp' } });

    expect(first).toMatchObject({ status: 'challenged', factors: [{ type: 'otp' }] });
    expect(second).toMatchObject({
      status: 'challenged',
      factors: [{ type: 'email' }, { type: 'phone' }],
    });
    expect(await runtime.resume(second, { completes: { type: 'phone' } })).toMatchObject({
      status: 'completed',
    });
  });

  test('is skipped if one of its factors was completed before', async () => {
    const again = action((_, api) => {
      api.authentication.challengeWith({ type: 'push-notification' });
      api.authentication.challengeWith(
        { type: 'email' },
        { additionalFactors: [{ type: 'push', options: { otpFallback: false } }] },
      );
    });
    const actions = [asking, redirecting, again];

    expect(await journey({ actions }, { completes: { type: 'push' } }, 'returns')).toMatchObject({
      status: 'completed',
    });
  });

  test('adds the completed factor to the event of later actions, after earlier factors', async () => {
    let lastEvent: PostChallengeEvent | undefined;
    const second = action((_, api) => api.authentication.challengeWith({ type: 'email' }));
    const reading = action((event) => void (lastEvent = event));
    const steps = [{ completes: { type: 'push' } }, { completes: { type: 'email' } }] as const;
    await journey({ actions: [asking, second, reading], clock: new TestClock() }, ...steps);

    expect(lastEvent?.authentication.methods).toEqual([
      { name: 'mfa', timestamp: '2027-01-15T08:00:00.500Z', type: 'push-notification' },
      { name: 'mfa', timestamp: '2027-01-15T08:00:00.500Z', type: 'email' },
    ]);
  });

  test('makes the transaction fail if the user can use none of its factors', async () => {
    const tenant = { factors: ['email'] } as const;

    expect(await journey({ actions: [asking], tenant })).toEqual({
      version: 1,
      status: 'failed',
      message: 'Cannot challenge the user: not enabled in the tenant: otp, push.',
    });
  });

  test('follows the return if the action redirects too', async () => {
    const both = action(
      (_, api) => {
        api.authentication.challengeWith({ type: 'otp' });
        api.redirect.sendUserTo('https://site.example/');
      },
      (_, api) => api.authentication.challengeWith({ type: 'email' }),
    );
    const runtime = createRuntime({ actions: [both] });
    const redirected = await runtime.start(eventOf());
    const first = await runtime.resume(redirected, returning(redirected));

    expect(first).toMatchObject({ status: 'challenged', factors: [{ type: 'otp' }] });
    expect(await runtime.resume(first, { completes: { type: 'otp' } })).toMatchObject({
      status: 'challenged',
      factors: [{ type: 'email' }],
    });
  });
});

describe('a redirect', () => {
  test('has a unique state', async () => {
    const runtime = createRuntime({
      actions: [
        action((_, api) => api.redirect.sendUserTo('https://site.example/?state=mine&a=%20#b')),
      ],
    });
    const [first, second] = [await runtime.start(eventOf()), await runtime.start(eventOf())];
    const urls = [first, second].map((transaction) => having('redirected', transaction).url);

    for (const url of urls)
      expect(url).toMatch(/^https:\/\/site\.example\/\?a=%20&state=[\w-]{43}#b$/);
    expect(urls[0]).not.toBe(urls[1]);
  });

  test('resumes the same action, then the later actions', async () => {
    const notes: string[] = [];
    const actions = [
      noted(notes, 'first'),
      noted(notes, 'second', redirecting),
      noted(notes, 'third'),
    ];

    expect(await journey({ actions }, 'returns')).toEqual({ version: 1, status: 'completed' });
    expect(notes).toEqual(['first', 'second', 'second continues', 'third']);
  });

  test.each([
    [
      'of the same action',
      [action(redirecting.onExecutePostChallenge, redirecting.onExecutePostChallenge)],
    ],
    ['of a later action', [redirecting, redirecting]],
  ])('can follow another %s, with a state of its own', async (_, actions) => {
    const runtime = createRuntime({ actions });
    const first = await runtime.start(eventOf());
    const second = await runtime.resume(first, returning(first));

    expect(having('redirected', second).state).not.toBe(having('redirected', first).state);
    await expect(runtime.resume(second, returning(first))).rejects.toThrow('is not the state of');
  });

  test('passes the request of the return to its action and to later actions', async () => {
    const requests: PostChallengeEvent['request'][] = [];
    const reading = action(({ request }) => void requests.push(request));
    const sending = action(
      (_, api) => api.redirect.sendUserTo('https://site.example/'),
      ({ request }) => void requests.push(request),
    );
    const runtime = createRuntime({ actions: [reading, sending, reading] });
    const event = eventOf({ request: { language: 'de' } });
    const { request } = event;
    const { state, ...paused } = having('redirected', await runtime.start(event));
    const body = { state, answer: { given: true } };
    await runtime.resume({ ...paused, state }, { returns: { method: 'POST', query: {}, body } });
    const returned = { ...request, method: 'POST', body };

    expect(requests).toEqual([request, returned, returned]);
  });

  test('lets the continue handler deny, challenge and set the result URL', async () => {
    const redirect = (api: PostChallengeAPI) => api.redirect.sendUserTo('https://site.example/');
    const denying = action(
      (_, api) => redirect(api),
      (_, api) => api.access.deny('Refused there.'),
    );
    const challenging = action(
      (_, api) => redirect(api),
      (_, api) => {
        api.authentication.challengeWith({ type: 'otp' });
        api.transaction.setResultUrl('https://app.example/');
      },
    );

    expect(await journey({ actions: [denying, redirecting] }, 'returns')).toEqual({
      version: 1,
      status: 'denied',
      reason: 'Refused there.',
    });
    expect(
      await journey({ actions: [challenging] }, 'returns', { completes: { type: 'otp' } }),
    ).toEqual({ version: 1, status: 'completed', resultUrl: 'https://app.example/' });
  });

  test('makes the transaction fail on the return if the action has no continue handler', async () => {
    const notes: string[] = [];
    const { onExecutePostChallenge } = redirecting;
    const actions = [{ onExecutePostChallenge }, noted(notes, 'later')];

    expect(await journey({ actions }, 'returns')).toEqual({
      version: 1,
      status: 'failed',
      message: 'Cannot execute action 1: onContinuePostChallenge is missing.',
    });
    expect(notes).toEqual([]);
  });
});

describe('the event', () => {
  test('is a complete and changeable copy in every execution', async () => {
    const received: string[] = [];
    const changing = action((event, api) => {
      received.push(JSON.stringify(event));
      event.user.user_id = 'another';
      event.secrets = {};
      event.authentication.methods.push({ name: 'mfa', timestamp: '', type: 'otp' });
      api.authentication.challengeWith({ type: 'otp' });
    });
    const event = { ...eventOf(), further: { member: [null] } };
    const original = JSON.stringify(event);
    const runtime = createRuntime({ actions: [changing, changing] });
    const paused = having('challenged', await runtime.start(event));

    expect(received).toEqual([original]);
    expect(JSON.stringify(event)).toBe(original);
    expect(JSON.stringify(paused.event)).toBe(original);
    await runtime.resume(paused, { completes: { type: 'otp' } });
    expect(JSON.parse(received[1] ?? '')).toMatchObject({
      user: { user_id: 'auth0|1' },
      further: { member: [null] },
      authentication: { methods: [{ name: 'mfa', type: 'otp' }] },
    });
  });

  test('is stored without later changes', async () => {
    const changing = action((_, api) => {
      event.user.user_id = 'another';
      api.authentication.challengeWith({ type: 'otp' });
    });
    const event = eventOf();
    const runtime = createRuntime({ actions: [changing] });
    const paused = having('challenged', await runtime.start(event));

    expect(paused.event).toStrictEqual(eventOf());
  });

  test('has an empty configuration if it was given none', async () => {
    const { configuration: _, ...given } = eventOf();
    const seen: unknown[] = [];
    const runtime = createRuntime({
      actions: [action(({ configuration }) => seen.push(configuration))],
    });

    await runtime.start(given as PostChallengeEvent);

    expect(seen).toEqual([{}]);
    expect(given).not.toHaveProperty('configuration');
  });

  test('is refused before any action executes if it is not valid', async () => {
    const notes: string[] = [];
    const runtime = createRuntime({ actions: [noted(notes, 'first')] });
    const user = { ...eventOf().user, email: 7 };

    await expect(
      runtime.start({ ...eventOf(), user } as unknown as PostChallengeEvent),
    ).rejects.toThrow(
      new TypeError('Cannot start a transaction: event.user.email is a number, expected a string.'),
    );
    expect(notes).toEqual([]);
  });
});

describe('the cache', () => {
  const counting = action((_, api) => {
    const count = Number(api.cache.get('count')?.value ?? 0) + 1;
    api.cache.set('count', String(count), { ttl: 60_000 });
    api.access.deny(String(count));
  });

  test('is shared by the transactions of a runtime until its records expire', async () => {
    const clock = new TestClock();
    const runtime = createRuntime({ actions: [counting], clock });

    expect(await runtime.start(eventOf())).toMatchObject({ reason: '1' });
    expect(await runtime.start(eventOf())).toMatchObject({ reason: '2' });
    clock.wait(60_001);
    expect(await runtime.start(eventOf())).toMatchObject({ reason: '1' });
  });

  test('is not shared by two runtimes', async () => {
    expect(await journey({ actions: [counting] })).toMatchObject({ reason: '1' });
    expect(await journey({ actions: [counting] })).toMatchObject({ reason: '1' });
  });
});

test.each([
  [undefined, 'event is undefined, expected a value that JSON can express. Pass createEvent('],
  [{ user: { email_verified: false } }, 'event.authentication is required. Pass createEvent('],
])('start says how to make an event from %o', async (event, problem) => {
  const runtime = createRuntime({ actions: [] });

  await expect(runtime.start(event as never)).rejects.toThrow(
    `Cannot start a transaction: ${problem}`,
  );
});
