import type {
  AuthenticationMethod,
  ChallengeWithOptions,
  EventUser,
  FactorSelector,
  FactorType,
  Outcome,
} from '@post-challenge/spec';
import { factorTypes, normalizeFactorType } from '@post-challenge/spec';

/** The tenant for which the actions execute. */
export interface Tenant {
  /** The enabled factors; `push` and `push-notification` are the same factor. */
  readonly factors: readonly FactorType[];
}

/** A tenant that enables every factor. */
export const defaultTenant: Tenant = { factors: factorTypes };

/**
 * Lists the factors that a completed method proves: only an entry `mfa` with a `type` proves one.
 *
 * The name `email` is the e-mail of the reset itself, `phone_number` its phone code, and `sms` and `passkey` are logins.
 */
export function listProvedFactors({ name, type }: AuthenticationMethod): readonly string[] {
  return name === 'mfa' && type !== undefined ? [type] : [];
}

/** Lists the factors in the arguments of a challenge, which must be valid. */
export function listRequested([requested, options]: readonly unknown[]): FactorSelector[] {
  const { additionalFactors = [] } = (options ?? {}) as ChallengeWithOptions;
  return [requested, additionalFactors].flat() as FactorSelector[];
}

/** Lists the types of factors, each once; `push` and `push-notification` are the same factor. */
export function listTypes(factors: readonly FactorSelector[]): string[] {
  const types = factors.map(({ type }) => type);
  const names = types.map(normalizeFactorType);
  return types.filter((_, index) => names.indexOf(names[index] ?? '') === index);
}

/** Filters the factors that the tenant enables and the user enrolled. */
export function filterUsable(
  factors: readonly FactorSelector[],
  user: EventUser,
  tenant: Tenant,
): FactorSelector[] {
  return factors.filter((factor) => findObstacle(factor, user, tenant) === undefined);
}

/** Returns the outcome of a challenge without a usable factor. */
export function failChallenge(
  factors: readonly FactorSelector[],
  user: EventUser,
  tenant: Tenant,
): Outcome {
  const obstacles = new Set(factors.map((factor) => findObstacle(factor, user, tenant)));
  return { status: 'failed', message: `Cannot challenge the user: ${[...obstacles].join(', ')}.` };
}

function findObstacle(
  factor: FactorSelector,
  { enrolledFactors }: EventUser,
  tenant: Tenant,
): string | undefined {
  if (!includesFactor(tenant.factors, factor)) return `${factor.type} is not enabled in the tenant`;
  if (enrolledFactors === undefined) return undefined;
  const enrolled = enrolledFactors.map(({ type }) => type);
  return includesFactor(enrolled, factor)
    ? undefined
    : `${factor.type} is not enrolled by the user`;
}

/** Tells whether one of the types is the type of the factor, under either name. */
export function includesFactor(types: readonly string[], factor: FactorSelector): boolean {
  return types.some((type) => normalizeFactorType(type) === normalizeFactorType(factor.type));
}
