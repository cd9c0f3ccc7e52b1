import fc from 'fast-check';
import { plainQuery } from '../../draw/urls.ts';
import { word } from '../../draw/text.ts';
import { expectNoLaterAction, forbidExecution, listExecuteHandlers } from '../expectations.ts';
import { type CallingExecution, judgeSince } from '../judges.ts';
import { type Judge, type Property, property } from '../property.ts';
import {
  awaitTurns,
  createScenario,
  noopActions,
  redirectAndContinue,
  redirectStep,
  returnUser,
  transaction,
} from '../scenarios.ts';
import { getPhases } from '../step-results.ts';
import { formatExecution } from '../../language/format-execution.ts';
import { type JsonObject, isObject, isSameJson } from '../../language/json.ts';
import { type Judgement } from '../../language/judgement.ts';
import type { ReturnsStep, Scenario } from '../../language/scenario.ts';
import { formatValue } from '../../language/format-value.ts';
import type { Phase, Trace } from '../../language/trace.ts';

const around = {
  before: fc.integer({ min: 0, max: 1 }),
  after: fc.integer({ min: 0, max: 2 }),
  turn: fc.integer({ min: 0, max: 2 }),
};
type Around = { [Name in keyof typeof around]: number };

/** Checks whether a return has the state of the redirect. An implementation may use one of the drawn states. */
function hasOwnState({ outcome }: Phase, { input }: Phase): boolean {
  if (outcome?.status !== 'redirected' || !input || !('returns' in input)) return false;
  const { query } = input.returns;
  const state = URL.canParse(outcome.url) && new URL(outcome.url).searchParams.get('state');
  return isObject(query) && query['state'] === state;
}

/** The queries of returns that do not have the state of the redirect. */
const otherStates: readonly JsonObject[] = [
  {},
  { state: '' },
  { state: 'state' },
  { state: { $state: 0, altered: 'cut' } },
  { state: { $state: 0, altered: 'case' } },
  { state: { $state: 0, altered: 'extended' } },
  { state: { $state: 0, transaction: 0 } },
];
const otherState = fc.oneof(
  fc.constantFrom(...otherStates),
  word(1, 40).map((state): JsonObject => ({ state })),
);

/** A scenario in which one of the actions redirects the user. It awaits turns of the event loop before, and when it continues. */
function createRedirectScenario(
  { before, after, turn }: Around,
  user: readonly ReturnsStep[],
): Scenario {
  const turns = awaitTurns(turn);
  const redirecting = { execute: [...turns, redirectStep], continue: turns };
  return createScenario([
    transaction([...noopActions(before), redirecting, ...noopActions(after)], user),
  ]);
}

const judgeSinceRedirect = (
  judge: (calling: CallingExecution, scenario: Scenario, trace: Trace) => Judgement,
): Judge => judgeSince('redirect.sendUserTo', judge);

/** Judges that the event of the continue handler has the query or the body of the return. */
function judgeReturnMember(member: 'query' | 'body'): Judge {
  return judgeSinceRedirect(({ phase }, scenario, trace) => {
    const [step] = scenario.transactions[0]?.user ?? [];
    const executions = getPhases(trace)[phase + 1]?.executions ?? [];
    const execution = executions.findIndex(({ handler }) => handler === 'continue');
    if (!step || !('returns' in step) || execution < 0) return 'vacuous';
    const event = executions[execution]?.event ?? scenario.transactions[0]?.event;
    const request = isObject(event) ? event['request'] : undefined;
    const actual = isObject(request) ? request[member] : undefined;
    const missing = Object.entries(step.returns[member] as JsonObject).find(
      ([name, value]) =>
        name !== 'state' && !isSameJson(isObject(actual) ? actual[name] : undefined, value),
    );
    if (!missing) return 'held';
    const [name, value] = missing;
    const at = { transaction: 0, phase: phase + 1, execution };
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
    scenario: (around) => createRedirectScenario(around, []),
    judge: judgeSinceRedirect(({ action, phase }, _, trace) =>
      expectNoLaterAction(trace, action, phase, 'before the user is back'),
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
    given: { ...around, method: fc.constantFrom<'GET' | 'POST'>('GET', 'POST') },
    scenario: ({ method, ...around }) =>
      createRedirectScenario(around, [returnUser(0, { method })]),
    judge: judgeSinceRedirect(({ action, phase }, _, trace) => {
      const next = getPhases(trace)[phase + 1];
      if (!next) return 'vacuous';
      const expected = formatExecution({ action, handler: 'continue' });
      return next.executions.map(formatExecution).includes(expected)
        ? 'held'
        : { at: { transaction: 0, phase: phase + 1 }, expected: `${expected} to follow` };
    }),
  }),
  'redirect.sendUserTo/continues-with-later-actions': property({
    given: { ...around, after: fc.integer({ min: 1, max: 2 }) },
    scenario: (around) => createRedirectScenario(around, [returnUser()]),
    judge: judgeSinceRedirect(({ action, phase }, scenario, trace) => {
      const later = listExecuteHandlers(action + 1, scenario.transactions[0]?.actions.length ?? 0);
      const executions = getPhases(trace)[phase + 1]?.executions.map(formatExecution) ?? [];
      const actual = executions.filter((name) => later.includes(name));
      const missing = later.find((name, number) => actual[number] !== name);
      if (missing === undefined) return 'held';
      return { at: { transaction: 0, phase: phase + 1 }, expected: `${missing} to follow` };
    }),
  }),
  'redirect.sendUserTo/does-not-repeat-handlers': property({
    given: around,
    scenario: (around) => createRedirectScenario(around, [returnUser()]),
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
    given: { ...around, query: otherState },
    examples: otherStates.map((query) => ({ before: 0, after: 0, turn: 0, query })),
    scenario: ({ query, ...around }) => {
      const [script] = createRedirectScenario(around, [
        { returns: { method: 'GET', query, body: {} } },
      ]).transactions;
      return createScenario(script ? [transaction([redirectAndContinue()]), script] : []);
    },
    judge: (_, trace) => {
      const [first, next] = getPhases(trace, 1);
      if (first?.outcome?.status !== 'redirected' || !next || hasOwnState(first, next)) {
        return 'vacuous';
      }
      const at = { transaction: 1, phase: 1, execution: 0 };
      return next.executions.length === 0
        ? 'held'
        : forbidExecution(at, 'without the state of the redirect');
    },
  }),
  'redirect.sendUserTo/brings-the-query': property({
    given: { ...around, query: plainQuery },
    scenario: ({ query, ...around }) => createRedirectScenario(around, [returnUser(0, { query })]),
    judge: judgeReturnMember('query'),
  }),
  'redirect.sendUserTo/brings-the-body': property({
    given: { ...around, body: plainQuery },
    scenario: ({ body, ...around }) =>
      createRedirectScenario(around, [returnUser(0, { body, method: 'POST' })]),
    judge: judgeReturnMember('body'),
  }),
} satisfies Record<string, Property>;
