import { type WrongEntry, wrong } from '../entry.ts';

const DENIES = ['access.deny/denies', 'access.deny/stops-later-actions'] as const;
const AFTER = ['access.deny/ends-the-transaction', 'flow/continue-only-after-a-redirect'] as const;
const REASON = ['access.deny/keeps-reason'] as const;

/** Servers on which a denial is lost, undone or changed. */
export const denial: readonly WrongEntry[] = [
  wrong('a denial is read before the next action only', DENIES, (original, host) => ({
    applyEffects: (session, effects, execution) => {
      const isLast = execution.action === host.listActions(session).length - 1;
      if (isLast && execution.action > 0) delete effects.denied;
      original.applyEffects(session, effects, execution);
    },
  })),
  wrong('a denial in a continue handler is not heard', DENIES, (original) => ({
    applyEffects: (session, effects, execution) => {
      if (execution.name === 'onContinuePostChallenge') delete effects.denied;
      original.applyEffects(session, effects, execution);
    },
  })),
  wrong('a denial after a completed factor is not heard', DENIES, (original) => ({
    applyEffects: (session, effects, execution) => {
      if (session.completed.length > 0) delete effects.denied;
      original.applyEffects(session, effects, execution);
    },
  })),
  wrong('a result URL hides a denial', DENIES, (original) => ({
    applyEffects: (session, effects, execution) => {
      original.applyEffects(session, effects, execution);
      if (session.status === 'denied' && session.resultUrl !== undefined)
        session.status = 'running';
    },
  })),
  wrong('a later write to the cache resets the denial', DENIES, (original) => ({
    createApi: (execution) => {
      const api = original.createApi(execution);
      const { set } = api.cache;
      api.cache.set = (...args) => {
        delete execution.effects.denied;
        return set(...args);
      };
      return api;
    },
  })),
  wrong('the reason "0" is falsy, as in PHP, and denies nothing', [...DENIES, ...REASON], (o) => ({
    deny: (reason, execution) => (reason === '0' ? execution.api : o.deny(reason, execution)),
  })),
  wrong('a reason that is only white space denies nothing', [...DENIES, ...REASON], (o) => ({
    deny: (reason, execution) => (reason.trim() === '' ? execution.api : o.deny(reason, execution)),
  })),
  wrong('a reason over 100 characters is refused silently', [...DENIES, ...REASON], (original) => ({
    deny: (reason, execution) =>
      reason.length > 100 ? execution.api : original.deny(reason, execution),
  })),
  wrong(
    'the state of an earlier redirect reopens a denied transaction',
    AFTER,
    (original, host) => ({
      applyEffects: (session, effects, execution) => {
        const { redirect } = session;
        original.applyEffects(session, effects, execution);
        if (session.status === 'denied' && redirect) session.redirect = redirect;
      },
      returnUser: async (session, request) => {
        if (host.isState(host.readState(request), session.redirect?.state))
          session.status = 'redirected';
        const { redirect } = session;
        await original.returnUser(session, request);
        if (redirect) session.redirect = redirect;
      },
    }),
  ),
  wrong('a return without a state restarts a denied transaction', AFTER, (original, host) => ({
    returnUser: async (session, request) => {
      if (session.status !== 'denied' || host.readState(request) !== undefined)
        return original.returnUser(session, request);
      Object.assign(session, { status: 'running', next: 0 });
      return host.advance(session);
    },
  })),
  wrong(
    'any return continues a denied transaction at the next action',
    AFTER,
    (original, host) => ({
      returnUser: async (session, request) => {
        if (session.status !== 'denied') return original.returnUser(session, request);
        session.status = 'running';
        return host.advance(session);
      },
    }),
  ),
  wrong('reasons are escaped for HTML when they are stored', REASON, (original) => ({
    deny: (reason, execution) =>
      original.deny(
        reason.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
        execution,
      ),
  })),
  wrong('reasons pass through a format string', REASON, (original) => ({
    deny: (reason, execution) => original.deny(reason.replaceAll(/%[sd%]/g, ''), execution),
  })),
  wrong('reasons lose characters outside the basic plane', REASON, (original) => ({
    deny: (reason, execution) =>
      original.deny(reason.replaceAll(/[\u{10000}-\u{10ffff}]/gu, '?'), execution),
  })),
  wrong('reasons are stored in a column of 64 characters', REASON, (original) => ({
    deny: (reason, execution) => original.deny(reason.slice(0, 64), execution),
  })),
  wrong('reasons are stored in ISO 8859-1', REASON, (original) => ({
    deny: (reason, execution) =>
      original.deny(Buffer.from(reason, 'latin1').toString('latin1'), execution),
  })),
  wrong('reasons that look like a number are stored as one', REASON, (original) => ({
    deny: (reason, execution) =>
      original.deny(/^[\d.]+$/.test(reason) ? String(Number(reason)) : reason, execution),
  })),
  wrong('reasons are trimmed', REASON, (original) => ({
    deny: (reason, execution) => original.deny(reason.trim() || reason, execution),
  })),
];
