import { setImmediate as nextTurn } from 'node:timers/promises';
import { type WrongEntry, wrong } from '../entry.ts';

const IN_ORDER = [
  'flow/executes-in-order',
  'redirect.sendUserTo/continues-with-later-actions',
] as const;
const EFFECTS = ['access.deny/denies', 'access.deny/stops-later-actions'] as const;
const HOLDS = [
  'authentication.challengeWith/holds-later-actions',
  'redirect.sendUserTo/holds-later-actions',
] as const;

async function awaitMicrotasks(count: number): Promise<void> {
  if (count > 0) await awaitMicrotasks(count - 1);
}

async function awaitTurns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await nextTurn();
}

/** Ignores the error of a handler for which nobody waits. */
function letRun(handled: Promise<void>): Promise<void> {
  handled.catch(() => undefined);
  return handled;
}

/** Servers that do not wait for handlers. */
export const waiting: readonly WrongEntry[] = [
  wrong('a handler gets a hundred microtasks', [...IN_ORDER, ...EFFECTS], (original) => ({
    callHandler: async (...args) => {
      void letRun(original.callHandler(...args));
      await awaitMicrotasks(100);
    },
  })),
  wrong('a handler gets one turn of the loop', [...IN_ORDER, ...EFFECTS], (original) => ({
    callHandler: async (...args) => {
      void letRun(original.callHandler(...args));
      await nextTurn();
    },
  })),
  wrong(
    'a handler is stopped after two turns of the loop',
    [...IN_ORDER, ...EFFECTS],
    (original) => ({
      callHandler: async (...args) => Promise.race([original.callHandler(...args), awaitTurns(2)]),
    }),
  ),
  wrong('only execute handlers are awaited', IN_ORDER, (original) => ({
    callHandler: async (handler, execution) => {
      const handled = letRun(original.callHandler(handler, execution));
      if (execution.name === 'onExecutePostChallenge') await handled;
      else await nextTurn();
    },
  })),
  wrong('only the first handler of a transaction is awaited', IN_ORDER, (original) => ({
    callHandler: async (handler, execution) => {
      const handled = letRun(original.callHandler(handler, execution));
      await (execution.action === 0 ? handled : awaitMicrotasks(50));
    },
  })),
  wrong(
    'the last handler of a transaction is not awaited',
    [...IN_ORDER, ...EFFECTS],
    (o, host) => ({
      callHandler: async (handler, execution) => {
        const handled = letRun(o.callHandler(handler, execution));
        const isLast = execution.action === host.listActions(execution.session).length - 1;
        await (isLast ? nextTurn() : handled);
      },
    }),
  ),
  wrong('all actions start at once', IN_ORDER, (_, host) => ({
    advance: async (session) => {
      const numbers = [...host.listActions(session).keys()].slice(session.next);
      session.next += numbers.length;
      await Promise.all(
        numbers.map(async (action) => host.execute(session, action, 'onExecutePostChallenge')),
      );
      if (session.status === 'running') session.status = 'completed';
    },
  })),
  wrong('the next action starts when a handler first waits', IN_ORDER, (original) => ({
    callHandler: async (...args) => {
      let isDone = false;
      const handled = letRun(original.callHandler(...args).finally(() => (isDone = true)));
      await awaitMicrotasks(60);
      if (isDone) await handled;
    },
  })),
  wrong(
    'a continue handler and the next action start together',
    ['redirect.sendUserTo/continues-with-later-actions', 'flow/executes-in-order'],
    (original) => ({
      execute: async (session, action, name) => {
        const executed = original.execute(session, action, name);
        if (name === 'onContinuePostChallenge') await Promise.race([executed, nextTurn()]);
        else await executed;
      },
    }),
  ),
  wrong(
    'effects are read when a handler first waits',
    [...EFFECTS, ...HOLDS, 'transaction.setResultUrl/sets-the-result-url'],
    (o) => ({
      callHandler: async (handler, execution) => {
        const handled = letRun(o.callHandler(handler, execution));
        await nextTurn();
        const effects = structuredClone(execution.effects);
        await handled;
        execution.effects = effects;
      },
    }),
  ),
  wrong(
    'the api object works in the turn of the loop in which a handler started',
    EFFECTS,
    (o) => ({
      callHandler: async (handler, execution) => {
        const { effects } = execution;
        void nextTurn().then(() => (execution.effects = {}));
        await o.callHandler(handler, execution);
        execution.effects = effects;
      },
    }),
  ),
  wrong('a handler that takes three turns is delivered again', ['flow/executes-in-order'], (o) => ({
    callHandler: async (handler, execution) => {
      const handled = o.callHandler(handler, execution).then(() => true);
      if (!(await Promise.race([handled, awaitTurns(3)]))) {
        await handled;
        await o.callHandler(handler, execution);
      }
    },
  })),
  wrong(
    'the start of a transaction is answered before it has paused',
    [...IN_ORDER, ...HOLDS],
    (original, host) => ({
      advance: async (session) => {
        const advanced = original.advance(session).then(() => host.saveSession(session));
        await Promise.race([advanced, awaitTurns(2)]);
      },
    }),
  ),
];
