import {
  type CompletesStep,
  type Implementation,
  type ReturnsStep,
  fromHost,
} from '@post-challenge/conformance';
import { type Tenant, createCache, createRuntime } from '@post-challenge/reference';
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
  /** Changes a step of the user. */
  input?(step: CompletesStep | ReturnsStep, transaction: Transaction): TransactionInput;
}

/** Creates a host of edition 2026 from the runtime of the reference and some changes. */
export function changeRuntime(changes: RuntimeChanges = {}): Implementation {
  const {
    actions: changeActions = (actions) => actions,
    event: changeEvent = (event) => event,
    transaction: change = (transaction) => transaction,
    outcome = (transaction) => transaction,
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
          let transaction = change(await runtime.start(given), tenant);
          return {
            outcome: () => outcome(transaction, tenant),
            async resume(step) {
              const resumed = await runtime.resume(transaction, input(step, transaction));
              transaction = change(resumed, tenant);
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
