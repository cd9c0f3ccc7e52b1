import type { FactorSelector, MethodName, Outcome } from '@post-challenge/spec';
import fc from 'fast-check';
import { factor, factors, kindOf } from '../draw/factors.ts';
import { createFinishProperty } from './shared/lets-the-action-finish.ts';
import {
  expectExecutions,
  expectNoError,
  expectNoLaterAction,
  listExecuteHandlers,
} from './expectations.ts';
import { judgeOutcome, judgeSince, onCall } from './judges.ts';
import { type Property, property } from './property.ts';
import {
  call,
  completeFactor,
  createPlacedScenario,
  createScenario,
  noopAction,
  oneExecution,
  placement,
  transaction,
} from './scenarios.ts';
import { type StepResult, getPhases } from './step-results.ts';
import { type Json, isSameJson } from '../language/json.ts';
import type { Scenario, Step } from '../language/scenario.ts';
import { formatValue } from '../language/format-value.ts';

const challengeWith = (factor: FactorSelector, additionalFactors: FactorSelector[] = []): Step =>
  call(
    'authentication.challengeWith',
    factor,
    additionalFactors.length > 0 ? { additionalFactors } : undefined,
  );
const challengeWithAny = (list: FactorSelector[]): Step =>
  call('authentication.challengeWithAny', list);

function getRequestedFactors(seen: StepResult | undefined): FactorSelector[] {
  const [first, options] = (seen?.args ?? []) as unknown[];
  if (Array.isArray(first)) return first as FactorSelector[];
  const { additionalFactors = [] } = (options ?? {}) as { additionalFactors?: FactorSelector[] };
  return [first as FactorSelector, ...additionalFactors];
}

function getOfferedFactors(outcome: Outcome): readonly FactorSelector[] {
  return outcome.status === 'challenged' ? outcome.factors : [];
}

function formatFactorTypes(list: readonly FactorSelector[]): string {
  return `[${list.map(({ type }) => `{ type: "${type}" }`).join(', ')}]`;
}

const judgeOffer = judgeOutcome(({ outcome, results: [called], at }) => {
  const asked = getRequestedFactors(called);
  const kinds = getOfferedFactors(outcome).map(kindOf);
  return asked.every((one) => kinds.includes(kindOf(one)))
    ? 'held'
    : { at, expected: `{ status: "challenged", factors: ${formatFactorTypes(asked)} }` };
});

function pickKnownOptions({ type, options = {} }: FactorSelector): Json {
  const { preferredMethod, otpFallback } = options as Record<string, Json>;
  if (type === 'phone') return preferredMethod ?? null;
  return kindOf({ type }) === 'push-notification' ? (otpFallback ?? null) : null;
}

function formatFactor(factor: FactorSelector): string {
  return formatValue(factor as unknown as Json);
}

const judgeOptions = judgeOutcome(({ outcome, results: [asked], at }) => {
  if (outcome.status !== 'challenged') return 'vacuous';
  const reports = [...(outcome.defaultFactor ? [outcome.defaultFactor] : []), ...outcome.factors];
  let judged = false;
  for (const one of getRequestedFactors(asked)) {
    const wanted = pickKnownOptions(one);
    for (const report of reports.filter((other) => kindOf(other) === kindOf(one))) {
      if (wanted === null) continue;
      judged = true;
      if (!isSameJson(pickKnownOptions(report), wanted))
        return { at, expected: `the factor ${formatFactor(one)}`, actual: formatFactor(report) };
    }
  }
  return judged ? 'held' : 'vacuous';
});

/** The factors that satisfy another one by themselves, and may be offered beside it. */
function isOfferedBeside(kind: string, asked: FactorSelector): boolean {
  const fallsBack = kindOf(asked) === 'push-notification' && pickKnownOptions(asked) !== false;
  return kind === 'recovery-code' || (kind === 'otp' && fallsBack);
}

const withOptions = factor.filter((one) => 'options' in one);

/** A factor, and others of different types. */
const challenge = { first: factor, rest: factors(0, 3) };
const oneMore = { first: factor, rest: factors(2, 3) };

