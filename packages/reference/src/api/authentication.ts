import type {
  AuthenticationAPI,
  Challenge,
  Outcome,
  PostChallengeEvent,
} from '@post-challenge/spec';
import { copyChoice, copyFactors, copyJson } from './arguments.ts';
import {
  type Tenant,
  listProvedFactors,
  includesFactor,
  failChallenge,
  filterUsable,
} from './factors.ts';

/** What an action asks for through `api.authentication`. */
export interface AuthenticationRequests {
  /** The challenges, in the order in which they were asked for. */
  readonly challenges: Challenge[];
}

/** Makes `api.authentication`. */
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

/** Whether a factor of the challenge is among the methods that the event says were completed. */
export function isSatisfied(
  { factors }: Challenge,
  { authentication }: PostChallengeEvent,
): boolean {
  const completed = authentication.methods.flatMap(listProvedFactors);
  return factors.some((factor) => includesFactor(completed, factor));
}

/** What a challenge that is not satisfied comes to: the factors on offer, or a failure where there is none. */
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
