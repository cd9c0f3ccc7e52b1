import { isObject } from '@post-challenge/spec/command-line';

export { isObject };

/**
 * A value that JSON can say.
 *
 * @public
 */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [member: string]: Json };

/**
 * A JSON object.
 *
 * @public
 */
export interface JsonObject {
  /** Any member. */
  readonly [member: string]: Json;
}

/**
 * Whether two JSON values are the same, in whatever order their members stand.
 *
 * @internal
 */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  }
  if (!isObject(a) || !isObject(b)) return a === b;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && sameJson(a[name], b[name]))
  );
}

/**
 * A copy of a JSON value in which every object has been replaced where `replace` says so; own members named `__proto__` are kept.
 *
 * @internal
 */
export function mapJson(
  value: Json,
  replace?: (object: JsonObject) => { with: unknown } | undefined,
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return mapList(value, replace);
  const replacement = replace?.(value as JsonObject);
  if (replacement) return replacement.with;
  // Spreading keeps members of any name; one that is there can be given another value, whatever it is named.
  const copy: Record<string, unknown> = { ...value };
  for (const name in copy) {
    const member = copy[name] as Json;
    if (typeof member === 'object' && member !== null) copy[name] = mapJson(member, replace);
  }
  return copy;
}

function mapList(list: readonly Json[], replace: Parameters<typeof mapJson>[1]): unknown[] {
  const copy: unknown[] = list.slice();
  for (const [index, item] of list.entries()) {
    if (typeof item === 'object' && item !== null) copy[index] = mapJson(item, replace);
  }
  return copy;
}
