import fc from 'fast-check';
import { plainQuery } from '../../draw/urls.ts';
import {
  createReturn,
  returnMethod,
  returnedData,
  trickyReturnedData,
  wrongState,
} from '../../draw/returns.ts';
import {
  combine,
  expectNoLaterActions,
  forbidExecution,
  listExecuteHandlers,
} from '../expectations.ts';
import { type CallingExecution, judgeSince } from '../judges.ts';
import { type Judge, type Property, property } from '../property.ts';
import {
  awaitTurns,
  away,
  call,
  completeFactor,
  createScenario,
  noopActions,
  redirectAndContinue,
  redirectStep,
  returnUser,
  stayAway,
  transaction,
} from '../scenarios.ts';
import { getPhases } from '../step-results.ts';
import { formatExecution } from '../../language/format-execution.ts';
import { type Json, type JsonObject, isObject, isSameJson } from '../../language/json.ts';
import { type Judgement } from '../../language/judgement.ts';
import { eventWith } from '../../language/sample-event.ts';
import type {
  ActionScript,
  ReturnsStep,
  Scenario,
  Template,
  UserStep,
} from '../../language/scenario.ts';
import { formatValue } from '../../language/format-value.ts';
import type { Phase, Trace } from '../../language/trace.ts';

const around = {
  before: fc.integer({ min: 0, max: 1 }),
  challenged: fc.boolean(),
  after: fc.integer({ min: 0, max: 2 }),
  turn: fc.integer({ min: 0, max: 2 }),
  away,
  method: returnMethod,
};
type Around = {
  [Name in keyof typeof around]: (typeof around)[Name] extends fc.Arbitrary<infer T> ? T : never;
};
const alone = { before: 0, challenged: false, after: 0, turn: 0, away: 0, method: 'GET' } as const;

/** Checks whether a return has the state of the redirect. */
function hasOwnState({ outcome }: Phase, { input }: Phase): boolean {
  if (outcome?.status !== 'redirected' || !input || !('returns' in input)) return false;
  const { query } = input.returns;
  const state = URL.canParse(outcome.url) && new URL(outcome.url).searchParams.get('state');
  return isObject(query) && query['state'] === state;
}

/** States of returns that are not the state of the redirect: near misses of it, and the state of another transaction. */
const otherStates: readonly (Json | undefined)[] = [
  undefined,
  '',
  'state',
  { $state: 0, altered: 'cut' },
  { $state: 0, altered: 'case' },
  { $state: 0, altered: 'extended' },
  { $state: 0, transaction: 0 },
];
const otherState = fc.oneof(fc.constantFrom(...otherStates), wrongState);

/** A scenario in which one of the actions redirects the user. It awaits turns of the event loop before, and when it continues. */
function createRedirectScenario(
  { before, challenged, after, turn }: Around,
  user: readonly UserStep[],
  event?: Template,
): Scenario {
  const turns = awaitTurns(turn);
  const factor = { type: 'otp' } as const;
  const redirecting = { execute: [...turns, redirectStep], continue: turns };
  return createScenario([
    transaction(
      [
        ...(challenged ? [{ execute: [call('authentication.challengeWith', factor)] }] : []),
        ...noopActions(before),
        redirecting,
        ...noopActions(challenged && before > 0 ? Math.min(after, 1) : after),
      ],
      [...(challenged ? [completeFactor(factor)] : []), ...user],
      event,
    ),
  ]);
}

/** Lets the continue handler throw. */
function throwWhenContinued({ transactions, ...scenario }: Scenario): Scenario {
  const addThrow = (action: ActionScript): ActionScript =>
    action.continue
      ? { ...action, continue: [...action.continue, { throw: 'out of order' }] }
      : action;
  return {
    ...scenario,
    transactions: transactions.map((script) => ({
      ...script,
      actions: script.actions.map(addThrow),
    })),
  };
}

