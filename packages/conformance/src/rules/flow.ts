import type { FactorSelector } from '@post-challenge/spec';
import fc from 'fast-check';
import { event } from '../draw/events.ts';
import { factor, getFactorType } from '../draw/factors.ts';
import { strayReturn } from '../draw/returns.ts';
import { trickyEvents } from '../draw/tricky-events.ts';
import { plainUrl } from '../draw/urls.ts';
import {
  combine,
  expectExecutions,
  expectStatus,
  forbidExecution,
  listExecuteHandlers,
} from './expectations.ts';
import { type Property, property } from './property.ts';
import {
  call,
  completeFactor,
  createAction,
  createScenario,
  noopAction,
  noopActions,
  redirectAndContinue,
  returnUser,
  transaction,
} from './scenarios.ts';
import { findMissingMember } from './shared/compare-events.ts';
import { createPauses, pauses } from './shared/pauses.ts';
import { failingCall, trouble, unlessAccepted } from './shared/trouble.ts';
import { isSetByAnother } from './shared/url-methods.ts';
import { getPhases } from './step-results.ts';
import { type Json, isObject } from '../language/json.ts';
import type { Judgement } from '../language/judgement.ts';
import type { ActionScript, Step, TransactionScript } from '../language/scenario.ts';
import { formatValue } from '../language/format-value.ts';
import type { Trace } from '../language/trace.ts';

/** Steps that neither deny, challenge nor redirect. */
export const harmless: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.constant(call('cache.get', 'key')),
    fc.constant(call('cache.set', 'key', 'value')),
    plainUrl.map((url) => call('transaction.setResultUrl', url)),
    fc.constant({ wait: 1000 }),
    fc.integer({ min: 1, max: 3 }).map((turn) => ({ turn })),
  ),
  { maxLength: 2 },
);
const actions: fc.Arbitrary<ActionScript[]> = fc.array(
  fc.record(
    { execute: harmless, continue: harmless },
    { requiredKeys: ['execute'], noNullPrototype: true },
  ),
  { minLength: 1, maxLength: 4 },
);

const challengeUser = (factor: FactorSelector): ActionScript => ({
  execute: [call('authentication.challengeWith', factor)],
});
const setResultUrl = (url: string): TransactionScript =>
  transaction([{ execute: [call('transaction.setResultUrl', url)] }]);

/** Transactions that each leave something behind that the next transaction must not see. */
const leftBehind: readonly TransactionScript[] = [
  transaction([{ execute: [call('access.deny', 'no')] }]),
  setResultUrl('https://a.example.com/'),
  transaction([challengeUser({ type: 'otp' })], [completeFactor({ type: 'otp' })]),
  transaction([redirectAndContinue()]),
  transaction([redirectAndContinue()], [returnUser()]),
];
const leftovers = fc.oneof(
  fc.constantFrom(...leftBehind),
  plainUrl.map(setResultUrl),
  fc
    .tuple(factor, fc.boolean())
    .map(([drawn, completed]) =>
      transaction([challengeUser(drawn)], completed ? [completeFactor(drawn)] : []),
    ),
);

/** Adds a step that throws at the end of an action. */
function letThrow(actions: readonly ActionScript[], thrower: number): ActionScript[] {
  return actions.map((action, number) =>
    number === thrower % actions.length
      ? { ...action, execute: [...action.execute, { throw: 'out of order' }] }
      : action,
  );
}

/** Adds a step before those of an action. The action can continue if the step redirects. */
function addFirst(actions: readonly ActionScript[], by: number, step: Step): ActionScript[] {
  const number = by % actions.length;
  const { execute = [], continue: resumed } = actions[number] ?? {};
  return actions.with(number, {
    continue: resumed ?? [],
    ...createAction([step, ...execute]),
  });
}

/**
 * Expects that no action before the one that throws executes again. Whether that one is tried again, and whether the later actions
 * execute, is only a SHOULD.
 */
function expectNoRepetition(trace: Trace, thrower: number): Judgement {
  const executed = new Set<number>();
  for (const [phase, { executions }] of getPhases(trace).entries()) {
    for (const [execution, { action, handler }] of executions.entries()) {
      if (handler !== 'execute') continue;
      if (action < thrower && executed.has(action))
        return forbidExecution({ transaction: 0, phase, execution }, 'again');
      executed.add(action);
    }
  }
  return executed.has(thrower) ? 'held' : 'vacuous';
}

