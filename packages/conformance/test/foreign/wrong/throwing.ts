import { type WrongEntry, wrong } from '../entry.ts';

const APART = ['flow/keeps-transactions-apart', 'flow/starts-clean'] as const;

/** Servers that mishandle errors, their own and those of actions. */
export const throwing: readonly WrongEntry[] = [
  wrong('a handler that throws is tried again', ['flow/executes-in-order'], (original) => ({
    callHandler: async (handler, execution) => {
      try {
        await original.callHandler(handler, execution);
      } catch {
        await original.callHandler(handler, execution);
      }
    },
  })),
  wrong(
    'an error undoes the denial of its action',
    ['access.deny/stops-later-actions', 'access.deny/denies'],
    () => ({
      fail: () => undefined,
    }),
  ),
  wrong(
    'an error after a challenge lets the next action execute',
    ['authentication.challengeWith/holds-later-actions'],
    (_, host) => ({
      callHandler: async (handler, execution) => {
        try {
          await handler(execution.event, execution.api as never);
        } catch (error) {
          if (!execution.effects.challenge) throw error;
          execution.effects = {};
          host.applyEffects(execution.session, {}, execution);
        }
      },
    }),
  ),
  wrong(
    'an error after a redirect lets the next action execute',
    ['redirect.sendUserTo/holds-later-actions'],
    (original) => ({
      callHandler: async (handler, execution) => {
        try {
          await original.callHandler(handler, execution);
        } catch (error) {
          if (execution.effects.redirect === undefined) throw error;
          execution.effects = {};
        }
      },
    }),
  ),
  wrong('an error in one transaction ends all others', APART, (original, host) => ({
    fail: (session, error) => {
      original.fail(session, error);
      for (const id of host.sessions.keys())
        host.saveSession({
          ...host.loadSession(id),
          status: 'failed',
          message: 'The process ended.',
        });
    },
  })),
  wrong(
    'an action that threw is switched off for later transactions',
    ['flow/executes-in-order', ...APART],
    (original) => {
      const off = new Set<number>();
      let running = 0;
      return {
        execute: async (session, action, name) => {
          running = action;
          if (!off.has(action)) await original.execute(session, action, name);
        },
        fail: (session, error) => {
          off.add(running);
          original.fail(session, error);
        },
      };
    },
  ),
  wrong(
    'an error in a continue handler starts the transaction again',
    ['redirect.sendUserTo/does-not-repeat-handlers'],
    (original) => ({
      fail: (session, error) => {
        if (session.redirects === 0) return original.fail(session, error);
        session.next = 0;
        return undefined;
      },
    }),
  ),
  wrong(
    'a lock that an error left closed stops the next transaction',
    ['flow/executes-in-order', 'flow/completes', ...APART],
    (original) => {
      let isLocked = false;
      return {
        execute: async (session, action, name) => {
          if (isLocked) return;
          await original.execute(session, action, name);
        },
        fail: (session, error) => {
          isLocked = true;
          original.fail(session, error);
        },
      };
    },
  ),
  wrong(
    'a token that was refused fails the transaction, though the action caught the error',
    ['flow/completes-after-a-pause', 'redirect.sendUserTo/continues-with-later-actions'],
    (original, host) => ({
      validateToken: (options, execution) => {
        try {
          return original.validateToken(options, execution);
        } catch (error) {
          host.fail(execution.session, error as Error);
          throw error;
        }
      },
    }),
  ),
  wrong(
    'a write that the cache refused fails the transaction',
    ['flow/completes', 'flow/completes-after-a-pause'],
    (original) => ({
      createApi: (execution) => {
        const api = original.createApi(execution);
        const { set } = api.cache;
        api.cache.set = (...args) => {
          const result = set(...args);
          if (result.type === 'error') execution.effects.denied = { reason: result.code };
          return result;
        };
        return api;
      },
    }),
  ),
  wrong(
    'a delete of a missing key throws',
    ['cache.delete/reports-the-result', 'cache.delete/reports-a-missing-key'],
    (original) => ({
      deleteFromCache: (key) => {
        const result = original.deleteFromCache(key) as { type: string };
        if (result.type === 'error') throw new Error('The key does not exist.');
        return result;
      },
    }),
  ),
  wrong(
    'a write that the cache refuses throws',
    ['cache.set/reports-the-result', 'cache.set/refuses-a-larger-key'],
    (original) => ({
      setInCache: (key, value, options) => {
        const result = original.setInCache(key, value, options) as { type: string };
        if (result.type === 'error') throw new RangeError('The cache refused the write.');
        return result;
      },
    }),
  ),
  wrong(
    'a get of a missing key throws, as in Python',
    ['cache.get/absent-when-never-set'],
    (original) => ({
      getFromCache: (key) => {
        const record = original.getFromCache(key);
        if (record === undefined) throw new Error(key);
        return record;
      },
    }),
  ),
  wrong('a return that is refused fails the others that wait', APART, (original, host) => ({
    refuse: (reason, session) => {
      for (const id of host.sessions.keys())
        if (id !== session.id)
          host.saveSession({ ...host.loadSession(id), status: 'failed', message: 'Locked.' });
      original.refuse(reason, session);
    },
  })),
];
