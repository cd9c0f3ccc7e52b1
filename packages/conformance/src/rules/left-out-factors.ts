import { type FactorSelector, type MethodName, factorTypes } from '@post-challenge/spec';
import fc from 'fast-check';
import { factor, factors, getFactorType, isSameFactorType } from '../draw/factors.ts';
import type { Judgement } from '../language/judgement.ts';
import type { Scenario, Step } from '../language/scenario.ts';
import { eventWith, sampleEvent } from '../language/sample-event.ts';
import {
  challengeWith,
  challengeWithEvery,
  createRepeatedChallenge,
  filterOtherTypes,
  getOfferedFactors,
  judgeNoSecondChallenge,
} from './authentication.ts';
import { judgeOutcome } from './judges.ts';
import { type Judge, type Property, property } from './property.ts';
import {
  completeFactor,
  createScenario,
  noopAction,
  oneExecution,
  transaction,
} from './scenarios.ts';
import { mayAccompany } from './shared/challenge-factors.ts';
import { getPhases } from './step-results.ts';

/** Calls one of the methods with a first factor and others. */
type Challenge = (first: FactorSelector, rest: FactorSelector[]) => Step;

const oneMore = { first: factor, rest: factors(2, 3) };

/** Whether a challenge for some factors may offer another one by itself. */
function mayBeAdded(another: FactorSelector, requested: readonly FactorSelector[]): boolean {
  return requested.some((one) => mayAccompany(another, one));
}

/** Whether a factor is one that a user has without enrolling it, or that a host may add. */
function isEnrolledByItself({ type }: FactorSelector): boolean {
  return type === 'email' || type === 'recovery-code';
}

/** The property that a challenge asks for nothing if all its factors were completed. */
function createAllCompletedProperty(challenge: Challenge): Property {
  return property({
    given: { list: factors(1, 2) },
    scenario({ list }) {
      const [first = { type: 'otp' }, ...rest] = list;
      const earlier = list.map((one) => ({ execute: [challengeWith(one)] }));
      return createScenario([
        transaction(
          [
            ...earlier,
            { execute: [challenge(first, rest)] },
            ...(list.length > 1 ? [] : [noopAction]),
          ],
          list.map(completeFactor),
        ),
      ]);
    },
    judge: judgeNothingAsked,
  });
}

/** Judges that the last challenge asks for nothing: its action and the later ones execute, and no challenge waits. */
const judgeNothingAsked: Judge = (scenario, trace) => {
  const { actions = [], user = [] } = scenario.transactions[0] ?? {};
  const last = getPhases(trace)[user.length];
  if (!last || !last.executions.some(({ action }) => action === user.length)) return 'vacuous';
  if (user.length === 1) return judgeNoSecondChallenge(scenario, trace);
  const at = { transaction: 0, phase: user.length };
  return last.outcome?.status === 'challenged' && actions.length > 0
    ? { at, expected: 'no challenge, because the user has completed all its factors' }
    : 'held';
};

/** The property that a factor completed earlier is not offered again. */
function createNoRepetitionProperty(challenge: Challenge): Property {
  return property({
    given: { ...oneMore, position: fc.nat(2) },
    scenario({ first, rest, position }) {
      const completed = first.type === 'recovery-code' ? ({ type: 'email' } as const) : first;
      const others = filterOtherTypes(completed, rest).filter(
        (one) => !mayAccompany(completed, one),
      );
      const list = others.toSpliced(position % (others.length + 1), 0, completed);
      const [preferred = completed, ...additional] = list;
      return createRepeatedChallenge(
        challengeWith(completed),
        completed,
        challenge(preferred, additional),
      );
    },
    judge: (scenario, trace) => {
      const { user = [] } = scenario.transactions[0] ?? {};
      const [step] = user;
      const outcome = getPhases(trace)[1]?.outcome;
      if (!outcome || !step || !('completes' in step)) return 'vacuous';
      return expectNotOffered(getOfferedFactors(outcome), [step.completes], {
        transaction: 0,
        phase: 1,
      });
    },
  });
}

function expectNotOffered(
  offered: readonly FactorSelector[],
  leftOut: readonly FactorSelector[],
  at: { readonly transaction: number; readonly phase: number },
): Judgement {
  const found = offered.find((one) => leftOut.some((other) => isSameFactorType(one, other)));
  return found ? { at, expected: `a challenge without { type: "${found.type}" }` } : 'held';
}

/** A scenario in which the tenant has not enabled some factors, or the user has not enrolled them. */
function leaveOut(
  step: Step,
  leftOut: readonly FactorSelector[],
  way: 'disabled' | 'unenrolled',
): Scenario {
  const isLeft = (type: string) => !leftOut.some((one) => isSameFactorType(one, { type }));
  if (way === 'disabled') return { ...oneExecution([step]), factors: factorTypes.filter(isLeft) };
  const all = sampleEvent.user.enrolledFactors ?? [];
  const enrolledFactors = all
    .map(({ type }) => ({ type: String(type) }))
    .filter(({ type }) => isLeft(type));
  return oneExecution([step], { event: eventWith({ user: { enrolledFactors } }) });
}

