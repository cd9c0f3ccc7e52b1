import type { Outcome } from '@post-challenge/spec';
import fc from 'fast-check';
import { factor, isSameFactorType } from '../draw/factors.ts';
import { word } from '../draw/text.ts';
import { isObject } from '../language/json.ts';
import type { Judgement, TraceLocation } from '../language/judgement.ts';
import { eventWith } from '../language/sample-event.ts';
import type { Scenario, Step, TransactionScript } from '../language/scenario.ts';
import type { Execution, Phase, Trace } from '../language/trace.ts';
import { formatValue } from '../language/format-value.ts';
import { combine, expectExecutions, expectStatus } from './expectations.ts';
import { type Property, property } from './property.ts';
import { call, completeFactor, createScenario, returnUser, transaction } from './scenarios.ts';
import { getPhases } from './step-results.ts';

/** A transaction of one user, told apart from the others by the name of the user. */
const visit = fc.record(
  {
    name: word(3, 8),
    factor,
    redirects: fc.boolean(),
    denies: fc.boolean(),
    turn: fc.integer({ min: 0, max: 2 }),
  },
  { noNullPrototype: true },
);
type Visit = typeof visit extends fc.Arbitrary<infer T> ? T : never;

const getResultUrl = (name: string) => `https://app.example.com/${name}`;
const getTarget = (name: string) => `https://verify.example.com/${name}`;
const getReason = (name: string) => `Not you, ${name}.`;

function createVisit({ name, factor, redirects, denies, turn }: Visit): TransactionScript {
  const before: Step[] = turn > 0 ? [{ turn }] : [];
  const pause = redirects
    ? call('redirect.sendUserTo', getTarget(name))
    : call('authentication.challengeWith', factor);
  const last = denies
    ? call('access.deny', getReason(name))
    : call('transaction.setResultUrl', getResultUrl(name));
  const event = eventWith({
    user: { user_id: `auth0|${name}`, email: `${name}@example.com` },
    secrets: { OWNER: name },
  });
  return transaction(
    [{ execute: [...before, pause], ...(redirects && { continue: before }) }, { execute: [last] }],
    [redirects ? returnUser() : completeFactor(factor)],
    event,
  );
}

/** The properties about transactions that are in progress at the same time. */
export const interleavedFlowProperties = {
  'flow/keeps-transactions-apart': property({
    given: {
      visits: fc.uniqueArray(visit, {
        minLength: 2,
        maxLength: 3,
        selector: ({ name }) => name,
      }),
      finish: fc.array(fc.nat(2), { maxLength: 3 }),
    },
    scenario: ({ visits, finish }) => ({
      ...createScenario(visits.map(createVisit)),
      order: [...visits.keys(), ...finish.filter((number) => number < visits.length)],
    }),
    judge: (scenario, trace) =>
      combine(scenario.transactions.map((_, number) => judgeVisit(scenario, trace, number))),
  }),
} satisfies Record<string, Property>;

function judgeVisit(scenario: Scenario, trace: Trace, number: number): Judgement {
  const script = scenario.transactions[number];
  const [first, second] = getPhases(trace, number);
  if (!script || !first?.outcome) return 'vacuous';
  const redirects = script.actions[0]?.continue !== undefined;
  const at = { transaction: number, phase: 0 };
  const later = { ...at, phase: 1 };
  const resumed = [...(redirects ? ['action 1 continue'] : []), 'action 2 execute'];
  return combine([
    expectOwnExecutions(script, first, at),
    expectExecutions(trace, at, ['action 1 execute']),
    expectOwnPause(script, first.outcome, at),
    ...(second?.outcome
      ? [
          expectOwnExecutions(script, second, later),
          expectExecutions(trace, later, resumed),
          expectOwnEnd(script, second.outcome, later),
        ]
      : []),
  ]);
}

/** Expects that every execution of a phase is one of its own transaction, with the event of its own user. */
function expectOwnExecutions(
  script: TransactionScript,
  { executions }: Phase,
  at: TraceLocation,
): Judgement {
  return combine(
    executions.map((execution, index) =>
      expectOwnExecution(script, execution, { ...at, execution: index }),
    ),
  );
}

function expectOwnExecution(
  { event: given }: TransactionScript,
  { transaction, event }: Execution,
  at: TraceLocation,
): Judgement {
  if (transaction !== undefined)
    return { at, expected: 'must not execute: it is an action of another transaction' };
  const [owner, actual] = [
    getOwner(given),
    event === undefined ? getOwner(given) : getOwner(event),
  ];
  if (actual === owner) return 'held';
  return {
    at,
    expected: `must be given the event of its own user, ${formatValue(owner)}`,
    actual: `the event of ${formatValue(actual)}`,
  };
}

/** Gets all members of an event that tell its user apart, as text. */
function getOwner(event: unknown): string {
  const { user, secrets } = event as Record<'user' | 'secrets', unknown>;
  const { user_id, email } = isObject(user) ? user : {};
  const { OWNER } = isObject(secrets) ? secrets : {};
  return [user_id, email, OWNER].map(String).join(' ');
}

function expectOwnPause(
  { actions }: TransactionScript,
  outcome: Outcome,
  at: TraceLocation,
): Judgement {
  const [method, argument] = getCall(actions[0]?.execute ?? []);
  if (method === 'redirect.sendUserTo') {
    const isOwn = outcome.status === 'redirected' && outcome.url.startsWith(String(argument));
    return isOwn
      ? 'held'
      : { at, expected: `{ status: "redirected", url: "${String(argument)}…" }` };
  }
  if (outcome.status !== 'challenged') return expectStatus({ outcome, at }, 'challenged');
  const { type } = argument as { type: string };
  return outcome.factors.some((offered) => isSameFactorType(offered, { type }))
    ? 'held'
    : { at, expected: `{ status: "challenged", factors: [{ type: "${type}" }] }` };
}

function expectOwnEnd(
  { actions }: TransactionScript,
  outcome: Outcome,
  at: TraceLocation,
): Judgement {
  const [method, argument] = getCall(actions[1]?.execute ?? []);
  const text = formatValue(argument as string);
  if (method === 'access.deny') {
    const isOwn = outcome.status === 'denied' && [undefined, argument].includes(outcome.reason);
    return isOwn ? 'held' : { at, expected: `{ status: "denied", reason: ${text} }` };
  }
  const isOwn =
    outcome.status === 'completed' && outcome.resultUrl?.startsWith(String(argument)) === true;
  return isOwn ? 'held' : { at, expected: `{ status: "completed", resultUrl: ${text} }` };
}

/** Gets the method and the first argument of the only call of some steps. */
function getCall(steps: readonly Step[]): [method: string, argument: unknown] {
  const step = steps.find((other) => 'call' in other);
  return step ? [step.call, step.args[0]] : ['', undefined];
}
