import type { Implementation } from '@post-challenge/conformance';
import type { Runtime } from '@post-challenge/reference';
import type { PostChallengeEvent, Transaction } from '@post-challenge/spec';
import { createRuntimeHost, createSession } from '../runtime-host.ts';
import { conformantDecisions, createSmallHost } from '../small-host.ts';

/** Creates a host that replaces a transaction by another one, before it resumes it and before it reports it. */
function changeTransactions(
  open: () => {
    onStart?: (event: PostChallengeEvent) => void;
    onChange?: (changed: Transaction) => void;
    beforeResume?: (stored: Transaction) => Transaction;
    report?: (stored: Transaction) => Transaction;
  },
): Implementation {
  return createRuntimeHost(() => {
    const { onStart, onChange, beforeResume = (stored) => stored, report } = open();
    return async (runtime, event) => {
      onStart?.(event);
      let transaction = await runtime.start(event);
      onChange?.(transaction);
      return createSession(
        () => report?.(transaction) ?? transaction,
        async (step) => {
          transaction = await runtime.resume(beforeResume(transaction), step);
          onChange?.(transaction);
        },
      );
    };
  });
}

/** Creates a host that compares the state of a return with the state of the last redirect of all transactions. */
function keepLastState(): Implementation {
  let last = '';
  return createSmallHost({
    state: (n) => (last = conformantDecisions.state(n)),
    isState: (returned) => returned === last,
  });
}

/** Hosts that keep a part of the transaction for the server and not for each transaction. */
export const keptPerServer: readonly (readonly [
  title: string,
  rule: 'flow/keeps-transactions-apart',
  Implementation,
])[] = [
  [
    'the actions of the last transaction resume every transaction',
    'flow/keeps-transactions-apart',
    createRuntimeHost(() => {
      let last: Runtime;
      return async (runtime, event) => {
        last = runtime;
        let transaction = await runtime.start(event);
        return createSession(
          () => transaction,
          async (step) => void (transaction = await last.resume(transaction, step)),
        );
      };
    }),
  ],
  [
    'the user and the secrets of the last transaction are in every event',
    'flow/keeps-transactions-apart',
    changeTransactions(() => {
      let last: PostChallengeEvent;
      return {
        onStart: (event) => void (last = event),
        beforeResume: (stored) =>
          'event' in stored
            ? { ...stored, event: { ...stored.event, user: last.user, secrets: last.secrets } }
            : stored,
      };
    }),
  ],
  ['only the state of the last redirect is kept', 'flow/keeps-transactions-apart', keepLastState()],
  [
    'the last result URL is everybody’s',
    'flow/keeps-transactions-apart',
    changeTransactions(() => {
      let resultUrl = '';
      const replace = (stored: Transaction): Transaction =>
        'resultUrl' in stored ? { ...stored, resultUrl } : stored;
      return {
        onChange: (changed) => void ({ resultUrl = resultUrl } = changed as { resultUrl?: string }),
        beforeResume: replace,
        report: replace,
      };
    }),
  ],
  [
    'whoever is denied denies all users who are under way',
    'flow/keeps-transactions-apart',
    changeTransactions(() => {
      let denial: Transaction | undefined;
      return {
        onStart: () => void (denial = undefined),
        onChange: (changed) => void (denial = changed.status === 'denied' ? changed : denial),
        report: (stored) => denial ?? stored,
      };
    }),
  ],
  [
    'the last reason is everybody’s',
    'flow/keeps-transactions-apart',
    changeTransactions(() => {
      let reason: string | undefined;
      return {
        onChange: (changed) =>
          void (reason = changed.status === 'denied' ? changed.reason : reason),
        report: (stored) =>
          stored.status === 'denied' && reason !== undefined ? { ...stored, reason } : stored,
      };
    }),
  ],
];