/** Creates an event whose first request already has the first member that the user returns with, with another value. */
function createFirstEvent(member: 'query' | 'body', data: JsonObject): Template {
  const [name = 'from'] = Object.keys(data);
  return eventWith({ request: { [member]: { [name]: 'before', first: 'visit' } } });
}

/** The steps of a user who returns after some time. */
function comeBack(
  { away, method }: Around,
  parts: Partial<ReturnsStep['returns']> = {},
): UserStep[] {
  return [...stayAway(away), returnUser(0, { method, ...parts })];
}

/** Finds the first return after a phase. */
function findReturn(trace: Trace, after: number): number {
  return getPhases(trace).findIndex(
    ({ input }, phase) => phase > after && input !== undefined && 'returns' in input,
  );
}

const judgeSinceRedirect = (
  judge: (calling: CallingExecution, scenario: Scenario, trace: Trace) => Judgement,
): Judge => judgeSince('redirect.sendUserTo', judge);

/** Judges that the event of the continue handler has the query or the body of the return. */
function judgeReturnMember(member: 'query' | 'body'): Judge {
  return judgeSinceRedirect(({ phase }, scenario, trace) => {
    const step = scenario.transactions[0]?.user.find((other) => 'returns' in other);
    const returned = findReturn(trace, phase);
    const executions = getPhases(trace)[returned]?.executions ?? [];
    const execution = executions.findIndex(({ handler }) => handler === 'continue');
    if (!step || execution < 0) return 'vacuous';
    const event = executions[execution]?.event ?? scenario.transactions[0]?.event;
    const request = isObject(event) ? event['request'] : undefined;
    const actual = isObject(request) ? request[member] : undefined;
    const missing = Object.entries(step.returns[member] as JsonObject).find(
      ([name, value]) =>
        name !== 'state' &&
        !isSameJson(
          isObject(actual) && Object.hasOwn(actual, name) ? actual[name] : undefined,
          value,
        ),
    );
    if (!missing) return 'held';
    const [name, value] = missing;
    const at = { transaction: 0, phase: returned, execution };
    const path = `event.request.${member}`;
    return {
      at,
      expected: `must be given ${path}.${name} = ${formatValue(value)}`,
      actual: `${path} = ${formatValue(actual)}`,
    };
  });
}

