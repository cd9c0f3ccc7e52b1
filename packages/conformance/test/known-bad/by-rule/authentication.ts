import type { Implementation } from '@post-challenge/conformance';
import type { ChallengedOutcome, FactorSelector, Outcome } from '@post-challenge/spec';
import { changeReference } from '../../implementations.ts';
import { createRuntimeHost, createSession } from '../../runtime-host.ts';
import {
  type HostDecisions,
  type TransactionState,
  conformantDecisions,
  createSmallHost,
  normalizeFactorType,
} from '../../small-host.ts';
import { endExecutionAt } from './ending.ts';
import type { KnownBadByRule } from './by-rule.ts';
import { ignorePause } from './pausing.ts';

/** Only challenges of `challengeWith` have a default factor. */
function hasDefaultFactor(challenge: object): boolean {
  return 'defaultFactor' in challenge;
}

function hasNoDefaultFactor(challenge: object): boolean {
  return !hasDefaultFactor(challenge);
}

/** Changes the challenged outcomes of the reference. */
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

/** Creates a host with another condition for satisfying the selected challenges. */
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

/** Creates a host on which the selected challenges ask again for a completed factor, unless the user has completed all of them. */
function repeatChallenge(which: (challenge: object) => boolean): Implementation {
  return createSmallHost({
    reachOutcome: (reached, state) =>
      which(reached) && !areAllCompleted(reached, state)
        ? reached
        : conformantDecisions.reachOutcome(reached, state),
  });
}

function areAllCompleted(reached: Outcome, { completed }: TransactionState): boolean {
  return (
    reached.status === 'challenged' && reached.factors.every((factor) => isOneOf(completed, factor))
  );
}

function isOneOf(factors: readonly (FactorSelector | undefined)[], factor: FactorSelector) {
  return factors.some(
    (other) => other && normalizeFactorType(other) === normalizeFactorType(factor),
  );
}

/** Creates a host that takes any return during some challenges for the completion of the factor. */
function resumeOnReturn(isAffected: (challenge: ChallengedOutcome) => boolean): Implementation {
  return createRuntimeHost(() => async (runtime, event) => {
    let transaction = await runtime.start(event);
    return createSession(
      () => transaction,
      async (step) => {
        const [factor] =
          transaction.status === 'challenged' && isAffected(transaction) ? transaction.factors : [];
        const completes = factor && 'returns' in step ? { completes: factor } : step;
        transaction = await runtime.resume(transaction, completes);
      },
    );
  });
}

/** Known-bad implementations for the rules of `api.authentication`. */
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
  // Offers every enrolled factor if the action names no additional ones.
  'authentication.challengeWith/works-without-options': changeReference(
    ({ authentication: { challengeWith } }) => ({
      authentication: {
        challengeWith: (factor, options = { additionalFactors: [{ type: 'email' }] }) =>
          challengeWith(factor, options),
      },
    }),
  ),
  // The list of types lacks the alias.
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
  // Mocks that record calls keep references to their arguments.
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
  'authentication.challengeWith/not-satisfied-by-a-return': resumeOnReturn(hasDefaultFactor),
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
  'authentication.challengeWithAny/not-satisfied-by-a-return': resumeOnReturn(hasNoDefaultFactor),
  // The documentation mentions a default factor here.
  'authentication.challengeWithAny/has-no-default-factor': changeChallenge((challenge) => ({
    defaultFactor: challenge.factors[0],
    ...challenge,
  })),
} as const satisfies KnownBadByRule;
