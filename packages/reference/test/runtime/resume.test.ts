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

/** Returns the error with which a transaction refuses an input. No action executes, and no argument changes. */
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
    ['with a state that is not a string', withState({ state: [state] })],
  ])('%s is refused', async (_, input) => {
    expect(await refusal(redirected, input)).toMatchObject({
      name: 'RefusedInputError',
      code: 'MissingState',
      message: 'Cannot resume the transaction: the return has no parameter "state".',
    });
  });

  test.each([
    ['an empty state', withState({ state: '' })],
    ['part of the state', withState({ state: state.slice(0, -1) })],
    ['more than the state', withState({ state: `${state}A` })],
    ['the state in lower case', withState({ state: state.toLowerCase() })],
    ['another state in the body, which comes first', withState({ state }, { state: 'other' })],
    ['the state of another transaction', returning(another)],
  ])('with %s is refused', async (_, input) => {
    const error = await refusal(redirected, input);

    expect(error).toMatchObject({ name: 'RefusedInputError', code: 'OtherState' });
    expect(String(error)).not.toContain(state);
  });

  test('is refused by the resumed transaction if its state was already used', async () => {
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

describe('an input', () => {
  const challengedAdvice =
    "The transaction waits for a factor. Pass the factor that the user completed, such as { completes: { type: 'otp' } }.";
  const requestAdvice =
    "Write the request as { request: { method: 'POST', query: {}, body: {} } }.";
  const redirectedAdvice =
    "The transaction waits for the return of the user. Pass the request of the return, such as { returns: { method: 'GET', query: { state }, body: {} } }.";

  test.each([
    [withState({}), 'input.completes is required.'],
    [undefined, 'input is undefined, expected a value that JSON can express.'],
    [{ completes: 'otp' }, 'input.completes is a string, expected an object.'],
    [
      { completes: { type: 'sms' } },
      'input.completes.type is "sms", expected one of "otp", "email", "webauthn-platform", "webauthn-roaming", "recovery-code", "phone", "push-notification", "push".',
    ],
    [{ ...otp, returns: {} }, 'unknown member input.returns. Allowed: "completes", "request".'],
  ])('must be a factor if the transaction is challenged, not %j', async (input, problem) => {
    expect(await refusal(challenged, input)).toEqual(
      new TypeError(`Cannot resume the transaction: ${problem} ${challengedAdvice}`),
    );
  });

  test.each([
    [{ method: 'PUT' }, '.method is "PUT", expected one of "GET", "POST".'],
    [{ query: '?a=b' }, '.query is a string, expected an object.'],
    ['GET', ' is a string, expected an object.'],
  ])('must have a valid request, not %j', async (request, problem) => {
    expect(await refusal(challenged, { ...otp, request })).toEqual(
      new TypeError(`Cannot resume the transaction: input.request${problem} ${requestAdvice}`),
    );
  });

  test.each([
    [otp, 'input.returns is required.'],
    [{ returns: {}, request: {} }, 'unknown member input.request. Allowed: "returns".'],
    [
      { returns: { method: 'PUT', query: {}, body: {} } },
      'input.returns.method is "PUT", expected one of "GET", "POST".',
    ],
    [
      { returns: { method: 'GET', query: '?a=b', body: {} } },
      'input.returns.query is a string, expected an object.',
    ],
  ])('must be a return if the transaction is redirected, not %j', async (input, problem) => {
    expect(await refusal(redirected, input)).toEqual(
      new TypeError(`Cannot resume the transaction: ${problem} ${redirectedAdvice}`),
    );
  });
});

test('a factor that is not offered is refused with each offered factor once', async () => {
  const factors = [{ type: 'push' }, { type: 'push-notification' }, { type: 'otp' }] as const;
  const actions = [action((_, api) => api.authentication.challengeWithAny(factors))];
  const paused = await createRuntime({ actions }).start(eventOf());

  await expect(runtime.resume(paused, { completes: { type: 'email' } })).rejects.toMatchObject({
    code: 'FactorNotOffered',
    message: expect.stringMatching(/ expected push or otp\.$/) as string,
  });
});

describe('a stored transaction', () => {
  test('does not change when it is resumed or when the result changes', async () => {
    const before = JSON.stringify(redirected);
    const frozen = JSON.parse(before, (_, value: unknown) => Object.freeze(value)) as Transaction;
    await runtime.resume(frozen, returning(redirected));
    const resumed = await runtime.resume(redirected, returning(redirected));
    having('challenged', resumed).event.user.identities.push({});

    expect(JSON.stringify(redirected)).toBe(before);
  });

  test.each(['completed', 'denied', 'failed'] as const)(
    'is refused if it is %s',
    async (status) => {
      const message = 'Not now.';

      expect(await refusal({ version: 1, status, message }, otp)).toEqual(
        new TypeError(
          `Cannot resume the transaction: transaction.status is "${status}", expected "challenged", "redirected" or "rendered". This transaction has ended. Start another.`,
        ),
      );
    },
  );

  test.each([
    [{ version: 2 }, 'version is 2, expected 1. Resume the transaction with the version of this'],
    [{ version: undefined }, 'version is required. Resume the transaction with the version'],
    [{ version: 2, event: undefined }, 'version is 2, expected 1.'],
    [{ status: 'paused' }, 'status is "paused", expected one of "completed", "denied",'],
    [{ event: undefined }, 'event is required. Pass a transaction that start or resume returned.'],
    [{ event: { ...eventOf(), user: {} } }, 'event.user.user_id is required.'],
    [{ challenges: [{}] }, 'challenges[0].factors is required.'],
    [{ nextAction: '1' }, 'nextAction is "1", expected a number.'],
    [{ nextAction: 0 }, 'nextAction is 0, expected an integer from 1 to 2, the number of actions.'],
    [{ nextAction: 1.5 }, 'nextAction is 1.5, expected an integer from 1 to'],
    [{ nextAction: 3 }, 'nextAction is 3, expected an integer from 1 to 2, the number of actions.'],
  ])('is refused if it has %j', async (change, problem) => {
    const error = await refusal({ ...challenged, ...change }, otp);

    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain(`Cannot resume the transaction: transaction.${problem}`);
  });

  test('is refused if it is still JSON text', async () => {
    expect(await refusal(JSON.stringify(challenged), otp)).toEqual(
      new TypeError(
        'Cannot resume the transaction: transaction is a string, expected an object. Parse the text with JSON.parse first.',
      ),
    );
  });
});

describe('a transaction that has ended', () => {
  test('holds neither the event nor a result URL without effect', async () => {
    const event = eventOf({ user: { name: 'Denied' } });

    expect(await runtime.start(event)).toEqual({ version: 1, status: 'denied', reason: 'No.' });
  });
});

test('a transaction stored without a configuration resumes with an empty one', async () => {
  const seen: unknown[] = [];
  const runtime = createRuntime({
    actions: [
      action((_, api) => api.authentication.challengeWith({ type: 'otp' })),
      action(({ configuration }) => seen.push(configuration)),
    ],
  });
  const { event, ...stored } = having('challenged', await runtime.start(eventOf()));
  const { configuration: _, ...older } = event;

  await runtime.resume({ ...stored, event: older } as Transaction, otp);

  expect(seen).toEqual([{}]);
});
