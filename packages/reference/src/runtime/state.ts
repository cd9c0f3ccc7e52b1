import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Makes a state that nobody can guess: 256 random bits. */
export function createState(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether two states are the same, found in a time that tells nothing about where they differ. */
export function areSameState(a: string, b: string): boolean {
  return timingSafeEqual(hashState(a), hashState(b));
}

function hashState(state: string): Buffer {
  return createHash('sha256').update(state).digest();
}
