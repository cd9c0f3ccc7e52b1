import { type Implementation, type Session, fromHost } from '@post-challenge/conformance';
import { type Runtime, createCache, createRuntime } from '@post-challenge/reference';
import type {
  PostChallengeEvent,
  PostChallengeModule,
  Transaction,
  TransactionInput,
} from '@post-challenge/spec';

/** Starts a transaction on a runtime, which has the actions of this transaction. */
export type StartSession = (
  runtime: Runtime,
  event: PostChallengeEvent,
) => Session | Promise<Session>;

/** Starts a transaction that its session keeps, as the example of the reference does. */
export const startSession: StartSession = async (runtime, event) => {
  let transaction = await runtime.start(event);
  return createSession(
    () => transaction,
    async (step) => void (transaction = await runtime.resume(transaction, step)),
  );
};

/** Creates a session. */
export function createSession(
  outcome: () => Transaction,
  resume: (step: TransactionInput) => Promise<void>,
): Session {
  return { outcome, resume: (step) => resume(step as TransactionInput) };
}

/**
 * Creates a host on the runtime of the reference.
 *
 * @param open - Called for each world, to return how it starts its transactions.
 * @param changeActions - Changes the actions of a transaction.
 */
export function createRuntimeHost(
  open: () => StartSession = () => startSession,
  changeActions = (actions: readonly PostChallengeModule[]) => actions,
): Implementation {
  return fromHost({
    name: 'runtime host',
    open({ edition, clock, tenant }) {
      const cache = createCache();
      const start = open();
      return {
        async start({ event, actions }) {
          const runtime = createRuntime({
            actions: changeActions(actions),
            edition,
            clock,
            tenant,
            cache,
          });
          return start(runtime, event as unknown as PostChallengeEvent);
        },
      };
    },
  });
}
