import type {
  AuthenticationAPI,
  Challenge,
  FactorSelector,
  Outcome,
  PostChallengeEvent,
} from '@post-challenge/spec';
import { copyChoice, copyFactors } from './arguments.ts';
import { copyJson } from './copy.ts';
import {
  type Tenant,
  listProvedFactors,
  includesFactor,
  failChallenge,
  filterUsable,
} from './factors.ts';

/** The requests that an action makes through `api.authentication`. */
export interface AuthenticationRequests {
  /** The requested challenges, in order. */
  readonly challenges: Challenge[];
}

/** Creates `api.authentication`. */
export function createAuthentication({ challenges }: AuthenticationRequests): AuthenticationAPI {
  return {
    challengeWith(factor, options) {
      challenges.push({ factors: copyChoice(factor, options), hasDefault: true });
    },
    challengeWithAny(factors) {
      challenges.push({ factors: copyFactors(factors), hasDefault: false });
    },
  };
}

/** Finds the factor of a challenge that a completed method of the event proves, and so satisfies the challenge. */
export function findCompletedFactor(
  factors: readonly FactorSelector[],
  { authentication }: PostChallengeEvent,
): FactorSelector | undefined {
  const completed = authentication.methods.flatMap(listProvedFactors);
  return factors.find((factor) => includesFactor(completed, factor));
}

/** Returns the outcome of an unsatisfied challenge: the offered factors, or a failure if no factor is usable. */
export function resolveChallenge(
  { factors, hasDefault }: Challenge,
  { user }: PostChallengeEvent,
  tenant: Tenant,
): Outcome {
  const offered = copyJson(filterUsable(factors, user, tenant));
  const [first] = offered;
  if (first === undefined) return failChallenge(factors, user, tenant);
  return { status: 'challenged', factors: offered, ...(hasDefault && { defaultFactor: first }) };
}
