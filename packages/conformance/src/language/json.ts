import { isObject } from '@post-challenge/spec/command-line';

export { isObject };

/** A JSON value. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [member: string]: Json };

/** A JSON object. */
export interface JsonObject {
  /** Any member. */
  readonly [member: string]: Json;
}

/** Checks whether two JSON values are equal. The order of members does not matter. */
export function isSameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, i) => isSameJson(item, b[i]));
  }
  if (!isObject(a) || !isObject(b)) return a === b;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && isSameJson(a[name], b[name]))
  );
}

/** Copies a JSON value, in depth. */
export function copyJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/**
 * Copies a JSON value and replaces the objects for which `replace` returns a replacement. Own members named `__proto__` are kept.
 */
export function mapJson(
  value: Json,
  replace: (object: JsonObject) => { with: unknown } | undefined,
): unknown {
  if (Array.isArray(value)) return value.map((item: Json) => mapJson(item, replace));
  if (!isObject(value)) return value;
  const replacement = replace(value);
  if (replacement) return replacement.with;
  const copy: Record<string, unknown> = { ...value };
  // The copy has an own member of each name, so no assignment reaches the setter of `__proto__`.
  for (const name of Object.keys(value)) copy[name] = mapJson(value[name] as Json, replace);
  return copy;
}
