import {
  type CompletesStep,
  type Implementation,
  type ReturnsStep,
  type SubmitsStep,
  fromHost,
} from '@post-challenge/conformance';
import { type Runtime, type Tenant, createCache, createRuntime } from '@post-challenge/reference';
import type {
  Outcome,
  PostChallengeAPI,
  PostChallengeEvent,
  PostChallengeModule,
  Transaction,
  TransactionInput,
} from '@post-challenge/spec';
import { surroundHandlers } from './small-host.ts';

/** Changes of a host of edition 2026, the runtime of the reference. */
export interface RuntimeChanges {
  /** Changes the actions of a transaction. */
  actions?(actions: readonly PostChallengeModule[]): readonly PostChallengeModule[];
  /** Changes the event of a new transaction. */
  event?(event: PostChallengeEvent): PostChallengeEvent;
  /** Changes the transaction that is stored and reported. */
  transaction?(transaction: Transaction, tenant: Tenant): Transaction;
  /** Changes the outcome that is reported. */
  outcome?(transaction: Transaction, tenant: Tenant): Outcome;
  /** Goes on after the transaction has started or resumed; the result is what is stored. */
  settle?(transaction: Transaction, runtime: Runtime): Promise<Transaction>;
  /** Changes a step of the user. */
  input?(
    step: CompletesStep | ReturnsStep | SubmitsStep,
    transaction: Transaction,
  ): TransactionInput;
}

/** Creates a host of edition 2026 from the runtime of the reference and some changes. */
export function changeRuntime(changes: RuntimeChanges = {}): Implementation {
  const {
    actions: changeActions = (actions) => actions,
    event: changeEvent = (event) => event,
    transaction: change = (transaction) => transaction,
    outcome = (transaction) => transaction,
    settle = async (transaction) => transaction,
    input = (step) => step as TransactionInput,
  } = changes;
  return fromHost({
    name: 'host of 2026',
    edition: '2026',
    open({ edition, clock, tenant }) {
      const cache = createCache();
      return {
        async start({ event, actions }) {
          const runtime = createRuntime({
            actions: changeActions(actions),
            edition,
            clock,
            tenant,
            cache,
          });
          const given = changeEvent(event as unknown as PostChallengeEvent);
          const store = async (reached: Transaction) =>
            change(await settle(reached, runtime), tenant);
          let transaction = await store(await runtime.start(given));
          return {
            outcome: () => outcome(transaction, tenant),
            async resume(step) {
              const resumed = await runtime.resume(transaction, input(step, transaction));
              transaction = await store(resumed);
            },
          };
        },
      };
    },
  });
}

/** Changes the methods of the `api` object that each handler receives. */
export function changeApi(
  change: (api: PostChallengeAPI, event: PostChallengeEvent) => void,
): NonNullable<RuntimeChanges['actions']> {
  return surroundHandlers(async (handle, event, api) => {
    change(api, event);
    await handle(event, api);
  });
}
