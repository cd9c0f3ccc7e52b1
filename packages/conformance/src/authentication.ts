import type { FactorSelector, MethodName, Outcome } from '@post-challenge/spec';
import fc from 'fast-check';
import { factor, factors, kindOf } from './arbitraries.ts';
import { letsTheActionFinish } from './finish.ts';
import {
  completes,
  executes,
  from,
  idle,
  noneLater,
  phasesOf,
  placedAlone,
  placement,
  ran,
} from './host.ts';
import { type Json, sameJson } from './json.ts';
import {
  type Judgement,
  type Property,
  type Seen,
  attempt,
  call,
  execution,
  outcome,
  property,
  steps,
  fault,
  threw,
  transactions,
} from './property.ts';
import type { Scenario, Step } from './scenario.ts';
import { show } from './show.ts';

const challengeWith = (factor: FactorSelector, additionalFactors: FactorSelector[] = []): Step =>
  call(
    'authentication.challengeWith',
    factor,
    additionalFactors.length > 0 ? { additionalFactors } : undefined,
  );
const challengeWithAny = (list: FactorSelector[]): Step =>
  call('authentication.challengeWithAny', list);

function factorsAsked(seen: Seen | undefined): FactorSelector[] {
  const [first, options] = (seen?.args ?? []) as unknown[];
  if (Array.isArray(first)) return first as FactorSelector[];
  const { additionalFactors = [] } = (options ?? {}) as { additionalFactors?: FactorSelector[] };
  return [first as FactorSelector, ...additionalFactors];
}

function offered(reached: Outcome): readonly FactorSelector[] {
  return reached.status === 'challenged' ? reached.factors : [];
}

function names(list: readonly FactorSelector[]): string {
  return `[${list.map(({ type }) => `{ type: "${type}" }`).join(', ')}]`;
}

const offersWhatWasAsked = outcome((reached, [called], at) => {
  const asked = factorsAsked(called);
  const kinds = offered(reached).map(kindOf);
  return asked.every((one) => kinds.includes(kindOf(one)))
    ? 'held'
    : { at, expected: `{ status: "challenged", factors: ${names(asked)} }` };
});

function knownOptions({ type, options = {} }: FactorSelector): Json {
  const { preferredMethod, otpFallback } = options as Record<string, Json>;
  if (type === 'phone') return preferredMethod ?? null;
  return kindOf({ type }) === 'push-notification' ? (otpFallback ?? null) : null;
}

function told(factor: FactorSelector): string {
  return show(factor as unknown as Json);
}

function keepsOptions(reached: Outcome, [asked]: readonly Seen[], at: Seen['at']): Judgement {
  if (reached.status !== 'challenged') return 'vacuous';
  const reports = [...(reached.defaultFactor ? [reached.defaultFactor] : []), ...reached.factors];
  let judged = false;
  for (const one of factorsAsked(asked)) {
    const wanted = knownOptions(one);
    for (const report of reports.filter((other) => kindOf(other) === kindOf(one))) {
      if (wanted === null) continue;
      judged = true;
      if (!sameJson(knownOptions(report), wanted))
        return { at, expected: `the factor ${told(one)}`, actual: told(report) };
    }
  }
  return judged ? 'held' : 'vacuous';
}

function accepts([called]: readonly Seen[]): Judgement {
  if (!called) return 'vacuous';
  return threw(called) ? fault(called, 'no error') : 'held';
}

/** The factors that satisfy another one by themselves, and may be offered beside it. */
function comesAlong(kind: string, asked: FactorSelector): boolean {
  const fallsBack = kindOf(asked) === 'push-notification' && knownOptions(asked) !== false;
  return kind === 'recovery-code' || (kind === 'otp' && fallsBack);
}

const withOptions = factor.filter((one) => 'options' in one);

/** A factor, and others of different types. */
const challenge = { first: factor, rest: factors(0, 3) };
const oneMore = { first: factor, rest: factors(2, 3) };

function others(first: FactorSelector, rest: readonly FactorSelector[]): FactorSelector[] {
  return rest.filter((one) => kindOf(one) !== kindOf(first));
}

function keepsItsOwn(step: (first: FactorSelector, rest: FactorSelector[]) => Step): Property {
  return property({
    given: oneMore,
    scenario: ({ first, rest }) =>
      execution([step(first, others(first, rest)), { change: 'arguments', of: 0 }]),
    judge: offersWhatWasAsked,
  });
}

/** A later challenge asks for a factor again that was completed: nothing may be asked for, so that the third action executes. */
function askedAgain(first: Step, completed: FactorSelector, second: Step): Scenario {
  return transactions([
    attempt([{ execute: [first] }, { execute: [second] }, idle], [completes(completed)]),
  ]);
}

