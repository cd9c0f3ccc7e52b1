import type { Outcome } from '@post-challenge/spec';
import fc from 'fast-check';
import { factor, isSameFactorType } from '../draw/factors.ts';
import { formatValue } from '../language/format-value.ts';
import { type Json, isObject } from '../language/json.ts';
import type { Judgement, TraceLocation } from '../language/judgement.ts';
import { eventWith } from '../language/sample-event.ts';
import type {
  Scenario,
  Step,
  Template,
  TransactionScript,
  UserStep,
} from '../language/scenario.ts';
import type { Phase, Trace } from '../language/trace.ts';
import { combine, expectExecutions, expectStatus } from './expectations.ts';
import { type Property, property } from './property.ts';
import { findMissingMember, findText } from './shared/compare-events.ts';
import {
  awaitTurns,
  call,
  completeFactor,
  createScenario,
  returnUser,
  transaction,
} from './scenarios.ts';
import { isSameDestination, isSetByAnother } from './shared/url-methods.ts';
import { getPhases } from './step-results.ts';

/** A transaction of one user, whose name every value bears: its pause, its result, and whether its outcome is read again after its end. */
const visit = fc.record(
  {
    factor,
    redirects: fc.boolean(),
    early: fc.boolean(),
    end: fc.constantFrom<'nothing' | 'url' | 'denial'>('nothing', 'url', 'denial'),
    waits: fc.boolean(),
    /** Whether the event has the optional members. */
    detailed: fc.boolean(),
    turn: fc.integer({ min: 0, max: 2 }),
  },
  { noNullPrototype: true },
);
type Visit = typeof visit extends fc.Arbitrary<infer T> ? T : never;

const plainVisit = {
  factor: { type: 'otp' },
  early: false,
  end: 'nothing',
  waits: false,
  turn: 0,
} as const;

function createVisit(
  { factor, redirects, early, end, waits, detailed, turn }: Visit,
  name: string,
  userId: string,
): TransactionScript {
  const turns = awaitTurns(turn);
  const setUrl = call('transaction.setResultUrl', `https://app.example.com/${name}`);
  const pause = redirects
    ? call('redirect.sendUserTo', `https://verify.example.com/${name}`)
    : call('authentication.challengeWith', factor);
  const answer: UserStep = redirects
    ? returnUser(0, { method: waits ? 'POST' : 'GET', query: { from: name } })
    : {
        ...completeFactor(factor),
        request: { method: 'POST', query: { from: name }, body: { code: name } },
      };
  const last: Record<Visit['end'], Step[]> = {
    nothing: [],
    url: [call('transaction.setResultUrl', `https://app.example.com/${name}/end`)],
    denial: [call('access.deny', `Not you, ${name}.`)],
  };
  return transaction(
    [
      {
        execute: [...turns, ...(early ? [setUrl] : []), pause],
        ...(redirects && { continue: [] }),
      },
      { execute: [...turns, ...last[end]] },
    ],
    [answer, ...(waits ? [{ wait: 1000 }] : [])],
    createOwnEvent(name, userId, detailed),
  );
}

/** Creates the event of a user: every text of the user's own has the name in it, some names of members, too. No random `state` has it. */
function createOwnEvent(name: string, user_id: string, detailed: boolean): Template {
  const own = { owner: name, [`of-${name}`]: true };
  return eventWith({
    authorization: { roles: [`role-of-${name}`] },
    request: { query: { ticket: name }, body: { ticket: name } },
    user: { user_id, app_metadata: own, user_metadata: own },
    secrets: { OWNER: name, [`SECRET_OF_${name}`]: name },
    configuration: { owner: name },
    ...(detailed && {
      authentication: { methods: [{ name: 'pwd', timestamp: '2025-12-31T23:59:59.000Z' }] },
      client: { metadata: { owner: name } },
      connection: { metadata: { owner: name } },
      custom_domain: { domain: `${name}.example.com`, domain_metadata: { owner: name } },
      organization: { id: 'org_1', name, display_name: name, metadata: { owner: name } },
      prompt: { id: name, fields: { owner: name }, vars: {} },
      request: {
        query: { ticket: name, [`of-${name}`]: '1' },
        body: { ticket: name },
        geoip: { cityName: name },
        user_agent: `Browser of ${name}`,
        language: name,
      },
      transaction: { state: name, login_hint: `${name}@example.com`, correlation_id: name },
      user: {
        user_id,
        app_metadata: { ...own, plan: { of: name } },
        user_metadata: own,
        email: `${name}@example.com`,
        name,
        nickname: name,
        identities: [{ connection: 'Users', user_id: name, profileData: { name } }],
        groups: [name],
      },
    }),
  });
}

/** The properties about transactions that are in progress at the same time. */
export const interleavedFlowProperties = {
  'flow/keeps-transactions-apart': property({
    given: {
      anna: visit,
      bert: visit,
      isOneUser: fc.nat(4).map((one) => one === 4),
      order: fc.array(fc.nat(1), { maxLength: 4 }),
    },
    examples: [true, false].flatMap((redirects) =>
      [true, false].map((detailed) => ({
        anna: { ...plainVisit, redirects, detailed },
        bert: { ...plainVisit, redirects, detailed: !detailed },
        isOneUser: false,
        order: [0, 1],
      })),
    ),
    scenario: ({ anna, bert, isOneUser, order }) => ({
      ...createScenario([
        createVisit(anna, 'annabelle', 'auth0|annabelle'),
        createVisit(bert, 'bertrand', `auth0|${isOneUser ? 'annabelle' : 'bertrand'}`),
      ]),
      order: [0, 1, ...order],
    }),
    judge: (scenario, trace) =>
      combine(scenario.transactions.map((_, number) => judgeVisit(scenario, trace, number))),
  }),
} satisfies Record<string, Property>;