function filterOtherTypes(
  first: FactorSelector,
  rest: readonly FactorSelector[],
): FactorSelector[] {
  return rest.filter((one) => kindOf(one) !== kindOf(first));
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

/** A later challenge asks for a factor again that was completed: nothing may be asked for, so that the third action executes. */
function askAgain(first: Step, completed: FactorSelector, second: Step): Scenario {
  return createScenario([
    transaction(
      [{ execute: [first] }, { execute: [second] }, noopAction],
      [completeFactor(completed)],
    ),
  ]);
}

const judgeNothingAsked: Property['judge'] = (_, trace) =>
  expectExecutions(trace, { transaction: 0, phase: 1 }, listExecuteHandlers(1, 3), {
    handlers: ['execute'],
  });

const UNSATISFIED = 'before the challenge is satisfied';

function createHoldsLaterProperty(
  method: MethodName,
  step: (first: FactorSelector, rest: FactorSelector[]) => Step,
): Property {
  return property({
    given: { ...challenge, placement },
    scenario: ({ first, rest, placement }) =>
      createPlacedScenario(placement, [step(first, filterOtherTypes(first, rest))]),
    judge: judgeSince(method, ({ action, phase }, trace) =>
      expectNoLaterAction(trace, action, phase, UNSATISFIED),
    ),
  });
}

/** Completing the factor that `which` picks lets the next action execute. */
function createSatisfiedProperty(
  method: MethodName,
  step: (first: FactorSelector, rest: FactorSelector[]) => Step,
  which: (first: FactorSelector, rest: FactorSelector[], pick: number) => FactorSelector,
): Property {
  return property({
    given: { ...oneMore, placement, pick: fc.nat({ max: 9 }) },
    scenario: ({ first, rest, placement, pick }) => {
      const more = filterOtherTypes(first, rest);
      return createPlacedScenario(
        placement,
        [step(first, more)],
        [completeFactor(which(first, more, pick))],
      );
    },
    judge: judgeSince(method, ({ action, phase }, trace) =>
      expectExecutions(
        trace,
        { transaction: 0, phase: phase + 1 },
        listExecuteHandlers(action + 1, action + 2),
        {
          exactly: false,
          handlers: ['execute'],
        },
      ),
    ),
  });
}

/** Completing a factor that was not offered, now or for an earlier challenge, lets no later action execute. */
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
      const [favourite = pickAnotherType(another), ...more] = [
        first,
        ...filterOtherTypes(first, rest),
      ].filter((one) => kindOf(one) !== kindOf(another) && !isOfferedBeside(kindOf(another), one));
      const asked = step(favourite, more);
      return earlier
        ? askAgain(step(another, []), another, asked)
        : createPlacedScenario(placement, [asked], [completeFactor(another)]);
    },
    judge: (scenario, trace) => {
      const { actions = [], user = [] } = scenario.transactions[0] ?? {};
      const asking = actions.findLastIndex(({ execute, continue: later = [] }) =>
        [...execute, ...later].some((one) => 'call' in one && one.call !== 'redirect.sendUserTo'),
      );
      const phase = getPhases(trace)[user.length];
      return phase ? expectNoLaterAction(trace, asking, user.length, UNSATISFIED) : 'vacuous';
    },
  });
}

/** A factor that is not of the type of another. */
function pickAnotherType(another: FactorSelector): FactorSelector {
  return { type: another.type === 'email' ? 'webauthn-platform' : 'email' };
}

function pickItem<T>(list: readonly T[], pick: number, otherwise: T): T {
  return list[pick % Math.max(1, list.length)] ?? otherwise;
}

const challengeWithEvery = (first: FactorSelector, rest: FactorSelector[]): Step =>
  challengeWithAny([first, ...rest]);