const asksForNothing: Property['judge'] = (_, trace) =>
  ran(trace, { transaction: 0, phase: 1 }, executes(1, 3), { handlers: ['execute'] });

const UNSATISFIED = 'before the challenge is satisfied';

function holdsLater(
  method: MethodName,
  step: (first: FactorSelector, rest: FactorSelector[]) => Step,
): Property {
  return property({
    given: { ...challenge, placement },
    scenario: ({ first, rest, placement }) =>
      placedAlone(placement, [step(first, others(first, rest))]),
    judge: from(method, ({ action, phase }, trace) => noneLater(trace, action, phase, UNSATISFIED)),
  });
}

/** Completing the factor that `which` picks lets the next action execute. */
function satisfiedBy(
  method: MethodName,
  step: (first: FactorSelector, rest: FactorSelector[]) => Step,
  which: (first: FactorSelector, rest: FactorSelector[], pick: number) => FactorSelector,
): Property {
  return property({
    given: { ...oneMore, placement, pick: fc.nat({ max: 9 }) },
    scenario: ({ first, rest, placement, pick }) => {
      const more = others(first, rest);
      return placedAlone(placement, [step(first, more)], [completes(which(first, more, pick))]);
    },
    judge: from(method, ({ action, phase }, trace) =>
      ran(trace, { transaction: 0, phase: phase + 1 }, executes(action + 1, action + 2), {
        exactly: false,
        handlers: ['execute'],
      }),
    ),
  });
}

/** Completing a factor that was not offered, now or for an earlier challenge, lets no later action execute. */
function notSatisfiedByAnother(
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
      const [favourite = notAs(another), ...more] = [first, ...others(first, rest)].filter(
        (one) => kindOf(one) !== kindOf(another) && !comesAlong(kindOf(another), one),
      );
      const asked = step(favourite, more);
      return earlier
        ? askedAgain(step(another, []), another, asked)
        : placedAlone(placement, [asked], [completes(another)]);
    },
    judge: (scenario, trace) => {
      const { actions = [], user = [] } = scenario.transactions[0] ?? {};
      const asking = actions.findLastIndex(({ execute, continue: later = [] }) =>
        [...execute, ...later].some((one) => 'call' in one && one.call !== 'redirect.sendUserTo'),
      );
      const phase = phasesOf(trace)[user.length];
      return phase ? noneLater(trace, asking, user.length, UNSATISFIED) : 'vacuous';
    },
  });
}

/** A factor that is not of the type of another. */
function notAs(another: FactorSelector): FactorSelector {
  return { type: another.type === 'email' ? 'webauthn-platform' : 'email' };
}

function pickOf<T>(list: readonly T[], pick: number, otherwise: T): T {
  return list[pick % Math.max(1, list.length)] ?? otherwise;
}

const anyOf = (first: FactorSelector, rest: FactorSelector[]): Step =>
  challengeWithAny([first, ...rest]);