/** The properties of a redirect that need a host. */
export const returnProperties = {
  'redirect.sendUserTo/holds-later-actions': property({
    given: { ...around, after: fc.integer({ min: 1, max: 2 }) },
    scenario: (around) =>
      createRedirectScenario(around, [{ wait: 1000 }, completeFactor({ type: 'email' })]),
    judge: judgeSinceRedirect(({ action, phase }, _, trace) =>
      expectNoLaterActions(trace, action, phase, 'before the user is back'),
    ),
  }),
  'redirect.sendUserTo/carries-state': property({
    given: around,
    scenario: (around) => createRedirectScenario(around, []),
    judge: judgeSinceRedirect(({ phase }, _, trace) => {
      const outcome = getPhases(trace)[phase]?.outcome;
      if (outcome?.status !== 'redirected' || !URL.canParse(outcome.url)) return 'vacuous';
      const expected = '{ status: "redirected", url } with a parameter state';
      const carries = Boolean(new URL(outcome.url).searchParams.get('state'));
      return carries ? 'held' : { at: { transaction: 0, phase }, expected };
    }),
  }),
  'redirect.sendUserTo/resumes-the-same-action': property({
    given: around,
    scenario: (around) => createRedirectScenario(around, comeBack(around)),
    judge: judgeSinceRedirect(({ action, phase }, _, trace) => {
      const returned = findReturn(trace, phase);
      const next = getPhases(trace)[returned];
      if (!next) return 'vacuous';
      const expected = formatExecution({ action, handler: 'continue' });
      return next.executions.map(formatExecution).includes(expected)
        ? 'held'
        : { at: { transaction: 0, phase: returned }, expected: `${expected} to follow` };
    }),
  }),
  'redirect.sendUserTo/continues-with-later-actions': property({
    given: { ...around, after: fc.integer({ min: 1, max: 2 }) },
    scenario: (around) => createRedirectScenario(around, comeBack(around)),
    judge: judgeSinceRedirect(({ action, phase }, scenario, trace) => {
      const later = listExecuteHandlers(action + 1, scenario.transactions[0]?.actions.length ?? 0);
      const returned = findReturn(trace, phase);
      const executions = getPhases(trace)[returned]?.executions.map(formatExecution) ?? [];
      const actual = executions.filter((name) => later.includes(name));
      const missing = later.find((name, number) => actual[number] !== name);
      if (missing === undefined) return 'held';
      return { at: { transaction: 0, phase: returned }, expected: `${missing} to follow` };
    }),
  }),
  'redirect.sendUserTo/does-not-repeat-handlers': property({
    given: { ...around, throws: fc.boolean() },
    examples: [
      { ...alone, before: 1, throws: false },
      { ...alone, before: 1, throws: true },
    ],
    scenario: ({ throws, ...around }) => {
      const scenario = createRedirectScenario(around, comeBack(around));
      return throws ? throwWhenContinued(scenario) : scenario;
    },
    judge: (_, trace) => {
      const executed = new Set<number>();
      for (const [phase, { executions }] of getPhases(trace).entries()) {
        for (const [execution, { action, handler }] of executions.entries()) {
          if (handler !== 'execute') continue;
          if (phase > 0 && executed.has(action))
            return forbidExecution({ transaction: 0, phase, execution }, 'again');
          executed.add(action);
        }
      }
      return 'held';
    },
  }),
  'redirect.sendUserTo/refuses-another-state': property({
    given: {
      ...around,
      states: fc.array(otherState, { minLength: 1, maxLength: 2 }),
      query: fc.oneof(fc.constant({}), plainQuery),
      returned: fc.boolean(),
    },
    examples: otherStates.flatMap((state) =>
      (['GET', 'POST'] as const).map((method) => {
        const wrong = { states: [state], query: {}, returned: false };
        return { ...alone, method, ...wrong };
      }),
    ),
    scenario: ({ states, query, returned, ...around }) => {
      const { method } = around;
      const strays = states.map((state) => createReturn(state, { method, query }));
      const { transactions } = createRedirectScenario(around, [
        ...stayAway(around.away),
        ...strays,
      ]);
      const other = transaction([redirectAndContinue()], returned ? [returnUser()] : []);
      return createScenario([other, ...transactions]);
    },
    judge: (_, trace) => {
      const phases = getPhases(trace, 1);
      const first = phases.findIndex(({ outcome }) => outcome?.status === 'redirected');
      const redirected = phases[first];
      if (!redirected) return 'vacuous';
      const strays = [...phases.entries()].filter(
        ([phase, { input }]) => phase > first && input !== undefined && 'returns' in input,
      );
      // An implementation may use one of the drawn states.
      if (strays.some(([, phase]) => hasOwnState(redirected, phase))) return 'vacuous';
      return combine(
        strays.map(([phase, { executions }]) =>
          executions.length === 0
            ? 'held'
            : forbidExecution(
                { transaction: 1, phase, execution: 0 },
                'without the state of the redirect',
              ),
        ),
      );
    },
  }),
  'redirect.sendUserTo/brings-the-query': property({
    given: { ...around, query: returnedData },
    examples: trickyReturnedData.map((query) => ({ ...alone, query })),
    scenario: ({ query, ...around }) =>
      createRedirectScenario(around, comeBack(around, { query }), createFirstEvent('query', query)),
    judge: judgeReturnMember('query'),
  }),
  'redirect.sendUserTo/brings-the-body': property({
    given: { ...around, body: returnedData },
    examples: trickyReturnedData.map((body) => ({ ...alone, body })),
    scenario: ({ body, ...around }) =>
      createRedirectScenario(
        around,
        comeBack(around, { body, method: 'POST' }),
        createFirstEvent('body', body),
      ),
    judge: judgeReturnMember('body'),
  }),
} satisfies Record<string, Property>;
