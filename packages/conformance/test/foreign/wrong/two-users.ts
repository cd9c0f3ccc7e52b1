import type { PostChallengeEvent } from '@post-challenge/spec';
import type { Emulator, Replacement } from '../emulator.ts';
import { type WrongEntry, wrong } from '../entry.ts';
import type { Effects, Session } from '../session.ts';

const APART = ['flow/keeps-transactions-apart', 'flow/starts-clean'] as const;
const FIRST = [...APART, 'flow/passes-the-event'] as const;

/** Names sessions by something that two transactions may share. */
function nameSession(getName: (event: PostChallengeEvent, host: Emulator) => unknown): Replacement {
  return (_, host) => ({ createSessionId: (event) => String(getName(event, host)) });
}

/** Reads a part of the event from a cache once it has been seen. */
function cachePart(
  name: 'user' | 'client' | 'organization' | 'connection',
  getKey: (event: PostChallengeEvent) => string | undefined,
): Replacement {
  return (original) => {
    const cached = new Map<string | undefined, unknown>();
    return {
      receiveEvent: (given) => {
        const event = original.receiveEvent(given);
        const key = getKey(event);
        const part = cached.get(key) ?? event[name];
        cached.set(key, part);
        return part === undefined ? event : { ...event, [name]: part };
      },
    };
  };
}

/** Takes members of the newest session for those of every session. */
function shareNewest(...names: readonly (keyof Session)[]): Replacement {
  return (original) => {
    let newest: Session | undefined;
    return {
      saveSession: (session) => {
        newest = structuredClone(session);
        original.saveSession(session);
      },
      loadSession: (id) => {
        const session = original.loadSession(id);
        for (const name of names) Object.assign(session, { [name]: newest?.[name] });
        return session;
      },
    };
  };
}

/** Servers that mix up two transactions. */
export const twoUsers: readonly WrongEntry[] = [
  wrong('the event is a global variable', APART, shareNewest('event')),
  wrong('the position in the list of actions is a global variable', APART, shareNewest('next')),
  wrong('the state of the redirect is a global variable', APART, shareNewest('redirect')),
  wrong('the challenge is a global variable', APART, shareNewest('challenge')),
  wrong('the status is a global variable', APART, shareNewest('status')),
  wrong('the result URL is a global variable', APART, shareNewest('resultUrl')),
  wrong('the reason of the last denial is a global variable', APART, shareNewest('reason')),
  wrong('completed factors are a global variable', APART, shareNewest('completed')),
  wrong(
    'a session is named by the user',
    APART,
    nameSession(({ user }) => user.user_id),
  ),
  wrong(
    'a session is named by the address of the user',
    APART,
    nameSession(({ request }) => request.ip),
  ),
  wrong(
    'a session is named by the application',
    APART,
    nameSession(({ client }) => client.client_id),
  ),
  wrong(
    'a session is named by the time',
    APART,
    nameSession((_, host) => host.now()),
  ),
  wrong('the actions are those of the newest deployment', APART, (original, host) => ({
    listActions: () => original.listActions({ id: [...host.deployed.keys()].at(-1) } as Session),
  })),
  wrong('the store holds one session', APART, (original, host) => ({
    saveSession: (session) => {
      for (const id of host.sessions.keys()) {
        const other = original.loadSession(id);
        other.status = 'failed';
        original.saveSession(other);
      }
      original.saveSession(session);
    },
  })),
  wrong('a second transaction of a user continues the first', FIRST, (original, host) => ({
    start: async (input) => {
      const event = input.event as unknown as PostChallengeEvent;
      const sessions = [...host.sessions.values()].map((text) => host.parseSession(text));
      const waiting = sessions.find(
        ({ status, event: { user } }) =>
          ['challenged', 'redirected'].includes(status) && user.user_id === event.user.user_id,
      );
      return waiting?.id ?? original.start(input);
    },
  })),
  wrong('the api object is made once', APART, (original) => {
    let shared: ReturnType<Emulator['createApi']> | undefined;
    const current: { effects: Effects } = { effects: {} };
    return {
      createApi: (execution) => {
        current.effects = execution.effects;
        shared ??= original.createApi(execution);
        return shared;
      },
    };
  }),
  wrong('effects are collected in one object for all', APART, (original) => {
    const effects: Effects = {};
    return {
      createApi: (execution) => {
        execution.effects = effects;
        return original.createApi(execution);
      },
    };
  }),
  wrong('effects of a denied transaction are kept for the next', APART, (original) => {
    let left: Effects = {};
    return {
      applyEffects: (session, effects, execution) => {
        original.applyEffects(session, { ...left, ...effects }, execution);
        left = session.status === 'denied' ? effects : {};
      },
    };
  }),
  wrong(
    'the profile of a user is cached',
    FIRST,
    cachePart('user', ({ user }) => user.user_id),
  ),
  wrong(
    'applications are cached by name',
    FIRST,
    cachePart('client', ({ client }) => client.name),
  ),
  wrong(
    'organizations are cached by application',
    APART,
    cachePart('organization', ({ client }) => client.client_id),
  ),
  wrong(
    'connections are cached by strategy',
    FIRST,
    cachePart('connection', ({ connection }) => connection.strategy),
  ),
  wrong('objects of events are pooled, and keep members of the last user', APART, (original) => {
    const pooled = {} as PostChallengeEvent;
    return {
      createEvent: (...args) => Object.assign(pooled, original.createEvent(...args)),
    };
  }),
  wrong('metadata of users is merged into shared defaults', FIRST, (original) => {
    const defaults: Record<string, unknown> = {};
    return {
      receiveEvent: (given) => {
        const event = original.receiveEvent(given);
        const app_metadata = { ...event.user.app_metadata, ...defaults };
        Object.assign(defaults, event.user.app_metadata);
        return { ...event, user: { ...event.user, app_metadata } };
      },
    };
  }),
  wrong(
    'the list of offered factors grows with every challenge of the server',
    [...APART, 'authentication.challengeWith/works-without-options'],
    (original) => {
      const offered: NonNullable<Effects['challenge']>['factors'] = [];
      return {
        challenge: (factors, execution) => {
          original.challenge(factors, execution);
          const { challenge } = execution.effects;
          if (!challenge) return;
          challenge.factors.push(...offered);
          offered.push(...challenge.factors);
        },
      };
    },
  ),
  wrong(
    'a browser that returns resumes the transaction that waits longest',
    APART,
    (original, host) => ({
      returnUser: async (session, request) => {
        const sessions = [...host.sessions.values()].map((text) => host.parseSession(text));
        const oldest = sessions.find(({ status }) => status === 'redirected') ?? session;
        if (oldest.id === session.id) return original.returnUser(session, request);
        await original.returnUser(oldest, {
          ...request,
          query: { ...(request.query as object), state: oldest.redirect?.state ?? '' },
          body: {},
        });
        return host.saveSession(oldest);
      },
    }),
  ),
  wrong(
    'a denied user ends the other transactions of the same address',
    APART,
    (original, host) => ({
      saveSession: (session) => {
        original.saveSession(session);
        if (session.status !== 'denied') return;
        for (const id of host.sessions.keys()) {
          const other = original.loadSession(id);
          if (other.event.request.ip !== session.event.request.ip) continue;
          original.saveSession({ ...other, status: 'denied', reason: session.reason ?? '' });
        }
      },
    }),
  ),
];