function judgeVisit(scenario: Scenario, trace: Trace, transaction: number): Judgement {
  const script = scenario.transactions[transaction];
  const resumed = ['action 2 execute'];
  if (script?.actions[0]?.continue) resumed.unshift('action 1 continue');
  // A host may let a user reset the password once at a time, and may read the user again.
  const phases = getPhases(trace, transaction).slice(0, isOneUser(scenario) ? 1 : undefined);
  return combine(
    phases.map((phase, number) => {
      const at = { transaction, phase: number };
      if (!script || !phase.outcome) return 'vacuous';
      return combine([
        expectOwnExecutions(scenario, phase, at),
        expectExecutions(trace, at, [['action 1 execute'], resumed][number] ?? []),
        number === 0
          ? expectOwnPause(script, phase.outcome, at)
          : expectOwnEnd(scenario, phase.outcome, at),
      ]);
    }),
  );
}

/** Expects that every execution of a phase is one of its own transaction, with the event of its own user. */
function expectOwnExecutions(
  scenario: Scenario,
  { executions }: Phase,
  at: TraceLocation & { transaction: number; phase: number },
): Judgement {
  const [own, other] = [at.transaction, 1 - at.transaction].map(
    (transaction) => scenario.transactions[transaction]?.event ?? null,
  );
  return combine(
    executions.map(({ transaction, event }, execution) => {
      const place = { ...at, execution };
      if (transaction !== undefined)
        return { at: place, expected: 'must not execute: it is an action of another transaction' };
      if (event === undefined || own === undefined || other === undefined) return 'held';
      const isFirst = at.phase === 0 && execution === 0;
      return combine([
        expectOwnEvent(own, event, place, isFirst),
        expectNothingOf(readOwner(other), isOneUser(scenario) ? omitUser(event) : event, place),
      ]);
    }),
  );
}

/** Expects that a handler receives the event of its own transaction; the first one receives all of it. */
function expectOwnEvent(own: Json, event: Json, at: TraceLocation, isFirst: boolean): Judgement {
  const { user = {} } = isObject(own) ? own : {};
  const { user_id = null } = isObject(user) ? user : {};
  // The secrets and the configuration of a later handler may be those of another action.
  const expected = isFirst ? own : { user: { user_id } };
  const missing = findMissingMember(expected, event);
  return missing ? { at, ...missing } : 'held';
}

/** Whether both transactions are of one user. */
function isOneUser({ transactions }: Scenario): boolean {
  const [one, other] = transactions.map(({ event }) => isObject(event) && event['user']);
  return isObject(one) && isObject(other) && one['user_id'] === other['user_id'];
}

function omitUser(event: Json): Json {
  return isObject(event) ? { ...event, user: {} } : event;
}

/** Expects that an event has nothing in it that bears the name of another user. */
function expectNothingOf(name: string, event: Json, at: TraceLocation): Judgement {
  const found = findText(event, name);
  return found === undefined
    ? 'held'
    : { at, expected: 'must be given nothing of another transaction', actual: found };
}

/** Returns the name that every text of an event has in it. */
function readOwner(event: Json): string {
  const { OWNER } = isObject(event) && isObject(event['secrets']) ? event['secrets'] : {};
  return String(OWNER);
}

function expectOwnPause(
  { actions }: TransactionScript,
  outcome: Outcome,
  at: TraceLocation,
): Judgement {
  const pause = actions[0]?.execute.at(-1);
  const [argument] = pause && 'call' in pause ? pause.args : [];
  if (typeof argument === 'string') {
    const isOwn =
      outcome.status === 'redirected' && isSameDestination(new URL(argument), outcome.url);
    return isOwn ? 'held' : { at, expected: `{ status: "redirected", url: "${argument}…" }` };
  }
  if (outcome.status !== 'challenged') return expectStatus({ outcome, at }, 'challenged');
  const { type } = argument as unknown as { type: string };
  return outcome.factors.some((offered) => isSameFactorType(offered, { type }))
    ? 'held'
    : { at, expected: `{ status: "challenged", factors: [{ type: "${type}" }] }` };
}

function expectOwnEnd(
  scenario: Scenario,
  outcome: Outcome,
  at: TraceLocation & { transaction: number },
): Judgement {
  const { actions = [] } = scenario.transactions[at.transaction] ?? {};
  const calls = actions.flatMap(({ execute }) => execute.filter((step) => 'call' in step));
  const last = calls.findLast(({ call }) => /deny|setResultUrl/.test(call));
  const text = last ? String(last.args[0]) : undefined;
  if (last?.call === 'access.deny') {
    const isOwn = outcome.status === 'denied' && [undefined, text].includes(outcome.reason);
    return isOwn ? 'held' : { at, expected: `{ status: "denied", reason: ${formatValue(text)} }` };
  }
  if (outcome.status !== 'completed') return expectStatus({ outcome, at }, 'completed');
  const { resultUrl } = outcome;
  if (text === undefined)
    return isSetByAnother(resultUrl, scenario, at.transaction)
      ? { at, expected: `another result URL than ${formatValue(resultUrl)}, or none` }
      : 'held';
  return isSameDestination(new URL(text), resultUrl)
    ? 'held'
    : { at, expected: `{ status: "completed", resultUrl: ${formatValue(text)} }` };
}
