import type {
  AuthenticationMethod,
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

/** The factors that a method proves if its name is not `mfa`. A passkey proves both WebAuthn factors: its event does not tell them apart. */
const factorsByMethod: ReadonlyMap<string, readonly string[]> = new Map([
  ['email', ['email']],
  ['sms', ['phone']],
  ['phone_number', ['phone']],
  ['passkey', ['webauthn-platform', 'webauthn-roaming']],
]);

/** Lists the factors that a completed method proves. */
export function listProvedFactors({ name, type = name }: AuthenticationMethod): readonly string[] {
  return name === 'mfa' ? [type] : (factorsByMethod.get(name) ?? []);
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
  const obstacles = factors.map((factor) => findObstacle(factor, user, tenant));
  return { status: 'failed', message: `Cannot challenge the user: ${obstacles.join(', ')}.` };
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
