import type { JsonObject } from './token.ts';

/** Tells whether a value is an object with members, no list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
