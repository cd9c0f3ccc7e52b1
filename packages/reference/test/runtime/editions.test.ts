import { createPostChallenge, createRuntime } from '@post-challenge/reference';
import type { PostChallengeAPI, Transaction, TransactionInput } from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';
import { eventOf } from '../event.ts';
import { action, having, journey } from './journey.ts';

const edition = '2026' as const;
const submission: TransactionInput = { submits: { fields: { code: '1' }, vars: { step: 2 } } };
const options = { fields: { code: '', email: 'a@example.com' }, vars: { step: 1, plan: 'gold' } };

/** Executes one action of edition 2026, and returns its outcome. */
function reach(act: (api: PostChallengeAPI) => void): unknown {
  const { api, outcome } = createPostChallenge({ event: eventOf(), edition });
  act(api);
  return outcome();
}

describe('a form of edition 2026', () => {
  test('pauses the transaction, and its action continues with the answers', async () => {
    const seen: unknown[] = [];
    const actions = [
      action(
        (_, api) => api.prompt.render('ap_1', options),
        ({ prompt, request }) => seen.push(prompt, request.method, request.query),
      ),
    ];

    expect(await journey({ actions, edition })).toMatchObject({
      status: 'rendered',
      promptId: 'ap_1',
      ...options,
    });
    expect(await journey({ actions, edition }, submission)).toMatchObject({ status: 'completed' });
    expect(seen).toEqual([
      {
        id: 'ap_1',
        fields: { code: '1', email: 'a@example.com' },
        vars: { step: 2, plan: 'gold' },
      },
      'POST',
      {},
    ]);
  });

  test('is followed by a second form of the continue handler, and by the later actions', async () => {
    const actions = [
      action(
        (_, api) => api.prompt.render('ap_1'),
        ({ prompt }, { prompt: { render } }) => prompt?.id === 'ap_1' && render('ap_2'),
      ),
      action((_, api) => api.prompt.render('ap_3')),
      action(({ prompt }, api) => api.access.deny(`after ${prompt?.id}`)),
    ];
    const forms = [submission, submission, submission];

    expect(await journey({ actions, edition }, ...forms.slice(0, 1))).toMatchObject({
      promptId: 'ap_2',
    });
    expect(await journey({ actions, edition }, ...forms)).toMatchObject({ reason: 'after ap_3' });
  });

  test.for<[string, (api: PostChallengeAPI) => void, object]>([
    [
      'a second form fails',
      ({ prompt }) => (prompt.render('a'), prompt.render('b')),
      { status: 'failed', message: expect.stringContaining('api.prompt.render twice') as string },
    ],
    [
      'a redirect fails',
      ({ prompt, redirect }) => (redirect.sendUserTo('https://a.example/'), prompt.render('a')),
      { status: 'failed', message: expect.stringContaining('api.redirect.sendUserTo') as string },
    ],
    [
      'a denial is denied',
      ({ prompt, access }) => (prompt.render('a'), access.deny('no')),
      { status: 'denied', reason: 'no' },
    ],
    [
      'a challenge is shown first',
      ({ prompt, authentication }) => (
        authentication.challengeWith({ type: 'otp' }),
        prompt.render('a')
      ),
      { status: 'rendered', promptId: 'a' },
    ],
  ])('beside %s', ([, act, outcome]) => {
    expect(reach(act)).toEqual(outcome);
  });

  test.for<[string, unknown[], string]>([
    ['an empty id', [''], 'promptId is an empty string, expected a non-empty string.'],
    [
      'large fields',
      ['a', { fields: { text: 'x'.repeat(24_576) } }],
      'expected at most 24576 bytes of JSON',
    ],
    ['a BigInt', ['a', { fields: { size: 1n } }], 'expected a value that JSON can express'],
    ['a list', ['a', []], "Write render('ap_1', { fields: { name: value } })."],
  ])('is refused with a TypeError for %s', ([, args, message]) => {
    const { api } = createPostChallenge({ event: eventOf(), edition });

    expect(() => Reflect.apply(api.prompt.render, undefined, args)).toThrow(
      expect.objectContaining({ name: 'TypeError', message: expect.stringContaining(message) }),
    );
  });

  test('refuses another input, and says what to pass', async () => {
    const actions = [action((_, api) => api.prompt.render('a'))];

    await expect(journey({ actions, edition }, { completes: { type: 'otp' } })).rejects.toThrow(
      "{ submits: { fields: { name: 'value' } } }.",
    );
  });
});

describe('edition 2025', () => {
  test('has no prompt, and its methods return the api object', () => {
    const { api } = createPostChallenge({ event: eventOf() });

    expect(api).not.toHaveProperty('prompt');
    expect(api.access.deny('no')).toBe(api);
  });

  test('resumes a transaction that an earlier version has stored', async () => {
    const runtime = createRuntime({ actions: [action(() => undefined)] });
    const stored = {
      version: 1,
      status: 'challenged',
      factors: [{ type: 'otp' }],
      defaultFactor: { type: 'otp' },
      event: eventOf(),
      nextAction: 1,
      challenges: [{ factors: [{ type: 'otp' }], hasDefault: true }],
    } as unknown as Transaction;

    expect(await runtime.resume(stored, { completes: { type: 'otp' } })).toEqual({
      version: 1,
      status: 'completed',
    });
  });

  test('is the only one beside 2026', () => {
    const other = '2024' as typeof edition;

    expect(() => createRuntime({ actions: [], edition: other })).toThrow(
      'edition is "2024", expected "2025" or "2026".',
    );
  });
});

test('edition 2026 leaves the completed factors out of a challenge', async () => {
  const actions = [
    action((_, api) => api.authentication.challengeWith({ type: 'otp' })),
    action((_, api) => api.authentication.challengeWithAny([{ type: 'otp' }, { type: 'email' }])),
  ];
  const completion: TransactionInput = { completes: { type: 'otp' } };

  const asked = having('challenged', await journey({ actions, edition }, completion));
  expect(asked.factors).toEqual([{ type: 'email' }]);
  expect(asked.defaultFactor).toEqual({ type: 'email' });
  expect(await journey({ actions }, completion)).toMatchObject({ status: 'completed' });
});
