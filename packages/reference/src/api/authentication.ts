import type {
  AuthenticationAPI,
  Challenge,
  Edition,
  FactorSelector,
  Outcome,
  PostChallengeEvent,
} from '@post-challenge/spec';
import { copyChoice, copyFactors } from './arguments.ts';
import { copyJson } from './copy.ts';
import { editionTraits } from './editions.ts';
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

/** Decides which challenges ask the user for a factor: by the event, the tenant and the edition. */
export interface ChallengeContext {
  readonly event: PostChallengeEvent;
  readonly tenant: Tenant;
  readonly edition: Edition;
}

/** Finds a completed factor because of which a challenge asks for nothing; `undefined` if it asks the user. */
export function findSatisfyingFactor(
  factors: readonly FactorSelector[],
  { event, tenant, edition }: ChallengeContext,
): FactorSelector | undefined {
  const { isCompleted, left } = splitCompleted(factors, event);
  const completed = factors.find(isCompleted);
  if (editionTraits[edition].isSatisfiedByOneFactor) return completed;
  return filterUsable(left, event.user, tenant).length === 0 ? completed : undefined;
}

/** Finds the first challenge that asks the user for a factor; -1 if there is none. */
export function findAskingChallenge(
  challenges: readonly Challenge[],
  context: ChallengeContext,
): number {
  return challenges.findIndex(({ factors }) => !findSatisfyingFactor(factors, context));
}

/** Returns the outcome of a challenge that asks the user: the offered factors, or a failure if no factor is usable. */
export function resolveChallenge(
  { factors, hasDefault }: Challenge,
  { event, tenant, edition }: ChallengeContext,
): Outcome {
  const { user } = event;
  const { isSatisfiedByOneFactor, showsOnlyFactor } = editionTraits[edition];
  const asked = isSatisfiedByOneFactor ? factors : splitCompleted(factors, event).left;
  const offered = copyJson(filterUsable(asked, user, tenant));
  const [first, second] = offered;
  if (first === undefined) return failChallenge(factors, user, tenant);
  const isShown = hasDefault || (showsOnlyFactor && second === undefined);
  return { status: 'challenged', factors: offered, ...(isShown && { defaultFactor: first }) };
}

function splitCompleted(
  factors: readonly FactorSelector[],
  { authentication }: PostChallengeEvent,
): {
  readonly isCompleted: (factor: FactorSelector) => boolean;
  readonly left: readonly FactorSelector[];
} {
  const completed = authentication.methods.flatMap(listProvedFactors);
  const isCompleted = (factor: FactorSelector) => includesFactor(completed, factor);
  return { isCompleted, left: factors.filter((factor) => !isCompleted(factor)) };
}
