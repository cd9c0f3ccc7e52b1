import type { Implementation } from '@post-challenge/conformance';
import type { ChallengedOutcome, FactorSelector } from '@post-challenge/spec';
import { changeReference } from '../implementations.ts';
import {
  type HostDecisions,
  conformantDecisions,
  createSmallHost,
  normalizeFactorType,
} from '../small-host.ts';
import { endExecutionAt } from './ending.ts';
import type { KnownBadByRule } from './by-rule.ts';
import { ignorePause } from './pausing.ts';

/** A favourite is shown where the challenge is one of `challengeWith`. */
function hasDefaultFactor(challenge: object): boolean {
  return 'defaultFactor' in challenge;
}

function hasNoDefaultFactor(challenge: object): boolean {
  return !hasDefaultFactor(challenge);
}

/** The reference with a challenge told otherwise. */
function changeChallenge(change: (challenge: ChallengedOutcome) => unknown): Implementation {
  return changeReference(() => ({
    outcome: (reached) => (reached.status === 'challenged' ? change(reached) : reached),
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
  satisfies: HostDecisions['satisfies'],
): Implementation {
  return createSmallHost({
    satisfies: (factor, challenge) =>
      which(challenge)
        ? satisfies(factor, challenge)
        : conformantDecisions.satisfies(factor, challenge),
  });
}

/** A host that asks for a factor again that was completed, in some challenges. */
function repeatChallenge(which: (challenge: object) => boolean): Implementation {
  return createSmallHost({
    reachOutcome: (reached, state) =>
      which(reached) ? reached : conformantDecisions.reachOutcome(reached, state),
  });
}

function isOneOf(factors: readonly (FactorSelector | undefined)[], factor: FactorSelector) {
  return factors.some(
    (other) => other && normalizeFactorType(other) === normalizeFactorType(factor),
  );
}

/** What breaks the rules of `api.authentication`. */
export const authenticationKnownBad = {
  'authentication.challengeWith/asks-for-the-factor': changeChallenge((challenge) =>
    hasDefaultFactor(challenge)
      ? { ...challenge, defaultFactor: challenge.factors.at(-1) }
      : challenge,
  ),
  'authentication.challengeWith/offers-additional-factors': changeReference(
    ({ authentication: { challengeWith } }) => ({
      authentication: { challengeWith: (factor) => challengeWith(factor) },
    }),
  ),
  // Whatever the user could do is offered where the action names nothing.
  'authentication.challengeWith/works-without-options': changeReference(
    ({ authentication: { challengeWith } }) => ({
      authentication: {
        challengeWith: (factor, options = { additionalFactors: [{ type: 'email' }] }) =>
          challengeWith(factor, options),
      },
    }),
  ),
  // The alias is missing from the list of types.
  'authentication.challengeWith/accepts-every-factor': changeReference(
    ({ authentication: { challengeWith } }) => ({
      authentication: {
        challengeWith(factor, options) {
          if (isPush(factor)) throw new TypeError('There is no factor push.');
          challengeWith(factor, options);
        },
      },
    }),
  ),
  'authentication.challengeWith/keeps-factor-options': changeReference(
    ({ authentication: { challengeWith } }) => ({
      authentication: {
        challengeWith: (factor, options) => challengeWith(dropOptions(factor), options),
      },
    }),
  ),
  // Mocks that record calls keep the very lists that they were given.
  'authentication.challengeWith/keeps-its-own-factors': changeReference(
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
  'authentication.challengeWith/holds-later-actions': createSmallHost({
    stops: ignorePause('challenged', hasDefaultFactor),
  }),
  'authentication.challengeWith/satisfied-by-default-factor': changeSatisfaction(
    hasDefaultFactor,
    (factor, { factors, defaultFactor }) =>
      isOneOf(factors, factor) && !isOneOf([defaultFactor], factor),
  ),
  'authentication.challengeWith/satisfied-by-additional-factor': changeSatisfaction(
    hasDefaultFactor,
    (factor, { defaultFactor }) => isOneOf([defaultFactor], factor),
  ),
  'authentication.challengeWith/satisfied-already': repeatChallenge(hasDefaultFactor),
  'authentication.challengeWith/not-satisfied-by-another-factor': changeSatisfaction(
    hasDefaultFactor,
    () => true,
  ),
  'authentication.challengeWithAny/offers-every-factor': changeReference(
    ({ authentication: { challengeWithAny } }) => ({
      authentication: { challengeWithAny: (factors) => challengeWithAny(factors.slice(0, 2)) },
    }),
  ),
  'authentication.challengeWithAny/accepts-every-factor': changeReference(
    ({ authentication: { challengeWithAny } }) => ({
      authentication: {
        challengeWithAny(factors) {
          if (factors.some(isPush)) throw new TypeError('There is no factor push.');
          challengeWithAny(factors);
        },
      },
    }),
  ),
  'authentication.challengeWithAny/keeps-factor-options': changeReference(
    ({ authentication: { challengeWithAny } }) => ({
      authentication: {
        challengeWithAny: (factors) => challengeWithAny(factors.map(dropOptions)),
      },
    }),
  ),
  'authentication.challengeWithAny/keeps-its-own-factors': changeReference(
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
          reached.status === 'challenged' && hasNoDefaultFactor(reached)
            ? { ...reached, factors: list }
            : reached,
      };
    },
  ),
  'authentication.challengeWithAny/lets-the-action-finish': endExecutionAt(
    'authentication',
    'challengeWithAny',
  ),
  'authentication.challengeWithAny/holds-later-actions': createSmallHost({
    stops: ignorePause('challenged', hasNoDefaultFactor),
  }),
  'authentication.challengeWithAny/satisfied-by-any-factor': changeSatisfaction(
    hasNoDefaultFactor,
    (factor, { factors }) => isOneOf(factors.slice(0, 1), factor),
  ),
  'authentication.challengeWithAny/satisfied-already': repeatChallenge(hasNoDefaultFactor),
  'authentication.challengeWithAny/not-satisfied-by-another-factor': changeSatisfaction(
    hasNoDefaultFactor,
    () => true,
  ),
  // The page itself mentions a default factor here.
  'authentication.challengeWithAny/has-no-default-factor': changeChallenge((challenge) => ({
    defaultFactor: challenge.factors[0],
    ...challenge,
  })),
} as const satisfies KnownBadByRule;
