import { type WrongEntry, wrong } from '../entry.ts';
import type { Emulator } from '../emulator.ts';
import type { Request, Session } from '../session.ts';

/** Resumes a transaction at its next action, as after a satisfied challenge. */
async function passChallenge(host: Emulator, session: Session): Promise<void> {
  session.status = 'running';
  await host.advance(session);
}

const RETURNS = [
  'authentication.challengeWith/not-satisfied-by-a-return',
  'authentication.challengeWithAny/not-satisfied-by-a-return',
] as const;

const OTHER_FACTORS = [
  'authentication.challengeWith/not-satisfied-by-another-factor',
  'authentication.challengeWithAny/not-satisfied-by-another-factor',
] as const;

const HELD = [
  'authentication.challengeWith/holds-later-actions',
  'authentication.challengeWithAny/holds-later-actions',
  ...OTHER_FACTORS,
] as const;

const APART = ['flow/starts-clean', 'flow/keeps-transactions-apart'] as const;

/** Replaces `returnUser` for transactions that wait for a challenge. */
function whileChallenged(
  passes: (request: Request, session: Session, host: Emulator) => boolean,
): (original: Emulator, host: Emulator) => Partial<Emulator> {
  return (original, host) => ({
    returnUser: async (session, request) =>
      session.status === 'challenged' && passes(request, session, host)
        ? passChallenge(host, session)
        : original.returnUser(session, request),
  });
}

/** Servers on which a user gets past a challenge. */
export const challengeBypass: readonly WrongEntry[] = [
  wrong('/continue checks the state only if there is one', RETURNS, () =>
    // A challenge stores no state, so that nothing is compared.
    ({
      async returnUser(this: Emulator, session, request) {
        const expected = session.redirect?.state;
        if (expected !== undefined && !this.isState(this.readState(request), expected))
          return this.refuse('The state is wrong.', session);
        const isRedirect = session.status === 'redirected';
        delete session.redirect;
        this.replaceRequest(session, request);
        session.status = 'running';
        if (isRedirect) await this.execute(session, session.next - 1, 'onContinuePostChallenge');
        return this.advance(session);
      },
    }),
  ),
  wrong(
    'a missing state equals the missing state of a challenge',
    RETURNS,
    whileChallenged(
      (request, session, host) => host.readState(request) === session.redirect?.state,
    ),
  ),
  wrong(
    'a state of any earlier redirect passes a challenge',
    RETURNS,
    whileChallenged((request, { id, redirects }, host) =>
      Array.from({ length: redirects }, (_, before) => before + 1).some(
        (before) =>
          host.readState(request) === host.createState({ id, redirects: before } as Session),
      ),
    ),
  ),
  wrong(
    'a GET of /continue passes a challenge, since only POST is guarded',
    RETURNS,
    whileChallenged(({ method }) => method === 'GET'),
  ),
  wrong(
    'a return with any state is taken for the callback of the factor',
    RETURNS,
    whileChallenged((request, _, host) => typeof host.readState(request) === 'string'),
  ),
  wrong('a return ends the challenge and completes the transaction', RETURNS, (original) => ({
    returnUser: async (session, request) => {
      if (session.status !== 'challenged') return original.returnUser(session, request);
      session.status = 'completed';
      return undefined;
    },
  })),
  wrong('a refused return clears the pending challenge', RETURNS, (_, host) => ({
    refuse: async (_reason, session) => {
      if (session.status === 'challenged') return passChallenge(host, session);
      throw new Error('Refused.');
    },
  })),
  wrong('the state of another session passes a challenge', RETURNS, (original, host) => ({
    returnUser: async (session, request) => {
      const states = [...host.sessions.values()].map(
        (text) => host.parseSession(text).redirect?.state,
      );
      const state = host.readState(request);
      return session.status === 'challenged' && typeof state === 'string' && states.includes(state)
        ? passChallenge(host, session)
        : original.returnUser(session, request);
    },
  })),
  wrong('factors are compared by their first word', OTHER_FACTORS, () => ({
    getFactorType: ({ type }) => type.split('-')[0] ?? '',
  })),
  wrong('any enrolled factor satisfies any challenge', OTHER_FACTORS, () => ({
    isOffered: ({ type }, { event }) =>
      event.user.enrolledFactors?.some((factor) => factor.type === type) ?? true,
  })),
  wrong('any factor satisfies a choice of two or more', OTHER_FACTORS, (original) => ({
    isOffered: (factor, session) =>
      (session.challenge?.factors.length ?? 0) > 1 || original.isOffered(factor, session),
  })),
  wrong(
    'e-mail always works, as the fallback for people who lost a device',
    OTHER_FACTORS,
    (o) => ({
      isOffered: (factor, session) => factor.type === 'email' || o.isOffered(factor, session),
    }),
  ),
  wrong('the second wrong factor is let through by the retry counter', OTHER_FACTORS, (o) => {
    let attempts = 0;
    return {
      isOffered: (factor, session) => o.isOffered(factor, session) || (attempts += 1) % 2 === 0,
    };
  }),
  wrong('one completed factor satisfies every later challenge', HELD, (original) => ({
    isSatisfied: (challenge, session) =>
      session.completed.length > 0 || original.isSatisfied(challenge, session),
  })),
  wrong('a wrong factor is remembered as completed', HELD, (original, host) => ({
    completeFactor: async (session, step) => {
      session.completed.push(host.getFactorType(step.completes));
      host.saveSession(session);
      return original.completeFactor(session, step);
    },
  })),
  wrong('a challenge in a continue handler is not heard', HELD, (original) => ({
    applyEffects: (session, effects, execution) => {
      if (execution.name === 'onContinuePostChallenge') delete effects.challenge;
      original.applyEffects(session, effects, execution);
    },
  })),
  wrong('only the first challenge of a transaction is enforced', HELD, (original) => ({
    applyEffects: (session, effects, execution) => {
      if (session.challenge) delete effects.challenge;
      original.applyEffects(session, effects, execution);
    },
  })),
  wrong('a challenge that the user leaves open for five minutes is dropped', RETURNS, (o, host) => {
    const since = new Map<string, number>();
    return {
      saveSession: (session) => {
        since.set(session.id, host.now());
        o.saveSession(session);
      },
      returnUser: async (session, request) => {
        const age = host.now() - (since.get(session.id) ?? 0);
        return session.status === 'challenged' && age > 5 * 60_000
          ? passChallenge(host, session)
          : o.returnUser(session, request);
      },
    };
  }),
  wrong('a factor of the same user in another transaction counts', APART, (o, host) => ({
    isSatisfied: (challenge, session) => {
      const others = [...host.sessions.values()].map((text) => host.parseSession(text));
      return (
        others.some(
          (other) =>
            other.event.user.user_id === session.event.user.user_id &&
            o.isSatisfied(challenge, other),
        ) || o.isSatisfied(challenge, session)
      );
    },
  })),
  wrong('only the last action of the list may challenge', HELD.slice(0, 2), (original, host) => ({
    applyEffects: (session, effects, execution) => {
      if (execution.action < host.listActions(session).length - 1) delete effects.challenge;
      original.applyEffects(session, effects, execution);
    },
  })),
  wrong(
    'a challenge after setResultUrl in one action is dropped',
    HELD.slice(0, 2),
    (original) => ({
      challenge: (factors, execution) => {
        if (execution.effects.resultUrl === undefined) original.challenge(factors, execution);
      },
    }),
  ),
];
