import type { FactorSelector, MethodName, Outcome } from '@post-challenge/spec';
import fc from 'fast-check';
import { factor, factors, isSameFactorType } from '../draw/factors.ts';
import { strayReturn } from '../draw/returns.ts';
import { mayAccompany, pickKnownOption } from './shared/challenge-factors.ts';
import { withNeighbours } from './shared/neighbours.ts';
import { createFinishProperty } from './shared/lets-the-action-finish.ts';
import {
  combine,
  expectExecutions,
  expectNoError,
  expectNoLaterAction,
  expectNoLaterActions,
  forbidExecution,
  listExecuteHandlers,
} from './expectations.ts';
import { judgeOutcome, judgeSince, onCall } from './judges.ts';
import { type Judge, type Property, property } from './property.ts';
import {
  call,
  completeFactor,
  createPlacedScenario,
  createScenario,
  noopAction,
  noopActions,
  oneExecution,
  placement,
  redirectAndContinue,
  returnUser,
  transaction,
} from './scenarios.ts';
import {
  createControlToken,
  createTokenParameter,
  ordinaryToken,
  validate,
} from './redirect/returned-token.ts';
import { trouble } from './shared/trouble.ts';
import { type StepResult, filterCalls, getPhases } from './step-results.ts';
import { type Json, type JsonObject, isSameJson } from '../language/json.ts';
import type { Judgement, TraceLocation } from '../language/judgement.ts';
import type { ReturnsStep, Scenario, Step } from '../language/scenario.ts';
import { formatValue } from '../language/format-value.ts';
import type { Trace } from '../language/trace.ts';

/** A call of `challengeWith`; without options if there are no additional factors. */
export const challengeWith = (
  factor: FactorSelector,
  additionalFactors: FactorSelector[] = [],
): Step =>
  call(
    'authentication.challengeWith',
    factor,
    additionalFactors.length > 0 ? { additionalFactors } : undefined,
  );
const challengeWithAny = (list: FactorSelector[]): Step =>
  call('authentication.challengeWithAny', list);

/** Returns the factors that the first challenge requests. */
function getRequestedFactors(results: readonly StepResult[]): FactorSelector[] {
  const [called] = filterCalls(
    results,
    'authentication.challengeWith',
    'authentication.challengeWithAny',
  );
  const [first, options] = (called?.args ?? []) as unknown[];
  if (Array.isArray(first)) return first as FactorSelector[];
  const { additionalFactors = [] } = (options ?? {}) as { additionalFactors?: FactorSelector[] };
  return [first as FactorSelector, ...additionalFactors];
}

/** Returns the factors that an outcome offers; none if it is no challenge. */
export function getOfferedFactors(outcome: Outcome): readonly FactorSelector[] {
  return outcome.status === 'challenged' ? outcome.factors : [];
}

function formatFactorTypes(list: readonly FactorSelector[]): string {
  return `[${list.map(({ type }) => `{ type: "${type}" }`).join(', ')}]`;
}

const judgeOffer = judgeOutcome(({ outcome, results, at }) => {
  const requested = getRequestedFactors(results);
  const offered = getOfferedFactors(outcome);
  return requested.every((factor) => offered.some((other) => isSameFactorType(other, factor)))
    ? 'held'
    : { at, expected: `{ status: "challenged", factors: ${formatFactorTypes(requested)} }` };
});

function formatFactor(factor: FactorSelector): string {
  return formatValue(factor as unknown as Json);
}

const judgeOptions = judgeOutcome(({ outcome, results, at }) => {
  if (outcome.status !== 'challenged') return 'vacuous';
  const offered = [...(outcome.defaultFactor ? [outcome.defaultFactor] : []), ...outcome.factors];
  return combine(
    getRequestedFactors(results).flatMap((requested) =>
      offered
        .filter((factor) => isSameFactorType(factor, requested))
        .map((factor) => expectOptions(factor, requested, at)),
    ),
  );
});

function expectOptions(
  factor: FactorSelector,
  requested: FactorSelector,
  at: TraceLocation,
): Judgement {
  const options = pickKnownOption(requested);
  if (options === null) return 'vacuous';
  return isSameJson(pickKnownOption(factor), options)
    ? 'held'
    : { at, expected: `the factor ${formatFactor(requested)}`, actual: formatFactor(factor) };
}

