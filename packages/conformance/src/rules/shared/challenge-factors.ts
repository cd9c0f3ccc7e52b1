import type { FactorSelector } from '@post-challenge/spec';
import { getFactorType } from '../../draw/factors.ts';
import type { Json, JsonObject } from '../../language/json.ts';

/** Picks the documented option of a factor; null if it has none. */
export function pickKnownOption({ type, options }: FactorSelector): Json {
  const { preferredMethod = null, otpFallback = null } = (options ?? {}) as JsonObject;
  if (type === 'phone') return preferredMethod;
  return getFactorType({ type }) === 'push-notification' ? otpFallback : null;
}

/** Checks whether a factor may be offered in addition to a requested one, which it can replace. */
export function mayAccompany(factor: FactorSelector, requested: FactorSelector): boolean {
  const type = getFactorType(factor);
  const fallsBack =
    getFactorType(requested) === 'push-notification' && pickKnownOption(requested) !== false;
  return type === 'recovery-code' || (type === 'otp' && fallsBack);
}