/** The properties of `api.authentication`. */
export const authenticationProperties = {
  'authentication.challengeWith/asks-for-the-factor': property({
    given: challenge,
    scenario: ({ first, rest }) =>
      oneExecution([challengeWith(first, filterOtherTypes(first, rest))]),
    judge: judgeOutcome(({ outcome, results: [asked], at }) => {
      const [wanted = { type: 'otp' }] = getRequestedFactors(asked);
      const shown = outcome.status === 'challenged' ? outcome.defaultFactor : undefined;
      return shown && kindOf(shown) === kindOf(wanted)
        ? 'held'
        : {
            at,
            expected: `{ status: "challenged", defaultFactor: { type: "${wanted.type}" }, … }`,
          };
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
    judge: judgeOutcome(({ outcome, results: [asked], at }) => {
      if (outcome.status !== 'challenged') return 'vacuous';
      const [wanted = { type: 'otp' }] = getRequestedFactors(asked);
      return outcome.factors
        .map(kindOf)
        .every((kind) => kind === kindOf(wanted) || isOfferedBeside(kind, wanted))
        ? 'held'
        : { at, expected: `{ status: "challenged", factors: ${formatFactorTypes([wanted])}, … }` };
    }),
  }),
  'authentication.challengeWith/accepts-every-factor': property({
    given: challenge,
    scenario: ({ first, rest }) =>
      oneExecution([challengeWith(first, filterOtherTypes(first, rest))]),
    judge: onCall('authentication.challengeWith', expectNoError),
  }),
  'authentication.challengeWith/keeps-factor-options': property({
    given: { first: withOptions, rest: factors(0, 2) },
    scenario: ({ first, rest }) =>
      oneExecution([challengeWith(first, filterOtherTypes(first, rest))]),
    judge: judgeOptions,
  }),
  'authentication.challengeWith/keeps-its-own-factors': createOwnFactorsProperty((first, rest) =>
    challengeWith(first, rest),
  ),
  'authentication.challengeWith/lets-the-action-finish': createFinishProperty(
    factor.map((one) => challengeWith(one)),
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
      askAgain(challengeWith(first), first, challengeWith(first, filterOtherTypes(first, rest))),
    judge: judgeNothingAsked,
  }),
  'authentication.challengeWith/not-satisfied-by-another-factor':
    createNotSatisfiedProperty(challengeWith),
  'authentication.challengeWith/additional-factor-already': property({
    given: {},
    scenario: () =>
      askAgain(
        challengeWith({ type: 'email' }),
        { type: 'email' },
        challengeWith({ type: 'otp' }, [{ type: 'email' }]),
      ),
    judge: (_, trace) => {
      const reached = getPhases(trace)[1]?.outcome;
      if (!reached) return 'vacuous';
      return { answer: reached.status === 'challenged' ? 'asked again' : 'counts' };
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
      const shown = getPhases(trace).map(({ outcome }) =>
        outcome?.status === 'challenged'
          ? formatFactorTypes(outcome.factors)
          : (outcome?.status ?? 'nothing'),
      );
      return { answer: shown.join(', then ') };
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
      return askAgain(challengeWith(completed), completed, challengeWithAny(list));
    },
    judge: judgeNothingAsked,
  }),
  'authentication.challengeWithAny/not-satisfied-by-another-factor':
    createNotSatisfiedProperty(challengeWithEvery),
  'authentication.challengeWithAny/offers-every-factor': property({
    given: { list: factors(1) },
    scenario: ({ list }) => oneExecution([challengeWithAny(list)]),
    judge: judgeOffer,
  }),
  'authentication.challengeWithAny/accepts-every-factor': property({
    given: { list: factors(1) },
    scenario: ({ list }) => oneExecution([challengeWithAny(list)]),
    judge: onCall('authentication.challengeWithAny', expectNoError),
  }),
  'authentication.challengeWithAny/keeps-factor-options': property({
    given: { first: withOptions, rest: factors(0, 2) },
    scenario: ({ first, rest }) =>
      oneExecution([challengeWithAny([first, ...filterOtherTypes(first, rest)])]),
    judge: judgeOptions,
  }),
  'authentication.challengeWithAny/keeps-its-own-factors': createOwnFactorsProperty((first, rest) =>
    challengeWithAny([first, ...rest]),
  ),
  'authentication.challengeWithAny/lets-the-action-finish': createFinishProperty(
    factors(1).map((list) => challengeWithAny(list)),
  ),
  'authentication.challengeWithAny/has-no-default-factor': property({
    given: { list: factors(2) },
    scenario: ({ list }) => oneExecution([challengeWithAny(list)]),
    judge: judgeOutcome(({ outcome, at }) => {
      if (outcome.status !== 'challenged') return 'vacuous';
      const expected = '{ status: "challenged", factors, … } without defaultFactor';
      return outcome.defaultFactor === undefined ? 'held' : { at, expected };
    }),
  }),
} satisfies Record<string, Property>;
