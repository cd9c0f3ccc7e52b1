import type {
  PostChallengeAPI,
  PostChallengeEvent,
  PostChallengeModule,
  Transaction,
  TransactionInput,
} from '@post-challenge/spec';
import { type RuntimeOptions, createRuntime } from '@post-challenge/reference';
import { expect } from 'vitest';
import { eventOf } from '../event.ts';

type Handler = (event: PostChallengeEvent, api: PostChallengeAPI) => unknown;

/** Creates an action from two handlers. */
export function action(execute: Handler, resume?: Handler): PostChallengeModule {
  return {
    onExecutePostChallenge: async (event, api) => execute(event, api),
    ...(resume && { onContinuePostChallenge: async (event, api) => resume(event, api) }),
  };
}

/** An action that sends the user to another site and does nothing on the return. */
export const redirecting = action(
  (_, api) => api.redirect.sendUserTo('https://site.example/'),
  () => undefined,
);

/** Narrows a transaction to its expected status. */
export function having<S extends Transaction['status']>(
  status: S,
  transaction: Transaction,
): Extract<Transaction, { status: S }> {
  expect(transaction).toMatchObject({ status });
  return transaction as Extract<Transaction, { status: S }>;
}

/** Creates the return of a redirected user, with the state and further parameters. */
export function returning(
  transaction: Transaction,
  query: Readonly<Record<string, string>> = {},
): TransactionInput {
  const { searchParams } = new URL(having('redirected', transaction).url);
  return {
    returns: { method: 'GET', query: { state: searchParams.get('state'), ...query }, body: {} },
  };
}

/** Runs a transaction and passes the inputs of the user, one after another. */
export async function journey(
  options: RuntimeOptions,
  ...steps: readonly (TransactionInput | 'returns')[]
): Promise<Transaction> {
  const runtime = createRuntime(options);
  return steps.reduce<Promise<Transaction>>(async (before, step) => {
    const transaction = await before;
    return runtime.resume(transaction, step === 'returns' ? returning(transaction) : step);
  }, runtime.start(eventOf()));
}