const withOptions = factor.filter((drawn) => 'options' in drawn);

/** A factor and further factors; {@link filterOtherTypes} removes those of the type of the first. */
const challenge = { first: factor, rest: factors(0, 6) };
const oneMore = { first: factor, rest: factors(2, 3) };

/** Removes the factors of the type of the first one. */
export function filterOtherTypes(
  first: FactorSelector,
  rest: readonly FactorSelector[],
): FactorSelector[] {
  return rest.filter((factor) => !isSameFactorType(factor, first));
}

function createOwnFactorsProperty(
  step: (first: FactorSelector, rest: FactorSelector[]) => Step,
): Property {
  return property({
    given: oneMore,
    scenario: ({ first, rest }) =>
      oneExecution([step(first, filterOtherTypes(first, rest)), { change: 'arguments', of: 0 }]),
    judge: judgeOffer,
  });
}

/** A scenario in which a second action challenges the user after a factor was completed. A third action does nothing. */
export function createRepeatedChallenge(
  first: Step,
  completed: FactorSelector,
  second: Step,
): Scenario {
  return createScenario([
    transaction(
      [{ execute: [first] }, { execute: [second] }, noopAction],
      [completeFactor(completed)],
    ),
  ]);
}

/** Judges that the second challenge asks for nothing: the second and the third action execute. */
export const judgeNoSecondChallenge: Judge = (_, trace) =>
  expectExecutions(trace, { transaction: 0, phase: 1 }, listExecuteHandlers(1, 3), {
    handlers: ['execute'],
  });

/** Returns the number of the phase after the last step of the user. */
function getLastPhase({ transactions: [script] }: Scenario): number {
  return script?.user.length ?? 0;
}

const UNSATISFIED = 'before the challenge is satisfied';

/** A parameter of a return with a token that every implementation accepts. It satisfies no challenge. */
const returnedToken = createTokenParameter(createControlToken(ordinaryToken, true));

function createHoldsLaterProperty(
  method: MethodName,
  step: (first: FactorSelector, rest: FactorSelector[]) => Step,
): Property {
  return property({
    given: { ...challenge, placement, beside: fc.option(trouble, { nil: undefined }) },
    scenario: ({ first, rest, placement, beside }) => {
      const challenging = step(first, filterOtherTypes(first, rest));
      // That a factor completed earlier satisfies no challenge for others is another rule.
      const pause = placement.pause === 'redirect' ? 'redirect' : 'none';
      if (beside === undefined) {
        const validation = [validate(ordinaryToken.secret)];
        return createPlacedScenario(
          { ...placement, pause, query: returnedToken, resumed: validation },
          [...(placement.inContinue ? validation : []), challenging],
          [{ wait: 1000 }],
        );
      }
      const redirects = 'call' in beside && beside.call === 'redirect.sendUserTo';
      return createPlacedScenario(
        redirects ? { ...placement, pause: 'none', inContinue: false } : { ...placement, pause },
        [beside, challenging],
        [{ wait: 1000 }],
      );
    },
    judge: judgeSince(method, ({ action, phase }, _, trace) =>
      expectNoLaterActions(trace, action, phase, UNSATISFIED),
    ),
  });
}

/** The property that the next action executes after the user has completed the factor that `pickFactor` picks. */
function createSatisfiedProperty(
  method: MethodName,
  step: (first: FactorSelector, rest: FactorSelector[]) => Step,
  pickFactor: (first: FactorSelector, rest: FactorSelector[], pick: number) => FactorSelector,
): Property {
  return property({
    given: { ...oneMore, placement, pick: fc.nat({ max: 9 }) },
    scenario: ({ first, rest, placement, pick }) => {
      const more = filterOtherTypes(first, rest);
      return createPlacedScenario(
        placement,
        [step(first, more)],
        [completeFactor(pickFactor(first, more, pick))],
      );
    },
    judge: judgeSince(method, ({ action }, scenario, trace) =>
      expectExecutions(
        trace,
        { transaction: 0, phase: getLastPhase(scenario) },
        listExecuteHandlers(action + 1, action + 2),
        {
          exactly: false,
          handlers: ['execute'],
        },
      ),
    ),
  });
}