function getOutcome(trace: Trace, transaction: number, phase = 0) {
  return getPhases(trace, transaction)[phase]?.outcome;
}

/** Returns the state of the first redirect of each transaction. */
function getStates(trace: Trace): (string | undefined)[] {
  return trace.transactions.map(({ phases: [first] }) => {
    const url = first?.outcome?.status === 'redirected' ? first.outcome.url : '';
    return (URL.canParse(url) && new URL(url).searchParams.get('state')) || undefined;
  });
}

function getMethods(event: Json): Json | undefined {
  const authentication = isObject(event) ? event['authentication'] : undefined;
  return isObject(authentication) ? authentication['methods'] : undefined;
}

/** The properties of the trigger, which executes the actions. */
export const flowProperties = {
  'flow/executes-in-order': property({
    given: { actions, thrower: fc.option(fc.nat(3), { nil: undefined }) },
    examples: [
      { actions: [noopAction, noopAction], thrower: undefined },
      { actions: [noopAction, noopAction], thrower: 1 },
    ],
    scenario: ({ actions, thrower }) =>
      createScenario([transaction(thrower === undefined ? actions : letThrow(actions, thrower))]),
    judge: (scenario, trace) => {
      const { actions = [] } = scenario.transactions[0] ?? {};
      const { executions = [] } = getPhases(trace)[0] ?? {};
      const thrower = actions.findIndex(({ execute }) => execute.some((step) => 'throw' in step));
      if (thrower >= 0) return expectNoRepetition(trace, thrower);
      const at = { transaction: 0, phase: 0 };
      const execution = executions.findIndex(({ overlapped }) => overlapped);
      if (execution >= 0)
        return {
          at: { ...at, execution },
          expected: 'must not begin before the host has awaited the one before it',
        };
      const unfinished = executions.findIndex((other) => other.unfinished);
      if (unfinished >= 0)
        return {
          at: { ...at, execution: unfinished },
          expected: 'must end before the host reports an outcome',
        };
      return expectExecutions(trace, at, listExecuteHandlers(0, actions.length), {
        handlers: ['execute'],
      });
    },
  }),
  'flow/completes': property({
    given: {
      actions,
      failing: fc.option(trouble, { nil: undefined }),
      by: fc.nat(3),
    },
    scenario: ({ actions, failing, by }) =>
      createScenario([transaction(failing ? addFirst(actions, by, failing) : actions)]),
    judge: unlessAccepted((_, trace) =>
      getOutcome(trace, 0)?.status === 'completed'
        ? 'held'
        : { at: { transaction: 0, phase: 0 }, expected: '{ status: "completed", … }' },
    ),
  }),
  'flow/completes-after-a-pause': property({
    given: {
      pauses,
      later: fc.oneof(harmless, fc.array(failingCall, { maxLength: 1 })),
      resumed: fc.array(failingCall, { maxLength: 1 }),
    },
    scenario: ({ pauses, later, resumed }) => {
      const { actions, user } = createPauses(pauses, 0, resumed);
      return createScenario([transaction([...actions, { execute: later }], user)]);
    },
    judge: unlessAccepted((scenario, trace) => {
      const phase = scenario.transactions[0]?.user.length ?? 0;
      const outcome = getPhases(trace)[phase]?.outcome;
      return outcome
        ? expectStatus({ outcome, at: { transaction: 0, phase } }, 'completed')
        : 'vacuous';
    }),
  }),
  'flow/passes-the-event': property({
    given: { event },
    examples: trickyEvents.map((event) => ({ event })),
    scenario: ({ event }) => createScenario([transaction([noopAction], [], event)]),
    judge: (scenario, trace) => {
      const first = getPhases(trace)[0]?.executions[0];
      if (!first) return 'vacuous';
      const event = scenario.transactions[0]?.event ?? null;
      const missing = findMissingMember(event, first.event ?? event);
      return missing ? { at: { transaction: 0, phase: 0, execution: 0 }, ...missing } : 'held';
    },
  }),
  'flow/continue-only-after-a-redirect': property({
    given: {
      actions,
      factor,
      challenged: fc.boolean(),
      strays: fc.array(strayReturn, { maxLength: 1 }),
    },
    examples: [{ actions: [noopAction], factor: { type: 'otp' }, challenged: true, strays: [] }],
    scenario: ({ actions, factor, challenged, strays }) => {
      const challenge: ActionScript = {
        execute: [call('authentication.challengeWith', factor)],
        continue: [],
      };
      return createScenario([
        challenged
          ? transaction([challenge, ...actions.slice(0, 3)], [...strays, completeFactor(factor)])
          : transaction(actions, strays),
      ]);
    },
    judge: (_, trace) => {
      for (const [phase, { executions }] of getPhases(trace).entries()) {
        const execution = executions.findIndex(({ handler }) => handler === 'continue');
        const at = { transaction: 0, phase, execution };
        if (execution >= 0) return forbidExecution(at, 'unless its action redirected');
      }
      return 'held';
    },
  }),
  'flow/starts-clean': property({
    given: { first: leftovers },
    examples: leftBehind.map((first) => ({ first })),
    scenario: ({ first }) => {
      const [step] = first.actions[0]?.execute ?? [];
      const isChallenge = step && 'call' in step && step.call === 'authentication.challengeWith';
      return createScenario([
        first,
        transaction([{ execute: isChallenge && first.user.length > 0 ? [step] : [] }, noopAction]),
      ]);
    },
    judge: (scenario, trace): Judgement => {
      const at = { transaction: 1, phase: 0 };
      const outcome = getOutcome(trace, 1);
      if (!outcome) return 'vacuous';
      const challenges = (scenario.transactions[1]?.actions[0]?.execute.length ?? 0) > 0;
      if (challenges) return expectStatus({ outcome, at }, 'challenged');
      if (outcome.status !== 'completed') return expectStatus({ outcome, at }, 'completed');
      const expected = `another result URL than ${formatValue(outcome.resultUrl)}, or none`;
      return combine([
        expectExecutions(trace, at, listExecuteHandlers(0, 2)),
        isSetByAnother(outcome.resultUrl, scenario, 1) ? { at, expected } : 'held',
      ]);
    },
  }),
  'flow/state-is-its-own': property({
    given: { between: fc.boolean() },
    scenario: ({ between }) =>
      createScenario([
        transaction([redirectAndContinue()], between ? [returnUser()] : []),
        transaction([redirectAndContinue()]),
      ]),
    judge: (_, trace) => {
      const [first, second] = getStates(trace);
      if (first === undefined || second === undefined) return 'vacuous';
      const at = { transaction: 1, phase: 0 };
      return first === second
        ? { at, expected: 'a state of its own', actual: formatValue(second) }
        : 'held';
    },
  }),
  'flow/state-is-used-once': property({
    given: { later: fc.integer({ min: 0, max: 2 }) },
    scenario: ({ later }) =>
      createScenario([
        transaction([redirectAndContinue(), ...noopActions(later)], [returnUser(), returnUser()]),
      ]),
    judge: (_, trace) => {
      const [, first, second] = getPhases(trace);
      if (!first || !second || first.executions.length === 0) return 'vacuous';
      return second.executions.length === 0
        ? 'held'
        : forbidExecution(
            { transaction: 0, phase: 2, execution: 0 },
            'for a state that was used before',
          );
    },
  }),
  'flow/refreshes-methods': property({
    given: { factor },
    scenario: ({ factor }) =>
      createScenario([
        transaction(
          [{ execute: [call('authentication.challengeWith', factor)] }, noopAction],
          [completeFactor(factor)],
        ),
      ]),
    judge: (scenario, trace) => {
      const { event, user } = scenario.transactions[0] ?? { event: null, user: [] };
      const later = getPhases(trace)[1]?.executions.find(({ action }) => action === 1);
      const completed = user.find((step) => 'completes' in step);
      if (!later || !completed || !('completes' in completed)) return 'vacuous';
      const methods = formatValue(getMethods(later.event ?? event));
      const names = [completed.completes.type, getFactorType(completed.completes)];
      return {
        answer: names.some((name) => methods.includes(`"${name}"`)) ? 'named' : 'not named',
      };
    },
  }),
} satisfies Record<string, Property>;
