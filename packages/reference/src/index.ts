/**
 * The shortest implementation of the `api` object that keeps every rule of the contract.
 *
 * @packageDocumentation
 */
export type { Cache, CacheLimits } from './cache.ts';
export { createCache } from './cache.ts';
export type { Clock } from './clock.ts';
export type { Tenant } from './factors.ts';
export type { PostChallenge, PostChallengeOptions } from './flow.ts';
export { createPostChallenge } from './flow.ts';
export { loadAction } from './load.ts';
export type { RefusedInputCode } from './input.ts';
export { RefusedInputError } from './input.ts';
export type { Runtime, RuntimeOptions } from './runtime.ts';
export { createRuntime } from './runtime.ts';
export type { InvalidTokenCode } from './token.ts';
export { InvalidTokenError } from './token.ts';
