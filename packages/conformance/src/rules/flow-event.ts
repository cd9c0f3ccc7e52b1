import fc from 'fast-check';
import { factor } from '../draw/factors.ts';
import { word } from '../draw/text.ts';
import { formatValue } from '../language/format-value.ts';
import { type Json, type JsonObject, isObject, isSameJson } from '../language/json.ts';
import type { Judgement, TraceLocation } from '../language/judgement.ts';
import { eventWith } from '../language/sample-event.ts';
import type { Scenario } from '../language/scenario.ts';
import type { Execution, Trace } from '../language/trace.ts';
import { combine } from './expectations.ts';
import { findMissingMember } from './flow.ts';
import { type Property, property } from './property.ts';
import {
  call,
  completeFactor,
  createScenario,
  noopAction,
  redirectAndContinue,
  returnUser,
  transaction,
} from './scenarios.ts';
import { getPhases } from './step-results.ts';

/** The members of an event that are the same for every handler of a transaction. */
const sameMembers = [
  'client',
  'connection',
  'tenant',
  'transaction',
  'organization',
  'custom_domain',
];

/** The other members that every event has, with their own required members. */
const requiredMembers = {
  authentication: ['methods'],
  authorization: ['roles'],
  request: ['ip', 'method', 'query', 'body', 'geoip'],
  stats: ['logins_count'],
  user: [
    'created_at',
    'updated_at',
    'email_verified',
    'app_metadata',
    'user_metadata',
    'identities',
  ],
  secrets: [],
  configuration: [],
} as const;

/** Pauses before the last actions of a transaction, each with its action and the step of the user. */
const pauses = fc.record(
  { challenge: fc.boolean(), redirect: fc.boolean(), factor },
  { noNullPrototype: true },
);

/** The properties about the event of the later handlers. */
export const flowEventProperties = {
  'flow/passes-the-event-to-every-handler': property({
    given: {
      name: word(1, 8),
      members: fc.subarray([...sameMembers, 'user']),
      pauses,
      later: fc.integer({ min: 1, max: 2 }),
    },
    scenario: ({ name, members, pauses: { challenge, redirect, factor }, later }) =>
      createScenario([
        transaction(
          [
            ...(challenge ? [{ execute: [call('authentication.challengeWith', factor)] }] : []),
            ...(redirect ? [redirectAndContinue()] : []),
            ...Array.from({ length: challenge && redirect ? later : later + 1 }, () => noopAction),
          ],
          [
            ...(challenge ? [completeFactor(factor)] : []),
            ...(redirect ? [returnUser(0, { query: { from: name } })] : []),
          ],
          createEvent(name, members),
        ),
      ]),
    judge: (scenario, trace) => {
      const event = scenario.transactions[0]?.event ?? null;
      const later = listExecutions(trace).slice(1);
      return combine(later.map(([execution, at]) => expectEvent(event, execution, at)));
    },
  }),
  'flow/new-request-after-a-challenge': property({
    given: { factor, name: word(1, 8), before: fc.boolean(), given: fc.boolean() },
    scenario: ({ factor, name, before, given }) => {
      const request = { method: 'POST', query: {}, body: { answer: name } } as const;
      return createScenario([
        transaction(
          [
            ...(before ? [noopAction] : []),
            { execute: [call('authentication.challengeWith', factor)] },
            noopAction,
          ],
          [{ ...completeFactor(factor), ...(given && { request }) }],
          eventWith({ request: { query: { ticket: name } } }),
        ),
      ]);
    },
    judge: (scenario, trace) => {
      const executions = listExecutions(trace);
      const last = executions.findLast(([, { phase }]) => phase === 0);
      const next = executions.find(([, { phase }]) => phase === 1);
      if (!last || !next) return 'vacuous';
      const [before, after] = [last, next].map(([execution]) => readRequest(scenario, execution));
      if (before === undefined || after === undefined) return 'vacuous';
      return isSameJson(before, after)
        ? {
            at: next[1],
            expected: 'must be given another event.request than the action before the challenge',
            actual: `the same one, with the query ${formatValue(isObject(after) ? after['query'] : after)}`,
          }
        : 'held';
    },
  }),
} satisfies Record<string, Property>;

/** Creates an event some of whose members bear a name. */
function createEvent(name: string, members: readonly string[]): Json {
  const metadata = { [name]: name };
  const named: JsonObject = {
    client: { client_id: `client_${name}`, name, metadata },
    connection: { id: `con_${name}`, name, strategy: 'auth0' },
    tenant: { id: name },
    transaction: { locale: 'de', ui_locales: ['de', 'en'], state: name, login_hint: name },
    organization: { id: `org_${name}`, name, display_name: name, metadata },
    custom_domain: { domain: 'login.example.com', domain_metadata: metadata },
    user: { user_id: `auth0|${name}` },
  };
  return eventWith(
    Object.fromEntries(Object.entries(named).filter(([member]) => members.includes(member))),
  );
}

/** Lists the executions of the first transaction, in order, each with its place. */
function listExecutions(trace: Trace): [Execution, TraceLocation & { phase: number }][] {
  return getPhases(trace).flatMap(({ executions }, phase) =>
    executions.map((one, execution): [Execution, TraceLocation & { phase: number }] => [
      one,
      { transaction: 0, phase, execution },
    ]),
  );
}

function readEvent(scenario: Scenario, { event }: Execution): Json {
  return event ?? scenario.transactions[0]?.event ?? null;
}

function readRequest(scenario: Scenario, execution: Execution): Json | undefined {
  const event = readEvent(scenario, execution);
  return isObject(event) ? event['request'] : undefined;
}

/** Expects that the event of an execution has every required member, and the same ones as the given event. */
function expectEvent(given: Json, { event }: Execution, at: TraceLocation): Judgement {
  if (event === undefined) return 'held';
  const actual = isObject(event) ? event : {};
  const changed = findMissingMember(pickSameMembers(given), event);
  if (changed) return { at, ...changed };
  for (const [name, members] of Object.entries(requiredMembers)) {
    const member = actual[name];
    const absent = isObject(member) ? members.find((inner) => !Object.hasOwn(member, inner)) : '';
    if (absent !== undefined)
      return {
        at,
        expected: `must be given event.${absent === '' ? name : `${name}.${absent}`}`,
        actual: 'an event without it',
      };
  }
  return 'held';
}

/** Picks the members of an event that no handler may find changed. */
function pickSameMembers(event: Json): JsonObject {
  if (!isObject(event)) return {};
  const { user_id = null } = isObject(event['user']) ? event['user'] : {};
  const same = Object.entries(event).filter(([name]) => sameMembers.includes(name));
  return { ...Object.fromEntries(same), user: { user_id } };
}