/** The properties of `api.authentication`. @internal */
export const authenticationProperties = {
  'authentication.challengeWith/asks-for-the-factor': property({
    given: challenge,
    scenario: ({ first, rest }) => execution([challengeWith(first, others(first, rest))]),
    judge: outcome((reached, [asked], at) => {
      const [wanted = { type: 'otp' }] = factorsAsked(asked);
      const shown = reached.status === 'challenged' ? reached.defaultFactor : undefined;
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
    scenario: ({ first, rest }) => execution([challengeWith(first, others(first, rest))]),
    judge: offersWhatWasAsked,
  }),
  'authentication.challengeWith/works-without-options': property({
    given: { factor },
    scenario: ({ factor }) => execution([challengeWith(factor)]),
    judge: outcome((reached, [asked], at) => {
      if (reached.status !== 'challenged') return 'vacuous';
      const [wanted = { type: 'otp' }] = factorsAsked(asked);
      return reached.factors
        .map(kindOf)
        .every((kind) => kind === kindOf(wanted) || comesAlong(kind, wanted))
        ? 'held'
        : { at, expected: `{ status: "challenged", factors: ${names([wanted])}, … }` };
    }),
  }),
  'authentication.challengeWith/accepts-every-factor': property({
    given: challenge,
    scenario: ({ first, rest }) => execution([challengeWith(first, others(first, rest))]),
    judge: steps(accepts),
  }),
  'authentication.challengeWith/keeps-factor-options': property({
    given: { first: withOptions, rest: factors(0, 2) },
    scenario: ({ first, rest }) => execution([challengeWith(first, others(first, rest))]),
    judge: outcome(keepsOptions),
  }),
  'authentication.challengeWith/keeps-its-own-factors': keepsItsOwn((first, rest) =>
    challengeWith(first, rest),
  ),
  'authentication.challengeWith/lets-the-action-finish': letsTheActionFinish(
    factor.map((one) => challengeWith(one)),
  ),
  'authentication.challengeWith/holds-later-actions': holdsLater(
    'authentication.challengeWith',
    challengeWith,
  ),
  'authentication.challengeWith/satisfied-by-default-factor': satisfiedBy(
    'authentication.challengeWith',
    challengeWith,
    (first) => first,
  ),
  'authentication.challengeWith/satisfied-by-additional-factor': satisfiedBy(
    'authentication.challengeWith',
    challengeWith,
    (first, rest, pick) => pickOf(rest, pick, first),
  ),
  'authentication.challengeWith/satisfied-already': property({
    given: challenge,
    scenario: ({ first, rest }) =>
      askedAgain(challengeWith(first), first, challengeWith(first, others(first, rest))),
    judge: asksForNothing,
  }),
  'authentication.challengeWith/not-satisfied-by-another-factor':
    notSatisfiedByAnother(challengeWith),
  'authentication.challengeWith/additional-factor-already': property({
    given: {},
    scenario: () =>
      askedAgain(
        challengeWith({ type: 'email' }),
        { type: 'email' },
        challengeWith({ type: 'otp' }, [{ type: 'email' }]),
      ),
    judge: (_, trace) => {
      const reached = phasesOf(trace)[1]?.outcome;
      if (!reached) return 'vacuous';
      return { answer: reached.status === 'challenged' ? 'asked again' : 'counts' };
    },
  }),
  'authentication.challengeWith/second-challenge': property({
    given: {},
    scenario: () =>
      transactions([
        attempt(
          [{ execute: [challengeWith({ type: 'otp' }), challengeWith({ type: 'email' })] }],
          [completes({ type: 'otp' })],
        ),
      ]),
    judge: (_, trace) => {
      const shown = phasesOf(trace).map(({ outcome }) =>
        outcome?.status === 'challenged' ? names(outcome.factors) : (outcome?.status ?? 'nothing'),
      );
      return { answer: shown.join(', then ') };
    },
  }),
  'authentication.challengeWithAny/holds-later-actions': holdsLater(
    'authentication.challengeWithAny',
    anyOf,
  ),
  'authentication.challengeWithAny/satisfied-by-any-factor': satisfiedBy(
    'authentication.challengeWithAny',
    anyOf,
    (first, rest, pick) => pickOf([first, ...rest], pick, first),
  ),
  'authentication.challengeWithAny/satisfied-already': property({
    given: { ...oneMore, pick: fc.nat({ max: 9 }) },
    scenario: ({ first, rest, pick }) => {
      const list = [first, ...others(first, rest)];
      const completed = pickOf(list, pick, first);
      return askedAgain(challengeWith(completed), completed, challengeWithAny(list));
    },
    judge: asksForNothing,
  }),
  'authentication.challengeWithAny/not-satisfied-by-another-factor': notSatisfiedByAnother(anyOf),
  'authentication.challengeWithAny/offers-every-factor': property({
    given: { list: factors(1) },
    scenario: ({ list }) => execution([challengeWithAny(list)]),
    judge: offersWhatWasAsked,
  }),
  'authentication.challengeWithAny/accepts-every-factor': property({
    given: { list: factors(1) },
    scenario: ({ list }) => execution([challengeWithAny(list)]),
    judge: steps(accepts),
  }),
  'authentication.challengeWithAny/keeps-factor-options': property({
    given: { first: withOptions, rest: factors(0, 2) },
    scenario: ({ first, rest }) => execution([challengeWithAny([first, ...others(first, rest)])]),
    judge: outcome(keepsOptions),
  }),
  'authentication.challengeWithAny/keeps-its-own-factors': keepsItsOwn((first, rest) =>
    challengeWithAny([first, ...rest]),
  ),
  'authentication.challengeWithAny/lets-the-action-finish': letsTheActionFinish(
    factors(1).map((list) => challengeWithAny(list)),
  ),
  'authentication.challengeWithAny/has-no-default-factor': property({
    given: { list: factors(2) },
    scenario: ({ list }) => execution([challengeWithAny(list)]),
    judge: outcome((reached, _, at) => {
      if (reached.status !== 'challenged') return 'vacuous';
      const expected = '{ status: "challenged", factors, … } without defaultFactor';
      return reached.defaultFactor === undefined ? 'held' : { at, expected };
    }),
  }),
} satisfies Record<string, Property>;
