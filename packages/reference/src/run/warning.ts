import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { findLocation } from './stack-location.ts';

/** A warning about a call of an action: the method ignored a part of its arguments. */
export interface Warning {
  /** The ignored part, and how to write the call. */
  readonly message: string;
  /** The path of the action. */
  readonly path: string;
  /** The line and column in the file of the action, if the stack names the file. */
  readonly place?: string;
}

/** Creates a warning. The caller is called by the action, so that the stack locates the call. */
export function createWarning(message: string, path: string): Warning {
  const place = findLocation(resolve(path), new Error(message));
  return { message, path, ...(place !== undefined && { place }) };
}

/** Tells whether a list has a warning already: the same sentence on the same place. */
export function includesWarning(warnings: readonly Warning[], warning: Warning): boolean {
  return warnings.some((other) => isDeepStrictEqual(other, warning));
}
