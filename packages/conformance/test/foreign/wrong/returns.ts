import type { JsonObject } from '@post-challenge/conformance';
import type { Emulator } from '../emulator.ts';
import { type WrongEntry, wrong } from '../entry.ts';
import type { Request } from '../session.ts';

const STATES = [
  'redirect.sendUserTo/refuses-another-state',
  'flow/keeps-transactions-apart',
] as const;
const QUERY = ['redirect.sendUserTo/brings-the-query'] as const;
const CONTINUES = [
  'redirect.sendUserTo/resumes-the-same-action',
  'flow/continue-only-after-a-redirect',
] as const;
const RESUMES = ['redirect.sendUserTo/resumes-the-same-action'] as const;

/** Replaces the query of a return. */
function withQuery(
  change: (query: Record<string, string>, request: Request) => object,
): () => Partial<Emulator> {
  return () => ({
    receiveRequest: (request) => ({
      ...request,
      query: change(request.query as Record<string, string>, request) as JsonObject,
    }),
  });
}

/** Replaces every name and every value of the query of a return. */
function mapQuery(
  change: (name: string, value: string) => readonly [string, unknown] | undefined,
): () => Partial<Emulator> {
  return withQuery((query) =>
    Object.fromEntries(
      Object.entries(query).flatMap(([name, value]) => {
        const changed = typeof value === 'string' ? change(name, value) : [name, value];
        return changed ? [changed] : [];
      }),
    ),
  );
}

/** Compares states in another way. */
function compareStates(
  isSame: (given: string, expected: string) => boolean,
): () => Partial<Emulator> {
  return () => ({
    isState: (given, expected) =>
      typeof expected === 'string' && typeof given === 'string' && isSame(given, expected),
  });
}

