import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Creates a state of 256 random bits, which nobody can guess. */
export function createState(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares two states in constant time. */
export function areSameState(a: string, b: string): boolean {
  return timingSafeEqual(hashState(a), hashState(b));
}

function hashState(state: string): Buffer {
  return createHash('sha256').update(state).digest();
}
