import { normalizeFactorType, type FactorSelector } from '@post-challenge/spec';
import fc from 'fast-check';

/** A factor with options or without. */
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
);

/** Factors of different types. */
export function factors(minLength: number, maxLength = 4): fc.Arbitrary<FactorSelector[]> {
  return fc.uniqueArray(factor, { minLength, maxLength, selector: kindOf });
}

/** The type of a factor, by which factors are compared. */
export function kindOf({ type }: { readonly type: string }): string {
  return normalizeFactorType(type);
}
