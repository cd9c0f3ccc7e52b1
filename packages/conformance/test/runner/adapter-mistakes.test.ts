import { type Implementation, checkRule, fromApi, fromHost } from '@post-challenge/conformance';
import { createPostChallenge } from '@post-challenge/reference';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { changeReference, reference } from '../implementations.ts';

const id = 'access.deny/denies';
const EXPECTED =
  "must return an object with a status, such as { status: 'completed' }; it returned";

function returnOutcome(outcome: unknown): Implementation {
  return fromApi({
    name: 'mistaken',
    create: (input) => ({ ...createPostChallenge(input), outcome: () => outcome as never }),
  });
}

describe('an outcome is refused in the words of the adapter', () => {
  test.for<[unknown, string]>([
    ['https://a.example/', 'the text "https://a.example/"'],
    [new URL('https://a.example/'), 'an object of the class URL'],
    [{}, 'an object without a status'],
    [null, 'null'],
  ])('if it is %j', async ([outcome, described]) => {
    await expect(checkRule(returnOutcome(outcome), id)).rejects.toThrow(
      `The function outcome ${EXPECTED} ${described}.`,
    );
  });

  test('if a host returns it', async () => {
    const host = fromHost({
      name: 'mistaken',
      open: () => ({ start: () => ({ outcome: () => 'denied' as never, resume() {} }) }),
    });

    await expect(checkRule(host, id)).rejects.toThrow(`${EXPECTED} the text "denied".`);
  });
});

test('a rule is errored if the implementation reports no execution of an action with steps', async () => {
  const lazy: Implementation = {
    ...reference,
    open: () => ({
      start: () => ({ executions: [], outcome: { status: 'completed' } }),
      resume: () => ({ executions: [] }),
    }),
  };

  expect(await checkRule(lazy, id)).toMatchObject({
    verdict: 'errored',
    message: expect.stringMatching(
      /^The answer to start has no execution, but action 1 has steps\./,
    ) as string,
  });
});

test.for<[string, () => void, Partial<Parameters<typeof fromApi>[0]>, string]>([
  [
    'fakes time',
    () => vi.useFakeTimers(),
    { clock: 'system' },
    'Fake timers of another tool, such',
  ],
  [
    'fakes timers only',
    () => vi.useFakeTimers({ toFake: ['setTimeout'] }),
    { clock: 'system' },
    'Fake timers of another tool, such as the test runner, are installed. Restore the real ones',
  ],
  [
    'fakes a timer for which the implementation waits',
    () => vi.useFakeTimers(),
    {
      create: async (input) => {
        await new Promise((resolve) => void setTimeout(resolve, 1));
        return createPostChallenge(input);
      },
    },
    'did not answer start within 50 ms. Fake timers of another tool, such as the test runner, are',
  ],
])('an adapter is not blamed if the test runner %s', async ([, fake, parts, message]) => {
  fake();
  onTestFinished(() => void vi.useRealTimers());
  const adapter = fromApi({ name: 'a', create: createPostChallenge, ...parts });

  await expect(checkRule(adapter, id, { timeout: 50 })).rejects.toThrow(message);
});

test('a failure says that a method returned another api object than its own', async () => {
  const wrapped = changeReference((api) => ({
    access: { deny: (reason) => ({ ...(api.access.deny(reason) as object) }) },
  }));
  const { message } = await checkRule(wrapped, 'access.deny/returns-api');

  expect(message).toMatch(/^ {3}actual {5}another api object than the one it was called on$/m);
});

test.for<[string, (token: string) => string, string]>([
  [
    'signature',
    (token) => `${token}==`,
    'the signature has "=" at character 44: it is base64, not base64url',
  ],
  [
    'header',
    (token) => token.replace('e', '+'),
    'the header has "+" at character 1: it is base64, not base64url',
  ],
  ['number of parts', (token) => token.split('.')[0] ?? '', '1 part instead of 3'],
])('a failure says which part of a token is wrong: the %s', async ([, change, actual]) => {
  const changed = changeReference(({ redirect: { encodeToken } }) => ({
    redirect: { encodeToken: (options) => change(encodeToken(options)) },
  }));
  const { message } = await checkRule(changed, 'redirect.encodeToken/returns-a-jwt');

  expect(message).toContain(`   actual     ${actual}`);
});
