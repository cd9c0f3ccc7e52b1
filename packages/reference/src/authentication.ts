import type {
  AuthenticationAPI,
  Challenge,
  EventUser,
  FactorSelector,
  FactorType,
  Outcome,
  PostChallengeEvent,
} from '@post-challenge/spec';
import { assertArguments, copyOf, misuse } from './arguments.ts';

/**
 * The tenant for which the actions execute.
 *
 * @public
 */
export interface Tenant {
  /** The factors that are enabled; `push` and `push-notification` are one. */
  readonly factors: readonly FactorType[];
}

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
      if (factors.length === 0)
        throw misuse(method, {
          path: '/factors',
          expected: 'at least one factor',
          received: factors,
        });
      const offered = copyOf(method, '/factors', factors);
      assertArguments(method, [offered]);
      challenges.push({ factors: offered, hasDefault: false });
    },
  };
}

/** The factors proved by a method that names no factor itself; nobody can tell of which kind a passkey was. */
const factorsByMethod: ReadonlyMap<string, readonly string[]> = new Map([
  ['email', ['email']],
  ['sms', ['phone']],
  ['phone_number', ['phone']],
  ['passkey', ['webauthn-platform', 'webauthn-roaming']],
]);

/** Whether a factor of the challenge is among the methods that the event says were completed. */
export function isSatisfied(
  { factors }: Challenge,
  { authentication }: PostChallengeEvent,
): boolean {
  const completed = authentication.methods.flatMap(({ name, type = name }) =>
    name === 'mfa' ? [type] : (factorsByMethod.get(name) ?? []),
  );
  return factors.some((factor) => isAmong(completed, factor));
}

/** What a challenge that is not satisfied comes to: the factors on offer, or a failure where there is none. */
export function outcomeOfChallenge(
  { factors, hasDefault }: Challenge,
  { user }: PostChallengeEvent,
  tenant: Tenant,
): Outcome {
  const obstacles = new Map(factors.map((factor) => [factor, obstacleOf(factor, user, tenant)]));
  const offered = structuredClone(factors.filter((factor) => obstacles.get(factor) === undefined));
  const [first] = offered;
  if (first === undefined)
    return {
      status: 'failed',
      message: `Cannot challenge the user: ${[...obstacles.values()].join(', ')}.`,
    };
  return { status: 'challenged', factors: offered, ...(hasDefault && { defaultFactor: first }) };
}

function obstacleOf(
  factor: FactorSelector,
  { enrolledFactors }: EventUser,
  tenant: Tenant,
): string | undefined {
  if (!isAmong(tenant.factors, factor)) return `${factor.type} is not enabled in the tenant`;
  if (enrolledFactors === undefined) return undefined;
  const enrolled = enrolledFactors.map(({ type }) => type);
  return isAmong(enrolled, factor) ? undefined : `${factor.type} is not enrolled by the user`;
}

/** Whether one of the types is the factor's, whatever its name. */
export function isAmong(types: readonly string[], factor: FactorSelector): boolean {
  return types.some((type) => kindOf(type) === kindOf(factor.type));
}

/** The type of a factor under its full name. */
export function kindOf(type: string): string {
  return type === 'push' ? 'push-notification' : type;
}
