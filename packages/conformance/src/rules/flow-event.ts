import fc from 'fast-check';
import { event } from '../draw/events.ts';
import { factor } from '../draw/factors.ts';
import { word } from '../draw/text.ts';
import { trickyEvents } from '../draw/tricky-events.ts';
import { formatValue } from '../language/format-value.ts';
import { type Json, type JsonObject, isObject, isSameJson } from '../language/json.ts';
import type { Judgement, TraceLocation } from '../language/judgement.ts';
import { eventWith } from '../language/sample-event.ts';
import type { Scenario, Template } from '../language/scenario.ts';
import type { Execution, Trace } from '../language/trace.ts';
import { combine } from './expectations.ts';
import { type Property, property } from './property.ts';
import { findMissingMember } from './shared/compare-events.ts';
import { type Pauses, createPauses, pauses } from './shared/pauses.ts';
import {
  call,
  completeFactor,
  createScenario,
  noopAction,
  noopActions,
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

/** The properties about the event of the later handlers. */
export const flowEventProperties = {
  'flow/passes-the-event-to-every-handler': property({
    given: { event, pauses, later: fc.integer({ min: 1, max: 2 }), turn: fc.nat(2) },
    examples: [
      {
        event: createFullEvent('a'),
        pauses: { order: ['redirect'], list: [{ type: 'otp' }], method: 'GET', away: 0 },
        later: 1,
        turn: 0,
      },
      {
        event: createFullEvent('b'),
        pauses: { order: ['challenge'], list: [{ type: 'otp' }], method: 'GET', away: 0 },
        later: 1,
        turn: 0,
      },
      ...trickyEvents.map(
        (event): { event: Template; pauses: Pauses; later: number; turn: number } => ({
          event,
          pauses: {
            order: ['challenge', 'redirect'],
            list: [{ type: 'otp' }],
            method: 'GET',
            away: 0,
          },
          later: 1,
          turn: 0,
        }),
      ),
    ],
    scenario: ({ event, pauses, later, turn }) => {
      const { actions, user } = createPauses(pauses, turn);
      const all = [...actions, ...noopActions(later)].slice(0, 4);
      return createScenario([transaction(all, user, event)]);
    },
    judge: (scenario, trace) => {
      const event = scenario.transactions[0]?.event ?? null;
      const later = listExecutions(trace).slice(1);
      return combine(later.map(([execution, at]) => expectEvent(event, execution.event, at)));
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

/** Creates an event with every optional member that each handler receives. */
function createFullEvent(name: string): Template {
  const metadata = { [name]: name };
  return eventWith({
    client: { metadata },
    connection: { metadata },
    authentication: {
      methods: [
        { name: 'federated', timestamp: '2025-12-31T23:59:58.000Z' },
        { name: 'pwd', timestamp: '2025-12-31T23:59:59.500Z' },
      ],
    },
    custom_domain: { domain: 'login.example.com', domain_metadata: metadata },
    organization: { id: 'org_1', name, display_name: name, metadata },
    transaction: { state: name, login_hint: 'anna@example.com' },
    user: { user_id: `auth0|${name}` },
  });
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
export function expectEvent(given: Json, event: Json | undefined, at: TraceLocation): Judgement {
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

/** Picks the members of an event that no handler may find changed. The list of methods may grow. */
function pickSameMembers(event: Json): JsonObject {
  if (!isObject(event)) return {};
  const { user_id = null } = isObject(event['user']) ? event['user'] : {};
  const { methods = [] } = isObject(event['authentication']) ? event['authentication'] : {};
  const same = Object.entries(event).filter(([name]) => sameMembers.includes(name));
  return { ...Object.fromEntries(same), user: { user_id }, authentication: { methods } };
}
