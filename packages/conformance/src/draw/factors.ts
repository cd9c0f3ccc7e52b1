import { type FactorSelector, factorTypes, normalizeFactorType } from '@post-challenge/spec';
import fc from 'fast-check';

/** A factor, with or without options. */
export const factor: fc.Arbitrary<FactorSelector> = fc.oneof(
  { withCrossShrink: true },
  fc.constantFrom<FactorSelector>(
    { type: 'otp' },
    { type: 'email' },
    { type: 'webauthn-platform' },
    { type: 'webauthn-roaming' },
    { type: 'recovery-code' },
    { type: 'phone' },
    { type: 'push-notification' },
    { type: 'push' },
  ),
  fc
    .constantFrom<'sms' | 'voice' | 'both'>('sms', 'voice', 'both')
    .map((preferredMethod) => ({ type: 'phone' as const, options: { preferredMethod } })),
  fc
    .tuple(fc.constantFrom<'push-notification' | 'push'>('push-notification', 'push'), fc.boolean())
    .map(([type, otpFallback]) => ({ type, options: { otpFallback } })),
  fc.constantFrom(...factorTypes).map((type): FactorSelector => ({ type, options: {} })),
);

/** How many factors have different types. */
const DIFFERENT_TYPES = new Set(factorTypes.map((type) => getFactorType({ type }))).size;

/** Factors of different types, by default up to all. */
export function factors(
  minLength: number,
  maxLength = DIFFERENT_TYPES,
): fc.Arbitrary<FactorSelector[]> {
  return fc.uniqueArray(factor, { minLength, maxLength, selector: getFactorType });
}

/** Returns the type of a factor. `push` is another name of `push-notification`. */
export function getFactorType({ type }: { readonly type: string }): string {
  return normalizeFactorType(type);
}

/** Checks whether two factors have the same type. */
export function isSameFactorType(
  a: { readonly type: string },
  b: { readonly type: string },
): boolean {
  return getFactorType(a) === getFactorType(b);
}
