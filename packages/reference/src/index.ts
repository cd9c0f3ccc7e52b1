/**
 * A minimal implementation of the `api` object that keeps every rule of the contract.
 *
 * @packageDocumentation
 */
export type { Cache, CacheLimits } from './api/cache.ts';
export { createCache } from './api/cache.ts';
export type { Clock } from './api/clock.ts';
export type { Tenant } from './api/factors.ts';
export type { PostChallenge, PostChallengeOptions } from './runtime/post-challenge.ts';
export { createPostChallenge } from './runtime/post-challenge.ts';
// A test of an action needs an event, and then no second package.
export type { EventChanges } from '@post-challenge/spec';
export { createEvent } from '@post-challenge/spec';
export type { LoadActionOptions } from './run/load-action.ts';
export { loadAction } from './run/load-action.ts';
export type { RefusedInputCode } from './runtime/input.ts';
export { RefusedInputError } from './runtime/input.ts';
export type { Runtime, RuntimeOptions } from './runtime/runtime.ts';
export { createRuntime } from './runtime/runtime.ts';
export type { InvalidTokenCode } from './api/token.ts';
export { InvalidTokenError } from './api/token.ts';