/** Servers that mistake one return for another, or change its parameters. */
export const returns: readonly WrongEntry[] = [
  wrong(
    'states are compared as the column collates them, without case',
    STATES,
    compareStates((given, expected) => given.toLowerCase() === expected.toLowerCase()),
  ),
  wrong(
    'states are looked up by prefix',
    STATES,
    compareStates((given, expected) => expected.startsWith(given)),
  ),
  wrong(
    'states are stored in a column that cuts them',
    STATES,
    compareStates((given, expected) => given.slice(0, 40) === expected.slice(0, 40)),
  ),
  wrong('a state that is missing is taken from the session', STATES, (original) => ({
    isState: (given, expected) => given === undefined || original.isState(given, expected),
  })),
  wrong('an empty state is taken for no check', STATES, (original) => ({
    isState: (given, expected) => given === '' || original.isState(given, expected),
  })),
  wrong('any state that the server ever issued resumes', STATES, (original) => {
    const issued = new Set<unknown>();
    return {
      createState: (session) => {
        const state = original.createState(session);
        issued.add(state);
        return state;
      },
      isState: (given) => issued.has(given),
    };
  }),
  wrong('states are checked on POST only', STATES, (original) => ({
    returnUser: async (session, request) => {
      const state = session.redirect?.state ?? '';
      return original.returnUser(
        session,
        request.method === 'GET'
          ? { ...request, query: { ...(request.query as object), state } }
          : request,
      );
    },
  })),
  wrong('a return with a wrong state goes on without the continue handler', STATES, (_, host) => ({
    refuse: async (_reason, session) => {
      if (session.status !== 'redirected') throw new Error('Refused.');
      session.status = 'running';
      await host.advance(session);
    },
  })),
  wrong(
    'GET returns are answered with 405',
    [...RESUMES, 'redirect.validateToken/reads-the-query'],
    (o) => ({
      returnUser: async (session, request) => {
        if (request.method === 'GET') throw new Error('Method not allowed.');
        return o.returnUser(session, request);
      },
    }),
  ),
  wrong(
    'GET returns lose their query, since only a body is parsed',
    [...QUERY, 'redirect.validateToken/reads-the-query'],
    withQuery((query, { method }) => (method === 'GET' ? { state: query['state'] } : query)),
  ),
  wrong(
    'POST returns lose their query',
    [...QUERY, 'redirect.validateToken/reads-the-query'],
    withQuery((query, { method }) => (method === 'POST' ? { state: query['state'] } : query)),
  ),
  wrong(
    'parameter names are written in lower case',
    QUERY,
    mapQuery((n, v) => [n.toLowerCase(), v]),
  ),
  wrong(
    'dots and spaces in parameter names become underscores, as in PHP',
    [...QUERY, 'redirect.validateToken/named-parameter'],
    mapQuery((name, value) => [name.replaceAll(/[ .]/g, '_'), value]),
  ),
  wrong(
    'brackets in parameter names are parsed into objects',
    QUERY,
    mapQuery((name, value) => {
      const [, outer, inner] = /^(.+)\[(.*)\]$/.exec(name) ?? [];
      return outer === undefined ? [name, value] : [outer, { [inner ?? '']: value }];
    }),
  ),
  wrong(
    'parameters are decoded a second time',
    QUERY,
    mapQuery((name, value) => {
      try {
        return [name, decodeURIComponent(value)];
      } catch {
        return [name, value];
      }
    }),
  ),
  wrong(
    'plus signs in parameters become spaces',
    QUERY,
    mapQuery((n, v) => [n, v.replaceAll('+', ' ')]),
  ),
  wrong(
    'parameters that look like numbers are cast',
    QUERY,
    mapQuery((name, value) => [
      name,
      name !== 'state' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value,
    ]),
  ),
  wrong(
    'parameters "true" and "false" are cast',
    QUERY,
    mapQuery((name, value) => [name, /^(true|false)$/.test(value) ? value === 'true' : value]),
  ),
  wrong(
    'empty parameters are dropped',
    QUERY,
    mapQuery((n, v) => (v === '' ? undefined : [n, v])),
  ),
  wrong(
    'parameters are trimmed',
    QUERY,
    mapQuery((name, value) => [name, value.trim()]),
  ),
  wrong(
    'parameters are cut after 256 characters',
    [
      ...QUERY,
      'redirect.validateToken/reads-the-query',
      'redirect.validateToken/accepts-a-valid-token',
    ],
    mapQuery((name, value) => [name, value.slice(0, 256)]),
  ),
  wrong(
    'only three parameters are read',
    QUERY,
    withQuery((query) =>
      Object.fromEntries(
        Object.entries(query)
          .toSorted(([a]) => (a === 'state' ? -1 : 1))
          .slice(0, 3),
      ),
    ),
  ),
  wrong('parameters of the first request win over those of the return', QUERY, (original) => ({
    replaceRequest: (session, request) => {
      const before = session.event.request.query as JsonObject;
      original.replaceRequest(session, {
        ...request,
        query: { ...(request.query as JsonObject), ...before },
      });
    },
  })),
  wrong(
    'parameters are stripped of angle brackets against scripts',
    QUERY,
    mapQuery((name, value) => [name, value.replaceAll(/[<>]/g, '')]),
  ),
  wrong(
    'parameters that are named like members of Object are dropped',
    QUERY,
    mapQuery((name, value) => (name in {} ? undefined : [name, value])),
  ),
  wrong('the continue handler of the first action that has one executes', CONTINUES, (o, host) => ({
    execute: async (session, action, name) => {
      const first = host.listActions(session).findIndex((module) => module[name]);
      return o.execute(session, name === 'onContinuePostChallenge' ? first : action, name);
    },
  })),
  wrong(
    'the continue handlers of all actions execute',
    ['flow/continue-only-after-a-redirect'],
    (o, host) => ({
      execute: async (session, action, name) => {
        if (name === 'onExecutePostChallenge') return o.execute(session, action, name);
        for (const index of host.listActions(session).keys()) await o.execute(session, index, name);
        return undefined;
      },
    }),
  ),
  wrong(
    'the redirecting action is executed again after its continue handler',
    ['redirect.sendUserTo/does-not-repeat-handlers'],
    (o, host) => ({
      returnUser: async (session, request) => {
        const { next } = session;
        const execute = host.execute.bind(host);
        host.execute = async (current, action, name) => {
          await execute(current, action, name);
          if (name === 'onContinuePostChallenge' && current.status === 'running')
            await execute(current, next - 1, 'onExecutePostChallenge');
        };
        await o.returnUser(session, request);
        host.execute = execute;
      },
    }),
  ),
];