/** Lists the factors that the tenant of a scenario has not enabled, or that its user has not enrolled. */
function listLeftOut({ factors: enabled, transactions: [script] }: Scenario): FactorSelector[] {
  const { user } = (script?.event ?? {}) as unknown as Partial<typeof sampleEvent>;
  const enrolled = user?.enrolledFactors ?? [];
  return factorTypes
    .map((type) => ({ type }))
    .filter(
      (one) =>
        !enabled.some((type) => type === one.type || isSameFactorType({ type }, one)) ||
        !enrolled.some(({ type }) => isSameFactorType({ type: String(type) }, one)),
    );
}

/** The property that a challenge does not offer a factor that cannot be used. */
function createIgnoresProperty(challenge: Challenge, way: 'disabled' | 'unenrolled'): Property {
  const isJudged = (one: FactorSelector) => way === 'disabled' || !isEnrolledByItself(one);
  return property({
    given: { ...oneMore, position: fc.nat(2) },
    scenario({ first, rest, position }) {
      const leftOut = isJudged(first) ? first : ({ type: 'otp' } as const);
      const others = filterOtherTypes(leftOut, rest).filter((one) => !mayBeAdded(leftOut, [one]));
      // With a factor that everybody can use, the challenge does not fail.
      const usable = others.length > 0 ? others : [pickAnother(leftOut)];
      const [preferred = leftOut, ...additional] = usable.toSpliced(
        position % (usable.length + 1),
        0,
        leftOut,
      );
      return leaveOut(challenge(preferred, additional), [leftOut], way);
    },
    judge: judgeOutcome(({ outcome, at }, scenario) =>
      outcome.status === 'challenged'
        ? expectNotOffered(
            outcome.factors,
            listLeftOut(scenario),
            at as { transaction: number; phase: number },
          )
        : 'vacuous',
    ),
  });
}

function pickAnother(another: FactorSelector): FactorSelector {
  return { type: getFactorType(another) === 'webauthn-platform' ? 'phone' : 'webauthn-platform' };
}

/** The property that a challenge without a usable factor fails. */
function createFailsProperty(challenge: Challenge): Property {
  return property({
    given: {
      list: factors(1, 3),
      way: fc.constantFrom<'disabled' | 'unenrolled'>('disabled', 'unenrolled'),
    },
    scenario({ list, way }) {
      const asked = way === 'disabled' ? list : list.filter((one) => !isEnrolledByItself(one));
      const [first = { type: 'otp' }, ...rest] = asked;
      return leaveOut(challenge(first, rest), [first, ...rest], way);
    },
    judge: judgeOutcome(({ outcome, at }) => {
      const isUsable = outcome.status === 'completed' || getOfferedFactors(outcome).length > 0;
      return isUsable
        ? { at, expected: 'neither "completed" nor a challenge with factors' }
        : 'held';
    }),
  });
}

/** The probe that asks for the other factors of a challenge. */
function createPartlyCompletedProbe(challenge: Challenge): Property {
  return property({
    given: {},
    scenario: () =>
      createRepeatedChallenge(
        challengeWith({ type: 'email' }),
        { type: 'email' },
        challenge({ type: 'email' }, [{ type: 'otp' }]),
      ),
    judge: (_, trace) => {
      const outcome = getPhases(trace)[1]?.outcome;
      if (!outcome) return 'vacuous';
      const types = getOfferedFactors(outcome).map(({ type }) => type);
      return { answer: types.length > 0 ? `asks for ${types.join(', ')}` : 'asks for nothing' };
    },
  });
}

function createProperties<M extends MethodName>(method: M, challenge: Challenge) {
  return {
    [`${method}/all-completed-already`]: createAllCompletedProperty(challenge),
    [`${method}/does-not-repeat-a-factor`]: createNoRepetitionProperty(challenge),
    [`${method}/partly-completed`]: createPartlyCompletedProbe(challenge),
    [`${method}/ignores-a-disabled-factor`]: createIgnoresProperty(challenge, 'disabled'),
    [`${method}/ignores-an-unenrolled-factor`]: createIgnoresProperty(challenge, 'unenrolled'),
    [`${method}/fails-without-a-usable-factor`]: createFailsProperty(challenge),
  } as Record<
    `${M}/${'all-completed-already' | 'does-not-repeat-a-factor' | 'partly-completed' | 'ignores-a-disabled-factor' | 'ignores-an-unenrolled-factor' | 'fails-without-a-usable-factor'}`,
    Property
  >;
}

/** The properties about the factors that a challenge leaves out: those that were completed, and those that nobody can use. */
export const leftOutProperties = {
  ...createProperties('authentication.challengeWith', challengeWith),
  ...createProperties('authentication.challengeWithAny', challengeWithEvery),
  'authentication.challengeWithAny/shows-the-only-factor': property({
    given: { ...oneMore, alone: fc.boolean() },
    scenario: ({ first, rest, alone }) => {
      const others = alone ? [] : filterOtherTypes(first, rest);
      return leaveOut(challengeWithEvery(first, others), others, 'disabled');
    },
    judge: judgeOutcome(({ outcome, at }) => {
      if (outcome.status !== 'challenged') return 'vacuous';
      const expected = '{ status: "challenged", defaultFactor, … }';
      return outcome.defaultFactor ? 'held' : { at, expected };
    }),
  }),
} satisfies Record<string, Property>;
