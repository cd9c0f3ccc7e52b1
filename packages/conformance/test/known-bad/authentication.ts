import type { Implementation } from '@post-challenge/conformance';
import type { ChallengedOutcome, FactorSelector } from '@post-challenge/spec';
import { changed } from '../implementations.ts';
import { type Decisions, conformant, smallHost, typeOf } from '../small-host.ts';
import { endExecutionAt } from './ending.ts';
import type { KnownBadByRule } from './by-rule.ts';
import { ignorePause } from './pausing.ts';

/** A favourite is shown where the challenge is one of `challengeWith`. */
function hasFavourite(challenge: object): boolean {
  return 'defaultFactor' in challenge;
}

function hasNone(challenge: object): boolean {
  return !hasFavourite(challenge);
}

/** The reference with a challenge told otherwise. */
function changeChallenge(tell: (challenge: ChallengedOutcome) => unknown): Implementation {
  return changed(() => ({
    outcome: (reached) => (reached.status === 'challenged' ? tell(reached) : reached),
  }));
}

function isPush({ type }: FactorSelector): boolean {
  return type === 'push';
}

function dropOptions({ type }: FactorSelector): FactorSelector {
  return { type };
}

/** A host that decides otherwise which factors satisfy some challenges. */
function changeSatisfaction(
  which: (challenge: object) => boolean,
  satisfies: Decisions['satisfies'],
): Implementation {
  return smallHost({
    satisfies: (factor, challenge) =>
      which(challenge) ? satisfies(factor, challenge) : conformant.satisfies(factor, challenge),
  });
}

/** A host that asks for a factor again that was completed, in some challenges. */
function askAgain(which: (challenge: object) => boolean): Implementation {
  return smallHost({
    comesTo: (reached, state) => (which(reached) ? reached : conformant.comesTo(reached, state)),
  });
}

function isOneOf(factors: readonly (FactorSelector | undefined)[], factor: FactorSelector) {
  return factors.some((other) => other && typeOf(other) === typeOf(factor));
}

/** What breaks the rules of `api.authentication`. */
export const authenticationKnownBad = {
  'authentication.challengeWith/asks-for-the-factor': changeChallenge((challenge) =>
    hasFavourite(challenge) ? { ...challenge, defaultFactor: challenge.factors.at(-1) } : challenge,
  ),
  'authentication.challengeWith/offers-additional-factors': changed(
    ({ authentication: { challengeWith } }) => ({
      authentication: { challengeWith: (factor) => challengeWith(factor) },
    }),
  ),
  // Whatever the user could do is offered where the action names nothing.
  'authentication.challengeWith/works-without-options': changed(
    ({ authentication: { challengeWith } }) => ({
      authentication: {
        challengeWith: (factor, options = { additionalFactors: [{ type: 'email' }] }) =>
          challengeWith(factor, options),
      },
    }),
  ),
  // The alias is missing from the list of types.
  'authentication.challengeWith/accepts-every-factor': changed(
    ({ authentication: { challengeWith } }) => ({
      authentication: {
        challengeWith(factor, options) {
          if (isPush(factor)) throw new TypeError('There is no factor push.');
          challengeWith(factor, options);
        },
      },
    }),
  ),
  'authentication.challengeWith/keeps-factor-options': changed(
    ({ authentication: { challengeWith } }) => ({
      authentication: {
        challengeWith: (factor, options) => challengeWith(dropOptions(factor), options),
      },
    }),
  ),
  // Mocks that record calls keep the very lists that they were given.
  'authentication.challengeWith/keeps-its-own-factors': changed(
    ({ authentication: { challengeWith } }) => {
      let others: readonly FactorSelector[] = [];
      return {
        authentication: {
          challengeWith(factor, options) {
            others = options?.additionalFactors ?? [];
            challengeWith(factor, options);
          },
        },
        outcome: (reached) =>
          'defaultFactor' in reached
            ? { ...reached, factors: [reached.defaultFactor, ...others] }
            : reached,
      };
    },
  ),
  'authentication.challengeWith/lets-the-action-finish': endExecutionAt(
    'authentication',
    'challengeWith',
  ),
  'authentication.challengeWith/holds-later-actions': smallHost({
    stops: ignorePause('challenged', hasFavourite),
  }),
  'authentication.challengeWith/satisfied-by-default-factor': changeSatisfaction(
    hasFavourite,
    (factor, { factors, defaultFactor }) =>
      isOneOf(factors, factor) && !isOneOf([defaultFactor], factor),
  ),
  'authentication.challengeWith/satisfied-by-additional-factor': changeSatisfaction(
    hasFavourite,
    (factor, { defaultFactor }) => isOneOf([defaultFactor], factor),
  ),
  'authentication.challengeWith/satisfied-already': askAgain(hasFavourite),
  'authentication.challengeWith/not-satisfied-by-another-factor': changeSatisfaction(
    hasFavourite,
    () => true,
  ),
  'authentication.challengeWithAny/offers-every-factor': changed(
    ({ authentication: { challengeWithAny } }) => ({
      authentication: { challengeWithAny: (factors) => challengeWithAny(factors.slice(0, 2)) },
    }),
  ),
  'authentication.challengeWithAny/accepts-every-factor': changed(
    ({ authentication: { challengeWithAny } }) => ({
      authentication: {
        challengeWithAny(factors) {
          if (factors.some(isPush)) throw new TypeError('There is no factor push.');
          challengeWithAny(factors);
        },
      },
    }),
  ),
  'authentication.challengeWithAny/keeps-factor-options': changed(
    ({ authentication: { challengeWithAny } }) => ({
      authentication: {
        challengeWithAny: (factors) => challengeWithAny(factors.map(dropOptions)),
      },
    }),
  ),
  'authentication.challengeWithAny/keeps-its-own-factors': changed(
    ({ authentication: { challengeWithAny } }) => {
      let list: readonly FactorSelector[] = [];
      return {
        authentication: {
          challengeWithAny(factors) {
            list = factors;
            challengeWithAny(factors);
          },
        },
        outcome: (reached) =>
          reached.status === 'challenged' && hasNone(reached)
            ? { ...reached, factors: list }
            : reached,
      };
    },
  ),
  'authentication.challengeWithAny/lets-the-action-finish': endExecutionAt(
    'authentication',
    'challengeWithAny',
  ),
  'authentication.challengeWithAny/holds-later-actions': smallHost({
    stops: ignorePause('challenged', hasNone),
  }),
  'authentication.challengeWithAny/satisfied-by-any-factor': changeSatisfaction(
    hasNone,
    (factor, { factors }) => isOneOf(factors.slice(0, 1), factor),
  ),
  'authentication.challengeWithAny/satisfied-already': askAgain(hasNone),
  'authentication.challengeWithAny/not-satisfied-by-another-factor': changeSatisfaction(
    hasNone,
    () => true,
  ),
  // The page itself mentions a default factor here.
  'authentication.challengeWithAny/has-no-default-factor': changeChallenge((challenge) => ({
    defaultFactor: challenge.factors[0],
    ...challenge,
  })),
} as const satisfies KnownBadByRule;
