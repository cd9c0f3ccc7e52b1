import type { FactorSelector, Outcome } from '@post-challenge/spec';
import { factor, factors, kindOf } from './arbitraries.ts';
import { letsTheActionFinish } from './finish.ts';
import { type Json, sameJson } from './json.ts';
import {
  type Judgement,
  type Property,
  type Seen,
  call,
  execution,
  outcome,
  property,
  steps,
  fault,
  threw,
} from './property.ts';
import type { Step } from './scenario.ts';
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
        return { at, expected: show(one as unknown as Json) };
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
} as const satisfies Record<string, Property>;
