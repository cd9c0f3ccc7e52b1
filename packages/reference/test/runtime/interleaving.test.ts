import type { PostChallengeModule, Transaction, TransactionInput } from '@post-challenge/spec';
import { type Runtime, createCache, createRuntime } from '@post-challenge/reference';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventOf } from '../event.ts';
import { TestClock } from '../execution.ts';
import { action, returning } from './journey.ts';

const TRANSACTIONS = 300;

/** Creates actions that depend on the user and pause between their calls. */
function createActions(pause: () => Promise<void>): readonly PostChallengeModule[] {
  return [
    action(async ({ user, stats }, api) => {
      const { user_id: id } = user;
      await pause();
      api.cache.set(id, `value of ${id}`);
      if (stats.logins_count % 7 === 0) api.access.deny(id);
      if (stats.logins_count % 3 === 0) api.authentication.challengeWith({ type: 'otp' });
      await pause();
      api.transaction.setResultUrl('https://app.example/', { query: { id } });
    }),
    action(async ({ user }, api) => {
      await pause();
      const { value = 'nothing' } = api.cache.get(user.user_id) ?? {};
      api.transaction.setResultUrl('https://app.example/', { query: { value } });
    }),
    action(
      async ({ user, stats }, api) => {
        await pause();
        if (stats.logins_count % 5 === 0)
          api.redirect.sendUserTo('https://site.example/', { query: { id: user.user_id } });
      },
      async ({ user, request, authentication }, api) => {
        await pause();
        const answer = `${user.user_id}: ${String(request.query['answer'])}`;
        if (authentication.methods.length > 0) api.access.deny(answer);
      },
    ),
  ];
}

/** Runs a transaction to its end: the user completes `otp` and returns with their own number. */
async function runToEnd(runtime: Runtime, number: number): Promise<Transaction> {
  const event = eventOf({ user: { user_id: `user ${number}` } });
  event.stats.logins_count = number;
  const follow = async (transaction: Transaction): Promise<Transaction> => {
    const input = inputFor(transaction, number);
    return input ? follow(await runtime.resume(transaction, input)) : transaction;
  };
  return follow(await runtime.start(event));
}

function inputFor(transaction: Transaction, number: number): TransactionInput | undefined {
  if (transaction.status === 'challenged') return { completes: { type: 'otp' } };
  if (transaction.status === 'redirected') return returning(transaction, { answer: `${number}` });
  return undefined;
}

test('transactions have the same outcomes at the same time as one after another', async () => {
  const numbers = Array.from({ length: TRANSACTIONS }, (_, index) => index + 1);
  const runtimeWith = (pause: () => Promise<void>) =>
    createRuntime({
      actions: createActions(pause),
      clock: new TestClock(),
      cache: createCache({ records: TRANSACTIONS, size: Infinity }),
    });
  const sequential = runtimeWith(async () => undefined);
  const alone: Transaction[] = [];
  for (const number of numbers) alone.push(await runToEnd(sequential, number));

  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const runtime = runtimeWith(() => scheduler.schedule(Promise.resolve()));
      const together = numbers.map((number) => runToEnd(runtime, number));

      expect(await scheduler.waitFor(Promise.all(together))).toEqual(alone);
    }),
    { seed: 1, numRuns: 3, endOnFailure: true, includeErrorInReport: true },
  );
  expect(new Set(alone.map(({ status }) => status))).toEqual(new Set(['completed', 'denied']));
});
