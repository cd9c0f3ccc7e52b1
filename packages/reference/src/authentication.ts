import type {
  AuthenticationAPI,
  Challenge,
  Outcome,
  PostChallengeEvent,
} from '@post-challenge/spec';
import { checkedChoice, checkedFactors, copyJson } from './arguments.ts';
import { type Tenant, factorsProvedBy, isAmong, noneUsable, usableAmong } from './factors.ts';

/** What an action asks for through `api.authentication`. */
export interface AuthenticationRequests {
  /** The challenges, in the order in which they were asked for. */
  readonly challenges: Challenge[];
}

/** Makes `api.authentication`. */
export function createAuthentication({ challenges }: AuthenticationRequests): AuthenticationAPI {
  return {
    challengeWith(factor, options) {
      challenges.push({ factors: checkedChoice(factor, options), hasDefault: true });
    },
    challengeWithAny(factors) {
      challenges.push({ factors: checkedFactors(factors), hasDefault: false });
    },
  };
}

/** Whether a factor of the challenge is among the methods that the event says were completed. */
export function isSatisfied(
  { factors }: Challenge,
  { authentication }: PostChallengeEvent,
): boolean {
  const completed = authentication.methods.flatMap(factorsProvedBy);
  return factors.some((factor) => isAmong(completed, factor));
}

/** What a challenge that is not satisfied comes to: the factors on offer, or a failure where there is none. */
export function outcomeOfChallenge(
  { factors, hasDefault }: Challenge,
  { user }: PostChallengeEvent,
  tenant: Tenant,
): Outcome {
  const offered = copyJson(usableAmong(factors, user, tenant));
  const [first] = offered;
  if (first === undefined) return noneUsable(factors, user, tenant);
  return { status: 'challenged', factors: offered, ...(hasDefault && { defaultFactor: first }) };
}
