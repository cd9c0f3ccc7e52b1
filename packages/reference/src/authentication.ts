import type {
  AuthenticationAPI,
  Challenge,
  Outcome,
  PostChallengeEvent,
} from '@post-challenge/spec';
import { assertFactors } from './argument-checks.ts';
import { assertArguments, copyOf } from './arguments.ts';
import { type Tenant, factorsProvedBy, isAmong, noneUsable, obstacleTo } from './factors.ts';

/** What an action asks for through `api.authentication`. */
export interface AuthenticationRequests {
  /** The challenges, in the order in which they were asked for. */
  readonly challenges: Challenge[];
}

/** Makes `api.authentication`. */
export function createAuthentication({ challenges }: AuthenticationRequests): AuthenticationAPI {
  return {
    challengeWith(factor, options) {
      const method = 'authentication.challengeWith';
      assertArguments(method, [factor, options]);
      const favourite = copyOf(method, '/factor', factor);
      const others = copyOf(method, '/options/additionalFactors', options?.additionalFactors ?? []);
      assertArguments(method, [favourite, { additionalFactors: others }]);
      challenges.push({ factors: [favourite, ...others], hasDefault: true });
    },
    challengeWithAny(factors) {
      const method = 'authentication.challengeWithAny';
      assertArguments(method, [factors]);
      assertFactors(method, factors);
      const offered = copyOf(method, '/factors', factors);
      assertArguments(method, [offered]);
      challenges.push({ factors: offered, hasDefault: false });
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
  const obstacles = new Map(factors.map((factor) => [factor, obstacleTo(factor, user, tenant)]));
  const offered = structuredClone(factors.filter((factor) => obstacles.get(factor) === undefined));
  const [first] = offered;
  if (first === undefined) return noneUsable([...obstacles.values()]);
  return { status: 'challenged', factors: offered, ...(hasDefault && { defaultFactor: first }) };
}