/** The property that no later action executes after the user has completed a factor that was not offered. */
function createNotSatisfiedProperty(
  step: (first: FactorSelector, rest: FactorSelector[]) => Step,
): Property {
  return property({
    given: {
      ...challenge,
      another: factor.filter(({ type }) => type !== 'recovery-code'),
      placement,
      earlier: fc.boolean(),
    },
    scenario: ({ first, rest, another, placement, earlier }) => {
      const [preferred = pickAnotherType(another), ...more] = [
        first,
        ...filterOtherTypes(first, rest),
      ].filter((factor) => !isSameFactorType(factor, another) && !mayAccompany(another, factor));
      const challenging = step(preferred, more);
      return earlier
        ? createRepeatedChallenge(step(another, []), another, challenging)
        : createPlacedScenario(placement, [challenging], [completeFactor(another)]);
    },
    judge: (scenario, trace) => {
      const { actions = [], user = [] } = scenario.transactions[0] ?? {};
      const challenging = actions.findLastIndex(({ execute, continue: later = [] }) =>
        [...execute, ...later].some(
          (step) => 'call' in step && step.call !== 'redirect.sendUserTo',
        ),
      );
      const phase = getPhases(trace)[user.length];
      return phase ? expectNoLaterAction(trace, challenging, user.length, UNSATISFIED) : 'vacuous';
    },
  });
}

/** The property that a return satisfies no challenge, whatever its state. */
function createNotSatisfiedByReturnProperty(step: (factor: FactorSelector) => Step): Property {
  return property({
    given: {
      factor,
      // A state of this transaction that was used, or of another one that waits, is drawn only if there is one.
      redirected: fc.boolean(),
      foreign: fc.boolean(),
      second: fc.boolean(),
      returns: fc.array(strayReturn, { minLength: 1, maxLength: 2 }),
      verified: fc.boolean(),
      later: fc.integer({ min: 0, max: 2 }),
    },
    scenario: ({ factor, redirected, foreign, second, returns, verified, later }) =>
      createScenario([
        ...(foreign ? [transaction([redirectAndContinue()])] : []),
        transaction(
          [
            ...(redirected ? [redirectAndContinue()] : []),
            ...(second ? [{ execute: [step(pickAnotherType(factor))] }] : []),
            { execute: [step(factor)], continue: [] },
            ...noopActions(redirected && second ? 1 : later),
          ],
          [
            ...(redirected ? [returnUser()] : []),
            ...(second ? [completeFactor(pickAnotherType(factor))] : []),
            ...(foreign
              ? [returnUser(0, { query: { state: { $state: 0, transaction: 0 } } })]
              : []),
            ...(verified ? returns.map(addToken) : returns),
          ],
        ),
      ]),
    judge: judgeReturnsToChallenge,
  });
}

/** Adds a valid token to a return. */
function addToken({ returns: { method, query, body } }: ReturnsStep): ReturnsStep {
  return {
    returns: {
      method,
      query: { ...(query as JsonObject), ...returnedToken },
      body: method === 'POST' ? { ...(body as JsonObject), ...returnedToken } : body,
    },
  };
}

/** Judges that the returns after a challenge neither execute a later action nor complete the transaction. */
function judgeReturnsToChallenge(scenario: Scenario, trace: Trace): Judgement {
  const transaction = scenario.transactions.length - 1;
  const { actions = [] } = scenario.transactions[transaction] ?? {};
  const challenging = actions.findLastIndex(({ execute }) =>
    execute.some((step) => 'call' in step && step.call !== 'redirect.sendUserTo'),
  );
  const phases = getPhases(trace, transaction);
  const asking = phases.findIndex(
    ({ executions, outcome }) =>
      outcome?.status === 'challenged' && executions.some(({ action }) => action === challenging),
  );
  const later = [...phases.entries()].filter(([phase]) => asking >= 0 && phase > asking);
  return combine(
    later.map(([phase, { executions, outcome }]) => {
      const at = { transaction, phase };
      const execution = executions.findIndex(({ action }) => action > challenging);
      if (execution >= 0) return forbidExecution({ ...at, execution }, UNSATISFIED);
      const expected = `another status than "completed" ${UNSATISFIED}`;
      return outcome?.status === 'completed' ? { at, expected } : 'held';
    }),
  );
}

