import type { Implementation } from '@post-challenge/conformance';
import type { ChallengedOutcome, FactorSelector } from '@post-challenge/spec';
import { changed } from '../implementations.ts';
import { type Decisions, conformant, smallHost, typeOf } from '../small-host.ts';
import { endsAt } from './ending.ts';
import type { Breakers } from './breakers.ts';
import { pausingNotFor } from './pausing.ts';

/** A favourite is shown where the challenge is one of `challengeWith`. */
function hasFavourite(challenge: object): boolean {
  return 'defaultFactor' in challenge;
}

function hasNone(challenge: object): boolean {
  return !hasFavourite(challenge);
}

/** The reference with a challenge told otherwise. */
function telling(tell: (challenge: ChallengedOutcome) => unknown): Implementation {
  return changed(() => ({
    outcome: (reached) => (reached.status === 'challenged' ? tell(reached) : reached),
  }));
}

function isPush({ type }: FactorSelector): boolean {
  return type === 'push';
}

function withoutOptions({ type }: FactorSelector): FactorSelector {
  return { type };
}

/** A host that decides otherwise which factors satisfy some challenges. */
function satisfying(
  which: (challenge: object) => boolean,
  satisfies: Decisions['satisfies'],
): Implementation {
  return smallHost({
    satisfies: (factor, challenge) =>
      which(challenge) ? satisfies(factor, challenge) : conformant.satisfies(factor, challenge),
  });
}

/** A host that asks for a factor again that was completed, in some challenges. */
function askingAgain(which: (challenge: object) => boolean): Implementation {
  return smallHost({
    comesTo: (reached, state) => (which(reached) ? reached : conformant.comesTo(reached, state)),
  });
}

function isOneOf(factors: readonly (FactorSelector | undefined)[], factor: FactorSelector) {
  return factors.some((other) => other && typeOf(other) === typeOf(factor));
}

/** What breaks the rules of `api.authentication`. */
export const authenticationBreakers = {
  'authentication.challengeWith/asks-for-the-factor': telling((challenge) =>
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
        challengeWith: (factor, options) => challengeWith(withoutOptions(factor), options),
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
  'authentication.challengeWith/lets-the-action-finish': endsAt('authentication', 'challengeWith'),
  'authentication.challengeWith/holds-later-actions': smallHost({
    stops: pausingNotFor('challenged', hasFavourite),
  }),
  'authentication.challengeWith/satisfied-by-default-factor': satisfying(
    hasFavourite,
    (factor, { factors, defaultFactor }) =>
      isOneOf(factors, factor) && !isOneOf([defaultFactor], factor),
  ),
  'authentication.challengeWith/satisfied-by-additional-factor': satisfying(
    hasFavourite,
    (factor, { defaultFactor }) => isOneOf([defaultFactor], factor),
  ),
  'authentication.challengeWith/satisfied-already': askingAgain(hasFavourite),
  'authentication.challengeWith/not-satisfied-by-another-factor': satisfying(
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
        challengeWithAny: (factors) => challengeWithAny(factors.map(withoutOptions)),
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
  'authentication.challengeWithAny/lets-the-action-finish': endsAt(
    'authentication',
    'challengeWithAny',
  ),
  'authentication.challengeWithAny/holds-later-actions': smallHost({
    stops: pausingNotFor('challenged', hasNone),
  }),
  'authentication.challengeWithAny/satisfied-by-any-factor': satisfying(
    hasNone,
    (factor, { factors }) => isOneOf(factors.slice(0, 1), factor),
  ),
  'authentication.challengeWithAny/satisfied-already': askingAgain(hasNone),
  'authentication.challengeWithAny/not-satisfied-by-another-factor': satisfying(
    hasNone,
    () => true,
  ),
  // The page itself mentions a default factor here.
  'authentication.challengeWithAny/has-no-default-factor': telling((challenge) => ({
    defaultFactor: challenge.factors[0],
    ...challenge,
  })),
} as const satisfies Breakers;
