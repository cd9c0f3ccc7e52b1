import type { Transaction, TransactionInput } from '@post-challenge/spec';
import { createRuntime } from '@post-challenge/reference';
import { describe, expect, test } from 'vitest';
import { eventOf } from '../event.ts';
import { action, having, returning } from './journey.ts';

const executed: string[] = [];
const actions = [
  action(
    (event, api) => {
      if (event.user.name === 'Denied') return api.access.deny('No.');
      return api.redirect.sendUserTo('https://site.example/');
    },
    (_, api) => {
      executed.push('continues');
      api.authentication.challengeWithAny([{ type: 'otp' }, { type: 'email' }]);
    },
  ),
  action(() => executed.push('second')),
];
const runtime = createRuntime({ actions });
const redirected = having('redirected', await runtime.start(eventOf()));
const another = await runtime.start(eventOf());
const challenged = await runtime.resume(redirected, returning(redirected));
const otp: TransactionInput = { completes: { type: 'otp' } };

/** What resuming says, where it has to throw and neither execute anything nor change what it was given. */
async function refusal(transaction: unknown, input: unknown): Promise<unknown> {
  const before = JSON.stringify([transaction, input, executed]);
  const error: unknown = await runtime
    .resume(transaction as Transaction, input as TransactionInput)
    .then(
      () => expect.unreachable(),
      (thrown: unknown) => thrown,
    );

  expect(JSON.stringify([transaction, input, executed])).toBe(before);
  return error;
}

function withState(query: object, body: object = {}): unknown {
  return { returns: { method: 'GET', query, body } };
}

describe('a return', () => {
  const { state } = redirected;

  test.each([
    ['without a state', withState({})],
    ['with a state that is no text', withState({ state: [state] })],
  ])('%s is refused', async (_, input) => {
    expect(await refusal(redirected, input)).toMatchObject({
      name: 'RefusedInputError',
      code: 'MissingState',
      message: 'Cannot resume the transaction: the return carries no state.',
    });
  });

  test.each([
    ['an empty state', withState({ state: '' })],
    ['part of the state', withState({ state: state.slice(0, -1) })],
    ['more than the state', withState({ state: `${state}A` })],
    ['the state in other letters', withState({ state: state.toLowerCase() })],
    ['another state in the body, which comes first', withState({ state }, { state: 'other' })],
    ['the state of another transaction', returning(another)],
  ])('with %s is refused', async (_, input) => {
    const error = await refusal(redirected, input);

    expect(error).toMatchObject({ name: 'RefusedInputError', code: 'OtherState' });
    expect(String(error)).not.toContain(state);
  });

  test('with a state that was used is refused by what the transaction has become', async () => {
    expect(await refusal(challenged, returning(redirected))).toBeInstanceOf(TypeError);
    expect(challenged).not.toHaveProperty('state');
  });

  test('is accepted with the state in the body', async () => {
    const returns = { method: 'POST', query: { state: 'other' }, body: { state } } as const;

    expect(await runtime.resume(redirected, { returns })).toEqual({
      ...challenged,
      event: { ...redirected.event, request: { ...redirected.event.request, ...returns } },
    });
  });
});

describe('what the user has done', () => {
  const challengedAdvice =
    "The transaction is challenged: pass the factor that the user has completed, such as { completes: { type: 'otp' } }.";
  const redirectedAdvice =
    "The transaction is redirected: pass the request with which the user returns, as { returns: { method: 'GET', query: { state }, body: {} } }.";

  test.each([
    [withState({}), 'input.completes is undefined, expected to be there.'],
    [undefined, 'input is undefined, expected something that JSON can express.'],
    [{ completes: 'otp' }, 'input.completes is a string, expected an object.'],
    [
      { completes: { type: 'sms' } },
      'input.completes.type is "sms", expected one of "otp", "email", "webauthn-platform", "webauthn-roaming", "recovery-code", "phone", "push-notification", "push".',
    ],
    [
      { ...otp, returns: {} },
      'input.returns is an object, expected no such member; known is "completes".',
    ],
  ])('has to be a factor where one is asked for: not %j', async (input, problem) => {
    expect(await refusal(challenged, input)).toEqual(
      new TypeError(`Cannot resume the transaction: ${problem} ${challengedAdvice}`),
    );
  });

  test.each([
    [otp, 'input.returns is undefined, expected to be there.'],
    [
      { returns: { method: 'PUT', query: {}, body: {} } },
      'input.returns.method is "PUT", expected one of "GET", "POST".',
    ],
    [
      { returns: { method: 'GET', query: '?a=b', body: {} } },
      'input.returns.query is a string, expected an object.',
    ],
  ])('has to be a return where the user was sent away: not %j', async (input, problem) => {
    expect(await refusal(redirected, input)).toEqual(
      new TypeError(`Cannot resume the transaction: ${problem} ${redirectedAdvice}`),
    );
  });
});

describe('a stored transaction', () => {
  test('is not changed by being resumed, nor by what becomes of the result', async () => {
    const before = JSON.stringify(redirected);
    const frozen = JSON.parse(before, (_, value: unknown) => Object.freeze(value)) as Transaction;
    await runtime.resume(frozen, returning(redirected));
    const resumed = await runtime.resume(redirected, returning(redirected));
    having('challenged', resumed).event.user.identities.push({});

    expect(JSON.stringify(redirected)).toBe(before);
  });

  test.each(['completed', 'denied', 'failed'] as const)(
    'that has come to %s is refused',
    async (status) => {
      const message = 'It was not to be.';

      expect(await refusal({ version: 1, status, message }, otp)).toEqual(
        new TypeError(
          `Cannot resume the transaction: transaction.status is "${status}", expected "challenged" or "redirected". It has ended: start another.`,
        ),
      );
    },
  );

  test.each([
    [{ version: 2 }, 'version is 2, expected 1. Resume it with the version of this package that'],
    [{ version: undefined }, 'version is undefined, expected to be there. Resume it with'],
    [{ version: 2, event: undefined }, 'version is 2, expected 1.'],
    [{ status: 'paused' }, 'status is "paused", expected one of "completed", "denied",'],
    [{ event: undefined }, 'event is undefined, expected to be there. Pass what start or resume'],
    [
      { event: { ...eventOf(), user: {} } },
      'event.user.user_id is undefined, expected to be there.',
    ],
    [{ challenges: [{}] }, 'challenges[0].factors is undefined, expected to be there.'],
    [{ nextAction: '1' }, 'nextAction is "1", expected a number.'],
    [{ nextAction: 0 }, 'nextAction is 0, expected an integer from 1 to the number of actions, 2.'],
    [{ nextAction: 1.5 }, 'nextAction is 1.5, expected an integer from 1 to'],
    [{ nextAction: 3 }, 'nextAction is 3, expected an integer from 1 to the number of actions, 2.'],
  ])('that has %j is refused', async (change, problem) => {
    const error = await refusal({ ...challenged, ...change }, otp);

    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain(`Cannot resume the transaction: transaction.${problem}`);
  });

  test('that is still text is refused', async () => {
    expect(await refusal(JSON.stringify(challenged), otp)).toEqual(
      new TypeError(
        'Cannot resume the transaction: transaction is a string, expected an object. Parse it first, with JSON.parse.',
      ),
    );
  });
});

describe('a transaction that has ended', () => {
  test('holds neither the event nor a result URL that does not count', async () => {
    const event = eventOf({ user: { name: 'Denied' } });

    expect(await runtime.start(event)).toEqual({ version: 1, status: 'denied', reason: 'No.' });
  });
});