/** Returns a factor of another type. */
function pickAnotherType(another: FactorSelector): FactorSelector {
  return { type: another.type === 'email' ? 'webauthn-platform' : 'email' };
}

function pickItem<T>(list: readonly T[], pick: number, otherwise: T): T {
  return list[pick % Math.max(1, list.length)] ?? otherwise;
}

/** A call of `challengeWithAny` with all factors. */
export const challengeWithEvery = (first: FactorSelector, rest: FactorSelector[]): Step =>
  challengeWithAny([first, ...rest]);

/** The properties about the challenge that a call asks for. */
const challengeProperties = withNeighbours({
  'authentication.challengeWith/asks-for-the-factor': property({
    given: challenge,
    scenario: ({ first, rest }) =>
      oneExecution([challengeWith(first, filterOtherTypes(first, rest))]),
    judge: judgeOutcome(({ outcome, results, at }) => {
      const [requested = { type: 'otp' }] = getRequestedFactors(results);
      const actual = outcome.status === 'challenged' ? outcome.defaultFactor : undefined;
      const expected = `{ status: "challenged", defaultFactor: { type: "${requested.type}" }, … }`;
      return actual && isSameFactorType(actual, requested) ? 'held' : { at, expected };
    }),
  }),
  'authentication.challengeWith/offers-additional-factors': property({
    given: oneMore,
    scenario: ({ first, rest }) =>
      oneExecution([challengeWith(first, filterOtherTypes(first, rest))]),
    judge: judgeOffer,
  }),
  'authentication.challengeWith/works-without-options': property({
    given: { factor },
    scenario: ({ factor }) => oneExecution([challengeWith(factor)]),
    judge: judgeOutcome(({ outcome, results, at }) => {
      if (outcome.status !== 'challenged') return 'vacuous';
      const [requested = { type: 'otp' }] = getRequestedFactors(results);
      const expected = `{ status: "challenged", factors: ${formatFactorTypes([requested])}, … }`;
      return outcome.factors.every(
        (factor) => isSameFactorType(factor, requested) || mayAccompany(factor, requested),
      )
        ? 'held'
        : { at, expected };
    }),
  }),
  'authentication.challengeWith/keeps-factor-options': property({
    given: { first: withOptions, rest: factors(0, 2) },
    scenario: ({ first, rest }) =>
      oneExecution([challengeWith(first, filterOtherTypes(first, rest))]),
    judge: judgeOptions,
  }),
  'authentication.challengeWithAny/offers-every-factor': property({
    given: { list: factors(1) },
    scenario: ({ list }) => oneExecution([challengeWithAny(list)]),
    judge: judgeOffer,
  }),
  'authentication.challengeWithAny/keeps-factor-options': property({
    given: { first: withOptions, rest: factors(0, 2) },
    scenario: ({ first, rest }) =>
      oneExecution([challengeWithAny([first, ...filterOtherTypes(first, rest)])]),
    judge: judgeOptions,
  }),
  'authentication.challengeWithAny/has-no-default-factor': property({
    given: { list: factors(2) },
    scenario: ({ list }) => oneExecution([challengeWithAny(list)]),
    judge: judgeOutcome(({ outcome, at }) => {
      if (outcome.status !== 'challenged') return 'vacuous';
      const expected = '{ status: "challenged", factors, … } without defaultFactor';
      return outcome.defaultFactor === undefined ? 'held' : { at, expected };
    }),
  }),
} satisfies Record<string, Property>);

