import { type WrongEntry, wrong } from '../entry.ts';
import type { Session } from '../session.ts';

const IN_ORDER = ['flow/executes-in-order'] as const;
const AFTER_CHALLENGE = [
  'authentication.challengeWith/satisfied-by-default-factor',
  'authentication.challengeWith/satisfied-by-additional-factor',
  'authentication.challengeWithAny/satisfied-by-any-factor',
  ...IN_ORDER,
] as const;
const AFTER_RETURN = ['redirect.sendUserTo/continues-with-later-actions', ...IN_ORDER] as const;
const COMPLETES = ['flow/completes-after-a-pause'] as const;
const RESULT_URL = ['transaction.setResultUrl/outlasts-a-pause'] as const;
const DENIES = ['access.deny/denies', 'access.deny/stops-later-actions'] as const;
const OFFERS_ONLY = [
  'authentication.challengeWith/works-without-options',
  'authentication.challengeWith/not-satisfied-by-another-factor',
] as const;

const isPaused = ({ status }: Session) => status === 'challenged' || status === 'redirected';

/** Servers that lose their way when a transaction pauses, above all when it pauses twice. */
export const pauses: readonly WrongEntry[] = [
  wrong('a result URL set before a pause is lost', RESULT_URL, (original) => ({
    saveSession: (session) => {
      if (isPaused(session)) delete session.resultUrl;
      original.saveSession(session);
    },
  })),
  wrong('a result URL set before the second pause is lost', RESULT_URL, (original) => {
    const pauses = new Map<string, number>();
    return {
      saveSession: (session) => {
        if (isPaused(session)) pauses.set(session.id, (pauses.get(session.id) ?? 0) + 1);
        if ((pauses.get(session.id) ?? 0) > 1) delete session.resultUrl;
        original.saveSession(session);
      },
    };
  }),
  wrong(
    'a result URL set after a challenge is not heard',
    [...RESULT_URL, 'transaction.setResultUrl/sets-the-result-url'],
    (original) => ({
      applyEffects: (session, effects, execution) => {
        if (session.completed.length > 0) delete effects.resultUrl;
        original.applyEffects(session, effects, execution);
      },
    }),
  ),
  wrong(
    'a result URL set in a continue handler is not heard',
    [...RESULT_URL, 'transaction.setResultUrl/sets-the-result-url'],
    (original) => ({
      applyEffects: (session, effects, execution) => {
        if (execution.name === 'onContinuePostChallenge') delete effects.resultUrl;
        original.applyEffects(session, effects, execution);
      },
    }),
  ),
  wrong('a redirect clears the result URL', RESULT_URL, (original) => ({
    applyEffects: (session, effects, execution) => {
      original.applyEffects(session, effects, execution);
      if (session.status === 'redirected') delete session.resultUrl;
    },
  })),
  wrong(
    'the position is text in the store, and 1 after "1" is "11"',
    AFTER_CHALLENGE,
    (original) => ({
      parseSession: (text) => {
        const session = original.parseSession(text);
        return session.next > 0 && session.redirects + session.completed.length > 0
          ? { ...session, next: Number(`${session.next}0`) }
          : session;
      },
    }),
  ),
  wrong('the position of the first pause is used for all', IN_ORDER, (original) => {
    const positions = new Map<string, number>();
    return {
      loadSession: (id) => {
        const session = original.loadSession(id);
        const next = positions.get(id) ?? session.next;
        positions.set(id, next);
        return { ...session, next };
      },
    };
  }),
  wrong('the action after the one that challenged is skipped', AFTER_CHALLENGE, (original) => ({
    completeFactor: async (session, step) => {
      if (session.status === 'challenged') session.next += 1;
      return original.completeFactor(session, step);
    },
  })),
  wrong(
    'the action that challenged is executed again',
    ['authentication.challengeWith/satisfied-already', ...IN_ORDER],
    (original) => ({
      completeFactor: async (session, step) => {
        if (session.status === 'challenged') session.next -= 1;
        return original.completeFactor(session, step);
      },
    }),
  ),
  wrong('all actions are executed again after the second challenge', IN_ORDER, (original) => ({
    completeFactor: async (session, step) => {
      if (session.completed.length === 1) session.next = 0;
      return original.completeFactor(session, step);
    },
  })),
  wrong(
    'a challenge is followed by the continue handler of its action',
    ['flow/continue-only-after-a-redirect'],
    (original, host) => ({
      replaceRequest: (session, request) => {
        original.replaceRequest(session, request);
        if (session.status !== 'challenged') return;
        const { advance } = host;
        host.advance = async (current) => {
          host.advance = advance;
          await host.execute(current, current.next - 1, 'onContinuePostChallenge');
          return original.advance(current);
        };
      },
    }),
  ),
  wrong(
    'a challenge in a continue handler is followed by that handler again',
    IN_ORDER,
    (original, host) => {
      const from = new Map<string, number>();
      return {
        applyEffects: (session, effects, execution) => {
          original.applyEffects(session, effects, execution);
          if (execution.name === 'onContinuePostChallenge' && session.status === 'challenged')
            from.set(session.id, execution.action);
        },
        completeFactor: async (session, step) => {
          const action = from.get(session.id);
          from.delete(session.id);
          const { completed } = session;
          if (action !== undefined && host.isOffered(step.completes, session)) {
            completed.push(host.getFactorType(step.completes));
            session.status = 'running';
            await host.execute(session, action, 'onContinuePostChallenge');
            return host.advance(session);
          }
          return original.completeFactor(session, step);
        },
      };
    },
  ),
  wrong(
    'later actions are lost when the continue handler challenges',
    AFTER_CHALLENGE,
    (original) => ({
      applyEffects: (session, effects, execution) => {
        original.applyEffects(session, effects, execution);
        if (execution.name === 'onContinuePostChallenge' && session.status === 'challenged')
          session.next = 99;
      },
    }),
  ),
  wrong('a transaction ends after its continue handler', AFTER_RETURN, (original) => ({
    returnUser: async (session, request) => {
      if (session.status === 'redirected' && session.completed.length > 0) session.next = 99;
      return original.returnUser(session, request);
    },
  })),
  wrong('only one later action executes after a return', AFTER_RETURN, (original, host) => ({
    returnUser: async (session, request) => {
      const { listActions } = host;
      const { next } = session;
      host.listActions = (current) => listActions(current).slice(0, next + 1);
      try {
        await original.returnUser(session, request);
      } finally {
        host.listActions = listActions;
      }
    },
  })),
  wrong(
    'a second challenge of a transaction cannot be completed',
    [...AFTER_CHALLENGE, ...COMPLETES],
    (original, host) => ({
      completeFactor: async (session, step) =>
        session.completed.length > 0
          ? host.refuse('The flow has ended.', session)
          : original.completeFactor(session, step),
    }),
  ),
  wrong(
    'a challenge after a redirect cannot be completed',
    [...AFTER_CHALLENGE, ...COMPLETES],
    (original, host) => ({
      completeFactor: async (session, step) =>
        session.redirects > 0
          ? host.refuse('The flow has ended.', session)
          : original.completeFactor(session, step),
    }),
  ),
  wrong(
    'a redirect after a challenge is still reported as the challenge',
    ['redirect.sendUserTo/redirects', 'redirect.sendUserTo/resumes-the-same-action'],
    (original) => ({
      applyEffects: (session, effects, execution) => {
        original.applyEffects(session, effects, execution);
        if (session.status === 'redirected' && session.completed.length > 0)
          session.status = 'challenged';
      },
    }),
  ),
  wrong('the factors of the first challenge stay on offer', OFFERS_ONLY, (original) => ({
    applyEffects: (session, effects, execution) => {
      const before = session.challenge?.factors ?? [];
      original.applyEffects(session, effects, execution);
      if (effects.challenge && session.status === 'challenged')
        session.challenge?.factors.push(...before);
    },
  })),
  wrong(
    'the default factor of the first challenge stays',
    ['authentication.challengeWith/asks-for-the-factor'],
    (original) => ({
      applyEffects: (session, effects, execution) => {
        const before = session.challenge?.defaultFactor;
        original.applyEffects(session, effects, execution);
        const { challenge } = session;
        if (before && challenge?.defaultFactor && effects.challenge) {
          challenge.defaultFactor = before;
          challenge.factors[0] = before;
        }
      },
    }),
  ),
  wrong(
    'only the newest completed factor is remembered',
    [
      'authentication.challengeWith/satisfied-already',
      'authentication.challengeWithAny/satisfied-already',
    ],
    (original) => ({
      loadSession: (id) => {
        const session = original.loadSession(id);
        return { ...session, completed: session.completed.slice(-1) };
      },
      isSatisfied: (challenge, session) =>
        original.isSatisfied(challenge, { ...session, completed: session.completed.slice(-1) }),
    }),
  ),
  wrong(
    'completed factors are forgotten by a redirect',
    [
      'authentication.challengeWith/satisfied-already',
      'authentication.challengeWithAny/satisfied-already',
    ],
    (original) => ({
      returnUser: async (session, request) => {
        session.completed = [];
        return original.returnUser(session, request);
      },
    }),
  ),
  wrong(
    'a continue handler cannot do anything but read',
    [...DENIES, 'authentication.challengeWith/holds-later-actions'],
    (original) => ({
      applyEffects: (session, effects, execution) =>
        original.applyEffects(
          session,
          execution.name === 'onContinuePostChallenge' ? {} : effects,
          execution,
        ),
    }),
  ),
  wrong('an action after a return cannot deny', DENIES, (original) => ({
    applyEffects: (session, effects, execution) => {
      if (session.redirects > 0 && execution.name === 'onExecutePostChallenge')
        delete effects.denied;
      original.applyEffects(session, effects, execution);
    },
  })),
  wrong(
    'a denial after a pause is reported without ending the transaction',
    ['access.deny/stops-later-actions'],
    (original, host) => ({
      advance: async (session) => {
        const isLate = session.completed.length > 0 || session.redirects > 0;
        if (session.status !== 'denied' || !isLate) return original.advance(session);
        while (session.next < host.listActions(session).length) {
          session.next += 1;
          await host.execute(session, session.next - 1, 'onExecutePostChallenge');
        }
        return undefined;
      },
    }),
  ),
  wrong(
    'the user who comes back after ten minutes starts again',
    ['redirect.sendUserTo/does-not-repeat-handlers', 'redirect.sendUserTo/resumes-the-same-action'],
    (original, host) => {
      const since = new Map<string, number>();
      return {
        saveSession: (session) => {
          since.set(session.id, host.now());
          original.saveSession(session);
        },
        returnUser: async (session, request) => {
          const age = host.now() - (since.get(session.id) ?? 0);
          if (session.status !== 'redirected' || age < 10 * 60_000)
            return original.returnUser(session, request);
          Object.assign(session, { status: 'running', next: 0 });
          return host.advance(session);
        },
      };
    },
  ),
];
