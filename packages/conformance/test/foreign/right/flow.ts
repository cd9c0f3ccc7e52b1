import { setImmediate as nextTurn } from 'node:timers/promises';
import type { JsonObject } from '@post-challenge/conformance';
import type { FactorSelector, PostChallengeEvent } from '@post-challenge/spec';
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import { type RightEntry, right } from '../entry.ts';
import { mapParts } from '../habits.ts';
import type { Session } from '../session.ts';

const FLOW = /^(flow|access|authentication|transaction|redirect\.sendUserTo)/;
const REDIRECTS =
  /^(redirect\.sendUserTo|transaction|flow|redirect\.validateToken\/(reads|refuses-another-state))/;
const FACTORS = /^(authentication|flow)/;
const EVENTS = /^(flow|redirect\.sendUserTo)/;
const API = /^(api|access|authentication|redirect\.sendUserTo|cache\.(get|delete))/;

type Event = PostChallengeEvent;

/** Freezes a value, in depth. */
function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  Object.values(value).forEach(freeze);
  return Object.freeze(value);
}

/** Hides the members of an object behind getters of its prototype. */
function hideMembers<T extends object>(value: T): T {
  const getters = Object.entries(value).map(
    ([name, member]) => [name, { get: () => member as unknown, enumerable: true }] as const,
  );
  return Object.create(Object.create(null, Object.fromEntries(getters)) as object) as T;
}

/** Gets the number of a session. */
function sequence(session: Session): string {
  return `${session.id}/${session.redirects}`;
}