/** The properties of `api.authentication`. */
export const authenticationProperties = {
  ...challengeProperties,
  'authentication.challengeWith/accepts-every-factor': property({
    given: challenge,
    scenario: ({ first, rest }) =>
      oneExecution([challengeWith(first, filterOtherTypes(first, rest))]),
    judge: onCall('authentication.challengeWith', expectNoError),
  }),
  'authentication.challengeWith/keeps-its-own-factors': createOwnFactorsProperty((first, rest) =>
    challengeWith(first, rest),
  ),
  'authentication.challengeWith/lets-the-action-finish': createFinishProperty(
    factor.map((drawn) => challengeWith(drawn)),
  ),
  'authentication.challengeWith/holds-later-actions': createHoldsLaterProperty(
    'authentication.challengeWith',
    challengeWith,
  ),
  'authentication.challengeWith/satisfied-by-default-factor': createSatisfiedProperty(
    'authentication.challengeWith',
    challengeWith,
    (first) => first,
  ),
  'authentication.challengeWith/satisfied-by-additional-factor': createSatisfiedProperty(
    'authentication.challengeWith',
    challengeWith,
    (first, rest, pick) => pickItem(rest, pick, first),
  ),
  'authentication.challengeWith/satisfied-already': property({
    given: challenge,
    scenario: ({ first, rest }) =>
      createRepeatedChallenge(
        challengeWith(first),
        first,
        challengeWith(first, filterOtherTypes(first, rest)),
      ),
    judge: judgeNoSecondChallenge,
  }),
  'authentication.challengeWith/not-satisfied-by-another-factor':
    createNotSatisfiedProperty(challengeWith),
  'authentication.challengeWith/not-satisfied-by-a-return': createNotSatisfiedByReturnProperty(
    (factor) => challengeWith(factor),
  ),
  'authentication.challengeWith/additional-factor-already': property({
    given: {},
    scenario: () =>
      createRepeatedChallenge(
        challengeWith({ type: 'email' }),
        { type: 'email' },
        challengeWith({ type: 'otp' }, [{ type: 'email' }]),
      ),
    judge: (_, trace) => {
      const outcome = getPhases(trace)[1]?.outcome;
      if (!outcome) return 'vacuous';
      return { answer: outcome.status === 'challenged' ? 'asked again' : 'counts' };
    },
  }),
  'authentication.challengeWith/second-challenge': property({
    given: {},
    scenario: () =>
      createScenario([
        transaction(
          [{ execute: [challengeWith({ type: 'otp' }), challengeWith({ type: 'email' })] }],
          [completeFactor({ type: 'otp' })],
        ),
      ]),
    judge: (_, trace) => {
      const outcomes = getPhases(trace).map(({ outcome }) =>
        outcome?.status === 'challenged'
          ? formatFactorTypes(outcome.factors)
          : (outcome?.status ?? 'nothing'),
      );
      return { answer: outcomes.join(', then ') };
    },
  }),
  'authentication.challengeWithAny/holds-later-actions': createHoldsLaterProperty(
    'authentication.challengeWithAny',
    challengeWithEvery,
  ),
  'authentication.challengeWithAny/satisfied-by-any-factor': createSatisfiedProperty(
    'authentication.challengeWithAny',
    challengeWithEvery,
    (first, rest, pick) => pickItem([first, ...rest], pick, first),
  ),
  'authentication.challengeWithAny/satisfied-already': property({
    given: { ...oneMore, pick: fc.nat({ max: 9 }) },
    scenario: ({ first, rest, pick }) => {
      const list = [first, ...filterOtherTypes(first, rest)];
      const completed = pickItem(list, pick, first);
      return createRepeatedChallenge(challengeWith(completed), completed, challengeWithAny(list));
    },
    judge: judgeNoSecondChallenge,
  }),
  'authentication.challengeWithAny/not-satisfied-by-another-factor':
    createNotSatisfiedProperty(challengeWithEvery),
  'authentication.challengeWithAny/not-satisfied-by-a-return': createNotSatisfiedByReturnProperty(
    (factor) => challengeWithAny([factor]),
  ),
  'authentication.challengeWithAny/accepts-every-factor': property({
    given: { list: factors(1) },
    scenario: ({ list }) => oneExecution([challengeWithAny(list)]),
    judge: onCall('authentication.challengeWithAny', expectNoError),
  }),
  'authentication.challengeWithAny/keeps-its-own-factors': createOwnFactorsProperty((first, rest) =>
    challengeWithAny([first, ...rest]),
  ),
  'authentication.challengeWithAny/lets-the-action-finish': createFinishProperty(
    factors(1).map((list) => challengeWithAny(list)),
  ),
} satisfies Record<string, Property>;