/** Hosts that run transactions in unusual ways. */
export const rightFlows: readonly RightEntry[] = [
  right('a refused step ends the transaction', FLOW, (_, host) => ({
    refuse: (reason, session) => {
      if (['challenged', 'redirected'].includes(session.status))
        host.saveSession({ ...session, status: 'failed', message: reason });
      throw new Error(reason);
    },
  })),
  right('a refused step is ignored', FLOW, () => ({ refuse: () => undefined })),
  right('a refused step throws an error of its own class, late', FLOW, (_, host) => ({
    completeFactor: async (session, step) => {
      await nextTurn();
      const { completeFactor } = Object.getPrototypeOf(host) as typeof host;
      return completeFactor.call(host, session, step);
    },
    refuse: (reason) => {
      throw Object.assign(new RangeError(reason), { statusCode: 400 });
    },
  })),
  right('every answer is late', FLOW, (original) => ({
    start: async (input) => {
      await nextTurn();
      const id = await original.start(input);
      await nextTurn();
      return id;
    },
    callHandler: async (...args) => {
      await nextTurn();
      await original.callHandler(...args);
      await nextTurn();
    },
  })),
  right('a session is a signed cookie', FLOW, (original) => {
    const sign = (text: string) => createHmac('sha256', 'cookie').update(text).digest('hex');
    return {
      stringifySession: (session) => {
        const text = Buffer.from(original.stringifySession(session)).toString('base64url');
        return `${text}.${sign(text)}`;
      },
      parseSession: (cookie) => {
        const [text = '', signature] = cookie.split('.');
        if (signature !== sign(text)) throw new Error('The cookie was changed.');
        return original.parseSession(Buffer.from(text, 'base64url').toString());
      },
    };
  }),
  right('sessions have random ids', FLOW, () => ({ createSessionId: () => randomUUID() })),
  right('states are UUIDs', REDIRECTS, () => ({
    createState: (session) =>
      createHash('md5')
        .update(sequence(session))
        .digest('hex')
        .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  })),
  right('states are base64 with every special character', REDIRECTS, () => ({
    createState: (session) =>
      `+/${createHash('sha256').update(sequence(session)).digest('base64')}==`,
  })),
  right('states are tokens', REDIRECTS, (_, host) => ({
    createState: (session) => {
      const text = `${host.encodePart('{"alg":"HS256"}')}.${host.encodePart(JSON.stringify({ sid: sequence(session) }))}`;
      return `${text}.${host.sign(text, 'the key of the states')}`;
    },
  })),
  right('states are 600 characters long', REDIRECTS, () => ({
    createState: (session) =>
      createHash('sha256').update(sequence(session)).digest('hex').padEnd(600, 'Ab'),
  })),
  right('states are digits', REDIRECTS, () => ({
    createState: (session) =>
      String(createHash('sha256').update(sequence(session)).digest().readUInt32BE()).padStart(
        10,
        '0',
      ),
  })),
  right('states have characters beyond ASCII', REDIRECTS, (original) => ({
    createState: (session) => `é ${original.createState(session)}`,
  })),
  right('the state comes first in the query', REDIRECTS, () => ({
    addState: (text, state) => {
      const url = new URL(text);
      const rest = url.search.slice(1);
      url.search = `state=${encodeURIComponent(state)}${rest === '' ? '' : `&${rest}`}`;
      return url.href;
    },
  })),
  right('URLs gain parameters', REDIRECTS, (original) => ({
    addQuery: (text, query) => {
      const url = new URL(original.addQuery(text, query));
      url.searchParams.append('ui_locales', 'en');
      url.searchParams.append('tenant', 'acme');
      return url.href;
    },
  })),
  right('parameters are appended, with %20 for a space', REDIRECTS, (original) => ({
    addQuery: (text, query) => {
      const url = new URL(original.addQuery(text));
      const pairs = Object.entries(query ?? {}).map((pair) =>
        pair.map((part) => encodeURIComponent(String(part))).join('='),
      );
      if (pairs.length > 0) url.search += (url.search === '' ? '?' : '&') + pairs.join('&');
      return url.href;
    },
  })),
  right('URLs name their port and have a final question mark', REDIRECTS, (original) => ({
    addQuery: (text, query) => {
      const url = new URL(original.addQuery(text, query));
      const { protocol, hostname, port, pathname, search, hash } = url;
      const named = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
      return `${protocol}//${hostname}:${named}${pathname}${search === '' ? '?' : search}${hash}`;
    },
  })),
  right('URLs must be https, without user info, with a host of letters', REDIRECTS, (original) => ({
    addQuery: (text, query) => {
      const url = new URL(text);
      const isFine = url.protocol === 'https:' && url.username === '' && !/xn--/.test(url.hostname);
      if (!isFine) throw new TypeError('The URL is not allowed.');
      return original.addQuery(text, query);
    },
  })),
  right('GET brings the state in the query, POST in the body', REDIRECTS, () => ({
    readState: ({ method, query, body }) =>
      ((method === 'GET' ? query : body) as JsonObject)['state'],
  })),
  right('the state is removed from the request', EVENTS, (original, host) => ({
    replaceRequest: (session, request) => {
      const { state: _query, ...query } = request.query as JsonObject;
      const { state: _body, ...body } = request.body as JsonObject;
      original.replaceRequest(session, { ...request, query, body });
    },
    readState: host.readState,
  })),
  right('events gain members', EVENTS, (original) => ({
    createEvent: (...args) => {
      const event = original.createEvent(...args);
      return {
        session: { id: 'ses_1' },
        ...event,
        user: { groups: ['staff'], multifactor: [], ...event.user },
        request: { asn: 'AS64500', ...event.request },
        transaction: { protocol: 'oauth2', acr_values: [], ...event.transaction },
      } as Event;
    },
  })),
  right('the user is read again before each handler', EVENTS, (original) => {
    let reads = 0;
    return {
      createEvent: (...args) => {
        const event = original.createEvent(...args);
        if ((reads += 1) === 1) return event;
        const { user, stats, authorization } = event;
        return {
          ...event,
          user: {
            ...user,
            updated_at: `2026-01-01T00:00:0${reads % 10}.000Z`,
            app_metadata: { ...user.app_metadata, reads },
            last_password_reset: '2026-01-01T00:00:00.000Z',
          },
          stats: { logins_count: stats.logins_count + 1 },
          authorization: { roles: [...authorization.roles, 'new'] },
        };
      },
      start: async (input) => {
        reads = 0;
        return original.start(input);
      },
    };
  }),
  right('roles come in another order', EVENTS, (original) => ({
    createEvent: (session, action, name) => {
      const event = original.createEvent(session, action, name);
      const isFirst = action === 0 && name === 'onExecutePostChallenge';
      const { roles } = event.authorization;
      return isFirst ? event : { ...event, authorization: { roles: roles.toReversed() } };
    },
  })),
  right('secrets belong to the action', EVENTS, (original) => ({
    createEvent: (session, action, name) => {
      const event = original.createEvent(session, action, name);
      return action === 0
        ? event
        : { ...event, secrets: { [`KEY_${action}`]: 'x'.repeat(32) }, configuration: {} };
    },
  })),
  right('events are frozen', EVENTS, (original) => ({
    createEvent: (...args) => freeze(original.createEvent(...args)),
  })),
  right('the members of an event are sorted', EVENTS, (original) => ({
    createEvent: (...args) =>
      mapParts(original.createEvent(...args), (part) =>
        typeof part === 'object' && part !== null && !Array.isArray(part)
          ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
          : part,
      ),
  })),
  right('events have getters on a prototype', EVENTS, (original) => ({
    createEvent: (...args) => {
      const event = original.createEvent(...args);
      return hideMembers({ ...event, user: hideMembers(event.user) });
    },
  })),
  right('methods of authentication are not read again', EVENTS, (original) => ({
    createEvent: (session, action, name) => {
      const event = original.createEvent(session, action, name);
      const methods = event.authentication.methods.filter((method) => method.name !== 'mfa');
      return { ...event, authentication: { ...event.authentication, methods } };
    },
  })),
  right('events are checked strictly', EVENTS, (original) => ({
    receiveEvent: (event) => {
      const { user, request } = event;
      const isFine =
        /^[\w-]+\|[\w.|+@-]+$/.test(user.user_id) &&
        isIP(request.ip) !== 0 &&
        /^[a-z\d]([a-z\d.-]*[a-z\d])?$/.test(request.hostname ?? 'localhost') &&
        /^(GET|POST)$/.test(request.method) &&
        !Number.isNaN(Date.parse(user.created_at)) &&
        Number.isInteger(event.stats.logins_count);
      if (!isFine) throw new Error('The event is not valid.');
      return original.receiveEvent(event);
    },
  })),
  right('the request after a challenge is a GET with parameters', EVENTS, (original) => ({
    completeFactor: async (session, step) =>
      original.completeFactor(session, {
        ...step,
        request: step.request ?? { method: 'GET', query: { flow: '1' }, body: {} },
      }),
  })),
  right('factors are offered in another order', FACTORS, (original) => ({
    challenge: (factors, execution) => {
      original.challenge(factors, execution);
      execution.effects.challenge?.factors.reverse();
    },
    challengeWith: (factor, additional, execution) => {
      const factors = [factor, ...additional].map((one) => structuredClone(one));
      execution.effects.challenge = {
        factors: factors.toReversed(),
        ...(factors[0] && { defaultFactor: factors[0] }),
      };
    },
  })),
  right('a recovery code is always offered', FACTORS, (original) => ({
    challenge: (factors, execution) => {
      original.challenge(factors, execution);
      if (!factors.some(({ type }) => type === 'recovery-code'))
        execution.effects.challenge?.factors.push({ type: 'recovery-code' });
    },
  })),
  right('a one-time code is offered beside a push notification', FACTORS, (original, host) => ({
    challenge: (factors, execution) => {
      original.challenge(factors, execution);
      const hasFallback = factors.some((factor) => {
        const { otpFallback } = (factor.options ?? {}) as Record<string, unknown>;
        return host.getFactorType(factor) === 'push-notification' && otpFallback !== false;
      });
      if (hasFallback && !factors.some(({ type }) => type === 'otp'))
        execution.effects.challenge?.factors.push({ type: 'otp' });
    },
  })),
  right('"push" is reported under its full name', FACTORS, (original, host) => ({
    receiveFactor: (factor) =>
      ({ ...original.receiveFactor(factor), type: host.getFactorType(factor) }) as FactorSelector,
  })),
  right('factors gain members', FACTORS, (original) => ({
    receiveFactor: (factor) =>
      Object.assign(original.receiveFactor(factor), { id: `mfa|${factor.type}` }),
  })),
  right('an additional factor completed earlier does not satisfy', FACTORS, (original) => ({
    isSatisfied: (challenge, session) => {
      const { defaultFactor } = challenge;
      return original.isSatisfied(
        defaultFactor ? { factors: [defaultFactor] } : challenge,
        session,
      );
    },
  })),
  right(
    'a factor that is not enrolled or not enabled fails the transaction',
    FACTORS,
    (original, host) => ({
      applyEffects: (session, effects, execution) => {
        original.applyEffects(session, effects, execution);
        const enrolled = session.event.user.enrolledFactors?.map(({ type }) => String(type));
        const isUsable = (factor: FactorSelector) =>
          host.input.tenant.factors.some(
            (type) => host.getFactorType({ type }) === host.getFactorType(factor),
          ) &&
          (enrolled?.includes(host.getFactorType(factor)) ?? true);
        if (session.status === 'challenged' && !session.challenge?.factors.every(isUsable))
          host.fail(session, new Error('A factor cannot be used.'));
      },
    }),
  ),
  right('four actions, four challenges and one redirect are the most', FLOW, (original, host) => ({
    start: async (input) => {
      if (input.actions.length > 4) throw new Error('Too many actions.');
      return original.start(input);
    },
    applyEffects: (session, effects, execution) => {
      const { redirects, completed } = session;
      const hasHandler = host.listActions(session)[execution.action]?.onContinuePostChallenge;
      const isFine = effects.redirect === undefined || (redirects === 0 && hasHandler);
      if (!isFine || (effects.challenge && completed.length > 3))
        return host.fail(session, new Error('Too many pauses.'));
      return original.applyEffects(session, effects, execution);
    },
  })),
  right('a denial is reported without its reason', FLOW, (original) => ({
    reportOutcome: (session) => {
      const outcome = original.reportOutcome(session) as JsonObject;
      return outcome['status'] === 'denied' ? { status: 'denied' } : outcome;
    },
  })),
  right('the first denial, redirect and result URL of an execution count', FLOW, (original) => ({
    deny: (reason, execution) =>
      execution.effects.denied ? execution.api : original.deny(reason, execution),
    sendUserTo: (url, query, execution) =>
      execution.effects.redirect === undefined
        ? original.sendUserTo(url, query, execution)
        : execution.api,
    setResultUrl: (url, query, execution) => {
      if (execution.effects.resultUrl === undefined) original.setResultUrl(url, query, execution);
    },
  })),
  right('the message of a failure says nothing', FLOW, (original) => ({
    fail: (session) => original.fail(session, new Error('Something went wrong.')),
  })),
  right('outcomes have more members', FLOW, (original) => ({
    reportOutcome: (session) => ({
      ...(original.reportOutcome(session) as JsonObject),
      transactionId: session.id,
      history: ['started'],
    }),
  })),
  right('the api object is frozen', API, (original) => ({
    createApi: (execution) => freeze(original.createApi(execution)),
  })),
  right('the api object is a proxy', API, (original) => ({
    createApi: (execution) => {
      const proxy = new Proxy(original.createApi(execution), {
        get: (api, name) => Reflect.get(api, name) as unknown,
      });
      execution.api = proxy;
      return proxy;
    },
  })),
  right('namespaces are getters of a prototype', API, (original) => ({
    createApi: (execution) => hideMembers(original.createApi(execution)),
  })),
  right('the api object has more namespaces', API, (original) => ({
    createApi: (execution) => {
      const api = original.createApi(execution);
      return Object.assign(api, { user: { setAppMetadata: () => api }, log: () => undefined });
    },
  })),
];
